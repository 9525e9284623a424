"""The axis of a timeline: moments as places, with long times in which nothing came cut out on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

MOST_TICKS = 7
LONG = 1 / 5
"""A time without events may be cut out if it is more than this part of the whole."""
GAP = 80
"""Width of a time that is cut out: so that labels beside it stay apart."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400
STEPS = (
    *(MINUTE * n for n in (1, 5, 15, 30)),
    *(HOUR * n for n in (1, 3, 6, 12)),
    *(DAY * n for n in (1, 2, 7, 14, 30, 91, 182, 365, 730, 1_825, 3_650)),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time that is drawn to scale, from `x` on."""

    first: float
    last: float
    x: float
    width: float

    def place(self, when: float) -> float:
        """Return where a moment stands."""
        if self.last == self.first:
            return self.x
        return round(self.x + (when - self.first) / (self.last - self.first) * self.width, 1)


class Scale:
    """From moments, given in order, to places from `left` to `right`; with `cut` long gaps are cut out."""

    def __init__(self, moments: Sequence[float], left: float, right: float, cut: bool = False) -> None:
        whole = moments[-1] - moments[0]
        ends = [(a, b) for a, b in pairwise(moments) if cut and b - a > LONG * whole]
        if sum(b - a for a, b in ends) == whole:
            ends = []  # nothing would be left to be drawn to scale
        self._stretches = list(_stretches(moments, ends, left, right))

    @property
    def cuts(self) -> tuple[float, ...]:
        """Where time is cut out."""
        return tuple(after.x - GAP / 2 for after in self._stretches[1:])

    def x(self, when: float) -> float:
        """Return where one of the moments stands."""
        return next(each for each in self._stretches if when <= each.last).place(when)

    def ticks(self) -> Iterator[Tick]:
        """Yield round moments, few enough for their labels, and at least one of every stretch."""
        drawn = sum(each.last - each.first for each in self._stretches)
        step = next((step for step in STEPS if drawn / step <= self._most_ticks()), STEPS[-1])
        for stretch in self._stretches:
            at = -(-stretch.first // step) * step
            # Beside a cut a label tells the year: it may be another one.
            start = DAY if self.cuts else MINUTE
            if at > stretch.last:
                yield Tick(stretch.x, _label(stretch.first, start))
            elif self.cuts:
                yield Tick(stretch.place(at), _label(at, start))
                at += step
            while at <= stretch.last:
                yield Tick(stretch.place(at), _label(at, step))
                at += step

    def _most_ticks(self) -> int:
        return min(MOST_TICKS, int(sum(each.width for each in self._stretches) // GAP))


def _stretches(
    moments: Sequence[float], ends: Sequence[tuple[float, float]], left: float, right: float
) -> Iterator[Stretch]:
    firsts = [moments[0], *(b for _, b in ends)]
    lasts = [*(a for a, _ in ends), moments[-1]]
    drawn = sum(last - first for first, last in zip(firsts, lasts, strict=True))
    room = right - left - GAP * len(ends)
    x = left if drawn else (left + right) / 2
    for first, last in zip(firsts, lasts, strict=True):
        width = room * (last - first) / drawn if drawn else 0.0
        yield Stretch(first, last, round(x, 1), width)
        x += width + GAP


def _label(when: float, step: int) -> str:
    moment = datetime.fromtimestamp(when, UTC)
    return f"{moment:%Y-%m-%d}" if step >= DAY else f"{moment:%m-%d %H:%M} UTC"
