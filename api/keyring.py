"""The keys and collections of the store, held in memory so that a request waits for no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from api.store.collections import CollectionStore
from api.store.database import Database
from api.store.keys import Key, KeyStore, matching

FRESH_SECONDS = 1.0
"""How long a key that another process revoked is still good."""
JUST_NOW_SECONDS = 0.05
"""How old an answer may be that something does not exist: strangers must not make us read at will."""


@dataclass(frozen=True, slots=True)
class Known:
    """All keys by prefix and all collections by name, as they were at one moment."""

    keys: Mapping[str, Key]
    collections: Mapping[str, int]
    at: float


class Keyring:
    """Answers who a key belongs to. `clock` gives seconds; only their differences count."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._keys = KeyStore(database)
        self._collections = CollectionStore(database)
        self._clock = clock
        self._known: Known | None = None

    def read(self) -> Known:
        """Read the keys and collections again, as after a change."""
        at = self._clock()
        keys = {key.prefix: key for key in self._keys.all()}
        names = {found.name: found.id for found in self._collections.all()}
        self._known = Known(keys, names, at)
        return self._known

    async def known(self, within: float = FRESH_SECONDS) -> Known:
        """Return what is known; read in a thread if that is too old, as the event loop must not wait."""
        if self._known is None or self._clock() - self._known.at > within:
            return await run_in_threadpool(self.read)
        return self._known

    def held(self) -> Mapping[str, int]:
        """Return the collections by name as they were last read, without waiting."""
        return self._known.collections if self._known else {}

    async def key(self, text: str) -> Key | None:
        """Return the key that this text is, or None. One that is not known may just have been made."""
        found = matching((await self.known()).keys, text)
        return found or matching((await self.known(JUST_NOW_SECONDS)).keys, text)

    async def collection(self, name: str) -> int | None:
        """Return the number of the collection of this name, or None."""
        found = (await self.known()).collections.get(name)
        return found or (await self.known(JUST_NOW_SECONDS)).collections.get(name)
