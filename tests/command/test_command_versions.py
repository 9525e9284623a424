"""`dedup versions`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedup.command import main


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths: list[str] = []
    for number in (26, 27, 27, 30):
        path = tmp_path / f"v{len(paths)}.txt"
        path.write_text(f"Bei dem Unglück starben {number} Menschen. Es regnet.", "utf-8")
        paths.append(str(path))
    return paths


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["versions", *arguments])


def test_a_fact_is_followed_through_the_files(files: list[str]) -> None:
    result = run(*files)
    assert result.exit_code == 0
    assert "26 (1) → 27 (2–3) → 30 (4)" in result.stdout


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("json", "{"),
        ("html", "<!doctype html>"),
        ("markdown", "**4 versions**"),
        ("text", "4 versions"),
        ("terminal", "4 versions"),
    ],
)
def test_formats_and_files(files: list[str], tmp_path: Path, form: str, begins: str) -> None:
    target = tmp_path / "out"
    assert run(*files, "--format", form).stdout.startswith(begins)
    assert run(*files, "--format", form, "-o", str(target)).exit_code == 0
    assert target.read_text("utf-8").startswith(begins)


def test_json_is_the_schema(files: list[str]) -> None:
    answer = json.loads(run(*files, "--format", "json").stdout)
    (fact,) = answer["facts"]
    assert [saying["value"]["text"] for saying in fact["sayings"]] == ["26", "27", "27", "30"]


def test_one_file_is_no_history(files: list[str]) -> None:
    result = run(files[0])
    assert result.exit_code == 2
    assert "at least 2 versions, not 1" in result.stderr


def test_no_file_is_a_usage_error() -> None:
    assert run().exit_code == 2


def test_standard_input_only_once(files: list[str]) -> None:
    assert run("-", files[0], "-").exit_code == 2
