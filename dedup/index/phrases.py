"""The stock phrases of an index, for a person to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from dedup.index.hit import StockPhrase
from dedup.index.look import PartLook
from dedup.index.part import Part
from dedup.index.search import stock_bar
from dedup.retrieval import RetrievalSettings

APART = 10
"""Of phrases that begin within so many words in one article, one is listed."""


def stock_phrases(parts: Sequence[Part], settings: RetrievalSettings) -> list[StockPhrase]:
    """Return the stock phrases of some parts.

    What stands in more than a share of all articles does so in one part at least, so no part is read in full.
    """
    keys = np.unique(np.concatenate([part.segment.common for part in parts] or [np.empty(0, np.uint64)]))
    rows = [part.segment.passages.find(keys) for part in parts]
    counts = np.sum([ends - begins for begins, ends in rows], axis=0, dtype=np.int64, initial=0)
    counts = np.broadcast_to(counts, len(keys))
    bar = stock_bar(sum(len(part.segment) for part in parts), settings)
    found = []
    for k in np.flatnonzero(counts > bar).tolist():
        known = [
            place
            for part, (begins, ends) in zip(parts, rows, strict=True)
            for place in _first_place(part, int(begins[k]), int(ends[k]))
        ]
        found += [StockPhrase(*min(known), int(counts[k]))] if known else []
    return apart(found)


def apart(phrases: Iterable[StockPhrase]) -> list[StockPhrase]:
    """Return the phrases, the commonest first, without those that begin beside a commoner one.

    >>> near = [StockPhrase("a", 4, 60), StockPhrase("a", 8, 70), StockPhrase("b", 8, 51)]
    >>> [(phrase.id, phrase.place) for phrase in apart(near)]
    [('a', 8), ('b', 8)]
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    out = []
    for phrase in sorted(phrases, key=lambda p: (-p.articles, p.id, p.place)):
        if all(abs(phrase.place - place) >= APART for place in places[phrase.id]):
            places[phrase.id].append(phrase.place)
            out.append(phrase)
    return out


def _first_place(part: Part, begin: int, end: int) -> list[tuple[str, int]]:
    """Return the id of the first article in some rows that is left, with its place, if there is one."""
    look = PartLook(part, np.array([begin]), np.array([end]))
    article = int(look.first_articles(np.array([0]), 1)[0, 0])
    return [(part.segment.names[article], int(look.places(article)[0]))] if article >= 0 else []
