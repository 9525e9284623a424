"""What tests of several modules share: the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import hypothesis
import pytest

# A busy machine must not fail a test, and the same code always passes or fails alike.
hypothesis.settings.register_profile(
    "dedup",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("dedup")

DEDUP = Path(sys.executable).parent / "dedup"

Ran = subprocess.CompletedProcess[str]


def buffered() -> dict[str, str]:
    """Return the environment without the switch under which no output waits in a buffer."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def run_dedup(
    *args: str | Path,
    stdin: str | bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Ran:
    ran = subprocess.run(
        [DEDUP, *map(str, args)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**buffered(), **(environment or {})},
        cwd=folder,
        timeout=120,
    )
    answer = Ran(ran.args, ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8"))
    assert "Traceback" not in answer.stderr, answer.stderr
    return answer


@pytest.fixture(scope="session")
def command() -> Callable[..., Ran]:
    """Run `dedup` with arguments; whatever it does, it never shows a traceback and speaks UTF-8."""
    return run_dedup
