"""Whether two numbers are one value in another form: converted, rounded, as a part, in words."""

from __future__ import annotations

from functools import lru_cache

from dedup.facts.approximators import approximators
from dedup.facts.codes import same_code
from dedup.facts.number import Number
from dedup.facts.places import Places
from dedup.facts.tokens import Side

CONVERTED = 0.04
CONVERTED_TIME = 0.1
EXACT = 1e-9
ROUNDED_AWAY = 0.1
"""How far a rounded figure may lie from the exact one that stood in the older text."""

FILLED_IN = 0.04
"""The same where the newer text is the more exact one: what is far off is news, not another form."""

_HUNDREDTHS = {"ct": frozenset("€$"), "p": frozenset("£")}
_TIME_LIKE = frozenset({"time"})


def same_number(places: Places, x: Number, y: Number) -> bool:
    """Whether two numbers are one value in whatever form: converted, rounded, as a part, in words."""
    if x.kind == "score" or y.kind == "score":
        return x.score == y.score
    if x.kind == "code" or y.kind == "code":
        return same_code(x.value, y.value)
    if x.sign * y.sign < 0:
        return False
    if x.rate and y.rate and x.rate != y.rate:
        return close(x.value / x.rate.size, y.value / y.rate.size, CONVERTED)
    if not x.unit or not y.unit or x.unit == y.unit:
        return close(x.value, y.value) or _rounded(places, x, y)
    if {x.unit.name, y.unit.name} == {"°", "°F"}:
        celsius, fahrenheit = (x.value, y.value) if x.unit.name == "°" else (y.value, x.value)
        return abs((fahrenheit - 32) / 1.8 - celsius) <= 1
    if x.unit.dimension == y.unit.dimension == "money":
        return _in_hundredths(x, y) or _in_hundredths(y, x)
    if x.unit.dimension != y.unit.dimension or not (x.unit.size and y.unit.size):
        return False
    tolerance = CONVERTED_TIME if x.unit.dimension in _TIME_LIKE else CONVERTED
    return close(x.value * x.unit.size, y.value * y.unit.size, tolerance)


def close(x: float, y: float, tolerance: float = EXACT) -> bool:
    """Whether two values differ by no more than a share of the larger one."""
    return abs(x - y) <= tolerance * max(abs(x), abs(y))


def _in_hundredths(x: Number, y: Number) -> bool:
    """Whether one sum is the other in its small coin: `179 Cent` and `1,79 Euro`."""
    if not x.unit or not y.unit or y.unit.name not in _HUNDREDTHS.get(x.unit.name, ()):
        return False
    return close(x.value, 100 * y.value)


def _rounded(places: Places, x: Number, y: Number) -> bool:
    """Whether one number is the other, rounded: `4.312` and `rund 4.300`.

    The exact figure must round to the other at the place in which that is written, and a figure that loses
    more than its decimals must be called rounded. What goes from a to b matters: who writes `about 40` for
    44 has rounded; who writes 44 where the older text said `about 40` knows more than it did, and that is to
    be checked. So only small differences are passed over in that direction (1,243 for `more than 1,200`).
    """
    if "part" in (x.kind, y.kind):
        return close(x.value, y.value, 0.03)
    steps = _step(x.figure) * x.scale, _step(y.figure) * y.scale
    if not x.value or not y.value or close(*steps):
        return False
    later_is_rough = steps[1] > steps[0]
    rough, exact = (y, x) if later_is_rough else (x, y)
    sense = _sense(places.b, y) if later_is_rough else _sense(places.a, x)
    if sense is None:
        return _without_decimals(rough, exact)
    far = ROUNDED_AWAY if later_is_rough else FILLED_IN
    return close(rough.value, exact.value, far) and _rounds_to(exact.value - rough.value, max(steps), sense)


def _sense(side: Side, number: Number) -> str | None:
    found = approximators(side, number.lo)
    return found.sense if found else None


def _without_decimals(rough: Number, exact: Number) -> bool:
    """Whether a figure has only lost its decimals: 2.04 and 2."""
    if rough.kind != "count" or exact.kind != "count" or rough.scale != exact.scale:
        return False
    whole = rough.figure == int(rough.figure) != exact.figure
    near = -0.5 <= exact.figure - rough.figure < 0.5
    return whole and near and close(rough.figure, exact.figure, CONVERTED)


def _rounds_to(off: float, step: float, sense: str) -> bool:
    """Whether a value that lies `off` a rounded one, written in steps, is told by it.

    >>> _rounds_to(4, 10, "about"), _rounds_to(5e5, 1e6, "about"), _rounds_to(-3, 100, "above")
    (True, False, False)
    """
    lowest, highest = {"about": (-0.5, 0.5), "above": (0.0, 1.0), "below": (-1.0, 0.0)}[sense]
    return lowest <= off / step < highest


@lru_cache(maxsize=8_192)
def _step(figure: float) -> float:
    """Return the step between a figure and the next that is written as exactly; whole ones go in fives, too.

    >>> [_step(figure) for figure in (8, 8.5, 40, 44, 45, 250)]
    [1.0, 0.1, 10.0, 1.0, 5.0, 50.0]
    """
    mantissa, _, exponent = f"{abs(figure):.6e}".partition("e")
    figures = mantissa.replace(".", "").rstrip("0")
    step = float(f"1e{int(exponent) - len(figures) + 1}")
    return 5 * step if len(figures) > 1 and figures[-1] == "5" and step >= 1 else step
