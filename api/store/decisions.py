"""What editors decided of clusters: kept until it is undone."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from api.partition import Decision, Kind
from api.store.errors import NotKnownError
from api.store.tables import decisions


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
