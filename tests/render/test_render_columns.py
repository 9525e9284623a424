"""Both texts side by side in a terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from dedup.diff import Diff
from dedup.render.terminal import print_diff

GOLDEN = Path(__file__).parent / "golden"


def printed(diff: Diff, width: int, beside: bool = True) -> str:
    out = io.StringIO()
    print_diff(diff, Console(file=out, width=width), beside=beside)
    return out.getvalue()


def test_diff_looks_as_in_the_golden_file(diff: Diff) -> None:
    assert printed(diff, 100) == (GOLDEN / "diff_columns_100.txt").read_text("utf-8")


@pytest.mark.parametrize("width", [64, 80, 120])
def test_no_line_is_too_wide_or_ends_in_spaces(diff: Diff, width: int) -> None:
    lines = printed(diff, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]


def test_a_narrow_terminal_gets_one_column(diff: Diff) -> None:
    assert printed(diff, 50) == printed(diff, 50, beside=False)
