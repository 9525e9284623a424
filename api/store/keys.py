"""API keys: made, found, revoked.

A key is `dk_PREFIX_SECRET`. The prefix is no secret: it finds the key, and logs name it. Of the whole only the
SHA-256 is stored. A slow hash or a salt would protect nothing here: those are for passwords, which can be guessed,
and nobody guesses 256 random bits.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, insert, select, update

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


def add_key(
    connection: Connection, name: str, scope: Scope, collection: int | None, now: float
) -> tuple[Key, str]:
    """Make a key, and return it with the text that its owner needs and that is stored nowhere."""
    prefix = secrets.token_hex(_PREFIX_BYTES)
    text = f"dk_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    row = {"name": name, "prefix": prefix, "scope": scope, "collection": collection, "created": now}
    made = connection.execute(insert(keys).values(digest=digest_of(text), **row))
    (number,) = made.inserted_primary_key or (0,)
    return Key(int(number), name, prefix, scope, collection, now, None, digest_of(text)), text


def all_keys(connection: Connection) -> list[Key]:
    """Return every key, also those that were revoked, in the order in which they were made."""
    return list(map(_key, connection.execute(select(keys).order_by(keys.c.id))))


def has_keys(connection: Connection) -> bool:
    """Whether a key was ever made. Once one was, the service asks for keys, even if all were revoked since."""
    return bool(connection.execute(select(func.count()).select_from(keys)).scalar_one())


def find_key(connection: Connection, prefix: str) -> Key | None:
    """Return the key with this prefix, if there is one."""
    row = connection.execute(select(keys).where(keys.c.prefix == prefix)).first()
    return _key(row) if row else None


def revoke_key(connection: Connection, key: Key, now: float) -> None:
    """Let a key open nothing any more, from now on or since it was revoked before."""
    connection.execute(
        update(keys).where(keys.c.id == key.id, keys.c.revoked.is_(None)).values(revoked=now)
    )


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
