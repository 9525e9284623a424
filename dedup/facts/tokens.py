"""The tokens facts are looked for in: words, figures and marks, each a part of a compound of its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TypeVar
from unicodedata import is_normalized, normalize

from dedup.document import Document, Sentence
from dedup.facts.memo import Memo
from dedup.language import base_language
from dedup.quotations import Quotation, find_quotations
from dedup.words import stems

_GENITIVE = r"(?:['’](?:s|t|re|ll|d|ve|m)\b)?"
_FIGURES = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,:'’]\d+)*"
_WORD = r"[^\W\d_]+(?:[\u00ad\u0300-\u036f]+[^\W\d_]*)*"
_LATIN = "A-Za-zªºµ²³¹¼½¾À-ÖØ-öø-ɏ"
_TOKEN = re.compile(rf"(?:{_WORD}{_GENITIVE}|{_FIGURES}|\S)\s*")
"""A token and the space behind it: the pieces of a text then add up to it, and so to every offset."""

_LATIN_TOKEN = re.compile(rf"(?:[{_LATIN}]+{_GENITIVE}|{_FIGURES}|\S)\s*")
"""The same for a text whose letters are all Latin and whole: twice as fast."""

_OTHER_LETTERS = re.compile(
    "[\u00ad\u0250-\u1fff\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u2700-\u27bf\u2c00-\U0010ffff]"
)

_FOLD = str.maketrans({"\u00ad": None, "’": "'"})


@dataclass(frozen=True)
class Reading:
    """A whole text read once. The tuples run parallel, a token's text, its lower case, its first code point.

    `quoted` tells of every token whether it stands inside quotation marks.
    """

    texts: tuple[str, ...]
    lows: tuple[str, ...]
    starts: tuple[int, ...]
    quotations: tuple[Quotation, ...]
    quoted: tuple[bool, ...]

    @cached_property
    def places(self) -> Memo[str, tuple[int, ...]]:
        """Where each word stands, with or without the `'s` of a genitive."""
        return Memo(lambda word: (*_positions(self.lows, word), *_positions(self.lows, f"{word}'s")))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a link: the tokens of its sentences, in parallel tuples as in a reading.

    `bounds` are the positions ``(first, last + 1)`` of each token's sentence, `known` all lower-case forms.
    """

    text: str
    language: str
    texts: tuple[str, ...]
    lows: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    quoted: tuple[bool, ...]
    bounds: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    known: frozenset[str]

    def span(self, lo: int, hi: int) -> tuple[int, int]:
        """Return the code points under the tokens ``[lo, hi)``."""
        return self.starts[lo], self.end(hi - 1)

    def end(self, n: int) -> int:
        """Return the code point behind token `n`."""
        return self.starts[n] + len(self.texts[n])

    def low(self, n: int) -> str:
        """Return the lower-case form of token `n`, empty beyond the ends."""
        try:
            return self.lows[n] if n >= 0 else ""
        except IndexError:
            return ""

    def sentence(self, n: int) -> tuple[int, int]:
        """Return the positions ``(first, last + 1)`` of the sentence that token `n` stands in."""
        return self.bounds[n]


def find_side(document: Document, sentences: Sequence[int], other: Document) -> Side:
    """Return the tokens of some sentences; a text whose language is unknown is read like the other one.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Der 35-Jährige zahlte 1.200,50 Euro.", language="de"))
    >>> find_side(document, [0], document).texts
    ('Der', '35', '-', 'Jährige', 'zahlte', '1.200,50', 'Euro', '.')
    """
    language = base_language(document.language) or base_language(other.language) or "en"
    reading = read(document.text, language)
    spans = [document.sentences[index] for index in sentences]
    starts = reading.starts
    ranges = [slice(bisect_left(starts, s.start), bisect_left(starts, s.end)) for s in spans]
    lows = _cut(reading.lows, ranges)
    return Side(
        text=document.text,
        language=language,
        texts=_cut(reading.texts, ranges),
        lows=lows,
        stems=tuple(map(stem_of(language).__getitem__, lows)),
        starts=_cut(starts, ranges),
        quoted=_cut(reading.quoted, ranges),
        bounds=_bounds([r.stop - r.start for r in ranges]),
        quotations=_touching(reading.quotations, spans),
        known=frozenset(lows),
    )


@lru_cache(maxsize=16)
def read(text: str, language: str) -> Reading:
    """Return the tokens and quotations of a whole text.

    >>> read("Zwei Häuser", "de").lows
    ('zwei', 'häuser')
    """
    pieces = (_TOKEN if _OTHER_LETTERS.search(text) else _LATIN_TOKEN).findall(text)
    texts = tuple(map(str.rstrip, pieces))
    ends_of_pieces = accumulate(map(len, pieces), initial=len(text) - len(text.lstrip()))
    starts = tuple(ends_of_pieces)[:-1]
    plain = is_normalized("NFC", text) and not any(chr(mark) in text for mark in _FOLD)
    lows = tuple(map(str.lower if plain else folded, texts))
    quotations = tuple(find_quotations(text))
    return Reading(
        texts=texts,
        lows=lows,
        starts=starts,
        quotations=quotations,
        quoted=_quoted(starts, quotations),
    )


@lru_cache(maxsize=16)
def stem_of(language: str) -> Memo[str, str]:
    """Return the stems of the words of a language.

    >>> stem_of("de")["häuser"]
    'haus'
    """
    return Memo(lambda low: stems([low.removesuffix("'s")], language)[0])


def folded(word: str) -> str:
    """Return a token's lower-case form: one apostrophe for all, no soft hyphens."""
    return normalize("NFC", word).lower().translate(_FOLD) or word


ItemT = TypeVar("ItemT")


def _cut(items: tuple[ItemT, ...], ranges: Sequence[slice]) -> tuple[ItemT, ...]:
    if len(ranges) == 1:
        return items[ranges[0]]
    return tuple(item for part in ranges for item in items[part])


def _bounds(lengths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    ends = accumulate(lengths)
    return tuple([bounds for end, n in zip(ends, lengths, strict=True) for bounds in [(end - n, end)] * n])


def _positions(lows: tuple[str, ...], word: str) -> Iterator[int]:
    at = -1
    for _ in range(lows.count(word)):
        at = lows.index(word, at + 1)
        yield at


def _touching(quotations: Sequence[Quotation], sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Return the quotations, which follow each other, that any of the sentences has a part of."""
    found: set[int] = set()
    for sentence in sentences:
        first = bisect_right(quotations, sentence.start, key=lambda q: q.outer.end)
        found.update(range(first, bisect_left(quotations, sentence.end, key=lambda q: q.outer.start)))
    return tuple([quotations[n] for n in sorted(found)])


def _quoted(starts: Sequence[int], quotations: Sequence[Quotation]) -> tuple[bool, ...]:
    inside = [False] * len(starts)
    for quotation in quotations:
        lo, hi = bisect_left(starts, quotation.outer.start), bisect_left(starts, quotation.outer.end)
        inside[lo:hi] = [True] * (hi - lo)
    return tuple(inside)
