"""Jobs in the database: who may work on one, for how long, and what became of it.

A job is `queued`, `running` while its lease is renewed, and in the end `done`, `failed` or `cancelled`. Who
lost the lease can change nothing any more, so a job is completed once, whoever dies at whatever moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, insert, or_, select, update

from api.store.audit import NOBODY, Author, Entry, record
from api.store.database import Database
from api.store.tables import jobs

State = Literal["queued", "running", "done", "failed", "cancelled"]
Orders = Literal["go on", "cancel", "lost"]
"""What a heartbeat answers: `lost` means that the job is somebody else's now."""

ENDED = ("done", "failed", "cancelled")
DIED = "the worker died"
MOST_ATTEMPTS = 3
MOST_SECONDS = 4 * 3600.0

Progress = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done later. `lease` names the attempt that works on it now, or that completed it.

    `number` counts the changes that a client can see. `started` is when the newest attempt began.
    """

    id: str
    collection: int
    kind: str
    request: Mapping[str, Any]
    state: State
    number: int
    progress: Progress
    attempts: int
    most_attempts: int
    most_seconds: float
    error: str | None
    lease: str | None
    lease_until: float | None
    cancel: bool
    created: float
    started: float | None
    finished: float | None

    @property
    def ended(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in ENDED


def new_job_id() -> str:
    """Return an id that no job has."""
    return token_hex(16)


class JobStore:
    """The jobs of a database, the same for all processes that share it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enqueue(
        self,
        collection: int,
        kind: str,
        request: Mapping[str, Any],
        now: float,
        *,
        job: str | None = None,
        most_attempts: int = MOST_ATTEMPTS,
        most_seconds: float = MOST_SECONDS,
        by: Author = NOBODY,
    ) -> Job:
        """Return a new job, which is durable now; its id may have been taken before by `new_job_id`."""
        values = {
            "id": job or new_job_id(),
            "collection": collection,
            "kind": kind,
            "request": dict(request),
            "state": "queued",
            "progress": {"number": 0},
            "attempts": 0,
            "most_attempts": most_attempts,
            "most_seconds": most_seconds,
            "cancel": False,
            "created": now,
        }
        with self._database.write() as connection:
            connection.execute(insert(jobs).values(values))
            record(connection, [Entry(now, collection, by, "job.create", str(values["id"]))])
            return _one(connection, select(jobs).where(jobs.c.id == values["id"]))

    def take(self, now: float, lease_seconds: float) -> Job | None:
        """Return the oldest job that waits, leased for so long, or None if there is none."""
        with self._database.read() as connection:  # most often nothing waits: no writer is held up then
            if connection.execute(_waiting(now).limit(1)).first() is None:
                return None
        with self._database.write() as connection:
            _free_expired(connection, now)
            queued = select(jobs).where(jobs.c.state == "queued").order_by(jobs.c.created, jobs.c.id)
            found = connection.execute(queued.limit(1).with_for_update(skip_locked=True)).first()
            if found is None:
                return None
            job = _job(found)
            return _changed(
                connection,
                job,
                state="running",
                attempts=job.attempts + 1,
                lease=token_hex(16),
                lease_until=now + lease_seconds,
                started=now,
                error=None,
            )

    def heartbeat(
        self, job: str, lease: str, now: float, lease_seconds: float, progress: Progress | None = None
    ) -> Orders:
        """Renew a lease, note how far the job is, and return what to do."""
        with self._database.write() as connection:
            held = _held(connection, job, lease, now)
            if held is None:
                return "lost"
            told = None if progress == held.progress else progress
            _changed(connection, held, told, lease_until=now + lease_seconds)
            return "cancel" if held.cancel else "go on"

    def finish(self, job: str, lease: str, now: float) -> bool:
        """Complete a job; whether the lease still held, and so whether this was the completion."""
        with self._database.write() as connection:
            held = _held(connection, job, lease, now)
            if held is not None:
                _changed(connection, held, state="done", finished=now, lease_until=None)
            return held is not None

    def fail(self, job: str, lease: str, now: float, error: str, *, final: bool = False) -> bool:
        """Give a job back with the reason: it is tried again unless that is `final` or was the last attempt.

        One that is to be cancelled is cancelled now. Returns whether the lease still held.
        """
        with self._database.write() as connection:
            held = _held(connection, job, lease, now)
            if held is not None:
                _give_back(connection, held, now, error, final)
            return held is not None

    def release(self, job: str, lease: str, now: float) -> bool:
        """Give a job back that is not at fault; the attempt does not count."""
        with self._database.write() as connection:
            held = _held(connection, job, lease, now)
            if held is not None and held.cancel:
                _give_back(connection, held, now, "", True)
            elif held is not None:
                _changed(connection, held, **_QUEUED, attempts=held.attempts - 1)
            return held is not None

    def cancel(self, collection: int, job: str, now: float, by: Author = NOBODY) -> Job | None:
        """Return a job that will not be done any more, unless it has ended; None if it is not there.

        One that waits is cancelled at once, one that runs when its worker hears of it.
        """
        with self._database.write() as connection:
            found = _find(connection, collection, job, lock=True)
            if found is None or found.ended:
                return found
            record(connection, [Entry(now, collection, by, "job.cancel", job)])
            if found.state == "queued":
                return _changed(connection, found, state="cancelled", cancel=True, finished=now)
            return _changed(connection, found, cancel=True)

    def free_expired(self, now: float) -> int:
        """Queue again all jobs whose leases ran out, or end them; return how many there were."""
        with self._database.write() as connection:
            return _free_expired(connection, now)

    def get(self, collection: int, job: str) -> Job | None:
        """Return a job by its id, None if it is not there."""
        with self._database.read() as connection:
            return _find(connection, collection, job)

    def list(self, collection: int, limit: int, after: str | None = None) -> Sequence[Job]:
        """Return jobs, the newest first: those that come after the one with this id, if it is there."""
        newest = select(jobs).where(jobs.c.collection == collection)
        with self._database.read() as connection:
            last = _find(connection, collection, after) if after else None
            if last is not None:
                same = and_(jobs.c.created == last.created, jobs.c.id < last.id)
                newest = newest.where(or_(jobs.c.created < last.created, same))
            ordered = newest.order_by(jobs.c.created.desc(), jobs.c.id.desc()).limit(limit)
            return [_job(row) for row in connection.execute(ordered)]

    def delete(self, collection: int, job: str, now: float, by: Author = NOBODY) -> bool:
        """Forget a job that has ended; whether there was one."""
        ended = and_(jobs.c.collection == collection, jobs.c.id == job, jobs.c.state.in_(ENDED))
        with self._database.write() as connection:
            gone = connection.execute(delete(jobs).where(ended)).rowcount > 0
            if gone:
                record(connection, [Entry(now, collection, by, "job.delete", job)])
            return gone

    def running(self) -> Sequence[Job]:
        """Return the jobs that somebody has a lease of."""
        with self._database.read() as connection:
            return list(_rows(connection, select(jobs).where(jobs.c.state == "running")))

    def is_known(self, job: str) -> bool:
        """Whether there is a job of this id in any collection."""
        with self._database.read() as connection:
            return connection.execute(select(jobs.c.id).where(jobs.c.id == job)).first() is not None

    def counts(self) -> dict[str, int]:
        """Return how many jobs wait and run."""
        with self._database.read() as connection:
            states = connection.execute(select(jobs.c.state).where(jobs.c.state.in_(("queued", "running"))))
            found = list(states.scalars())
        return {state: found.count(state) for state in ("queued", "running")}


