"""One attempt at a job, as the server sees it: its lease is renewed until it ends or has to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from logging import getLogger
from time import sleep
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from api.jobs.running import Running
from api.jobs.task import OUT_OF_MEMORY, Ended, Told
from api.store.jobs import Job, JobStore, Orders

BEAT_SECONDS = 1.0

_log = getLogger(__name__)


class Attempt:
    """Watches over a worker that has a job's lease. Where the database does not answer, it asks again.

    A worker may have `most_memory` bytes.
    """

    def __init__(
        self,
        job: Job,
        jobs: JobStore,
        clock: Callable[[], float],
        lease_seconds: float,
        most_memory: int,
    ) -> None:
        self._job, self._jobs, self._clock, self._lease_seconds = job, jobs, clock, lease_seconds
        self._most_memory = most_memory
        self.done = False
        self._lease = job.lease or ""
        self._lease_until = job.lease_until or 0.0
        self._progress: dict[str, Any] | None = None
        self._over = False

    def watch(self, running: Running, closing: Callable[[], bool]) -> None:
        """Return when the attempt is over; it may not go on once the server is `closing`."""
        beat = self._clock()
        while not self._over:
            said = running.next(BEAT_SECONDS)
            if isinstance(said, Ended):
                self.end(said)
            elif isinstance(said, Told):
                self._progress = asdict(said)
            if not self._over and running.memory() > self._most_memory:
                running.kill()
                self.end(Ended(f"{OUT_OF_MEMORY} ({self._most_memory:,} bytes a job)", final=True))
            if not self._over and self._clock() - beat >= BEAT_SECONDS:
                beat = self._clock()
                self._beat(running, closing())

    def end(self, ended: Ended) -> None:
        """Say how the attempt ended."""
        job, error = self._job, ended.error
        if error is None:
            self.done = self._tell(lambda: self._jobs.finish(job.id, self._lease, self._clock()))
        else:
            _log.warning("job %s, attempt %d: %s", job.id, job.attempts, error)
            self._tell(lambda: self._jobs.fail(job.id, self._lease, self._clock(), error, final=ended.final))

    def _beat(self, running: Running, closing: bool) -> None:
        late = self._clock() - (self._job.started or 0.0) > self._job.most_seconds
        orders = self._orders()
        if orders == "go on" and not (late or closing):
            return
        running.kill()
        if orders == "lost":
            _log.warning("job %s, attempt %d: the lease was lost", self._job.id, self._job.attempts)
            self._over = True
        elif late:
            limit = f"{self._job.most_seconds:g}"
            self.end(Ended(f"it took longer than {limit} seconds, its limit", final=True))
        elif orders == "cancel":
            self.end(Ended("it was cancelled", final=True))
        else:
            self._tell(lambda: self._jobs.release(self._job.id, self._lease, self._clock()))

    def _orders(self) -> Orders:
        now = self._clock()
        try:
            orders = self._jobs.heartbeat(self._job.id, self._lease, now, self._lease_seconds, self._progress)
        except SQLAlchemyError as error:
            _log.warning("job %s: the lease could not be renewed: %s", self._job.id, error)
            return "go on" if now < self._lease_until else "lost"
        self._lease_until = now + self._lease_seconds
        return orders

    def _tell(self, what: Callable[[], bool]) -> bool:
        """Let the database know, at the latest until the lease ends; whether the job was still ours."""
        self._over = True
        while self._clock() < self._lease_until:
            try:
                return what()
            except SQLAlchemyError as error:
                _log.warning("job %s: its end could not be noted: %s", self._job.id, error)
                sleep(BEAT_SECONDS)
        return False
