"""The process of a worker, as the server sees it."""

from __future__ import annotations

from multiprocessing import get_context
from types import TracebackType

from api.jobs.process import work
from api.jobs.task import Ended, Kind, Task, Told
from api.store.jobs import DIED

_SPAWN = get_context("spawn")


class Running:
    """A process that works on a task, gone at the latest when this is left."""

    def __init__(self, kind: Kind, task: Task) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=work, args=(theirs, kind, task), daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process is the end of the pipe

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._pipe.close()

    def next(self, seconds: float) -> Told | Ended | None:
        """Return what the worker says within so many seconds, None if it says nothing."""
        if not self._pipe.poll(seconds):
            return None
        try:
            said: Told | Ended = self._pipe.recv()
        except (EOFError, OSError):
            return Ended(DIED)
        return said

    def kill(self) -> None:
        """End the process, whatever it does, and wait until it has ended."""
        self._process.kill()
        self._process.join()
