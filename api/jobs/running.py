"""The process of a worker, as the server sees it. It is kept for the next job: to start one takes seconds."""

from __future__ import annotations

import re
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path

from api.jobs.process import work
from api.jobs.task import Ended, Kind, Task, Told
from api.store.jobs import DIED

_SPAWN = get_context("spawn")
_OWN_MEMORY = re.compile(r"^RssAnon:\s+(\d+) kB", re.MULTILINE)


class Running:
    """A process that works on one task after the other, started when there is one."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None

    def begin(self, kind: Kind, task: Task) -> None:
        """Let the process do a task. Raises OSError if none can be started."""
        if self._process is None or not self._process.is_alive():
            self.kill()
            self._pipe, theirs = _SPAWN.Pipe()
            process = _SPAWN.Process(target=work, args=(theirs,), daemon=True)
            try:
                process.start()
            finally:
                theirs.close()  # so that the end of the process is the end of the pipe
            self._process = process
        self._pipe.send((kind, task))

    def next(self, seconds: float) -> Told | Ended | None:
        """Return what the worker says within so many seconds, None if it says nothing."""
        if not self._pipe.poll(seconds):
            return None
        try:
            said: Told | Ended = self._pipe.recv()
        except (EOFError, OSError):
            self.kill()  # it may still be dying, and must not be given the next task
            return Ended(DIED)
        return said

    def memory(self) -> int:
        """Return how many bytes of its own the process has in memory, 0 where the system does not say."""
        if self._process is None:
            return 0
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        found = _OWN_MEMORY.search(status)
        return int(found[1]) * 1024 if found else 0

    def kill(self) -> None:
        """End the process, whatever it does, and wait until it has ended."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None
