"""The facts of two stored versions, and what was checked of them."""

from __future__ import annotations

from dataclasses import dataclass

from api.comparer import Comparer
from api.store.articles import ArticleStore, Stored
from api.store.audit import Author
from api.store.errors import NotKnownError
from api.store.ticks import Tick, TickStore
from dedup import Fact


@dataclass(frozen=True, slots=True)
class Checked:
    """The facts of a pair in order of danger, and those that were ticked off, by their ids."""

    a: Stored
    b: Stored
    facts: tuple[Fact, ...]
    ticks: dict[str, Tick]


@dataclass(frozen=True, slots=True)
class PairName:
    """Which two versions are meant: by the ids of their articles, and numbers; without them the newest."""

    a: str
    b: str
    version: int | None = None
    other_version: int | None = None


class Checks:
    """What was checked, over articles and ticks."""

    def __init__(self, articles: ArticleStore, ticks: TickStore, comparer: Comparer) -> None:
        self._articles, self._ticks, self._comparer = articles, ticks, comparer

    def read(self, collection: int, name: PairName) -> Checked:
        """Return the facts of a pair. Raises NotKnownError, and ArticleError for texts without words."""
        a = self._articles.get(collection, name.a, name.version)
        b = self._articles.get(collection, name.b, name.other_version)
        with self._comparer.checked(a.article, b.article) as check:
            return Checked(a, b, check.facts, self._ticks.of(collection, a, b))

    def tick(self, collection: int, name: PairName, fact: str, now: float, by: Author) -> None:
        """Tick a fact off. Raises NotKnownError if the pair has none of this id."""
        found = self.read(collection, name)
        if fact not in {each.id for each in found.facts}:
            raise NotKnownError("the two versions have no such fact")
        self._ticks.tick(collection, (found.a, found.b), fact, len(found.facts), now, by)

    def untick(self, collection: int, name: PairName, fact: str, now: float, by: Author) -> None:
        """Take a tick back, if there is one."""
        a = self._articles.get(collection, name.a, name.version)
        b = self._articles.get(collection, name.b, name.other_version)
        self._ticks.untick(collection, (a, b), fact, now, by)
