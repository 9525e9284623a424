"""What became of the quotations of a text in another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from dedup.check import CheckedQuotation
from dedup.facts.quotes import ALTERED, SHORT, Quote, find_quotes
from dedup.facts.tokens import Side
from dedup.words import find_words, fold, stems

MAX_STEPS = 2_000_000
"""Most comparisons of words; beyond, quotations that are not kept are called invented without a search."""

MAX_GAP_CHARS = 150
"""How much may stand between two parts of a quotation that another text gives as one."""

UNQUOTED = "the words are there, but not as a quotation"

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
    old, new = find_quotes(a), find_quotes(b)
    known = _Known(a, old)
    checked = tuple(known.check(quote) for quote in new)
    used = {(q.a.start, q.a.end) for q in checked if q.a}
    dropped = (q for q in old if (q.value.start, q.value.end) not in used and not _stands_in(q, new))
    return (*checked, *(CheckedQuotation("dropped", q.value, None) for q in dropped)), known.complete


class _Known:
    """The quotations of the original, and its words."""

    def __init__(self, side: Side, quotes: Sequence[Quote]) -> None:
        self._quotes = quotes
        self._short = [quote for quote in quotes if len(quote.words) < SHORT]
        self._language = side.language
        self._joined = list(_joined(quotes))
        self._text = [fold(word.of(side.text)) for word in find_words(side.text)]
        self._steps = 0

    @property
    def complete(self) -> bool:
        return self._steps <= MAX_STEPS

    def check(self, quote: Quote) -> CheckedQuotation:
        source = self._source(quote) or self._title(quote)
        if source:
            return CheckedQuotation("kept", source.value, quote.value)
        if self._is_prose(quote):
            if len(quote.words) < SHORT:  # a title or a word held at arm's length
                return CheckedQuotation("kept", None, quote.value)
            return CheckedQuotation("altered", None, quote.value, UNQUOTED)
        nearest = self._nearest(quote)
        if nearest is None:
            return CheckedQuotation("invented", None, quote.value)
        reason = _what_changed(nearest.value.text, quote.value.text)
        return CheckedQuotation("altered", nearest.value, quote.value, reason)

    def _source(self, quote: Quote) -> Quote | None:
        """Return the quotation that holds all words of this one in a row, or in two parts that follow."""
        for words, source in self._joined:
            self._steps += 1
            if _is_run(quote.words, words):
                return source
        return None

    def _title(self, quote: Quote) -> Quote | None:
        """Return the quotation of a word or two that is the same but for its inflection."""
        if len(quote.words) >= SHORT:
            return None
        mine = stems(list(quote.words), self._language)
        return next((q for q in self._short if stems(list(q.words), self._language) == mine), None)

    def _is_prose(self, quote: Quote) -> bool:
        words = tuple(fold(word.of(quote.value.text)) for word in find_words(quote.value.text))
        self._steps += len(self._text) // 10
        return self.complete and _is_run(words, tuple(self._text))

    def _nearest(self, quote: Quote) -> Quote | None:
        self._steps += len(self._quotes) * max(1, len(quote.words) // 8)
        if not self.complete:
            return None
        rated = [(_likeness(quote, other), -n) for n, other in enumerate(self._quotes)]
        best, n = max(rated, default=(0.0, 0))
        return self._quotes[-n] if best >= ALTERED else None


def _joined(quotes: Sequence[Quote]) -> Iterator[tuple[tuple[str, ...], Quote]]:
    """Yield the words of every quotation, then those of two that a few words part (`said the mayor`)."""
    yield from ((quote.words, quote) for quote in quotes)
    for first, second in pairwise(quotes):
        if second.value.start - first.value.end <= MAX_GAP_CHARS:
            yield first.words + second.words, first


def _stands_in(quote: Quote, others: Sequence[Quote]) -> bool:
    """Whether another text has a quotation, or a part of it."""
    return any(_is_run(quote.words, other.words) or _is_run(other.words, quote.words) for other in others)


def _is_run(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    if len(few) > len(many):
        return False
    first = few[0] if few else ""
    return any(many[n] == first and many[n : n + len(few)] == few for n in range(len(many) - len(few) + 1))


def _likeness(x: Quote, y: Quote) -> float:
    """Return the share of words in common; a part of a quotation counts for less than all of it."""
    common = LCSseq.similarity(x.words, y.words)
    few, many = sorted((len(x.words), len(y.words)))
    return max(common / many, 0.7 * common / few if few >= SHORT else 0.0)


def _what_changed(old: str, new: str) -> str:
    """Return in words which words of a quotation changed."""
    a, b = ([word.of(text) for word in find_words(text)] for text in (old, new))
    matcher = SequenceMatcher(None, [fold(word) for word in a], [fold(word) for word in b], False)
    changes = [
        _change(" ".join(a[i:to_i]), " ".join(b[j:to_j]))
        for op, i, to_i, j, to_j in matcher.get_opcodes()
        if op != "equal"
    ]
    more = ["…"] if len(changes) > MAX_CHANGES else []
    return "; ".join([*changes[:MAX_CHANGES], *more])


def _change(old: str, new: str) -> str:
    if old and new:
        return f"{old} became {new}"
    return f"without “{old}”" if old else f"with “{new}”"