_QUEUED: Mapping[str, Any] = {"state": "queued", "lease": None, "lease_until": None}


def _waiting(now: float) -> Select[str]:
    return select(jobs.c.id).where(or_(jobs.c.state == "queued", _expired(now)))


def _expired(now: float) -> ColumnElement[bool]:
    return and_(jobs.c.state == "running", jobs.c.lease_until <= now)


def _free_expired(connection: Connection, now: float) -> int:
    expired = connection.execute(select(jobs).where(_expired(now)).with_for_update(skip_locked=True)).all()
    for row in expired:
        _give_back(connection, _job(row), now, DIED, False)
    return len(expired)


def _give_back(connection: Connection, job: Job, now: float, error: str, final: bool) -> None:
    if job.cancel:
        _changed(connection, job, state="cancelled", lease_until=None, finished=now)
    elif final or job.attempts >= job.most_attempts:
        _changed(connection, job, state="failed", lease_until=None, finished=now, error=error)
    else:
        _changed(connection, job, **_QUEUED, error=error)


def _held(connection: Connection, job: str, lease: str, now: float) -> Job | None:
    """Return a job whose lease this is and still holds; its row is locked."""
    running = and_(jobs.c.id == job, jobs.c.lease == lease, jobs.c.state == "running")
    found = next(_rows(connection, select(jobs).where(running).with_for_update()), None)
    return found if found is not None and (found.lease_until or 0) > now else None


def _find(connection: Connection, collection: int, job: str, lock: bool = False) -> Job | None:
    asked = select(jobs).where(jobs.c.collection == collection, jobs.c.id == job)
    return next(_rows(connection, asked.with_for_update() if lock else asked), None)


def _one(connection: Connection, asked: Select[Any]) -> Job:
    return next(_rows(connection, asked))


def _rows(connection: Connection, asked: Select[Any]) -> Iterator[Job]:
    return map(_job, connection.execute(asked).all())


def _changed(connection: Connection, job: Job, progress: Progress | None = None, **values: object) -> Job:
    """Write new values of a job; what a client can see of them counts as a change."""
    seen = progress is not None or values.keys() - {"lease_until"}
    progress = {**(job.progress if progress is None else progress), "number": job.number + bool(seen)}
    found = update(jobs).where(jobs.c.id == job.id).values({**values, "progress": progress})
    return _job(connection.execute(found.returning(jobs)).one())


def _job(row: Row[Any]) -> Job:
    values = dict(row._mapping)
    progress = dict(values["progress"])
    return Job(**{**values, "number": progress.pop("number"), "progress": progress})
