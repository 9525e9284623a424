"""Services to be killed at any moment, forked from a process that has loaded all: so they start at once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import httpx

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.api.loaded"])

START_SECONDS = 120
RUN_SECONDS = 300


class Forked:
    """The service over a store, with its data and its log in a folder; `more` are settings."""

    def __init__(self, folder: Path, store: str | None = None, **more: object) -> None:
        folder.mkdir(exist_ok=True)
        self._log = folder / "log.txt"
        given = {"store": store or f"{folder}/news.db", "data": f"{folder}/data", **more}
        self._environment = {f"DEDUP_{name}".upper(): str(value) for name, value in given.items()}

    def start(self) -> httpx.Client:
        """Start it and return a client of it."""
        begun = len(self.log)
        self.process: ForkServerProcess = _CONTEXT.Process(
            target=_serve, args=(self._environment, self._log), daemon=False
        )
        self.process.start()
        end = time.monotonic() + START_SECONDS
        while "Documentation: " not in self.log[begun:]:
            assert self.process.is_alive(), self.log
            assert time.monotonic() < end, self.log
            time.sleep(0.01)
        url = self.log[begun:].partition("dedup listens on ")[2].split()[0]
        return httpx.Client(base_url=url, timeout=RUN_SECONDS, trust_env=False)

    @property
    def log(self) -> str:
        """Return all that it has said so far."""
        return self._log.read_text() if self._log.exists() else ""

    def kill(self) -> None:
        """Kill it and wait until it is dead."""
        self.stop(signal.SIGKILL)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it and wait until it has ended."""
        if self.process.pid is not None:
            os.kill(self.process.pid, how)
        self.process.join(RUN_SECONDS)
        assert not self.process.is_alive()


def _serve(environment: Mapping[str, str], log: Path) -> None:
    from api.command import serve

    os.environ.update(environment)
    with log.open("ab") as out:
        for number in (1, 2):
            os.dup2(out.fileno(), number)
    serve(["--port", "0"])
