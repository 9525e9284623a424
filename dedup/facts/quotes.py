"""Quotations that were altered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from dedup.facts.numberwords import number_word
from dedup.facts.places import Places, match_values
from dedup.facts.replaced import is_replaced
from dedup.facts.sources import Source
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words
from dedup.link import Fact, Value
from dedup.quotations import Quotation
from dedup.words import fold, stems

MAX_TOLD = 3
"""How many altered stretches a reason names."""

SHORT = 3
"""A quotation of fewer words is a title or a scare quote."""

ALTERED = 0.5
"""The share of words two quotations must have in common to be one quotation, altered."""

_CONDITIONS = words(
    """
    solange sofern falls wenn ausser bis bevor ehe vorausgesetzt if unless until till provided providing
    except si sauf pourvu salvo excepto mientras hasta
    """
)
_CONDITION_PAIRS = frozenset(
    tuple(pair.split())
    for pair in (
        "es sei,as long,so long,on condition,à moins,à condition,tant que,jusqu à,jusqu au,a menos,"
        "a condición,siempre que,con tal"
    ).split(",")
)
"""Words that tell under which condition or until when something is so: `es sei denn`, `as long as`."""

_LEADING = words("aber und nur doch jedenfalls but and only at least mais et seulement pero y sólo solo")

_INSERTED = re.compile(r"\[[^\]]{0,80}\]|(?<=\bcan)\s(?=not\b)")
"""What the desk put into a quotation and marked as such; and `can not`, which is `cannot`."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]")
_VARIANTS = (
    (re.compile(r"is(e|ed|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|ite|ites)?$"), r"or\1"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"(\w\wt)re(s)?$"), r"\1er\2"),
    (re.compile("ß"), "ss"),
    (re.compile("’"), "'"),
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation on the tokens ``[lo, hi)``, and its words in a form that overlooks spelling variants.

    `starts` are the words that begin a sentence.
    """

    lo: int
    hi: int
    value: Value
    words: tuple[str, ...]
    starts: frozenset[int]


def quote_facts(places: Places, sources: tuple[Sequence[Source], Sequence[Source]]) -> list[Fact]:
    """Return the quotations whose words differ, or that gave way to another one of the same speaker.

    Cutting one short at either end is no change, unless a condition is lost: `solange ich im Amt bin`.
    """
    if not places.a.quotations or not places.b.quotations:
        return []
    a, b = find_quotes(places.a), find_quotes(places.b)
    pairs = match_values(places, a, b, lambda x, y: _likeness(places, x, y), ALTERED)
    pairs += _replaced(places, a, b, pairs, sources)
    return [
        _fact(x, y, places.b.language)
        for x, y in pairs
        if not _same(x, y, places.b.language) or _lacks_condition(x, y, places)
    ]


def _replaced(
    places: Places,
    a: Sequence[Quote],
    b: Sequence[Quote],
    pairs: Sequence[tuple[Quote, Quote]],
    sources: tuple[Sequence[Source], Sequence[Source]],
) -> list[tuple[Quote, Quote]]:
    """Return the one quotation of each side that has no counterpart, where one speaker said both."""
    left_a = [x for x in a if all(x is not y for y, _ in pairs)]
    left_b = [x for x in b if all(x is not y for _, y in pairs)]
    if pairs or len(left_a) != 1 or len(left_b) != 1:
        return []
    (x,), (y,) = left_a, left_b
    return [(x, y)] if is_replaced(places, (x.words, y.words), sources) else []


def find_quotes(side: Side) -> list[Quote]:
    """Return the quotations of one side of a link.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("„Wir bleiben“, sagte sie.", language="de"))
    >>> [quote.words for quote in find_quotes(find_side(document, [0], document))]
    [('wir', 'bleiben')]
    """
    quotes = (_quote(side, quotation) for quotation in side.quotations)
    return [quote for quote in quotes if quote is not None]


def _quote(side: Side, quotation: Quotation) -> Quote | None:
    lo, hi = _position(side, quotation.outer.start), _position(side, quotation.outer.end)
    inner = _INSERTED.sub("", quotation.inner.of(side.text))
    found = list(_WORD.finditer(inner))
    plain = tuple(_plain(m.group(), side.language) for m in found)
    between = (inner[x.end() : y.start()] for x, y in pairwise(found))
    starts = frozenset([0, *(n for n, gap in enumerate(between, start=1) if _SENTENCE_END.search(gap))])
    inside = lo < hi and side.end(hi - 1) == quotation.outer.end
    if not plain or not inside or side.starts[lo] != quotation.outer.start:
        return None
    start, end = quotation.outer.start, quotation.outer.end
    return Quote(lo, hi, Value(start, end, side.text[start:end]), plain, starts)


def _position(side: Side, at: int) -> int:
    return bisect_left(side.starts, at)


@lru_cache(maxsize=8_192)
def _plain(word: str, language: str) -> str:
    """Return a word as it is compared: British or American, ß or ss, capital or not, `40` or `forty`."""
    low = fold(word)
    number = number_word(low, language)
    if number and number.kind == "add":
        return f"{number.value:g}"
    for pattern, other in _VARIANTS:
        low = pattern.sub(other, low)
    return low


def _likeness(places: Places, x: Quote, y: Quote) -> float:
    """Return the share of words in common; short ones count where they stand in the same place."""
    common = LCSseq.similarity(x.words, y.words)
    share = common / max(len(x.words), len(y.words))
    part = common / min(len(x.words), len(y.words))
    if min(len(x.words), len(y.words)) < SHORT:
        in_place = places.likeness(x, y) / 4
        return 2.0 if share == 1 else max(share, in_place) if in_place >= 0.6 else share * 0.9
    return max(share, part * 0.7)


def _same(x: Quote, y: Quote, language: str) -> bool:
    if max(len(x.words), len(y.words)) < SHORT:  # a title may be inflected
        return stems(list(x.words), language) == stems(list(y.words), language)
    return _cut_from(x.words, y.words)


def _cut_from(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether one is a run of the other's words."""
    return _run_at(*sorted((x, y), key=len)) is not None


