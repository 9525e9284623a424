"""A service of a test's own, to be stopped, killed and started again over the same store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from tests.api.conftest import ROOT, SERVE


class Service:
    """The service with its store and data in a folder; `more` are settings."""

    def __init__(self, folder: Path, **more: object) -> None:
        self._log = folder / "log.txt"
        own = {"DEDUP_STORE": f"{folder}/news.db", "DEDUP_DATA": f"{folder}/data"}
        self._environment = {**os.environ, **own, **{f"DEDUP_{k}".upper(): str(v) for k, v in more.items()}}
        self.start()

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> str:
        return self._log.read_text()

    def start(self) -> None:
        """Start the service and wait until it listens."""
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                SERVE, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._process.stdout is not None
        announced = self._process.stdout.readline().split()
        assert announced, self.log
        url = next(word for word in announced if word.startswith("http://"))
        self.client = httpx.Client(base_url=url, timeout=120, trust_env=False)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End the service and wait until it has ended."""
        self.client.close()
        self._process.send_signal(how)
        self._process.communicate(timeout=120)

    def upload(self, name: str, data: bytes, **options: str) -> Any:
        """Ask for a job and return it."""
        asked = self.client.post("/v1/jobs", files={"file": (name, data)}, data=options)
        assert asked.status_code == 202, asked.text
        return asked.json()

    def events(self, job: str, after: str | None = None) -> list[tuple[str, str, Any]]:
        """Return the id, name and data of all events of a job until its end."""
        headers = {} if after is None else {"Last-Event-ID": after}
        with self.client.stream("GET", f"/v1/jobs/{job}/events", headers=headers) as answer:
            return parsed(answer)

    def ended(self, job: str) -> Any:
        """Return a job once it has ended."""
        end = time.monotonic() + 300
        while (found := self.client.get(f"/v1/jobs/{job}").json())["finished"] is None:
            assert time.monotonic() < end, (found, self.log)
            time.sleep(0.1)
        return found


def parsed(answer: httpx.Response) -> list[tuple[str, str, Any]]:
    """Return the id, name and data of all events that an answer streams."""
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = []
    event: dict[str, str] = {}
    for line in answer.iter_lines():
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = value
        elif not line and event:
            found.append((event["id"], event["event"], json.loads(event["data"])))
            event = {}
    return found


def workers_of(server: int) -> list[int]:
    """Return the ids of the processes that a server has for jobs."""
    return [pid for pid in _processes() if _parent(pid) == server and _is_worker(pid)]


def exists(pid: int) -> bool:
    """Whether a process is there and not just waiting to be noticed."""
    try:
        return _status(pid)[0] != "Z"
    except OSError:
        return False


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _parent(pid: int) -> int:
    try:
        return int(_status(pid)[1])
    except OSError:
        return 0


def _is_worker(pid: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _status(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
