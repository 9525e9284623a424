"""The fast index: immutable sorted segments, in memory or read where they lie on disk."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

import numpy as np

from dedup.article import Article
from dedup.exchange import from_datasketch, to_datasketch
from dedup.index.building import segment_of
from dedup.index.head import Head, HeadLook
from dedup.index.hit import Answer, StockPhrase
from dedup.index.index import Index, Place
from dedup.index.intake import batches, known_already, not_known
from dedup.index.look import PartLook
from dedup.index.names import Names
from dedup.index.part import Part
from dedup.index.phrases import stock_phrases
from dedup.index.question import Question
from dedup.index.recipe import check_same, settings_of
from dedup.index.search import Search, search
from dedup.index.store import NOWHERE, check_parts, open_parts, save_parts
from dedup.index.tiers import RATIO, tidied
from dedup.retrieval import RetrievalSettings
from dedup.sketch import Sketches, without_words

if TYPE_CHECKING:
    from datasketch import MinHash


HEAD = 512
"""What is appended is a segment of its own as soon as it is so many articles."""


class SegmentedIndex(Index):
    """An index for millions of articles.

    What is added becomes a small segment; segments of like size are merged, so that there are few. A removed
    article is only marked, and left out at the next merge. Opened, an index is read where it lies on disk;
    what was added since is in memory until it is saved. Any thread may call anything: `tidy` and `save` work
    beside those that ask, append and remove.
    """

    def __init__(self, settings: RetrievalSettings | None = None) -> None:
        """Make an empty index in memory. Raises RecipeError for settings with which none can be made."""
        super().__init__(settings)
        self._parts: list[Part] = []
        self._head = Head(self.settings)
        self._kept = NOWHERE
        self._tidying = Lock()
        self._changing = Lock()

    def add(self, articles: Article | Iterable[Article]) -> None:
        """Take in one article or many: all, or after an error none; see `Index.add`."""
        self._check_texts()
        self._take(batches(articles, self.settings))

    def add_sketches(self, ids: Sequence[str], sketches: Sketches) -> None:
        """Take in articles whose sketches were made already, with the settings of this index.

        Raises ArticleError for an id that is known or stands there twice.
        """
        self._check_texts()
        self._take([(ids, sketches)])

    def append(self, articles: Article | Iterable[Article]) -> None:
        """Take in a few articles at once and merge nothing; `tidy` is to be called now and then.

        Raises ArticleError as `add` does.
        """
        self._check_texts()
        for ids, sketches in batches(articles, self.settings):
            self.append_sketches(ids, sketches)

    def append_sketches(self, ids: Sequence[str], sketches: Sketches) -> None:
        """Take in a few articles as `append` does, whose sketches were made with the settings of this index.

        Raises ArticleError for an id that is known or stands there twice.
        """
        with self._changing:
            self._check_new_to_all(ids)
            self._head.add(ids, sketches)
            if len(self._head.names) >= HEAD:
                self._settle()

    def tidy(self, ratio: int = RATIO) -> None:
        """Merge what should be merged. Meanwhile the index can be asked, and others come and go.

        Of two parts one is at least `ratio` times as large after that: the higher, the quicker are questions,
        and the more often articles are moved.
        """
        with self._tidying:
            before = self._snapshot()
            self._exchange(before, tidied((copy for _, copy in before), self.settings, ratio))

    def parts(self) -> int:
        """Return how many segments there are: a question takes longer the more they are."""
        return len(self._parts)

    def _take(self, new: Iterable[tuple[Sequence[str], Sketches]]) -> None:
        added: list[Part] = []
        for ids, sketches in new:
            part = Part(segment_of(ids, sketches, self.settings))
            _check_new(part.segment.names, (*self._parts, *added))
            added = tidied((*added, part), self.settings)
        self._append(added)
        self.tidy()

    def _append(self, added: Sequence[Part]) -> None:
        with self._changing:
            self._settle()
            for part in added:
                _check_new(part.segment.names, self._parts)
            self._parts = [*self._parts, *added]

    def _settle(self) -> None:
        """Make a segment of what was appended."""
        if len(self._head):
            self._parts = [*self._parts, self._head.part()]
        self._head = Head(self.settings)

    def _settled(self) -> list[Part]:
        """Return all parts, with what was appended among them."""
        with self._changing:
            self._settle()
            return self._parts

    def _check_new_to_all(self, ids: Sequence[str]) -> None:
        for n, name in enumerate(ids):
            if name in self._head or name in ids[:n]:
                raise known_already(name)
        _check_new(Names.of(ids), self._parts)

    def _snapshot(self) -> list[tuple[Part, Part]]:
        """Return every part with a copy that nobody changes."""
        with self._changing:
            self._settle()
            return [(part, Part(part.segment, part.gone.copy(), part.file)) for part in self._parts]

    def _exchange(self, before: Sequence[tuple[Part, Part]], after: list[Part]) -> None:
        """Put parts in the place of those that they were made of; what went or came meanwhile stays so."""
        with self._changing:
            for part, copy in before:
                for n in np.flatnonzero(part.gone & ~copy.gone).tolist():
                    _forget(part.segment.names[n], after)
            old = {id(part) for part, _ in before}
            self._parts = [*after, *(part for part in self._parts if id(part) not in old)]

    def remove(self, name: str) -> None:
        """Forget the article with an id; see `Index.remove`."""
        with self._changing:
            if not (self._head.remove(name) or _forget(name, self._parts)):
                raise not_known(name)

    def nearest(self, sketches: Sketches, limit: int) -> list[str]:
        """Return the ids of the hits that `query` has for the one text that was sketched, in half the time.

        The sketches must have been made with the settings of this index.
        """
        self._check_texts()
        return self._search(Question.of_text(sketches), limit).ids()

    def _answer(self, question: Question, limit: int | None) -> Answer:
        return self._search(question, limit).answer()

    def _search(self, question: Question, limit: int | None) -> Search:
        with self._changing:
            parts, head = self._parts, HeadLook(self._head, question.hashes)
        looks = [PartLook(part, *part.segment.passages.find(question.hashes)) for part in parts]
        return search([*looks, head] if len(head) else looks, question, self.settings, limit)

    def __len__(self) -> int:
        with self._changing:
            return len(self._head) + sum(map(len, self._parts))

    def __contains__(self, name: object) -> bool:
        with self._changing:
            known = name in self._head
            return known or (isinstance(name, str) and any(True for _ in _places(name, self._parts)))

    def ids(self) -> Iterator[str]:
        """Yield the ids of all known articles, ascending."""
        return heapq.merge(*(part.ids() for part in self._settled()))

    def stock_phrases(self) -> list[StockPhrase]:
        """Return the runs of words that count for little; see `Index.stock_phrases`."""
        return stock_phrases(self._settled(), self.settings)

    def save(self, path: Place) -> None:
        """Write what is new, and then which files belong together; see `Index.save`.

        After that all of it is read where it lies, and takes no memory of its own.
        """
        with self._tidying:
            before = self._snapshot()
            parts = tidied((copy for _, copy in before), self.settings)
            saved, self._kept = save_parts(Path(path), self.recipe, parts, self._kept)
            self._exchange(before, saved)

    @classmethod
    def open(cls, path: Place) -> Self:
        """Return the index that was saved in a folder; see `Index.open`.

        Large files are not read for that; `check` does.
        """
        recipe, parts, kept = open_parts(Path(path))
        made = cls(settings_of(recipe))
        made.has_texts = bool(recipe["texts"])
        made._parts, made._kept = parts, kept
        return made

    def check(self) -> None:
        """Read all files of a saved index whole. Raises ReadError if a byte is not what was written."""
        check_parts(self._parts, self._kept)

    def merge(self, other: Self) -> None:
        """Take in all articles of another index; see `Index.merge`."""
        check_same(other.recipe, self.recipe, "make both with the same settings before you merge them")
        theirs = other._settled()
        with self._changing:
            self._settle()
            for part in theirs:
                _check_new(part.segment.names, self._parts, part)
            self._parts = [*self._parts, *(part.copy() for part in theirs)]
        self.tidy()

    def to_datasketch(self) -> Iterator[tuple[str, MinHash]]:
        """Yield every id, ascending, with the article's signature as datasketch has it."""
        parts = ((part.ids(), part.segment.signatures[~part.gone]) for part in self._settled())
        for name, row in heapq.merge(*(zip(*each, strict=True) for each in parts), key=itemgetter(0)):
            yield name, to_datasketch(row, self.settings.scheme)

    @classmethod
    def from_datasketch(
        cls, minhashes: Mapping[str, MinHash], settings: RetrievalSettings | None = None
    ) -> Self:
        """Return an index of signatures made elsewhere; see `Index.from_datasketch`."""
        made = cls(settings)
        made.has_texts = False
        asked = made.settings
        rows = [from_datasketch(each, asked.permutations, asked.scheme) for each in minhashes.values()]
        if rows:
            sketches = without_words(np.stack(rows))
            made._parts = [Part(segment_of(list(minhashes), sketches, asked))]
        return made


def _places(name: str, parts: Iterable[Part]) -> Iterator[tuple[Part, int]]:
    """Yield the part and number of the article with an id, if there is one."""
    names = Names.of([name])
    for part in parts:
        n = int(part.places(names)[0])
        if n >= 0:
            yield part, n


def _forget(name: str, parts: Iterable[Part]) -> bool:
    """Mark the article with an id as gone; return whether there is one."""
    for part, n in _places(name, parts):
        part.gone[n] = True
        return True
    return False


def _check_new(names: Names, parts: Sequence[Part], among: Part | None = None) -> None:
    """Raise ArticleError if one of some ids (of those left in `among`) is known in some parts."""
    for part in parts:
        taken = part.places(names) >= 0
        if among is not None:
            taken &= ~among.gone
        if taken.any():
            raise known_already(names[int(taken.argmax())])
