"""Whom a pronoun may stand for: the persons and sources named shortly before it."""

from __future__ import annotations

from bisect import bisect_right

from dedup.document import Document
from dedup.facts.lexicon import Lexicon
from dedup.facts.names import find_names, same_name
from dedup.facts.sources import Source, find_sources
from dedup.facts.tokens import find_side

REACH = 4
"""How many sentences before its own one a pronoun looks back."""

NEAREST = 60
"""How many names, and how many sources, before a pronoun it may stand for."""


def lookback(document: Document, at: int) -> int:
    """Return the code point from which on somebody may be meant by a pronoun at code point `at`."""
    return document.sentences[_reach(document, at)[0]].start


def _reach(document: Document, at: int) -> tuple[int, int]:
    own = bisect_right(document.sentences, at, key=lambda sentence: sentence.start) - 1
    return max(0, own - REACH), own


def antecedents(document: Document, other: Document, at: int, lexicon: Lexicon) -> list[Source]:
    """Return the sources and names in the sentence at code point `at` and the few before it, none later.

    >>> from dedup.article import Article
    >>> from dedup.facts.lexicon import find_lexicon
    >>> from dedup.parsing import parse
    >>> text = "Das sei falsch, sagte Minister Jan Ode. Es gebe Regeln, betonte er."
    >>> document = parse(Article(text, language="de"))
    >>> found = antecedents(document, document, text.index("er."), find_lexicon(document, "de"))
    >>> sorted({name.words for source in found for name in source.names})
    [('jan', 'ode')]
    """
    first, own = _reach(document, at)
    side = find_side(document, range(first, own + 1), other)
    names = [name for name in find_names(side, lexicon, frozenset()) if side.starts[name.lo] < at][-NEAREST:]
    said = [s for s in find_sources(side, names) if side.starts[s.lo] < at and not s.pronoun][-NEAREST:]
    silent = [n for n in names if not any(same_name(n, m) for s in said for m in s.names)]
    return [*said, *(Source(n.lo, n.hi, (n,), frozenset(), frozenset(), False) for n in silent)]
