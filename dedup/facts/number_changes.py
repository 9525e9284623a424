"""Numbers, units and ordinals that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dedup.facts.ages import aged_otherwise
from dedup.facts.approximators import approximators
from dedup.facts.equality import close, same_number
from dedup.facts.number import Number
from dedup.facts.numbers import CONNECTORS
from dedup.facts.places import Places, match_values
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.sums import adds_up
from dedup.facts.swaps import exchanged
from dedup.facts.tokens import Side
from dedup.facts.units import unit_words
from dedup.facts.values import changed, value_at
from dedup.facts.wordlist import words
from dedup.link import Fact, FactType

SAME_BONUS = 4.0
SAME_RARE_BONUS = 7.0
"""The same for numbers that do not come twice by chance: from 13 on."""

SAME_FIGURE = 2.0
SLIP = 0.8
SAME_UNIT = 1.2
SAME_HEAD = 1.4
SAME_FIRST_HEAD = 2.0
LEAST_OTHER_HEAD = 1.0
"""The same where they count different things by name: `drei Menschen`, `vier Personen`."""

PEOPLE = words(
    """
    person peopl mensch person leut people men women mann frau einwohn bewohn inhabit resid burg
    """
)
OTHER_DIMENSION = 3.0
OTHER_HEAD = 0.6
LEAST = 2.2
"""How well two numbers' places must agree before they are called a change; set on the tuning pairs."""

LEAST_ALONE = 0.3
"""How well the places of the only two numbers of their unit must agree."""

THOUSAND = 1_000
MOST_COMMON = 12
LEAST_OF_ARTICLE = 2.6
"""How well the places of `a suspect` and `two suspects` must agree: one word more than what is counted."""

_HEADED = frozenset({"compound", "label"})
POUND = unit_words()["lb"]
_POUNDS = words("pound pounds pfund livre livres libra libras")
_NEVER = -9.0
_CONFUSED = frozenset({"share", "points", "money"})


def number_facts(places: Places, a: Sequence[Number], b: Sequence[Number]) -> list[Fact]:
    """Return the numbers that changed, in the order of their likeness."""

    def score(x: Number, y: Number) -> float:
        if not _comparable(x, y):
            return _NEVER
        if "one" in (x.kind, y.kind) and places.likeness(x, y) < LEAST_OF_ARTICLE:
            return _NEVER
        same = _same_bonus(x, y) if same_number(places, x, y) else SAME_FIGURE * _same_figure(x, y)
        return places.likeness(x, y) + _fit(x, y) + max(same, SLIP * _is_slip(x, y))

    a, b = _weighed(places.a, a, b), _weighed(places.b, b, a)
    pairs = match_values(places, a, b, score, LEAST)
    pairs += _last_ones(places, a, b, pairs)
    same = [(x, y) for x, y in pairs if same_number(places, x, y)]
    kept = frozenset(id(n) for pair in same for n in pair)
    changes = [(x, y) for x, y in pairs if id(x) not in kept and not _is_sum(places, (x, y), (a, b), kept)]
    changes = [(x, y) for x, y in changes if not _is_range_again(places, x, y)]
    changes += _exchanged(places, a, b, changes)
    bounds = (_bound_fact(places, x, y) for x, y in same)
    return [_fact(places, x, y) for x, y in changes] + [fact for fact in bounds if fact]


def _is_sum(
    places: Places,
    pair: tuple[Number, Number],
    numbers: tuple[Sequence[Number], Sequence[Number]],
    kept: frozenset[int],
) -> bool:
    """Whether one of two numbers is the sum of the other and its neighbours."""
    x, y = pair
    if not _comparable(x, y) or x.unit != y.unit or "part" in (x.kind, y.kind):
        return False
    return adds_up(places.a, x, y, numbers[0], kept) or adds_up(places.b, y, x, numbers[1], kept)


def _is_range_again(places: Places, x: Number, y: Number) -> bool:
    """Whether the first end of a range only has another unit: that of its second end is told."""
    ranged = x.unit_hi == x.hi and y.unit_hi == y.hi and x.value == y.value and x.unit != y.unit
    return ranged and {places.a.low(x.hi), places.b.low(y.hi)} <= CONNECTORS


def _exchanged(
    places: Places, a: Sequence[Number], b: Sequence[Number], told: Sequence[tuple[Number, Number]]
) -> list[tuple[Number, Number]]:
    """Return numbers that changed places, in otherwise equal words or with those whose ages they are."""
    if len(a) < 2 or len(b) < 2:
        return []
    known = {id(n) for pair in told for n in pair}
    found = exchanged(places, a, b, lambda n: (n.kind, n.value, n.score))
    found = found or list(aged_otherwise(places.a, places.b, a, b))
    return [(x, y) for x, y in found if id(x) not in known and id(y) not in known]


def _weighed(side: Side, numbers: Sequence[Number], others: Sequence[Number]) -> Sequence[Number]:
    """Read pounds as a weight where the other side tells one: they may be money, too."""
    if not any(n.unit and n.unit.dimension == "mass" for n in others):
        return numbers
    return [replace(n, unit=POUND) if side.low(n.unit_hi - 1) in _POUNDS else n for n in numbers]


def _same_bonus(x: Number, y: Number) -> float:
    """Equal numbers of other things say less: `5 Tote und 7 Verletzte` after `3 Tote und 5 Verletzte`."""
    if not (x.unit or y.unit) and _fit(x, y) < 0:
        return SAME_BONUS / 2
    return SAME_RARE_BONUS if x.value == y.value > MOST_COMMON else SAME_BONUS


