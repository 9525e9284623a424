"""Sessions: embedded Sail, a cluster of Spark, or a Connect server."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dedup.errors import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CONNECT_PORT = 15002
"""Where a Connect server listens if nothing else is said."""

CONNECT_SECONDS = 10

_ERROR = re.compile(r"[\w.]*(?:Error|Exception): ")

_EXTRA = 'install dedup with its extra "spark" (pip install "dedup[spark]")'


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """Give a session of embedded Sail, or of Spark at `master`, and end it.

    `master` is as Spark knows it: `local[2]`, `local-cluster[2,1,1024]`, `spark://HOST:PORT`, or
    `sc://HOST:PORT` for a Connect server. Raises EngineError if what it needs is not installed.
    """
    try:
        import pyspark  # noqa: F401  # only to see whether it is there
    except ImportError as error:
        raise EngineError(f"the engine spark is not installed ({error}); {_EXTRA}") from None
    made = _sail() if master is None else _spark(master)
    with made as found:
        yield found


def _reach(master: str) -> None:
    """Raise EngineError unless something answers there: Spark itself would try for ten minutes."""
    place = urlsplit(master)
    try:
        with socket.create_connection((place.hostname or "", place.port or CONNECT_PORT), CONNECT_SECONDS):
            pass
    except (OSError, ValueError) as error:
        raise EngineError(f"{master} does not answer ({error}); start it, or name another --master") from None


@contextmanager
def failing(what: str) -> Iterator[None]:
    """Make an EngineError of what Spark raises while it does something."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        cause = _cause(str(error)) or type(error).__name__
        raise EngineError(
            f"{what} failed ({cause}); look at the log of the engine, then run the same command again"
        ) from error


def _cause(message: str) -> str:
    """Return the line that says what happened: of a traceback the last one that names an error."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    named = [line for line in lines if _ERROR.match(line)]
    return (named or lines or [""])[-1 if named else 0]


@contextmanager
def _sail() -> Iterator[SparkSession]:
    try:
        from pysail.spark import SparkConnectServer
    except ImportError as error:
        raise EngineError(f"embedded Sail is not installed ({error}); {_EXTRA}, or name a --master") from None
    from pyspark.sql import SparkSession

    os.environ.setdefault("RUST_LOG", "error")
    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    try:
        _, port = server.listening_address
        found = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").create()
        try:
            yield found
        finally:
            found.stop()
    finally:
        server.stop()


@contextmanager
def _spark(master: str) -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession

    if master.startswith("sc://"):
        _reach(master)
        with failing(f"to connect to {master}"):
            found = SparkSession.builder.remote(master).create()
    else:
        if not _java():
            raise EngineError(
                f"Spark at {master} needs Java 17 or later, and there is none; install it and set JAVA_HOME, "
                "or leave --master out: embedded Sail needs no Java"
            )
        if master.startswith("spark://"):
            _reach(master)
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        with failing(f"to connect to {master}"):
            found = _builder(master).getOrCreate()
    try:
        yield found
    finally:
        found.stop()


def _java() -> str | None:
    """Return the Java that Spark will start."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None)


def _builder(master: str) -> SparkSession.Builder:
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.python.daemon.module": "dedup.pipeline.daemon",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "4096",
        "spark.sql.execution.arrow.maxBytesPerBatch": "16m",
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
    }
    builder = SparkSession.builder.master(master).appName("dedup")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder
