"""The slow index that is obviously right: every question is compared with every article, in plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from dedup.article import Article
from dedup.bands import bands
from dedup.exchange import from_datasketch, to_datasketch
from dedup.index.folder import read_manifest, saving
from dedup.index.hit import Answer, Hit, Places, QueriedPhrase, StockPhrase, Way
from dedup.index.index import Index, Place
from dedup.index.intake import batches, known_already, not_known
from dedup.index.phrases import apart
from dedup.index.question import Question
from dedup.index.recipe import check_same, settings_of
from dedup.index.search import stock_bar
from dedup.postings import NEIGHBOURS, STOCK_WEIGHT
from dedup.retrieval import RetrievalSettings
from dedup.sketch import Signatures

if TYPE_CHECKING:
    from datasketch import MinHash

KIND = "ExactIndex"


@dataclass(frozen=True, slots=True)
class _Known:
    """An article's digest (None without its text), signature, and the first place of every hash."""

    digest: int | None
    signature: Signatures
    places: Mapping[int, int]


class ExactIndex(Index):
    """An index for small collections and for tests of other indexes; near-duplicates are datasketch's."""

    def __init__(self, settings: RetrievalSettings | None = None) -> None:
        """Make an empty index. Raises RecipeError for settings with which none can be made."""
        from datasketch import MinHashLSH

        super().__init__(settings)
        self._known: dict[str, _Known] = {}
        asked = self.settings
        self._near = MinHashLSH(
            num_perm=asked.permutations, params=bands(asked.near_threshold, asked.permutations)
        )
        self._kept: tuple[Path | None, str | None] = None, None

    def add(self, articles: Article | Iterable[Article]) -> None:
        """Take in one article or many: all, or after an error none; see `Index.add`."""
        self._check_texts()
        new: dict[str, _Known] = {}
        for ids, sketches in batches(articles, self.settings):
            for n, name in enumerate(ids):
                if name in new:
                    raise known_already(name)
                one = Question.of_text(sketches.take(np.array([n])))
                new[name] = _Known(int(one.digest[0]), one.signature, _places(one))
        self._take(new)

    def _take(self, new: Mapping[str, _Known]) -> None:
        for name in new:
            if name in self._known:
                raise known_already(name)
        for name, known in new.items():
            self._known[name] = known
            self._near.insert(name, to_datasketch(known.signature, self.settings.scheme))

    def remove(self, name: str) -> None:
        """Forget the article with an id; see `Index.remove`."""
        if name not in self._known:
            raise not_known(name)
        del self._known[name]
        self._near.remove(name)

    def _answer(self, question: Question, limit: int | None) -> Answer:
        places = _places(question)
        counts = {h: sum(h in known.places for known in self._known.values()) for h in places}
        bar = stock_bar(len(self._known), self.settings)
        stock = {h for h in places if counts[h] > bar}
        near = set(self._near.query(to_datasketch(question.signature, self.settings.scheme)))
        leads = self._leads(stock)
        hits = []
        for name, known in self._known.items():
            whole: list[Way] = []
            whole += ["digest"] if [known.digest] == question.digest.tolist() else []
            whole += ["band"] if name in near else []
            hit = self._hit(name, known, question, stock, whole, name in leads)
            hits += [hit] if hit.ways else []
        hits.sort(key=lambda hit: (-hit.strength, hit.id))
        listed = tuple(QueriedPhrase(place, counts[h]) for h, place in places.items() if h in stock)
        in_order = tuple(sorted(listed, key=lambda phrase: phrase.place))
        return Answer(tuple(hits[:limit]), in_order, len(hits))

    def _leads(self, stock: Set[int]) -> set[str]:
        """Return the articles that stand for stock phrases."""
        if len(stock) < STOCK_WEIGHT * self.settings.least_shared:
            return set()
        return {name for h in stock for name in self._holders(h)[:NEIGHBOURS]}

    def _holders(self, h: int) -> list[str]:
        return sorted(name for name, known in self._known.items() if h in known.places)

    def _hit(
        self, name: str, known: _Known, asked: Question, stock: Set[int], whole: list[Way], leads: bool
    ) -> Hit:
        """Return what an article has in common with the text asked about, without a way if too little."""
        shared = [(h, place, known.places[h]) for h, place in _places(asked).items() if h in known.places]
        places = _pairs((one, other) for h, one, other in shared if h not in stock)
        stocked = _pairs((one, other) for h, one, other in shared if h in stock)
        shorter = min(len(asked), len(known.places))
        weight = STOCK_WEIGHT * len(places) + len(stocked)
        counted = weight if leads else STOCK_WEIGHT * len(places)
        enough = shorter > 0 and counted >= STOCK_WEIGHT * min(self.settings.least_shared, shorter)
        resemblance = float((known.signature == asked.signature).mean())
        return Hit(
            id=name,
            ways=(*whole, "postings") if enough else tuple(whole),
            strength=max(weight / (STOCK_WEIGHT * max(shorter, 1)), resemblance),
            share=len(shared) / max(shorter, 1),
            resemblance=resemblance,
            places=places,
            stock_places=stocked,
        )

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def ids(self) -> Iterator[str]:
        """Yield the ids of all known articles, ascending."""
        return iter(sorted(self._known))

    def stock_phrases(self) -> list[StockPhrase]:
        """Return the runs of words that count for little; see `Index.stock_phrases`."""
        bar = stock_bar(len(self._known), self.settings)
        holders = {h: self._holders(h) for known in self._known.values() for h in known.places}
        found = [(h, names[0], len(names)) for h, names in holders.items() if len(names) > bar]
        return apart(StockPhrase(name, self._known[name].places[h], count) for h, name, count in found)

    def save(self, path: Place) -> None:
        """Write the index into a folder; see `Index.save`."""
        folder = Path(path).resolve()
        rows = {
            name: [known.digest, known.signature.tolist(), list(known.places.items())]
            for name, known in self._known.items()
        }
        with saving(folder, self._kept[1] if folder == self._kept[0] else None) as finish:
            self._kept = folder, finish(KIND, {"recipe": self.recipe, "articles": rows}, [])

    @classmethod
    def open(cls, path: Place) -> Self:
        """Return the index that was saved in a folder; see `Index.open`."""
        folder = Path(path).resolve()
        text, manifest = read_manifest(folder, KIND)
        made = cls(settings_of(manifest["recipe"]))
        made.has_texts = bool(manifest["recipe"]["texts"])
        made._take({name: _of_row(*row) for name, row in manifest["articles"].items()})
        made._kept = folder, text
        return made

    def merge(self, other: Self) -> None:
        """Take in all articles of another index; see `Index.merge`."""
        check_same(other.recipe, self.recipe, "make both with the same settings before you merge them")
        self._take(other._known)

    def to_datasketch(self) -> Iterator[tuple[str, MinHash]]:
        """Yield every id, ascending, with the article's signature as datasketch has it."""
        for name in self.ids():
            yield name, to_datasketch(self._known[name].signature, self.settings.scheme)

    @classmethod
    def from_datasketch(
        cls, minhashes: Mapping[str, MinHash], settings: RetrievalSettings | None = None
    ) -> Self:
        """Return an index of signatures made elsewhere; see `Index.from_datasketch`."""
        made = cls(settings)
        made.has_texts = False
        asked = made.settings
        rows = {k: from_datasketch(each, asked.permutations, asked.scheme) for k, each in minhashes.items()}
        made._take({name: _Known(None, row, {}) for name, row in rows.items()})
        return made


def _places(question: Question) -> dict[int, int]:
    return dict(zip(question.hashes.tolist(), question.places.tolist(), strict=True))


def _pairs(places: Iterable[tuple[int, int]]) -> Places:
    return tuple(sorted(places))


def _of_row(digest: int | None, signature: list[int], places: list[Any]) -> _Known:
    return _Known(digest, np.array(signature, dtype=np.uint32), dict(map(tuple, places)))
