"""`dedup cluster --format parquet`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from dedup.command import main

Command = Callable[..., CompletedProcess[str]]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def answer(*args: str | Path) -> str:
    ran = CliRunner().invoke(main, list(map(str, args)))
    assert ran.exit_code == 0, ran.output
    return ran.stdout


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "out"
    answer("cluster", SEEDS, "--format", "parquet", "-o", folder)
    return folder


def test_tables_say_what_the_json_says_and_can_be_asked(tables: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.json"
    answer("cluster", SEEDS, "--format", "json", "-o", made)
    again = answer("cluster", "--rethreshold", tables, "--format", "json")
    assert json.loads(again) == json.loads(made.read_bytes())
    ids = ("en-results-halden.txt", "en-results-pryce.txt")
    assert answer("explain", tables, *ids) == answer("explain", made, *ids)
    summary = json.loads((tables / "summary.json").read_bytes())
    assert summary["recipe"] == json.loads(made.read_bytes())["recipe"]
    assert (summary["engine"], summary["articles"], summary["clusters"], summary["skipped"]) == (
        "local",
        27,
        5,
        1,
    )


def test_sail_writes_the_same_rows(tables: Path, command: Command, tmp_path: Path) -> None:
    made = tmp_path / "sail"
    ran = command("cluster", SEEDS, "--engine", "spark", "--format", "parquet", "-o", made)
    assert (ran.returncode, ran.stderr) == (0, f"wrote {made}\n")
    on_sail, on_one = (json.loads((folder / "summary.json").read_bytes()) for folder in (made, tables))
    assert (on_sail.pop("engine"), on_one.pop("engine")) == ("sail", "local")
    assert on_sail == on_one
    said = [
        json.loads(answer("cluster", "--rethreshold", folder, "--format", "json"))
        for folder in (made, tables)
    ]
    for result in said:
        result.pop("engine")
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([str(SEEDS), "--format", "parquet"], "needs a path to read, and a folder"),
        (["--rethreshold", "made", "--format", "parquet", "-o", "out"], "needs a path to read, and a folder"),
        ([str(SEEDS), "--format", "parquet", "--stories", "-o", "out"], "other than csv and parquet"),
        ([str(SEEDS), "--format", "parquet", "-o", str(SEEDS)], "lie within each other"),
        ([str(SEEDS), "--format", "parquet", "-o", str(SEEDS / "out")], "lie within each other"),
        ([str(SEEDS), "--format", "parquet", "-o", str(SEEDS.parent)], "lie within each other"),
        ([str(SEEDS), "--format", "json", "-o", str(SEEDS)], "is a directory"),
    ],
)
def test_what_cannot_be_is_refused(options: list[str], said: str) -> None:
    ran = CliRunner().invoke(main, ["cluster", *options])
    assert ran.exit_code != 0
    assert said in ran.output + str(ran.exception)


def test_a_folder_of_something_else_is_spared(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nicht löschen.")
    ran = CliRunner().invoke(main, ["cluster", str(SEEDS), "--format", "parquet", "-o", str(tmp_path)])
    assert "is not empty and holds no result" in ran.output + str(ran.exception)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_nothing_readable_is_said(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(SEEDS / "truth.json", tmp_path / "in")
    ran = command("cluster", tmp_path / "in", "--format", "parquet", "-o", tmp_path / "out")
    assert ran.returncode == 2
    assert ran.stderr.endswith("no article could be read in " + f"{tmp_path / 'in'}; 1 files were skipped\n")
    assert json.loads((tmp_path / "out" / "summary.json").read_bytes())["articles"] == 0
