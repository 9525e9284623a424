"""`dedup check` as an editor's pipeline calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedup.command import main

ORIGINAL = "Bei einem Brand in Tannrode sind am Montag drei Menschen verletzt worden. Es regnet."


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "alt.txt").write_text(ORIGINAL, "utf-8")
    (tmp_path / "neu.txt").write_text(ORIGINAL.replace("drei", "vier"), "utf-8")
    return str(tmp_path / "alt.txt"), str(tmp_path / "neu.txt")


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=given)


def test_a_copy_passes(files: tuple[str, str]) -> None:
    result = run(files[0], files[0])
    assert result.exit_code == 0
    assert result.stdout.startswith("PASS")


def test_a_changed_fact_fails(files: tuple[str, str]) -> None:
    result = run(*files)
    assert result.exit_code == 1
    assert result.stdout.startswith("FAIL  1 fact of high severity, 0 allowed")


def test_a_policy_file_decides(files: tuple[str, str], tmp_path: Path) -> None:
    policy = tmp_path / "desk.toml"
    policy.write_text('max_facts_high = "off"\n', "utf-8")
    assert run(*files, "--policy", str(policy)).exit_code == 0
    policy.write_text('max_facts_high = "off"\nmax_verbatim_share = 0.5\n', "utf-8")
    assert run(*files, "--policy", str(policy)).exit_code == 1


def test_a_wrong_policy_is_trouble_before_anything_is_read(tmp_path: Path) -> None:
    policy = tmp_path / "desk.toml"
    policy.write_text("max_fact_high = 0", "utf-8")
    result = run("missing-a.txt", "missing-b.txt", "--policy", str(policy))
    assert result.exit_code == 2
    assert "unknown key max_fact_high; the keys are run_words" in result.stderr


def test_a_missing_file_is_trouble(files: tuple[str, str]) -> None:
    result = run(files[0], "missing.txt")
    assert result.exit_code == 2
    assert "missing.txt" in result.stderr


def test_only_one_side_can_be_standard_input(files: tuple[str, str]) -> None:
    assert run(files[0], "-", given=ORIGINAL).exit_code == 0
    assert run("-", "-", given=ORIGINAL).exit_code == 2


@pytest.mark.parametrize(
    ("form", "begins"),
    [("json", "{"), ("html", "<!doctype html>"), ("markdown", "**Fail**"), ("terminal", "FAIL")],
)
def test_formats_and_files(files: tuple[str, str], tmp_path: Path, form: str, begins: str) -> None:
    shown = run(*files, "--format", form)
    assert shown.stdout.startswith(begins)
    target = tmp_path / "out"
    written = run(*files, "--format", form, "-o", str(target))
    assert (shown.exit_code, written.exit_code, written.stdout) == (1, 1, "")
    assert target.read_text("utf-8").startswith(begins)


def test_json_is_the_schema(files: tuple[str, str]) -> None:
    answer = json.loads(run(*files, "--format", "json").stdout)
    assert (answer["schema_version"], answer["verdict"]) == (1, "fail")
    assert answer["facts"][0]["reason"] == "drei became vier"
