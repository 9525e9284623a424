"""API keys: made, found, revoked.

A key is `dk_PREFIX_SECRET`. The prefix is no secret: it finds the key, and logs name it. Of the whole only
the SHA-256 is stored. A slow hash or a salt would protect nothing here: those are for passwords, which can be
guessed, and nobody guesses 256 random bits.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Row, insert, select, update

from api.store.audit import NOBODY, Author, Entry, record
from api.store.database import Database
from api.store.errors import NotKnownError
from api.store.tables import keys

Scope = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = ("read", "write", "admin")
"""What a key allows, each with all that stands before it."""

_PREFIX_BYTES = 5
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret; one without a collection is for all of them."""

    id: int
    name: str
    prefix: str
    scope: Scope
    collection: int | None
    created: float
    revoked: float | None
    digest: bytes = field(repr=False)

    def allows(self, scope: Scope) -> bool:
        """Whether the key may do what takes `scope`."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


class KeyStore:
    """All keys that were ever made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, name: str, scope: Scope, collection: int | None, now: float, by: Author = NOBODY
    ) -> tuple[Key, str]:
        """Make a key, and return it with the text that its owner needs and that is stored nowhere."""
        prefix = secrets.token_hex(_PREFIX_BYTES)
        text = f"dk_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
        row = {"name": name, "prefix": prefix, "scope": scope, "collection": collection, "created": now}
        with self._database.write() as connection:
            made = insert(keys).values(digest=digest_of(text), **row).returning(keys)
            key = _key(connection.execute(made).one())
            record(connection, [Entry(now, collection, by, "key.create", prefix)])
        return key, text

    def all(self) -> list[Key]:
        """Return every key, also those that were revoked, in the order in which they were made."""
        with self._database.read() as connection:
            return list(map(_key, connection.execute(select(keys).order_by(keys.c.id))))

    def named(self, prefix: str) -> Key:
        """Return the key with a prefix."""
        with self._database.read() as connection:
            row = connection.execute(select(keys).where(keys.c.prefix == prefix)).one_or_none()
        if row is None:
            raise NotKnownError(f"there is no key with the prefix {prefix}")
        return _key(row)

    def revoke(self, key: Key, now: float, by: Author = NOBODY) -> Key:
        """Let a key open nothing any more, and return it; one that is revoked stays as it is."""
        open_key = update(keys).where(keys.c.id == key.id, keys.c.revoked.is_(None))
        with self._database.write() as connection:
            if connection.execute(open_key.values(revoked=now)).rowcount:
                record(connection, [Entry(now, key.collection, by, "key.revoke", key.prefix)])
        return self.named(key.prefix)


def prefix_of(text: str) -> str | None:
    """Return the prefix of a text that looks like a key.

    >>> prefix_of("dk_0123456789_s3cr3t_with_lines"), prefix_of("hunter2")
    ('0123456789', None)
    """
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    return prefix if mark == "dk" and prefix and secret else None


def matching(known: Mapping[str, Key], text: str) -> Key | None:
    """Return the key that this text is, unless it is revoked, in a time that tells nothing of its digest."""
    key = known.get(prefix_of(text) or "")
    same = secrets.compare_digest(key.digest if key else bytes(32), digest_of(text))
    return key if key and same and key.revoked is None else None


def digest_of(text: str) -> bytes:
    """Return what is stored of a key."""
    return sha256(text.encode("utf-8", "replace")).digest()


def _key(row: Row[Any]) -> Key:
    return Key(row.id, row.name, row.prefix, row.scope, row.collection, row.created, row.revoked, row.digest)
