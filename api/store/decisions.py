"""What editors decided of clusters: kept until it is undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from api.partition import Decision, Kind
from api.store.errors import CursorError, NotKnownError
from api.store.tables import articles, decisions, keys

CURSOR = re.compile("d[0-9a-f]{1,15}")
MAX_AT_ONCE = 500
_RECORDED = (
    select(
        decisions.c.id,
        decisions.c.kind,
        decisions.c.articles,
        decisions.c.created,
        decisions.c.undone,
        keys.c.prefix,
        keys.c.name,
    )
    .join(keys, keys.c.id == decisions.c.key, isouter=True)
    .order_by(decisions.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision as an editor sees it: articles by their ids, and whose key it came with, if with any."""

    id: int
    kind: Kind
    groups: tuple[tuple[str, ...], ...]
    created: float
    undone: float | None
    prefix: str | None
    editor: str | None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A part of the list of decisions, and the cursor of the part that follows, if any."""

    items: list[Recorded]
    next: str | None


def decide(
    connection: Connection,
    collection: int,
    kind: Kind,
    groups: tuple[tuple[int, ...], ...],
    key: int | None,
    now: float,
) -> Decision:
    """Write a decision, in the transaction of what follows from it; `key` is that of the editor."""
    made = (
        insert(decisions)
        .values(
            collection=collection, kind=kind, articles=[list(group) for group in groups], key=key, created=now
        )
        .returning(decisions.c.id)
    )
    return Decision(connection.execute(made).scalar_one(), kind, groups)


def standing(connection: Connection, collection: int) -> list[Decision]:
    """Return the decisions that were not undone, the latest first."""
    wanted = (
        select(decisions.c.id, decisions.c.kind, decisions.c.articles)
        .where(decisions.c.collection == collection, decisions.c.undone.is_(None))
        .order_by(decisions.c.id.desc())
    )
    return [
        Decision(number, kind, tuple(map(tuple, groups)))
        for number, kind, groups in connection.execute(wanted)
    ]


def undo(connection: Connection, collection: int, number: int, now: float) -> Decision:
    """Undo a decision. Raises NotKnownError if there is none of this number that stands."""
    found = [decision for decision in standing(connection, collection) if decision.id == number]
    if not found:
        raise NotKnownError("there is no decision of this number, or it was undone already")
    connection.execute(update(decisions).where(decisions.c.id == number).values(undone=now))
    return found[0]


def recorded(connection: Connection, number: int) -> Recorded:
    """Return a decision that was made."""
    return _read(connection, [connection.execute(_RECORDED.where(decisions.c.id == number)).one()])[0]


def read_decision(connection: Connection, collection: int, number: int) -> Recorded:
    """Return a decision, also one that was undone. Raises NotKnownError if there is none of this number."""
    wanted = _RECORDED.where(decisions.c.id == number, decisions.c.collection == collection)
    found = _read(connection, connection.execute(wanted).all())
    if not found:
        raise NotKnownError("there is no decision of this number")
    return found[0]


def read_page(connection: Connection, collection: int, cursor: str | None, limit: int) -> DecisionPage:
    """Return up to `limit` decisions after a cursor, the latest first, also those that were undone."""
    wanted = _RECORDED.where(decisions.c.collection == collection).limit(limit + 1)
    if cursor is not None:
        wanted = wanted.where(decisions.c.id < _number(cursor))
    items = _read(connection, connection.execute(wanted).all())
    return DecisionPage(items[:limit], f"d{items[limit - 1].id:x}" if len(items) > limit else None)


def _read(connection: Connection, rows: Sequence[Any]) -> list[Recorded]:
    names = _names(connection, {key for row in rows for group in row.articles for key in group})
    return [
        Recorded(
            row.id,
            row.kind,
            tuple(tuple(names[key] for key in group) for group in row.articles),
            row.created,
            row.undone,
            row.prefix,
            row.name,
        )
        for row in rows
    ]


def _names(connection: Connection, wanted: Iterable[int]) -> dict[int, str]:
    """Return the ids that articles have for their owner; those of deleted ones are not forgotten."""
    numbers = sorted(wanted)
    found: dict[int, str] = {}
    for start in range(0, len(numbers), MAX_AT_ONCE):
        part = articles.c.id.in_(numbers[start : start + MAX_AT_ONCE])
        found |= {
            row.id: row.name for row in connection.execute(select(articles.c.id, articles.c.name).where(part))
        }
    return found


def _number(cursor: str) -> int:
    if not CURSOR.fullmatch(cursor):
        raise CursorError("this is not a cursor of this list")
    return int(cursor[1:], 16)
