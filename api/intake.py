"""How articles come into a collection and go: stored, judged and known, all of it in one transaction.

An article is compared with all that the collection held when its turn came, so of two that come at the same
moment the later one finds the earlier, whatever process took them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from threading import Event, Lock, Thread

from sqlalchemy import Connection

from api.clusters import Clusters
from api.hooks import announce
from api.known import Known
from api.store.articles import ArticleStore, Stored
from api.store.audit import NOBODY, Author
from api.store.clusters import neighbours, unsettle
from api.store.collections import CollectionStore
from api.store.database import Database
from api.store.verdicts import NewVerdict, keep
from api.taken import Taken
from dedup import Article, DedupError, Settings

MOST_PARTS = 6
"""When an index has more parts, those are merged that were put in one by one."""

QUIET_SECONDS = 2.0
"""When nothing came for so long, the clusters of what came before are made."""

RETRY_SECONDS = 1.0
"""How long to wait for a database that is gone, or a disk that is full."""

SAVED_EVERY = 20_000
"""So many changes may have to be read again after a crash."""

_log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ingested:
    """A stored article, and every known one that it was judged with, the strongest first."""

    stored: Stored
    judged: tuple[Taken, ...]

    def related(self) -> list[Taken]:
        """Return those that it takes text from, or that take text from it."""
        return [item for item in self.judged if item.is_related]


class Intake:
    """Articles in and out of all collections, each with its own index in a folder of the data."""

    def __init__(
        self, database: Database, store: ArticleStore, folder: Path, settings: Settings | None = None
    ) -> None:
        self._database = database
        self._store = store
        self._folder = folder
        self._settings = settings or Settings()
        self._known: dict[int, Known] = {}
        self._opening = Lock()
        self._work = Event()
        self._stopping = Event()
        self._clusters = Clusters(database)
        self._came = self._seen = 0  # how many puts there were, and were when the keeper last looked
        self._settled = -1  # how many there were when all clusters were known
        self.caught_up = Event()
        self._keeper = Thread(target=self._keep, name="dedup-index", daemon=True)
        self._keeper.start()

    def known(self, collection: int) -> Known:
        """Return what a collection knows; its index is opened, or made, when it is asked for first."""
        if collection not in self._known:
            with self._opening:
                if collection not in self._known:
                    folder = self._folder / f"{collection}"
                    self._known[collection] = Known(self._database, collection, folder, self._settings)
        return self._known[collection]

    def put(
        self, collection: int, sent: Sequence[Article], now: float, by: Author = NOBODY
    ) -> list[Ingested]:
        """Store articles by their ids, all or none; say of each new version what it shares with known ones.

        Of an article that was known as it is nothing is judged again.
        """
        known = self.known(collection)
        answers: dict[int, list[Taken]] = {}

        def judge(connection: Connection, placed: Sequence[Stored]) -> None:
            fresh = {item.version: item for item in placed if item.fresh}
            if fresh:
                answers.update(known.follow(connection, fresh))
                keep(connection, collection, _new_verdicts(fresh, answers), now)
                announce(connection, collection, fresh.values(), answers, now)
                unsettle(connection, _touched(connection, fresh, answers))

        try:
            stored = self._store.put(collection, sent, now, by, judge)
        except BaseException:
            if answers:
                known.reset()  # it knows what was not stored
            raise
        self._came += 1
        self._look_after(known)
        return [Ingested(item, tuple(answers.get(item.version, ()))) for item in stored]

    def delete(self, collection: int, name: str, now: float, by: Author = NOBODY) -> None:
        """Delete an article with all its versions. Raises NotKnownError if there is none of this name."""

        def mark(connection: Connection, key: int) -> None:
            unsettle(connection, neighbours(connection, key))

        self._store.delete(collection, name, now, by, mark)
        self._came += 1

    def size(self) -> int:
        """Return how many articles all indexes hold."""
        return sum(map(len, list(self._known.values())))

    def close(self) -> None:
        """Save every index."""
        self._stopping.set()
        self._work.set()
        self._keeper.join()
        for known in self._known.values():
            with suppress(DedupError, OSError):  # the next start reads the changes again
                known.save()

    def _look_after(self, known: Known) -> None:
        if known.parts() > MOST_PARTS or known.position - known.saved > SAVED_EVERY:
            self._work.set()

    def _keep(self) -> None:
        """Open every index, so that no request waits for that; then merge and save beside the answers."""
        while not (self._stopping.is_set() or self.caught_up.is_set()):
            self._try(self._open_all)
        while not self._stopping.is_set():
            woken = self._work.wait(QUIET_SECONDS)
            self._work.clear()
            self._try(self._keep_small if woken else self._settle)

    def _try(self, what: Callable[[], None]) -> None:
        """Do it, or say why not and wait a little: this thread must live as long as the service."""
        try:
            what()
        except Exception:
            _log.warning("the index could not be kept", exc_info=True)
            self._stopping.wait(RETRY_SECONDS)

    def _keep_small(self) -> None:
        for known in list(self._known.values()):
            if known.parts() > MOST_PARTS:
                known.tidy()
            if known.position - known.saved > SAVED_EVERY:
                known.save()

    def _settle(self) -> None:
        """Find the clusters of what came, while nothing comes; else whoever asks for clusters does so."""
        before, self._seen = self._seen, self._came
        quiet = before == self._seen != self._settled
        if quiet and all(map(self._settle_in, list(self._known))):
            self._settled = before

    def _settle_in(self, collection: int) -> bool:
        """Find the clusters of a collection; tell whether all are known now."""
        more = True
        while more and self._came == self._seen and not self._stopping.is_set():
            more = self._clusters.settle_some(collection)
        return not more

    def _open_all(self) -> None:
        for collection in CollectionStore(self._database).all():
            if not self._stopping.is_set():
                self.known(collection.id)
        self.caught_up.set()
        for known in list(self._known.values()):
            known.tidy()  # a bulk load leaves more parts than questions want


def _touched(connection: Connection, fresh: dict[int, Stored], answers: dict[int, list[Taken]]) -> set[int]:
    """Return the keys of the articles whose clusters may be others now."""
    touched = set()
    for version, stored in fresh.items():
        related = {item.known.key for item in answers.get(version, []) if item.is_related}
        if stored.number > 1:  # what the version before it was related to
            related |= set(neighbours(connection, stored.key))
        touched |= {stored.key, *related} if related else set()
    return touched


def _new_verdicts(fresh: dict[int, Stored], answers: dict[int, list[Taken]]) -> list[NewVerdict]:
    found = []
    for version, items in answers.items():
        for item in items:
            both = fresh[version].version, item.known.version
            a, b = both if item.direction == "to" else both[::-1]
            found.append(NewVerdict(a, b, item.verdict))
    return found
