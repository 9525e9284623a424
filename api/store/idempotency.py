"""Answers by Idempotency-Key: a request that is sent again gets the answer of the first time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from api.store.database import Database
from api.store.errors import BusyError, TakenError
from api.store.tables import answers

KEPT_SECONDS = 86_400.0
"""How long an answer is kept."""

MOST_SWEPT = 100
"""Old answers that one new request throws away: more than it adds, so that they never pile up."""

LEASE_SECONDS = 60.0
"""After so long without an answer the first request is taken for lost, with the process that worked on it."""

_OWN = (answers.c.owner == bindparam("of"), answers.c.name == bindparam("key"))
_FIND = select(answers).where(*_OWN)
_TAKE_OVER = (
    update(answers)
    .where(*_OWN, answers.c.status.is_(None), answers.c.created == bindparam("seen"))
    .values(created=bindparam("now"))
)
_FINISH = update(answers).where(*_OWN).values(status=bindparam("code"), body=bindparam("content"))
_FORGET = delete(answers).where(*_OWN, answers.c.status.is_(None))
_NAME = tuple_(answers.c.owner, answers.c.name)
_SWEEP = delete(answers).where(
    _NAME.in_(
        select(answers.c.owner, answers.c.name)
        .where(answers.c.created < bindparam("before"))
        .order_by(answers.c.created)
        .limit(MOST_SWEPT)
        .with_for_update(skip_locked=True)
    )
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given the first time."""

    status: int
    body: bytes


class AnswerStore:
    """The answers of every owner (a key or a collection, as the caller has it) by the name it chose."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, owner: str, name: str, request: bytes, now: float) -> Kept | None:
        """Return the answer of the first time, or None: then the request is to be worked on.

        `request` is a digest of it. Another request under the same name raises TakenError, and the same one
        while it is still worked on elsewhere BusyError. Answers of more than a day ago are thrown away.
        """
        row = {"owner": owner, "name": name, "request": request, "created": now}
        try:
            with self._database.write() as connection:
                connection.execute(_SWEEP, {"before": now - KEPT_SECONDS})
                connection.execute(insert(answers), row)
        except IntegrityError:
            return self._again(owner, name, request, now)
        return None

    def finish(self, owner: str, name: str, answer: Kept) -> None:
        """Keep the answer."""
        values = {"of": owner, "key": name, "code": answer.status, "content": answer.body}
        with self._database.write() as connection:
            connection.execute(_FINISH, values)

    def forget(self, owner: str, name: str) -> None:
        """Give the name back: the request failed and may be sent again."""
        with self._database.write() as connection:
            connection.execute(_FORGET, {"of": owner, "key": name})

    def _again(self, owner: str, name: str, request: bytes, now: float) -> Kept | None:
        own = {"of": owner, "key": name}
        with self._database.write() as connection:
            row = connection.execute(_FIND, own).one_or_none()
            if row is not None and row.request != request:
                raise TakenError("this key came with another request before")
            if row is not None and row.status is not None:
                return Kept(row.status, row.body)
            if row is None or now < row.created + LEASE_SECONDS:
                raise BusyError("the first request with this key is still worked on")
            taken = connection.execute(_TAKE_OVER, {**own, "seen": row.created, "now": now})
            if not taken.rowcount:
                raise BusyError("the first request with this key is still worked on")
        return None
