from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Command = Callable[..., CompletedProcess[str]]

OLD = "Der Rat hat den Umbau des alten Hafens für zwölf Millionen Euro beschlossen. Im Zoo lebt ein Tier."
NEW = "Der Rat hat den Umbau des alten Hafens für 15 Millionen Euro beschlossen. Morgen regnet es."
FORMS = {
    "json": '{\n  "schema_version": 1',
    "terminal": "derived",
    "html": "<!doctype html>",
    "markdown": "**Derived**",
}
PLAIN = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text(OLD, encoding="utf-8")
    b.write_text(NEW, encoding="utf-8")
    return a, b


def test_no_difference_is_0_and_a_difference_1(command: Command, pair: tuple[Path, Path]) -> None:
    a, b = pair
    assert command("diff", a, a).returncode == 0
    assert command("diff", a, b).returncode == 1


def test_a_moved_sentence_is_a_difference(command: Command, tmp_path: Path) -> None:
    one, two, three = "Der Rat tagt am Montag.", "Die Brücke im Norden ist zu.", "Im Zoo lebt ein Nashorn."
    a = tmp_path / "a.txt"
    a.write_text(f"{one} {two} {three}", encoding="utf-8")
    assert command("diff", a, "-", stdin=f"{three} {one} {two}").returncode == 1


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_printed_and_written_whatever_the_locale(
    command: Command, pair: tuple[Path, Path], tmp_path: Path, form: str
) -> None:
    printed = command("diff", *pair, "--format", form, environment=PLAIN)
    target = tmp_path / "result"
    written = command("diff", *pair, "--format", form, "-o", target)
    assert (printed.returncode, printed.stderr) == (1, "")
    assert (written.returncode, written.stdout, written.stderr) == (1, "", f"wrote {target}\n")
    assert target.read_text(encoding="utf-8") == printed.stdout
    assert printed.stdout.startswith(FORMS[form])
    assert "zwölf" in printed.stdout


def test_terminal_is_the_default_format(command: Command, pair: tuple[Path, Path]) -> None:
    assert command("diff", *pair).stdout.startswith(FORMS["terminal"])


def test_json_has_the_texts_as_given_and_the_links(command: Command, pair: tuple[Path, Path]) -> None:
    answer = json.loads(command("diff", *pair, "--format", "json").stdout)
    assert (answer["schema_version"], answer["a"]["text"], answer["b"]["text"]) == (1, OLD, NEW)
    assert [(link["a"], link["b"], link["kind"]) for link in answer["links"]] == [([0], [0], "reworded")]
    assert (answer["dropped"], answer["added"]) == ([1], [1])


@pytest.mark.parametrize("side", ["a", "b"])
def test_either_side_may_be_standard_input(command: Command, pair: tuple[Path, Path], side: str) -> None:
    files = {"a": str(pair[0]), "b": str(pair[1])}
    text = OLD if side == "a" else NEW
    given = {**files, side: "-"}
    ran = command("diff", given["a"], given["b"], "--format", "json", stdin=text)
    answer = json.loads(ran.stdout)
    assert (ran.returncode, answer["a"]["text"], answer["b"]["text"]) == (1, OLD, NEW)


def test_both_sides_cannot_be_standard_input(command: Command) -> None:
    ran = command("diff", "-", "-", stdin="Ein Text.")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == ("dedup: only one of A and B can be standard input (-); give a file for the other\n")


def test_a_result_that_cannot_be_written_is_trouble(
    command: Command, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "nowhere" / "result.json"
    ran = command("diff", *pair, "--format", "json", "-o", target)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"dedup: cannot write {target}: ")
    assert "choose another file with -o" in ran.stderr


@pytest.mark.parametrize("form", ["json", "terminal"])
def test_a_reader_that_goes_away_is_no_reason_to_complain(tmp_path: Path, form: str) -> None:
    for name in ("a.txt", "b.txt"):
        text = " ".join(f"Im Bericht {n} zu {name} steht der Wert {n * n}." for n in range(400))
        (tmp_path / name).write_text(text, encoding="utf-8")
    program = Path(sys.executable).parent / "dedup"
    with subprocess.Popen(
        [program, "diff", tmp_path / "a.txt", tmp_path / "b.txt", "--format", form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        os.read(process.stdout.fileno(), 10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1
