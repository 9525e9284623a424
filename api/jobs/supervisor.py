"""The supervisor of the workers: takes jobs, starts a process for each attempt, watches over it.

The processes are started by spawn, since a fork of a server with threads is broken in ways that nobody sees.
The lease is renewed here and not by the worker, so that a worker that hangs can be killed, and one that died
gives its job back at once. A worker whose server died ends itself; its job is given back by any server that
sees that nobody holds the claim on it, and at the latest when the lease ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from logging import getLogger
from threading import Event, Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from api.jobs.attempt import Attempt
from api.jobs.claims import Claims
from api.jobs.folders import JobFolders
from api.jobs.process import FAULT
from api.jobs.running import Running
from api.jobs.task import Ended, Kind, Task
from api.store.jobs import DIED, Job, JobStore

LEASE_SECONDS = 20.0
POLL_SECONDS = 0.5
IDLE_SECONDS = 300.0
"""How long a process is kept that has nothing to do."""

_log = getLogger(__name__)


class Supervisor:
    """Keeps up to `workers` jobs running.

    `kinds` says how each kind of job is done, `store` is the database's URL. A worker may have `most_memory`
    bytes.
    """

    def __init__(
        self,
        jobs: JobStore,
        folders: JobFolders,
        kinds: Mapping[str, Kind],
        store: str,
        workers: int,
        clock: Callable[[], float],
        most_memory: int,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._jobs, self._folders, self._kinds, self._store = jobs, folders, kinds, store
        self._claims = Claims(folders)
        self._clock, self._most_memory, self._lease_seconds = clock, most_memory, lease_seconds
        self._stopping, self._woken = Event(), Event()
        self._until = float("inf")
        self._slots = [Thread(target=self._slot, name=f"jobs-{n}", daemon=True) for n in range(workers)]

    def start(self) -> None:
        """Begin to take jobs."""
        for slot in self._slots:
            slot.start()

    def wake(self) -> None:
        """Say that a job waits, so that it is taken without delay."""
        self._woken.set()

    def stop(self, grace_seconds: float) -> None:
        """Take no more jobs; those that run may finish within some seconds, and are given back after that."""
        self._until = monotonic() + grace_seconds
        self._stopping.set()
        self.wake()
        for slot in self._slots:
            slot.join()

    def _slot(self) -> None:
        running, worked = Running(), monotonic()
        while not self._stopping.is_set():
            job = self._taken()
            if job is not None:
                self._attend(job, running)
                worked = monotonic()
                continue
            if monotonic() - worked > IDLE_SECONDS:
                running.kill()
            self._woken.wait(POLL_SECONDS)
            self._woken.clear()
        running.kill()

    def _taken(self) -> Job | None:
        try:
            self._free_abandoned()
            return self._jobs.take(self._clock(), self._lease_seconds)
        except SQLAlchemyError as error:
            _log.warning("no job could be taken: %s", error)
            return None

    def _free_abandoned(self) -> None:
        for job in self._jobs.running():
            if self._claims.is_abandoned(job):
                self._jobs.fail(job.id, job.lease or "", self._clock(), DIED)

    def _attend(self, job: Job, running: Running) -> None:
        attempt = Attempt(job, self._jobs, self._clock, self._lease_seconds, self._most_memory)
        kind = self._kinds.get(job.kind)
        if kind is None:
            attempt.end(Ended(f"this service knows no job of the kind {job.kind}", final=True))
            return
        folder, results = self._folders.of(job.id), self._folders.results(job)
        task = Task(job.collection, job.request, folder, results, self._store)
        try:
            with self._claims.held(job):
                running.begin(kind, task)
                attempt.watch(running, self._is_closing)
            if attempt.done:
                self._folders.keep_results(job)
        except Exception:  # whatever it is, this thread must go on with other jobs
            _log.exception("job %s: the attempt could not be watched", job.id)
            running.kill()
            attempt.end(Ended(FAULT))

    def _is_closing(self) -> bool:
        return monotonic() > self._until
