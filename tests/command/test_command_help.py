from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from dedup.version import VERSION

Command = Callable[..., CompletedProcess[str]]

HEAVY = {
    "datasketch",
    "fastapi",
    "jinja2",
    "numba",
    "numpy",
    "pyarrow",
    "rapidfuzz",
    "rich",
    "scipy",
    "uvicorn",
}
LOADED = """
import sys
from dedup.command import main
main(sys.argv[1:], standalone_mode=False)
print(*sys.modules)
"""


def test_help_lists_the_commands_of_all_packages(command: Command) -> None:
    ran = command("--help")
    assert ran.returncode == 0
    for name in ("archive", "clean", "cluster", "diff", "explain", "serve"):
        assert f"\n  {name} " in ran.stdout


@pytest.mark.parametrize("name", ["archive", "diff", "cluster", "explain", "clean", "serve"])
def test_every_command_explains_itself(command: Command, name: str) -> None:
    ran = command(name, "-h")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"Usage: dedup {name}")


def test_the_version(command: Command) -> None:
    assert command("--version").stdout == f"dedup, version {VERSION}\n"


@pytest.mark.parametrize("name", ["", "diff", "cluster", "explain", "clean", "serve"])
def test_help_waits_for_no_heavy_package(name: str) -> None:
    args = [*name.split(), "--help"]
    ran = subprocess.run([sys.executable, "-c", LOADED, *args], capture_output=True, text=True, check=True)
    assert not HEAVY & set(ran.stdout.splitlines()[-1].split())


def test_a_diff_of_short_texts_waits_only_for_what_it_needs(tmp_path: Path) -> None:
    for name, text in (("a.txt", "26 Länder sind bereit."), ("b.txt", "27 Länder sind bereit.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    args = ["diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    loaded = LOADED.replace("main(", "try: main(").replace("=False)", "=False)\nexcept SystemExit: pass")
    ran = subprocess.run([sys.executable, "-c", loaded, *args], capture_output=True, text=True, check=True)
    assert "26 became 27" in ran.stdout
    assert not {"numba", "scipy", "pyarrow", "requests"} & set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["diff"], "Missing argument 'A'"),
        (["diff", "a.txt"], "Missing argument 'B'"),
        (["cluster"], "Missing argument 'PATH'"),
        (["diff", "a", "b", "--format", "pdf"], "'pdf' is not one of 'json', 'terminal', 'html', 'markdown'"),
        (["cluster", "x", "--rethreshold", "y"], "give one of the two"),
        (["cluster", "x", "--threshold", "1.5"], "1.5 is not in the range 0<=x<=1"),
        (["cluster", "x", "--near", "nan"], "nan is not a number"),
        (["explain", "x", "a"], "Missing argument 'ID2'"),
        (["clean", "x"], "Missing option '-o'"),
        (["clean", "x", "-o", "y", "--keep", "all"], "'all' is not one of 'origin', 'newest'"),
        (["cluster", "x", "--format", "markdown"], "'markdown' is not one of"),
    ],
)
def test_a_wrong_call_is_trouble(command: Command, args: list[str], complaint: str) -> None:
    ran = command(*args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert complaint in ran.stderr