def _run_at(short: Sequence[str], long: Sequence[str]) -> int | None:
    """Return at which word of some words a run of them begins."""
    places = range(len(long) - len(short) + 1)
    return next((n for n in places if long[n : n + len(short)] == short), None)


def _lacks_condition(x: Quote, y: Quote, places: Places) -> bool:
    """Whether one quotation ends where the other goes on with a condition that is told nowhere else."""
    short, long, side = (y, x, places.b) if len(y.words) < len(x.words) else (x, y, places.a)
    at = _run_at(short.words, long.words)
    if at is None or at not in long.starts or len(short.words) < SHORT:
        return False
    end = at + len(short.words)
    while end < len(long.words) and end not in long.starts and long.words[end] in _LEADING:
        end += 1
    if end >= len(long.words) or end in long.starts or long.words[end] in side.lows:
        return False
    return long.words[end] in _CONDITIONS or long.words[end : end + 2] in _CONDITION_PAIRS


def _fact(x: Quote, y: Quote, language: str) -> Fact:
    return Fact("quote", "high", _reason(x.value.text, y.value.text, language), x.value, y.value)


def _reason(a: str, b: str, language: str) -> str:
    """Return which words inside a quotation were altered; the first of them, where they are many.

    >>> _reason("“We know this”", "“We act on this”", "en")
    "'know' became 'act on' inside the quotation"
    """
    old, new = (list(_WORD.finditer(text)) for text in (a, b))
    changes = _differences(*([_plain(m[0], language) for m in found] for found in (old, new)))
    if not changes:
        return "the quotation was altered"
    told = [_change(_words(a, old[i:k]), _words(b, new[j:m])) for i, k, j, m in changes[:MAX_TOLD]]
    more = f" (and {len(changes) - MAX_TOLD} more)" if len(changes) > MAX_TOLD else ""
    return f"{', '.join(told)} inside the quotation{more}"


def _differences(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches ``(first, end)`` of both sides that differ, neighbours joined."""
    spans: list[tuple[int, int, int, int]] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        i, k, j, m = code.src_start, code.src_end, code.dest_start, code.dest_end
        if spans and spans[-1][1] == i and spans[-1][3] == j:
            i, _, j, _ = spans.pop()
        spans.append((i, k, j, m))
    return spans


def _words(text: str, found: Sequence[re.Match[str]]) -> str:
    return text[found[0].start() : found[-1].end()] if found else ""


def _change(old: str, new: str) -> str:
    if old and new:
        return f"'{old}' became '{new}'"
    return f"'{old}' was dropped" if old else f"'{new}' was added"
