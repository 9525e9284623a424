"""Workers take, renew, finish, die and come back in any order; every job is completed exactly once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy import insert

from api.store.database import Database
from api.store.jobs import ENDED, JobStore
from api.store.tables import collections

DESK = 7
LEASE = 10.0
MOST_ATTEMPTS = 3


@cache
def empty() -> bytes:
    """Return a database without jobs, as bytes: bringing the tables up to date takes a while."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "news.db")
        database = Database(f"sqlite:///{path}")
        database.upgrade()
        with database.write() as connection:
            connection.execute(insert(collections).values(id=DESK, name="sport", created=0.0))
        database.close()
        return path.read_bytes()


class Jobs(RuleBasedStateMachine):
    """`attempts` are (job, lease) of all who ever worked; the dead simply never act again."""

    attempts = Bundle("attempts")

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name, "news.db")
        path.write_bytes(empty())
        self.database = Database(f"sqlite:///{path}")
        self.store = JobStore(self.database)
        self.now = 0.0
        self.completions: dict[str, int] = {}
        self.asked: set[str] = set()
        self.last: dict[str, str] = {}

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.finish_all()
            self.database.close()
            self.folder.cleanup()

    @rule(seconds=st.floats(0.1, 2 * LEASE))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def ask(self) -> None:
        job = self.store.enqueue(DESK, "cluster", {}, self.now, most_attempts=MOST_ATTEMPTS)
        self.completions[job.id] = 0

    @rule(target=attempts)
    def take(self) -> object:
        job = self.store.take(self.now, LEASE)
        if job is None:
            return multiple()
        assert job.lease is not None
        self.last[job.id] = job.lease
        return job.id, job.lease

    @rule(attempt=attempts)
    def heartbeat(self, attempt: tuple[str, str]) -> None:
        orders = self.store.heartbeat(*attempt, self.now, LEASE)
        if orders != "lost":
            assert self.last[attempt[0]] == attempt[1]
            assert (orders == "cancel") == (attempt[0] in self.asked)

    @rule(attempt=attempts)
    def finish(self, attempt: tuple[str, str]) -> None:
        if self.store.finish(*attempt, self.now):
            assert self.last[attempt[0]] == attempt[1]
            self.completions[attempt[0]] += 1

    @rule(attempt=attempts, final=st.booleans())
    def fail(self, attempt: tuple[str, str], final: bool) -> None:
        if self.store.fail(*attempt, self.now, "no room", final=final):
            assert self.last[attempt[0]] == attempt[1]

    @rule(attempt=attempts)
    def release(self, attempt: tuple[str, str]) -> None:
        self.store.release(*attempt, self.now)

    @rule(attempt=attempts)
    def cancel(self, attempt: tuple[str, str]) -> None:
        job = self.store.cancel(DESK, attempt[0], self.now)
        if job is not None and job.state in ("running", "cancelled"):
            self.asked.add(job.id)

    @rule()
    def free_expired(self) -> None:
        self.store.free_expired(self.now)

    @invariant()
    def no_job_is_lost_or_completed_twice(self) -> None:
        if not hasattr(self, "store"):
            return
        for job, completed in self.completions.items():
            found = self.store.get(DESK, job)
            assert found is not None
            assert completed == (found.state == "done")
            assert found.attempts <= MOST_ATTEMPTS
            assert (found.finished is not None) == (found.state in ENDED)
            assert (found.lease_until is not None) == (found.state == "running")

    def finish_all(self) -> None:
        """Whatever happened, workers that live bring every job to an end."""
        self.now += 2 * LEASE
        while job := self.store.take(self.now, LEASE):
            assert self.store.finish(job.id, job.lease or "", self.now)
        assert self.store.counts() == {"queued": 0, "running": 0}


Jobs.TestCase.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestJobs = Jobs.TestCase
