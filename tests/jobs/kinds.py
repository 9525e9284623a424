"""Kinds of jobs for tests: what a worker may do well or badly."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from api.jobs.task import Report, Task
from dedup import ReadError


def count(task: Task, report: Report) -> None:
    """Count slowly; what was counted stays, and every attempt leaves a line."""
    log = task.folder / "log"
    for n in range(int(task.request["steps"])):
        with log.open("a") as out:
            out.write(f"{os.getpid()} {n}\n")
        report("count", n, int(task.request["steps"]))
        time.sleep(float(task.request.get("pause", 0.0)))
    task.results.mkdir()
    Path(task.results, "result").write_text(str(os.getpid()))


def refuse(_task: Task, _report: Report) -> None:
    """Find nothing to work with."""
    raise ReadError("there is nothing in it")


def stumble(task: Task, _report: Report) -> None:
    """Fail the first time, and then do it."""
    once = task.folder / "once"
    if not once.exists():
        once.touch()
        raise ZeroDivisionError
    task.results.mkdir()


def die(_task: Task, _report: Report) -> None:
    """Die as by a fault in compiled code."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill(_task: Task, _report: Report) -> None:
    """Find no room on the disk."""
    raise OSError(28, "No space left on device")


def swell(_task: Task, _report: Report) -> None:
    """Take more and more memory."""
    held = []
    while True:
        held.append(b"x" * 10_000_000)
        time.sleep(0.02)


KINDS = {kind.__name__: kind for kind in (count, refuse, stumble, die, fill, swell)}
