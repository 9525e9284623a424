"""What tests of several modules share: the real command in a process of its own, and sessions of engines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from dedup.engine.session import session

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


@pytest.fixture(scope="session")
def sail() -> Iterator[Any]:
    """Give a session of embedded Sail, one for all tests."""
    pytest.importorskip("pysail", reason="embedded Sail is not installed")
    with session(None) as found:
        yield found


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Give a session of real Spark with two workers in processes of their own, one for all tests."""
    cloudpickle = pytest.importorskip("pyspark.cloudpickle", reason="pyspark is not installed")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("real Spark needs Java, and there is none on the PATH")
    # Steps of tests go to the workers as they are: these cannot import the module of a test.
    from tests.engine import steps

    cloudpickle.register_pickle_by_value(steps)
    with pytest.MonkeyPatch.context() as patched:
        # A session of Sail leaves this behind, and then Spark would start no cluster of its own.
        patched.delenv("SPARK_CONNECT_MODE_ENABLED", raising=False)
        patched.setenv("SPARK_LOCAL_HOSTNAME", "localhost")
        # Of a run on a few articles the better part would be the optimising compiler of Java.
        patched.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
        with session("local-cluster[2,1,1024]") as found:
            yield found
