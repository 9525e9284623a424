"""What is to be told to receivers, written with what it tells of; and who tells it, how often.

A receiver is told one thing at a time. Who took something to tell holds the receiver by a lease; when that
ends another takes it again. So nothing that was written is lost, and what was told may be told twice, under
the same id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, exists, func, insert, select, update

from api.store.audit import NOBODY, Author, Entry, record
from api.store.database import Database
from api.store.errors import BusyError
from api.store.hooks import find
from api.store.tables import deliveries, hooks

AGAIN_AFTER = (5.0, 60.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 50_400.0, 86_400.0)
"""Seconds from each attempt that failed to the next: ten attempts in two days and seven hours."""

FIRST_REST, LONGEST_REST = 5.0, 900.0
"""How long a receiver is left alone after a failure; twice as long after each one that follows."""

OLDEST_SECONDS = 3 * 86_400.0
"""A message for a receiver that fails is then given up in any case: it must not fill the store."""

KEPT_SECONDS = 7 * 86_400.0
MOST_LISTED = 20
GONE = 410
"""The status of a receiver that wants to hear no more of this."""

TEST = "hook.test"


@dataclass(frozen=True, slots=True)
class Message:
    """Something new to tell a hook; `body` is what is sent, to the byte."""

    id: str
    hook: str
    type: str
    body: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message, and what became of it. It is tried when it is `due`; never again if that is None."""

    id: str
    type: str
    created: float
    attempts: int
    due: float | None
    status: int | None
    error: str | None
    delivered: float | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A message to be sent now, where to, and the lease under which that is done."""

    message: Message
    url: str
    secret: str
    lease: str
    attempts: int
    failures: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: the status of the answer, or why there is none."""

    status: int | None
    error: str | None = None

    @property
    def is_good(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


UNKNOWN = Outcome(None, "there is no answer yet, or the service stopped before it came")


def enqueue(connection: Connection, messages: Iterable[Message], now: float) -> None:
    """Write what is to be told, in the transaction of what it tells of."""
    rows = [
        {
            "id": message.id,
            "hook": message.hook,
            "type": message.type,
            "body": message.body,
            "created": now,
            "attempts": 0,
            "due": now,
        }
        for message in messages
    ]
    if rows:
        connection.execute(insert(deliveries), rows)


class DeliveryStore:
    """The deliveries of a database, the same for all processes that share it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, now: float, lease_seconds: float) -> Taken | None:
        """Return the oldest message for the receiver that has waited longest, or None if there is none."""
        with self._database.read() as connection:  # most often nothing waits: no writer is held up then
            if connection.execute(select(hooks.c.id).where(_waits(now)).limit(1)).first() is None:
                return None
        with self._database.write() as connection:
            waiting = select(hooks).where(_waits(now)).order_by(hooks.c.free, hooks.c.id).limit(1)
            # The weaker lock: articles that come in meanwhile may still write deliveries for this hook.
            free = waiting.with_for_update(skip_locked=True, key_share=True, of=hooks)
            hook = connection.execute(free).one_or_none()
            return None if hook is None else _taken(connection, hook, now, lease_seconds)

    def finish(self, taken: Taken, outcome: Outcome, now: float) -> bool:
        """Note what became of a message; whether the lease still held."""
        held = and_(hooks.c.id == taken.message.hook, hooks.c.lease == taken.lease, hooks.c.free > now)
        failures = 0 if outcome.is_good else taken.failures + 1
        rest = min(FIRST_REST * 2 ** min(failures - 1, 20), LONGEST_REST) if failures else 0.0
        given_back = {"lease": None, "free": now + rest, "failures": failures}
        values = {
            "status": outcome.status,
            "error": outcome.error,
            "due": _again(taken.attempts, outcome, now),
            "delivered": now if outcome.is_good else None,
        }
        with self._database.write() as connection:
            if not connection.execute(update(hooks).where(held).values(given_back)).rowcount:
                return False
            connection.execute(update(deliveries).where(deliveries.c.id == taken.message.id).values(values))
            return True

    def test(self, collection: int, hook: str, message: Message, now: float, by: Author = NOBODY) -> Delivery:
        """Write a message to try a hook with. Raises NotKnownError, or BusyError if one waits already."""
        waits = and_(deliveries.c.hook == hook, deliveries.c.due.is_not(None), deliveries.c.type == TEST)
        with self._database.write(collection) as connection:
            find(connection, collection, hook)
            if connection.execute(select(deliveries.c.id).where(waits).limit(1)).first() is not None:
                raise BusyError("a test of this hook waits already")
            enqueue(connection, [message], now)
            record(connection, [Entry(now, collection, by, "hook.test", hook)])
        return Delivery(message.id, message.type, now, 0, now, None, None, None)

    def last(self, hook: str, most: int = MOST_LISTED) -> list[Delivery]:
        """Return the newest deliveries of a hook, the newest first."""
        newest = (
            select(*(deliveries.c[name] for name in Delivery.__dataclass_fields__))
            .where(deliveries.c.hook == hook)
            .order_by(deliveries.c.created.desc(), deliveries.c.id)
            .limit(most)
        )
        with self._database.read() as connection:
            return [Delivery(*row) for row in connection.execute(newest)]

    def waiting(self) -> int:
        """Return how many messages are still to be told."""
        with self._database.read() as connection:
            waits = select(func.count()).where(deliveries.c.due.is_not(None))
            return connection.execute(waits).scalar_one()

    def sweep(self, now: float) -> int:
        """Give up what is too old, and forget what was told, or given up, long ago; return how many went."""
        failing = deliveries.c.hook.in_(select(hooks.c.id).where(hooks.c.failures > 0))
        late = and_(deliveries.c.due.is_not(None), deliveries.c.created < now - OLDEST_SECONDS, failing)
        given_up = {"due": None, "error": "it is too old to be told"}
        old = and_(deliveries.c.due.is_(None), deliveries.c.created < now - KEPT_SECONDS)
        with self._database.write() as connection:
            connection.execute(update(deliveries).where(late).values(given_up))
            return connection.execute(delete(deliveries).where(old)).rowcount


def _waits(now: float) -> ColumnElement[bool]:
    is_due = exists().where(deliveries.c.hook == hooks.c.id, deliveries.c.due <= now)
    return and_(hooks.c.free <= now, is_due)


def _taken(connection: Connection, hook: Row[Any], now: float, lease_seconds: float) -> Taken:
    """Lease a hook whose row is locked, and return what to tell there first."""
    oldest = (
        select(deliveries)
        .where(deliveries.c.hook == hook.id, deliveries.c.due <= now)
        .order_by(deliveries.c.created, deliveries.c.id)
        .limit(1)
    )
    row = connection.execute(oldest).one()
    lease = token_hex(16)
    leased = update(hooks).where(hooks.c.id == hook.id).values(lease=lease, free=now + lease_seconds)
    connection.execute(leased)
    # It counts as failed until it is known to be told: what makes a process die is not tried without an end.
    failed = {"attempts": row.attempts + 1, "due": _unless_told(row.attempts, now)}
    failed |= {"status": UNKNOWN.status, "error": UNKNOWN.error}
    connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(failed))
    message = Message(row.id, hook.id, row.type, row.body)
    return Taken(message, hook.url, hook.secret, lease, row.attempts + 1, hook.failures)


def _again(attempts: int, outcome: Outcome, now: float) -> float | None:
    """Return when to try again after so many attempts, None for never."""
    if outcome.is_good or outcome.status == GONE or attempts > len(AGAIN_AFTER):
        return None
    return now + AGAIN_AFTER[attempts - 1]


def _unless_told(before: int, now: float) -> float | None:
    """Return when to try again if an attempt, after so many, ends with its process, be it the last one."""
    last = len(AGAIN_AFTER)
    return now + AGAIN_AFTER[min(before, last - 1)] if before <= last else None
