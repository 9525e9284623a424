"""What happens in the process of a worker: one attempt at one job."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from threading import Thread
from time import monotonic

from api.jobs.task import Ended, Kind, Report, Task, Told
from dedup import DedupError

NICENESS = 15
"""Jobs take what requests leave of the processors."""

PAUSE_SECONDS = 0.2
"""Least time between two reports of one step."""

FAULT = "the service failed; its log says more"


def work(pipe: Connection, kind: Kind, task: Task) -> None:
    """Do a job and say how far it is and how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which says what becomes of us
    os.nice(NICENESS)
    Thread(target=_end_with_server, args=(pipe,), daemon=True).start()
    pipe.send(_outcome(kind, task, _reporter(pipe)))


def _outcome(kind: Kind, task: Task, report: Report) -> Ended:
    try:
        with _alone(task):
            kind(task, report)
    except DedupError as error:
        return Ended(str(error), final=True)
    except OSError as error:
        traceback.print_exc(file=sys.stderr)
        return Ended(f"the service could not read or write its files: {error.strerror}")
    except MemoryError:
        return Ended("there was not enough memory; send fewer articles")
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return Ended(FAULT)
    return Ended()


@contextmanager
def _alone(task: Task) -> Iterator[None]:
    """Wait until no other attempt at the same job runs: one that lost its lease may not know it yet."""
    with (task.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _reporter(pipe: Connection) -> Report:
    last = (float("-inf"), "")

    def report(step: str, done: int, of: int | None) -> None:
        nonlocal last
        now = monotonic()
        if step != last[1] or now - last[0] >= PAUSE_SECONDS:
            last = now, step
            pipe.send(Told(step, done, of))

    return report


def _end_with_server(pipe: Connection) -> None:
    """End this process when the server is gone: nobody renews the lease then."""
    try:
        pipe.recv()
    except (EOFError, OSError):
        os._exit(1)
