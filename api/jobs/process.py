"""What happens in the process of a worker: one attempt at a job after the other."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic

from api.jobs.task import OUT_OF_MEMORY, Ended, Kind, Report, Task, Told
from dedup import DedupError

NICENESS = 10
"""Jobs take what requests leave of the processors."""

PAUSE_SECONDS = 0.2
"""Least time between two reports of one step."""

FAULT = "the service failed; its log says more"


def work(pipe: Connection) -> None:
    """Do what comes through the pipe and say how far it is and how it ended, until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which says what becomes of us
    os.nice(NICENESS)
    with suppress(OSError):  # on Linux: should memory run out, it is a worker that has to go, not the server
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    given: SimpleQueue[tuple[Kind, Task]] = SimpleQueue()
    Thread(target=_listen, args=(pipe, given), daemon=True).start()
    while True:
        kind, task = given.get()
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
        return Ended(OUT_OF_MEMORY)
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


def _listen(pipe: Connection, given: SimpleQueue[tuple[Kind, Task]]) -> None:
    """Hand on what the server sends, and end this process when it is gone: nobody renews the lease then."""
    try:
        while True:
            given.put(pipe.recv())
    except (EOFError, OSError):
        pass
    finally:  # whatever it is: a worker that no longer listens must not live
        os._exit(1)
