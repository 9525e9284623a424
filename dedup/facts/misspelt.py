"""Surnames of one person in two spellings: Hoffmann and Hofmann, Schulz and Schulze."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from dedup.facts.demonyms import nation
from dedup.facts.names import Name
from dedup.facts.nouns import ROLES
from dedup.facts.places import Places
from dedup.facts.tokens import Side
from dedup.facts.transcription import same_sound
from dedup.facts.values import changed, value_at
from dedup.link import Fact

LEAST_LETTERS = 4
LONG = 7
"""From so many letters on two of them may differ."""

Pair = tuple[Name, Name]


def find_misspelt(places: Places, a: Sequence[Name], b: Sequence[Name]) -> list[Pair]:
    """Return the names that differ in a letter or two of the surname and nothing else, each pair once.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> texts = "Das sagte Jan Hoffmann.", "Das sagte Jan Hofmann."
    >>> old, new = (parse(Article(text, language="de")) for text in texts)
    >>> sides = find_side(old, [0], new), find_side(new, [0], old)
    >>> names = [Name(2, 4, ("jan", "hoffmann"), 2)], [Name(2, 4, ("jan", "hofmann"), 2)]
    >>> [(x.words[1], y.words[1]) for x, y in find_misspelt(Places(*sides, ()), *names)]
    [('hoffmann', 'hofmann')]
    """
    rows = _only_here(a, places.b)
    columns = _only_here(b, places.a)
    if not rows or not columns or not places.budget.take(len(rows) * len(columns)):
        return []
    return [(x, y) for x in rows for y in columns if _is_misspelt(places, x, y)]


def misspelt_facts(places: Places, pairs: Sequence[Pair]) -> list[Fact]:
    """Return the names that are written in another way."""
    return [
        changed("name", "high", value_at(places.a, (x.lo, x.hi)), value_at(places.b, (y.lo, y.hi)))
        for x, y in pairs
    ]


def _only_here(names: Sequence[Name], other: Side) -> list[Name]:
    """Return the first of each name whose surname does not stand on the other side."""
    last = {name.words[-1]: name for name in reversed(names) if len(name.words[-1]) >= LEAST_LETTERS}
    lows = frozenset(other.lows)
    return [
        name for low, name in last.items() if low not in lows and f"{low}s" not in lows and not nation(low)
    ]


def _is_misspelt(places: Places, x: Name, y: Name) -> bool:
    if not _is_one_but_for_letters(x.words[-1], y.words[-1]):
        return False
    if len(x.words) == len(y.words) == 1:
        return _role(places.a, x) != "" and _role(places.a, x) == _role(places.b, y)
    return x.words[:-1] == y.words[:-1]


def _is_one_but_for_letters(u: str, v: str) -> bool:
    short, long = sorted((u, v), key=len)
    if long in (f"{short}s", f"{short}'s") or u[0] != v[0] or same_sound(u, v):
        return False
    most = 1 if len(long) < LONG else 2
    return OSA.distance(u, v, score_cutoff=most) <= most


def _role(side: Side, name: Name) -> str:
    """Return the stem of the title or noun in front of a surname: `Stadtrat Schulz`, `Mr Lowe`."""
    n = name.lo - 1
    if n < side.sentence(name.lo)[0]:
        return ""
    titled = side.lows[n] in ROLES and len(side.lows[n]) > 1
    noun = side.language == "de" and side.texts[n][0].isupper() and len(side.texts[n]) > 2
    return side.stems[n] if titled or noun else ""
