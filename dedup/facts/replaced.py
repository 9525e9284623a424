"""Quotations that gave way to another one of the same speaker."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.facts.places import Places
from dedup.facts.sources import Source
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.words import stems

SHARED = 0.6
"""The share of the words around two quotations that tells that both are one saying."""

LEAST_SHARED = 2
TOLD = 0.5
"""The share of a quotation's words that says it is told in plain words on the other side."""


def is_replaced(
    places: Places,
    quoted: tuple[Sequence[str], Sequence[str]],
    sources: tuple[Sequence[Source], Sequence[Source]],
) -> bool:
    """Whether the only quotations left over on both sides, of these words, are by one speaker."""
    words_a, words_b = _plain_words(places.a), _plain_words(places.b)
    own = _meaning(quoted[0], places.a), _meaning(quoted[1], places.b)
    shorter = min(map(len, own))
    if len(own[0] & own[1]) >= TOLD * shorter or _is_told(own[0], words_b) or _is_told(own[1], words_a):
        return False  # part of one is quoted or told in the other
    if sources[0] and sources[1]:
        return any(_is_one(x, y) for x in sources[0] for y in sources[1])
    shared = len(words_a & words_b)
    return shared >= LEAST_SHARED and shared >= SHARED * min(len(words_a), len(words_b))


def _plain_words(side: Side) -> frozenset[str]:
    """Return the stems of the words with a meaning that stand outside quotation marks."""
    rows = zip(side.lows, side.stems, side.quoted, strict=True)
    return frozenset(s for low, s, quoted in rows if not quoted and low not in STOPWORDS and s[0].isalnum())


def _meaning(quoted: Sequence[str], side: Side) -> frozenset[str]:
    return frozenset(stem for stem in stems(list(quoted), side.language) if stem not in STOPWORDS)


def _is_told(own: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the words of a quotation stand on the other side outside quotation marks."""
    return len(own & others) >= TOLD * len(own)


def _is_one(x: Source, y: Source) -> bool:
    """Whether two sources share a surname or, both unnamed, a word."""
    if x.pronoun or y.pronoun:
        return False
    named = {name.words[-1] for name in x.names} & {name.words[-1] for name in y.names}
    return bool(named) or (not (x.names and y.names) and bool(x.stems & y.stems))
