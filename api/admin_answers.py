"""What an admin asks and is answered, as models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.store.audit import Entry
from api.store.collections import Collection
from api.store.keys import Key

COLLECTION_PATTERN = "^[a-z0-9][a-z0-9_-]*$"

Scope = Literal["read", "write", "admin"]
CollectionName = Annotated[
    str,
    Field(max_length=64, pattern=COLLECTION_PATTERN, description="Small letters, digits, `-` and `_`."),
]
Prefix = Annotated[str, Field(description="The part of a key that is no secret, and that logs name.")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CollectionRequest(_Strict):
    """A collection to make."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "sport"}]})

    name: CollectionName


class KeyRequest(_Strict):
    """A key to make."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "wire import", "scope": "write", "collection": "default"}]}
    )

    name: str = Field(
        min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$", description="What it is for."
    )
    scope: Scope = Field(description="What it allows; `admin` also writes, and `write` also reads.")
    collection: CollectionName | None = Field(
        default=None, description="The only collection it opens; null for all that its maker may see."
    )


class CollectionAnswer(BaseModel):
    """A collection."""

    name: str
    created: datetime

    @classmethod
    def of(cls, found: Collection) -> CollectionAnswer:
        """Return a collection as it is answered."""
        return cls(name=found.name, created=moment(found.created))


class CollectionsAnswer(BaseModel):
    """Collections by name."""

    collections: list[CollectionAnswer]


class KeyAnswer(BaseModel):
    """A key without its secret."""

    prefix: Prefix
    name: str
    scope: Scope
    collection: str | None = Field(description="The only collection it opens; null for all.")
    created: datetime
    revoked: datetime | None

    @classmethod
    def of(cls, key: Key, names: Mapping[int, str]) -> KeyAnswer:
        """Return a key as it is answered; `names` are those of the collections."""
        return cls(
            prefix=key.prefix,
            name=key.name,
            scope=key.scope,
            collection=names[key.collection] if key.collection is not None else None,
            created=moment(key.created),
            revoked=moment(key.revoked) if key.revoked is not None else None,
        )


class NewKeyAnswer(KeyAnswer):
    """A key that was just made."""

    key: str = Field(description="What to send with every request. It is stored nowhere and shown this once.")


class KeysAnswer(BaseModel):
    """Keys in the order in which they were made."""

    keys: list[KeyAnswer]


class EntryAnswer(BaseModel):
    """One write: who did what to what."""

    id: int
    at: datetime
    collection: str | None
    key: int | None = Field(description="The number of the key; null where none was needed.")
    request: str | None = Field(description="The id of the request, as in its answer and in the log.")
    action: str
    target: str | None


class AuditAnswer(BaseModel):
    """Entries of the log, the newest first."""

    entries: list[EntryAnswer]
    next: int | None = Field(description="`before` of the request for older entries; null if there are none.")

    @classmethod
    def of(cls, found: Sequence[tuple[int, Entry]], names: Mapping[int, str], limit: int) -> AuditAnswer:
        """Return entries as they are answered."""
        entries = [_entry(number, entry, names) for number, entry in found]
        return cls(entries=entries, next=entries[-1].id if len(entries) == limit else None)


def moment(seconds: float) -> datetime:
    """Return seconds since 1970 as a moment in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def _entry(number: int, entry: Entry, names: Mapping[int, str]) -> EntryAnswer:
    return EntryAnswer(
        id=number,
        at=moment(entry.at),
        collection=names.get(entry.collection) if entry.collection is not None else None,
        key=entry.author.key,
        request=entry.author.request,
        action=entry.action,
        target=entry.target,
    )
