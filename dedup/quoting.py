"""What became of the quotations of a text in another one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from dedup.check import CheckedQuotation
from dedup.facts.quotes import ALTERED, SHORT, Quote, find_quotes
from dedup.facts.tokens import Side
from dedup.link import Value
from dedup.words import find_words, fold, stems

MAX_STEPS = 1_000_000
"""Most pairs of quotations compared; beyond, those that are not kept are called invented without a search."""

BETWEEN = "\n"
FIRST_CHARACTER = 0x10000

MAX_GAP_CHARS = 150
"""How much may stand between two parts of a quotation that another text gives as one."""

UNQUOTED = "the words are there, but not as a quotation"

MORE = "…"
MAX_CHANGES = 4
"""Most changed places of a quotation that are named."""


def check_quotations(a: Side, b: Side) -> tuple[tuple[CheckedQuotation, ...], bool]:
    """Return b's quotations in order, kept, altered or invented, then those of a that b does not have.

    Also returned is whether all were searched for (`MAX_STEPS`).

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> old = parse(Article("„Das Holz brennt wie Zunder“, sagte er.", language="de"))
    >>> new = parse(Article("„Das Holz brannte wie Zunder“, sagte er. „Niemand schlief.“", language="de"))
    >>> sides = find_side(old, [0], new), find_side(new, [0, 1], old)
    >>> [(quotation.state, quotation.reason) for quotation in check_quotations(*sides)[0]]
    [('altered', 'brennt became brannte'), ('invented', '')]
    """
    known = _Known(a)
    spelled = [(quote, known.spelled(quote.words)) for quote in find_quotes(b)]
    checked = tuple(known.check(quote, words) for quote, words in spelled)
    dropped = known.without([words for _, words in spelled], {q.a for q in checked if q.a})
    return (*checked, *(CheckedQuotation("dropped", quote.value, None) for quote in dropped)), known.complete


class _Known:
    """The quotations of the original and its words, one character a word: runs are found as substrings."""

    def __init__(self, side: Side) -> None:
        self._language = side.language
        self._characters: dict[str, str] = {}
        self._quotes = find_quotes(side)
        self._spelled = [self.spelled(quote.words) for quote in self._quotes]
        self._joined, self._starts, self._sources = self._join()
        self._text = self.spelled([fold(word.of(side.text)) for word in find_words(side.text)])
        self._short = {self._stems(q): q for q in reversed(self._quotes) if len(q.words) < SHORT}
        self._steps = 0

    @property
    def complete(self) -> bool:
        return self._steps <= MAX_STEPS

    def spelled(self, words: Sequence[str]) -> str:
        """Return words with one character for each."""
        known = self._characters
        return "".join(known.setdefault(word, chr(FIRST_CHARACTER + len(known))) for word in words)

    def check(self, quote: Quote, words: str) -> CheckedQuotation:
        """Say what became of a quotation of the rewrite."""
        source = self._source(words) or self._title(quote)
        if source:
            return CheckedQuotation("kept", source.value, quote.value)
        if self._is_prose(quote):
            if len(quote.words) < SHORT:  # a title or a word held at arm's length
                return CheckedQuotation("kept", None, quote.value)
            return CheckedQuotation("altered", None, quote.value, UNQUOTED)
        nearest = self._nearest(words)
        if nearest is None:
            return CheckedQuotation("invented", None, quote.value)
        reason = what_changed(nearest.value.text, quote.value.text)
        return CheckedQuotation("altered", nearest.value, quote.value, reason)

    def without(self, others: Sequence[str], used: set[Value]) -> Iterator[Quote]:
        """Yield the quotations that no other text has, whole or in part."""
        everything = BETWEEN.join(others)
        for quote, words in zip(self._quotes, self._spelled, strict=True):
            kept = quote.value in used or words in everything or any(other in words for other in others)
            if not kept:
                yield quote

    def _join(self) -> tuple[str, list[int], list[Quote]]:
        """Lay all quotations end to end, then those that a few words part (`said the mayor`) in pairs."""
        rows = list(zip(self._spelled, self._quotes, strict=True))
        for (first, quote), (second, after) in pairwise(rows[:]):
            if after.value.start - quote.value.end <= MAX_GAP_CHARS:
                rows.append((first + second, quote))
        starts = accumulate((len(words) + 1 for words, _ in rows), initial=0)
        return BETWEEN.join(words for words, _ in rows), list(starts), [quote for _, quote in rows]

    def _source(self, words: str) -> Quote | None:
        """Return the quotation that holds all these words in a row, or in two parts that follow."""
        at = self._joined.find(words)
        return self._sources[bisect_right(self._starts, at) - 1] if at >= 0 else None

    def _title(self, quote: Quote) -> Quote | None:
        """Return the quotation of a word or two that is the same but for its inflection."""
        return self._short.get(self._stems(quote)) if len(quote.words) < SHORT else None

    def _stems(self, quote: Quote) -> tuple[str, ...]:
        return tuple(stems(list(quote.words), self._language))

    def _is_prose(self, quote: Quote) -> bool:
        words = [fold(word.of(quote.value.text)) for word in find_words(quote.value.text)]
        return self.spelled(words) in self._text

    def _nearest(self, words: str) -> Quote | None:
        self._steps += len(self._quotes)
        if not self.complete or not self._quotes:
            return None
        likeness = _likeness(words, self._spelled)
        n = int(likeness.argmax())
        return self._quotes[n] if likeness[n] >= ALTERED else None


def _likeness(words: str, others: Sequence[str]) -> NDArray[np.float64]:
    """Return the share of words in common with each; a part of a quotation counts for less than all of it."""
    common = cdist([words], others, scorer=LCSseq.similarity, dtype=np.int64)[0]
    lengths = np.array([len(other) for other in others])
    few, many = np.minimum(len(words), lengths), np.maximum(len(words), lengths)
    part = np.where(few >= SHORT, 0.7 * common / np.maximum(few, 1), 0.0)
    likeness: NDArray[np.float64] = np.maximum(common / np.maximum(many, 1), part)
    return likeness


def what_changed(old: str, new: str) -> str:
    """Return in words which words of a quotation changed."""
    return "; ".join(_change(*change) for change in altered_words(old, new))


def altered_words(old: str, new: str) -> list[tuple[str, str]]:
    """Return which words of a quotation became which, "" for none; where they are many, the last is "…".

    >>> altered_words("“We know all this”", "“We act on this”")
    [('know all', 'act on')]
    """
    a, b = ([word.of(text) for word in find_words(text)] for text in (old, new))
    matcher = SequenceMatcher(None, [fold(word) for word in a], [fold(word) for word in b], False)
    changes = [
        (" ".join(a[i:to_i]), " ".join(b[j:to_j]))
        for op, i, to_i, j, to_j in matcher.get_opcodes()
        if op != "equal"
    ]
    more = [(MORE, MORE)] if len(changes) > MAX_CHANGES else []
    return [*changes[:MAX_CHANGES], *more]


def _change(old: str, new: str) -> str:
    if old == MORE:
        return old
    if old and new:
        return f"{old} became {new}"
    return f"without “{old}”" if old else f"with “{new}”"
