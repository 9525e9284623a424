"""`dedup diff` as plain text and in columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from dedup.command import main


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.txt").write_text("26 Menschen wurden verletzt. Es regnet.", "utf-8")
    (tmp_path / "b.txt").write_text("27 Menschen wurden verletzt. Es regnet.", "utf-8")
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["diff", *arguments])


def test_text_is_like_diff_u(files: tuple[str, str]) -> None:
    result = run(*files, "--format", "text")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[3:] == [
        "@@ -1 +1 @@ reworded",
        "! number: 26 became 27",
        "-26 Menschen wurden verletzt.",
        "+27 Menschen wurden verletzt.",
        "@@ -2 +2 @@ unchanged",
        " Es regnet.",
    ]


def test_side_by_side_has_both_texts_in_one_line(files: tuple[str, str]) -> None:
    inline, beside = run(*files), run(*files, "--view", "side-by-side")
    assert "[-26-]{+27+} Menschen" in inline.stdout
    assert any("[-26-] Menschen" in line and "{+27+} Menschen" in line for line in beside.stdout.splitlines())


def test_a_document_with_tracked_changes_goes_to_a_file(files: tuple[str, str], tmp_path: Path) -> None:
    pair = ["diff", *files, "--format", "docx"]
    refused = CliRunner().invoke(main, pair)
    assert refused.exit_code == 2
    assert "-o" in refused.output
    assert CliRunner().invoke(main, [*pair, "-o", str(tmp_path / "c.docx")]).exit_code == 1
    (comment,) = Document(str(tmp_path / "c.docx")).comments
    assert "26 became 27" in comment.text