def _bound_fact(places: Places, x: Number, y: Number) -> Fact | None:
    """Return the change from `fast 300` to `mehr als 300`: the number is the same, the sense is not."""
    before = approximators(places.a, x.lo)
    after = approximators(places.b, y.lo) if before else None
    if not before or not after or {before.sense, after.sense} != {"above", "below"}:
        return None
    if places.a.quoted[x.lo] and places.b.quoted[y.lo]:
        return None
    value = value_at(places.a, (before.lo, before.hi)), value_at(places.b, (after.lo, after.hi))
    return changed("negation", "medium", *value)


def _last_ones(
    places: Places, a: Sequence[Number], b: Sequence[Number], pairs: Sequence[tuple[Number, Number]]
) -> list[tuple[Number, Number]]:
    """Pair the only two numbers left of what they measure or count, although their places agree less."""
    paired_a, paired_b = {id(x) for x, _ in pairs}, {id(y) for _, y in pairs}
    left_a = [x for x in a if id(x) not in paired_a]
    left_b = [y for y in b if id(y) not in paired_b]
    if not left_b or not places.budget.take(len(left_a) * (len(left_a) + len(left_b))):
        return []
    found = []
    for x in left_a:
        for fit, least in ((SAME_UNIT, LEAST_ALONE), (-OTHER_HEAD, LEAST_OTHER_HEAD)):
            alike = [y for y in left_b if _comparable(x, y) and _fit(x, y) >= fit]
            rivals = [z for z in left_a if alike and _comparable(z, alike[0]) and _fit(z, alike[0]) >= fit]
            if len(alike) == 1 == len(rivals) and places.likeness(x, alike[0]) >= least:
                found.append((x, alike[0]))
                break
    return found


def _is_slip(x: Number, y: Number) -> bool:
    """Whether one is the other with a slip of the pen: digits swapped, or one of three or more wrong."""
    one, other = f"{x.figure:.15g}", f"{y.figure:.15g}"
    if len(one) != len(other) or len(one) < 2 or x.scale != y.scale:
        return False
    wrong = sum(c != d for c, d in zip(one, other, strict=True))
    return (wrong == 1 and len(one) > 2) or (wrong == 2 and sorted(one) == sorted(other))


def _same_figure(x: Number, y: Number) -> bool:
    """Whether two numbers have the same figures and measure alike, in another unit or magnitude."""
    measured = x.unit and y.unit and (x.unit.dimension == y.unit.dimension)
    if x.figure == y.figure and min(x.scale, y.scale) >= THOUSAND:
        return True  # 1.3 billion, €1.3m: the sum's currency was named before
    return bool(measured and (x.figure == y.figure or close(x.value, y.value)))


def _comparable(x: Number, y: Number) -> bool:
    if x.kind == y.kind:
        return x.kind != "one" and (x.kind not in _HEADED or x.head == y.head)
    kinds = {x.kind, y.kind}
    if "one" in kinds:
        other = x if y.kind == "one" else y
        counted = bool(x.head and y.head and _head_word(x.head[0]) == _head_word(y.head[0]))
        return other.kind == "count" and (x.unit == y.unit if x.unit or y.unit else counted)
    if kinds <= {"count", "part"}:
        return bool((x.unit and x.unit.dimension == "share") and (y.unit and y.unit.dimension == "share"))
    return False


def _fit(x: Number, y: Number) -> float:
    """Score whether two numbers count or measure the same thing."""
    if x.unit and y.unit:
        if x.unit == y.unit:
            return SAME_UNIT
        if x.unit.dimension == y.unit.dimension:
            return SAME_UNIT / 2
        # Shares, points and sums are taken for each other; a length is never a weight.
        confused = x.figure == y.figure and {x.unit.dimension, y.unit.dimension} <= _CONFUSED
        return 0.0 if confused else -OTHER_DIMENSION
    if x.unit or y.unit:
        if _is_age(x) and _is_age(y):
            return SAME_UNIT
        measured = x.unit or y.unit
        if measured and measured.dimension == "money" and min(x.scale, y.scale) >= THOUSAND:
            return 0.0
        return -OTHER_DIMENSION if measured and measured.dimension != "money" else -OTHER_DIMENSION / 2
    heads = [[_head_word(stem) for stem in number.head if stem not in STOPWORDS] for number in (x, y)]
    if heads[0] and heads[1] and heads[0][0] == heads[1][0]:
        return SAME_FIRST_HEAD
    if set(heads[0]) & set(heads[1]):
        return SAME_HEAD
    return -OTHER_HEAD if heads[0] and heads[1] else 0.0


def _head_word(stem: str) -> str:
    return "person" if stem in PEOPLE else stem


def _is_age(number: Number) -> bool:
    """Whether a number may be an age: `34-jährig`, `34-year-old`, or bare as in `(34)`."""
    return bool(number.unit and number.unit.name == "year") or (
        not number.unit and number.head[:1] in ((), ("jahrig",))
    )


def _fact(places: Places, x: Number, y: Number) -> Fact:
    fact_type: FactType = "number"
    range_x, range_y = (x.lo, x.hi), (y.lo, y.hi)
    measured_anew = x.unit != y.unit or x.rate != y.rate
    if x.sign * y.sign < 0:
        pass
    elif (x.figure == y.figure and x.scale != y.scale) or (measured_anew and close(x.value, y.value)):
        fact_type = "unit"
        range_x, range_y = (x.lo, x.unit_hi), (y.lo, y.unit_hi)
    return changed(fact_type, "high", value_at(places.a, range_x), value_at(places.b, range_y))
