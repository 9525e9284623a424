"""Hooks: who wants to be told of the story of an article."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_bytes, token_hex
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select

from api.store.audit import NOBODY, Author, Entry, record
from api.store.clusters import keys_of
from api.store.database import Database
from api.store.errors import FullError, NotKnownError
from api.store.tables import articles, hooks

MOST_HOOKS = 100
"""Hooks of one collection: each may make a row for every article that comes in."""

SECRET_BYTES = 32
_FOLLOWED = select(hooks.c.id, hooks.c.article, articles.c.name).join(
    articles, articles.c.id == hooks.c.article
)
_IN_COLLECTION = _FOLLOWED.where(hooks.c.collection == bindparam("collection"))


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to tell of the story of an article, given by its id.

    `failures` counts the attempts in a row that failed.
    """

    id: str
    article: str
    url: str
    secret: str
    created: float
    failures: int


@dataclass(frozen=True, slots=True)
class Followed:
    """An article whose story a hook follows, by its key and its id."""

    hook: str
    key: int
    name: str


def followed(connection: Connection, collection: int) -> list[Followed]:
    """Return what the hooks of a collection follow."""
    return [Followed(*row) for row in connection.execute(_IN_COLLECTION, {"collection": collection})]


class HookStore:
    """The hooks of all collections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, collection: int, article: str, url: str, now: float, by: Author = NOBODY) -> Hook:
        """Make a hook with a secret of its own.

        Raises NotKnownError if there is no such article, FullError if there may be no more hooks.
        """
        made = Hook(token_hex(16), article, url, _new_secret(), now, 0)
        with self._database.write(collection) as connection:
            key = keys_of(connection, collection, [article])[article]
            counted = select(func.count()).where(hooks.c.collection == collection)
            if connection.execute(counted).scalar_one() >= MOST_HOOKS:
                raise FullError(f"a collection has at most {MOST_HOOKS} hooks")
            values = {
                "id": made.id,
                "collection": collection,
                "article": key,
                "url": url,
                "secret": made.secret,
                "created": now,
                "free": now,
                "failures": 0,
            }
            connection.execute(insert(hooks).values(values))
            record(connection, [Entry(now, collection, by, "hook.create", made.id)])
        return made

    def all(self, collection: int) -> list[Hook]:
        """Return the hooks of a collection, the newest first."""
        with self._database.read() as connection:
            wanted = _hooks(collection).order_by(hooks.c.created.desc(), hooks.c.id)
            return [_hook(row) for row in connection.execute(wanted)]

    def get(self, collection: int, hook: str) -> Hook:
        """Return a hook. Raises NotKnownError if there is none of this id."""
        with self._database.read() as connection:
            return find(connection, collection, hook)

    def delete(self, collection: int, hook: str, now: float, by: Author = NOBODY) -> None:
        """Forget a hook and all that was to be told there. Raises NotKnownError."""
        with self._database.write() as connection:
            gone = delete(hooks).where(hooks.c.collection == collection, hooks.c.id == hook)
            if not connection.execute(gone).rowcount:
                raise NotKnownError(NO_HOOK)
            record(connection, [Entry(now, collection, by, "hook.delete", hook)])


NO_HOOK = "there is no hook with this id"


def find(connection: Connection, collection: int, hook: str) -> Hook:
    """Return a hook. Raises NotKnownError if there is none of this id."""
    row = connection.execute(_hooks(collection).where(hooks.c.id == hook)).one_or_none()
    if row is None:
        raise NotKnownError(NO_HOOK)
    return _hook(row)


def _hooks(collection: int) -> Select[Any]:
    columns = (hooks.c.id, articles.c.name, hooks.c.url, hooks.c.secret, hooks.c.created, hooks.c.failures)
    there = articles.c.id == hooks.c.article
    return select(*columns).join(articles, there).where(hooks.c.collection == collection)


def _hook(row: Sequence[Any]) -> Hook:
    return Hook(*row)


def _new_secret() -> str:
    return f"whsec_{b64encode(token_bytes(SECRET_BYTES)).decode()}"
