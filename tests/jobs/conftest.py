from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.jobs.folders import JobFolders
from api.jobs.supervisor import Supervisor
from api.store.collections import CollectionStore
from api.store.database import Database
from api.store.jobs import Job, JobStore
from tests.jobs.kinds import KINDS


class Desk:
    """A database, the folders of jobs, and supervisors for them."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder}/news.db"
        self.database = Database(self.url)
        self.database.upgrade()
        self.jobs = JobStore(self.database)
        self.folders = JobFolders(folder)
        self.collection = CollectionStore(self.database).named().id

    def ask(self, kind: str, most_seconds: float = 60.0, **request: object) -> Job:
        """Enqueue a job."""
        job = self.jobs.enqueue(self.collection, kind, request, time.time(), most_seconds=most_seconds)
        self.folders.make(job.id)
        return job

    def job(self, job: Job) -> Job:
        """Return the job as it is now."""
        found = self.jobs.get(self.collection, job.id)
        assert found is not None
        return found

    def wait(self, job: Job, enough: Callable[[Job], object], seconds: float = 60.0) -> Job:
        """Return the job once it is as it should be."""
        end = time.monotonic() + seconds
        while not enough(found := self.job(job)):
            assert time.monotonic() < end, found
            time.sleep(0.02)
        return found

    def ended(self, job: Job) -> Job:
        """Return the job once it has ended."""
        return self.wait(job, lambda found: found.ended)

    def attempts_at(self, job: Job) -> list[int]:
        """Return the ids of the processes that counted in a job, as often as they did."""
        log = self.folders.of(job.id) / "log"
        return [int(line.split()[0]) for line in log.read_text().splitlines()] if log.exists() else []

    @contextmanager
    def supervised(
        self, workers: int = 1, grace: float = 0.0, lease: float = 15.0, memory: int = 2_000_000_000
    ) -> Iterator[Supervisor]:
        """Let a supervisor work, and stop it."""
        made = Supervisor(self.jobs, self.folders, KINDS, self.url, workers, time.time, memory, lease)
        made.start()
        try:
            yield made
        finally:
            made.stop(grace)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.database.close()
