"""Standard input, output and error that are full, closed or left by their reader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "dedup"
REPORT = "Der Rat hat am Montag den Umbau des alten Hafens für {} Millionen Euro beschlossen."
# The arguments of a command, and its exit code where all is well.
RUNS = [
    ("diff a.txt b.txt --format json", 1),
    ("diff a.txt b.txt --format text", 1),
    ("check a.txt b.txt", 1),
    ("check a.txt a.txt --format markdown", 0),
    ("versions a.txt b.txt --format html", 0),
    ("cluster . --format csv", 0),
    ("cluster .", 0),
    ("--help", 0),
    ("diff --help", 0),
]

posix = pytest.mark.skipif(os.name != "posix", reason="closes and fills streams as POSIX does")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    (folder / "a.txt").write_text(REPORT.format("zwölf"), encoding="utf-8")
    (folder / "b.txt").write_text(REPORT.format("15"), encoding="utf-8")
    return folder


def run(folder: Path, arguments: str, streams: str) -> tuple[int, str]:
    """Run a command with its streams led elsewhere by the shell, and its output held in a buffer."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    line = f'"$0" {arguments} {streams}'
    ran = subprocess.run(
        ["sh", "-c", line, PROGRAM],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ran.returncode, ran.stderr


@pytest.mark.fault
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [arguments for arguments, _ in RUNS])
def test_a_full_disk_is_said_once(folder: Path, arguments: str) -> None:
    code, said = run(folder, arguments, ">/dev/full")
    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("dedup: ")
    assert "write elsewhere with -o" in said


@posix
@pytest.mark.parametrize(("arguments", "expected"), RUNS)
def test_a_reader_that_has_gone_changes_no_exit_code(folder: Path, arguments: str, expected: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [str(PROGRAM), *arguments.split()]
    try:
        ran = subprocess.run(
            command, cwd=folder, env=environment, stdout=writer, stderr=subprocess.PIPE, timeout=120
        )
    finally:
        os.close(writer)
    assert (ran.returncode, ran.stderr) == (expected, b"")


@posix
@pytest.mark.parametrize("arguments", ["diff a.txt -", "check - a.txt", "versions a.txt - b.txt"])
def test_a_closed_standard_input_is_trouble_in_one_line(folder: Path, arguments: str) -> None:
    said = "dedup: standard input: closed; give one article or name a file\n"
    assert run(folder, arguments, "<&-") == (2, said)


@posix
@pytest.mark.parametrize("form", ["json", "terminal"])
def test_a_closed_standard_output_is_trouble_in_one_line(folder: Path, form: str) -> None:
    code, said = run(folder, f"diff a.txt b.txt --format {form}", ">&-")
    assert (code, said) == (2, "dedup: standard output is closed; write to a file with -o\n")


@posix
def test_a_closed_standard_error_changes_nothing(folder: Path) -> None:
    assert run(folder, "diff a.txt b.txt", "2>&-") == (1, "")


@pytest.mark.parametrize(
    "arguments", ["diff a.txt b.txt", "check a.txt b.txt", "versions b.txt a.txt", "cluster a.txt"]
)
def test_a_result_is_never_written_over_what_it_is_made_from(folder: Path, arguments: str) -> None:
    before = (folder / "a.txt").read_bytes()
    ran = subprocess.run(
        [PROGRAM, *arguments.split(), "-o", f"{folder}/../{folder.name}/a.txt"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "would be overwritten; choose another file with -o" in ran.stderr
    assert (folder / "a.txt").read_bytes() == before


def test_a_result_never_takes_the_place_of_an_article_or_of_the_result_it_is_made_from(folder: Path) -> None:
    def ran(*arguments: str) -> int:
        return subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, check=False).returncode

    before = (folder / "a.txt").read_bytes()
    assert ran("cluster", ".", "-o", "a.txt") == 2
    assert (folder / "a.txt").read_bytes() == before
    assert [ran("cluster", ".", "--format", "json", "-o", "r.json") for _ in range(2)] == [0, 0]
    assert ran("cluster", "--rethreshold", "r.json", "-o", "r.json") == 2
    assert ran("cluster", "--rethreshold", "r.json", "--format", "json", "-o", "r.json") == 0
