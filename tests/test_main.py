"""`python -m dedup`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dedup.version import VERSION

ROOT = Path(__file__).resolve().parents[1]


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dedup", *args],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_the_package_runs_as_the_command() -> None:
    assert run("--version").stdout == f"dedup, version {VERSION}\n"
    shown = run("--help").stdout
    assert shown.startswith("Usage: dedup [OPTIONS]")
    assert "cluster" in shown


def test_exit_codes_are_those_of_the_command(tmp_path: Path) -> None:
    missing = run("diff", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("dedup: ")
