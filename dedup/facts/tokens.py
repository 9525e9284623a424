"""The tokens facts are looked for in: words, figures and marks, each a part of a compound of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from dedup.document import Document
from dedup.language import base_language
from dedup.quotations import Quotation, find_quotations
from dedup.words import stems

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d+)?"
    r"|\d+(?:[.,:'’]\d+)*"
    r"|[^\W\d_]+(?:[\u00ad\u0300-\u036f]+[^\W\d_]*)*(?:['’](?:s|t|re|ll|d|ve|m)\b)?"
    r"|\S"
)
_FOLD = str.maketrans({"\u00ad": None, "’": "'"})


class Token(NamedTuple):
    """A word, a figure or a mark: the code points ``[start, end)``, its text and its lower-case form."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text read once: tokens, their stems and starts, where each word stands, quotations."""

    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    places: Mapping[str, Sequence[int]]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a link: the tokens of its sentences, their stems, and where each sentence begins.

    `quoted` tells of every token whether it stands inside quotation marks; `bounds` are the positions
    ``(first, last + 1)`` of each token's sentence.
    """

    text: str
    language: str
    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    bounds: tuple[tuple[int, int], ...]
    headings: frozenset[int]
    quotations: tuple[Quotation, ...]
    quoted: tuple[bool, ...]

    def span(self, lo: int, hi: int) -> tuple[int, int]:
        """Return the code points under the tokens ``[lo, hi)``."""
        return self.tokens[lo].start, self.tokens[hi - 1].end

    def low(self, n: int) -> str:
        """Return the lower-case form of token `n`, empty beyond the ends."""
        return self.tokens[n].low if 0 <= n < len(self.tokens) else ""

    def sentence(self, n: int) -> tuple[int, int]:
        """Return the positions ``(first, last + 1)`` of the sentence that token `n` stands in."""
        return self.bounds[n]


def find_side(document: Document, sentences: Sequence[int], other: Document) -> Side:
    """Return the tokens of some sentences; a text whose language is unknown is read like the other one.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Der 35-Jährige zahlte 1.200,50 Euro.", language="de"))
    >>> [token.text for token in find_side(document, [0], document).tokens]
    ['Der', '35', '-', 'Jährige', 'zahlte', '1.200,50', 'Euro', '.']
    """
    language = base_language(document.language) or base_language(other.language) or "en"
    reading = read(document.text, language)
    ranges = [_range(reading, document, index) for index in sentences]
    bounds: list[tuple[int, int]] = []
    for lo, hi in ranges:
        bounds += [(len(bounds), len(bounds) + hi - lo)] * (hi - lo)
    spans = [document.sentences[index].span for index in sentences]
    quotations = tuple(
        q for q in reading.quotations if any(s.start < q.outer.end and q.outer.start < s.end for s in spans)
    )
    tokens = tuple(token for lo, hi in ranges for token in reading.tokens[lo:hi])
    return Side(
        text=document.text,
        language=language,
        tokens=tokens,
        stems=tuple(stem for lo, hi in ranges for stem in reading.stems[lo:hi]),
        bounds=tuple(bounds),
        headings=_heading_positions(document, sentences, ranges),
        quotations=quotations,
        quoted=_quoted(tokens, quotations),
    )


def _folded(word: str) -> str:
    return normalize("NFC", word).lower().translate(_FOLD)


@lru_cache(maxsize=16)
def read(text: str, language: str) -> Reading:
    """Return the tokens, stems and quotations of a whole text.

    >>> read("Zwei Häuser", "de").stems
    ('zwei', 'haus')
    """
    plain = is_normalized("NFC", text) and not any(chr(mark) in text for mark in _FOLD)
    tokens = tuple(
        Token(m.start(), m.end(), m[0], m[0].lower() if plain else _folded(m[0]) or m[0])
        for m in _TOKEN.finditer(text)
    )
    lows = [token.low.removesuffix("'s") for token in tokens]
    places: dict[str, list[int]] = {}
    for n, low in enumerate(lows):
        places.setdefault(low, []).append(n)
    return Reading(
        tokens=tokens,
        stems=tuple(stems(lows, language)),
        starts=tuple(token.start for token in tokens),
        places=places,
        quotations=tuple(find_quotations(text)),
    )


def _range(reading: Reading, document: Document, index: int) -> tuple[int, int]:
    sentence = document.sentences[index]
    return bisect_left(reading.starts, sentence.start), bisect_left(reading.starts, sentence.end)


def _heading_positions(
    document: Document, sentences: Sequence[int], ranges: Sequence[tuple[int, int]]
) -> frozenset[int]:
    at = 0
    found: list[int] = []
    for index, (lo, hi) in zip(sentences, ranges, strict=True):
        if document.sentences[index].kind == "heading":
            found += range(at, at + hi - lo)
        at += hi - lo
    return frozenset(found)


def _quoted(tokens: Sequence[Token], quotations: Sequence[Quotation]) -> tuple[bool, ...]:
    inside = [False] * len(tokens)
    starts = [token.start for token in tokens]
    for quotation in quotations:
        lo, hi = bisect_left(starts, quotation.outer.start), bisect_left(starts, quotation.outer.end)
        inside[lo:hi] = [True] * (hi - lo)
    return tuple(inside)
