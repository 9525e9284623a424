"""Stock phrases as a person reads them: neighbouring hashes become one stretch of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import numpy as np

from dedup.candidate import StockPhrase
from dedup.cluster import StockText
from dedup.hashing import shingle_hashes
from dedup.scanner import scan

MAX_LISTED = 50
"""Most stock texts that are listed, the commonest first."""


def stock_texts(
    phrases: Iterable[StockPhrase], text_of: Callable[[int], str], shingle: int
) -> tuple[StockText, ...]:
    """Return the texts of stock phrases, the commonest first; `text_of` returns an article's text.

    >>> text = "Kiel: Alle Angaben sind ohne Gewähr."
    >>> hashes = shingle_hashes(scan([text]).hashes, 4).tolist()
    >>> stock_texts([StockPhrase(0, hashes[1], 60), StockPhrase(0, hashes[2], 58)], {0: text}.__getitem__, 4)
    (StockText(text='Alle Angaben sind ohne Gewähr', articles=60),)
    """
    by_article: dict[int, dict[int, int]] = defaultdict(dict)
    for phrase in phrases:
        by_article[phrase.article][phrase.hash] = phrase.articles
    found: dict[str, int] = {}
    for article, counts in by_article.items():
        for text, articles in _stretches(text_of(article), counts, shingle):
            found[text] = max(articles, found.get(text, 0))
    listed = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MAX_LISTED]
    return tuple(StockText(text, articles) for text, articles in listed)


def _stretches(text: str, counts: dict[int, int], shingle: int) -> Iterator[tuple[str, int]]:
    """Yield the stretches of a text that are stock, with the articles that its commonest part stands in."""
    words = scan([text])
    values = shingle_hashes(words.hashes, shingle)
    places = np.flatnonzero(np.isin(values, np.array(list(counts), dtype=np.uint64)))
    # A place begins a stretch of its own if it does not even touch the shingle before it.
    group = np.cumsum(np.diff(places, prepend=places[:1]) > shingle)
    for _, members in groupby(zip(places.tolist(), group.tolist(), strict=True), key=lambda item: item[1]):
        run = [place for place, _ in members]
        end = min(run[-1] + shingle, len(words)) - 1
        yield (
            " ".join(text[words.starts[run[0]] : words.ends[end]].split()),
            max(counts[int(values[place])] for place in run),
        )
