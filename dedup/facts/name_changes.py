"""Names that were replaced by other names."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from dedup.facts.budget import Budget
from dedup.facts.calendar import countries
from dedup.facts.demonyms import nation
from dedup.facts.lexicon import STRONG, Lexicon
from dedup.facts.names import KINDS, Name, same_name, same_word
from dedup.facts.places import Places, match_values
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.link import Fact

LEAST = 2.6
SAME_LEAD = 0.6
SAME_ROLE = 1.0
SAME_KIND = 1.0
OTHER_SORT = 3.0
ROLE_REACH = 4
ALONE = 1.0
"""What the only two names left over gain."""

ALIKE = 1.0
WEAKER = 0.4
"""What is asked in addition for each name that the texts only suggest to be one."""


def name_facts(places: Places, a: Sequence[Name], b: Sequence[Name], lexicon: Lexicon) -> list[Fact]:
    """Return the names that were replaced; one that the other side also has in any form is none."""
    left_a, left_b = _unknown(a, b, places.b), _unknown(b, a, places.a)
    if not left_a or not left_b:
        return []
    left_a = _not_in(left_a, b, places.b, places.budget)
    left_b = _not_in(left_b, a, places.a, places.budget)
    alone = ALONE * (len(left_a) == 1 == len(left_b))

    def score(x: Name, y: Name) -> float:
        return _score(places, x, y) + alone * (x.strength == y.strength == STRONG)

    pairs = match_values(places, left_a, left_b, score, LEAST)
    return [_fact(places, x, y) for x, y in pairs if not are_one(x, y, lexicon)]


def are_one(x: Name, y: Name, lexicon: Lexicon) -> bool:
    """Whether the texts show that two names belong to one: first name and surname, name and acronym."""
    if set(x.words) & set(y.words):
        return False
    pairs = {(w, v) for w in x.words for v in y.words}
    return any((w, v) in lexicon.together or (v, w) in lexicon.together for w, v in pairs)


def _unknown(names: Sequence[Name], others: Sequence[Name], side: Side) -> list[Name]:
    """Return the names that do not stand on the other side in the very same form."""
    known = {other.words for other in others}
    left = [n for n in names if n.words not in known]
    return [n for n in left if len(n.words) > 1 or n.words[0] not in side.known]


def _not_in(names: Sequence[Name], others: Sequence[Name], side: Side, budget: Budget) -> list[Name]:
    """Return the names that the other side has in no form, as many as the budget allows to look up."""
    words = _Words(side)
    size = sum(len(other.words) for other in others)
    return [
        name
        for name in names
        if budget.take(len(name.words) * size + len(words.like(name))) and not _stands_in(name, others, words)
    ]


class _Words:
    """The words of one side by their first letters, and the nations that they name."""

    def __init__(self, side: Side) -> None:
        self._by_start: dict[str, set[str]] = {}
        for low in side.lows:
            self._by_start.setdefault(low[:2], set()).add(low)
        self.nations = frozenset(filter(None, map(nation, side.lows)))

    def like(self, name: Name) -> set[str]:
        """Return the words that begin as the last word of a name that tells which it is."""
        return self._by_start.get(_last(name)[:2], set())


def _last(name: Name) -> str:
    return next((word for word in reversed(name.words) if word not in KINDS), name.words[-1])


def _stands_in(name: Name, names: Sequence[Name], words: _Words) -> bool:
    """Whether a name also stands on the other side, be it inside a compound or a longer name."""
    if any(same_name(name, other) for other in names):
        return True
    if len(name.words) > 1 and any(set(name.words) & set(other.words) for other in names):
        return False
    last = _last(name)
    if nation(last):
        return nation(last) in words.nations
    return any(same_word(last, low) for low in words.like(name))


def _score(places: Places, x: Name, y: Name) -> float:
    doubt = WEAKER * ((x.strength != STRONG) + (y.strength != STRONG))
    lead = SAME_LEAD * (places.a.low(x.lo - 1) == places.b.low(y.lo - 1))
    spelled = max(Indel.normalized_similarity(w, v) for w in x.words for v in y.words)
    nations = _is_nation(x, places.a.language), _is_nation(y, places.b.language)
    shape = -OTHER_SORT * (nations[0] != nations[1]) - 0.8 * (abs(len(x.words) - len(y.words)) > 0)
    role = SAME_ROLE * _same_role(places, x, y)
    kind = SAME_KIND * (bool(KINDS & set(x.words) & set(y.words)) or _are_alike(places, x, y))
    return places.likeness(x, y) + lead + role + kind + ALIKE * (spelled >= 0.6) + shape - doubt


def _are_alike(places: Places, x: Name, y: Name) -> bool:
    """Whether two names of one word are both of nations or both acronyms."""
    if not len(x.words) == len(y.words) == 1:
        return False
    acronyms = places.a.texts[x.lo].isupper() and places.b.texts[y.lo].isupper()
    return acronyms or (_is_nation(x, places.a.language) and _is_nation(y, places.b.language))


def _is_nation(name: Name, language: str) -> bool:
    word = name.words[0]
    return len(name.words) == 1 and (nation(word) is not None or word in countries(language))


def _same_role(places: Places, x: Name, y: Name) -> bool:
    """Whether the next word with a meaning beside two names is the same: `préfet de X`, `du Y`."""
    before = _lead(places.a, x.lo, -1), _lead(places.b, y.lo, -1)
    behind = _lead(places.a, x.hi - 1, 1), _lead(places.b, y.hi - 1, 1)
    across = (before[0], behind[1]), (behind[0], before[1])
    return any(one and one == other for one, other in (before, behind, *across))


def _lead(side: Side, n: int, step: int) -> str:
    """Return the stem of the next word with a meaning, up to a mark or the end of the sentence."""
    first, last = side.sentence(n)
    at = n + step
    while first <= at < last and abs(at - n) <= ROLE_REACH and side.low(at)[0].isalnum():
        if side.low(at) not in STOPWORDS and side.low(at) != "du":
            return side.stems[at]
        at += step
    return ""


def _fact(places: Places, x: Name, y: Name) -> Fact:
    return changed("name", "high", value_at(places.a, (x.lo, x.hi)), value_at(places.b, (y.lo, y.hi)))
