"""A question put to the parts of an index: look hashes up, weigh what is shared, keep the strongest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dedup.hashing import Hashes, Offsets
from dedup.index.building import whole_keys
from dedup.index.hit import Answer, Hit, Places, QueriedPhrase, Way
from dedup.index.look import Look
from dedup.index.lookup import BAND, DIGEST, POSTINGS, Floats, Met, weighed
from dedup.index.names import Flags
from dedup.index.question import Question
from dedup.postings import NEIGHBOURS, STOCK_WEIGHT
from dedup.retrieval import RetrievalSettings

_WAYS: tuple[tuple[int, Way], ...] = ((DIGEST, "digest"), (BAND, "band"), (POSTINGS, "postings"))


@dataclass(frozen=True, slots=True)
class _Found:
    """The hits: article `articles[n]` of part `parts[n]` by the ways whose bits `ways[n]` has."""

    parts: Offsets
    articles: Offsets
    ways: Offsets
    share: Floats
    resemblance: Floats
    strength: Floats


_NONE = np.empty(0, dtype=np.int64)
_NOTHING = _Found(_NONE, _NONE, _NONE, _NONE.astype(float), _NONE.astype(float), _NONE.astype(float))


def stock_bar(articles: int, settings: RetrievalSettings) -> int:
    """Return in how many articles a hash may stand before it is a stock phrase.

    >>> stock_bar(100, RetrievalSettings()), stock_bar(1_000_000, RetrievalSettings())
    (50, 20000)
    """
    return int(max(settings.stock_articles, settings.stock_share * articles))


@dataclass(frozen=True, slots=True)
class Search:
    """What parts have in common with a text: all they `found`, and the strongest of it.

    Of one of `chosen` it says how strong it is (negative), its id, and which of what was found it is.
    """

    looks: Sequence[Look]
    question: Question
    counts: Offsets
    stock: Flags
    found: _Found
    chosen: Sequence[tuple[float, str, int]]

    def ids(self) -> list[str]:
        """Return the ids of the strongest."""
        return [name for _, name, _ in self.chosen]

    def answer(self) -> Answer:
        """Return the whole answer."""
        in_order = np.argsort(self.question.places).tolist()
        return Answer(
            hits=tuple(self._hit(name, n) for _, name, n in self.chosen),
            stock=tuple(
                QueriedPhrase(int(self.question.places[q]), int(self.counts[q]))
                for q in in_order
                if self.stock[q]
            ),
            found=len(self.found.articles),
        )

    def _hit(self, name: str, n: int) -> Hit:
        found = self.found
        known = self.looks[found.parts[n]].places(int(found.articles[n]))
        return Hit(
            id=name,
            ways=tuple(way for bit, way in _WAYS if found.ways[n] & bit),
            strength=float(found.strength[n]),
            share=float(found.share[n]),
            resemblance=float(found.resemblance[n]),
            places=_pairs(self.question.places, known, ~self.stock),
            stock_places=_pairs(self.question.places, known, self.stock),
        )


def search(
    looks: Sequence[Look], question: Question, settings: RetrievalSettings, limit: int | None
) -> Search:
    """Look for a text in all parts; no more than `limit` are chosen."""
    counts = sum((look.counts for look in looks), np.zeros(len(question), dtype=np.int64))
    stock = counts > stock_bar(sum(map(len, looks)), settings)
    keys = _whole_keys(question, settings)
    leads = _leads(looks, stock, settings)
    found = _found(looks, question, stock, keys, leads, settings)
    return Search(looks, question, counts, stock, found, _strongest(looks, found, limit))


def _whole_keys(question: Question, settings: RetrievalSettings) -> Hashes:
    """Return the hashes of a text's bands and, if it has words, its digest."""
    digest = question.digest if len(question.digest) else np.zeros(1, dtype=np.uint64)
    keys = whole_keys(digest, question.signature[None, :], settings).ravel()
    return keys if len(question.digest) else keys[:-1]


def _leads(looks: Sequence[Look], stock: Flags, settings: RetrievalSettings) -> list[Offsets]:
    """Return for every part which of its articles stand for a stock phrase: the few with the least ids.

    None do if the text has too few stock phrases for them to weigh enough without anything else.
    """
    out: list[list[int]] = [[] for _ in looks]
    asked = np.flatnonzero(stock)
    if len(asked) >= STOCK_WEIGHT * settings.least_shared:
        firsts = [look.first_articles(asked, NEIGHBOURS).tolist() for look in looks]
        for rows in zip(*firsts, strict=True):
            known = [
                (look.name(n), p, n)
                for p, (look, row) in enumerate(zip(looks, rows, strict=True))
                for n in row
                if n >= 0
            ]
            for _, p, n in sorted(known)[:NEIGHBOURS]:
                out[p].append(n)
    return [np.unique(np.array(some, dtype=np.int64)) for some in out]


def _found(
    looks: Sequence[Look],
    question: Question,
    stock: Flags,
    keys: Hashes,
    leads: Sequence[Offsets],
    settings: RetrievalSettings,
) -> _Found:
    """Return which articles are hits."""
    least, digest = min(settings.least_shared, len(question)), len(question.digest) > 0
    every = [look.met(keys, digest, stock, lead, least) for look, lead in zip(looks, leads, strict=True)]
    some = [(p, looks[p], one.articles) for p, one in enumerate(every) if len(one.articles)]
    if not some:
        return _NOTHING
    met = Met(*(np.concatenate(column) for column in zip(*every, strict=True)))
    sizes = np.concatenate([look.sizes(those) for _, look, those in some])
    signatures = np.concatenate([look.signatures(those) for _, look, those in some])
    ways, *figures = weighed(met, sizes, signatures, question.signature, len(question), least)
    parts = np.repeat([p for p, _, _ in some], [len(those) for _, _, those in some])
    hits = np.flatnonzero(ways)
    return _Found(parts[hits], met.articles[hits], ways[hits], *(figure[hits] for figure in figures))


def _strongest(looks: Sequence[Look], found: _Found, limit: int | None) -> list[tuple[float, str, int]]:
    """Return the hits to show: how strong (negative), id, which of the hits."""
    bar = 0.0
    if limit is not None and limit < len(found.strength):
        bar = np.partition(found.strength, -limit)[-limit] if limit > 0 else np.inf
    shown = np.flatnonzero(found.strength >= bar)
    columns = (found.strength[shown], found.parts[shown], found.articles[shown], shown)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return sorted((-strength, looks[p].name(article), n) for strength, p, article, n in rows)[:limit]


def _pairs(asked: Offsets, known: Offsets, which: Flags) -> Places:
    """Return the places in both texts of some hashes that stand in both."""
    both = which & (known >= 0)
    return tuple(sorted(zip(asked[both].tolist(), known[both].tolist(), strict=True)))
