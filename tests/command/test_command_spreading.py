from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from dedup.command import main

Command = Callable[..., CompletedProcess[str]]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def test_sail_gives_the_files_of_one_machine_and_leaves_nothing_behind(
    command: Command, tmp_path: Path
) -> None:
    scratch, made, other = tmp_path / "scratch", tmp_path / "sail.json", tmp_path / "local.json"
    ran = command("cluster", SEEDS, "--engine", "spark", "--scratch", scratch, "--format", "json", "-o", made)
    assert (ran.returncode, ran.stderr) == (0, f"wrote {made}\n")
    assert command("cluster", SEEDS, "--format", "json", "-o", other).returncode == 0
    on_sail, on_one = (json.loads(file.read_bytes()) for file in (made, other))
    assert (on_sail.pop("engine"), on_one.pop("engine")) == ("sail", "local")
    assert on_sail == on_one
    for kept in ("articles", "candidates"):
        files = (file.with_name(f"{file.name}.{kept}.parquet").read_bytes() for file in (made, other))
        assert next(files) == next(files)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--master", "local[2]"], "add --engine spark"),
        (["--scratch", "."], "add --engine spark"),
        (["--engine", "spark", "--stories"], "leave out --engine spark"),
        (["--engine", "spark", "--rethreshold", "result.json"], "leave out --engine spark"),
        (["--engine", "daft"], "'local', 'spark'"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options: list[str], said: str) -> None:
    ran = CliRunner().invoke(main, ["cluster", str(SEEDS), *options])
    assert ran.exit_code == 2
    assert said in ran.output


def test_a_server_that_does_not_answer_is_named(command: Command) -> None:
    ran = command("cluster", SEEDS, "--engine", "spark", "--master", "sc://127.0.0.1:9")
    assert ran.returncode == 2
    assert ran.stderr.startswith("dedup: sc://127.0.0.1:9 does not answer")
