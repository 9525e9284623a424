"""The versions of a story by source and time, as places in a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from api.pages.tale import Tale
from dedup import Article

WIDTH = 960
LEFT = 150
UNDATED = 96
"""Width of the place for what has no date, left of all that has one."""
RIGHT = 30
ROW = 24
MOST_ROWS = 4
MOST_LANES = 15
TOP = 10
AXIS = 34
APART = 23
MOST_TICKS = 7
MINUTE, HOUR, DAY = 60, 3_600, 86_400
STEPS = (
    *(MINUTE * n for n in (1, 5, 15, 30)),
    *(HOUR * n for n in (1, 3, 6, 12)),
    *(DAY * n for n in (1, 2, 7, 14, 30, 91, 182, 365, 730, 1_825, 3_650)),
)


@dataclass(frozen=True, slots=True)
class Event:
    """A version of an article: its date, if any, and where it comes from; `number` is that of its article.

    `version` is None for the newest one, which stands for the article.
    """

    number: int
    version: int | None
    when: float | None
    source: str | None
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An event in the drawing; `more` events have no place of their own."""

    event: Event
    x: float
    y: float
    more: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A source with its name (None: none is known) and its marks; `others` is how many share the lane."""

    source: str | None
    others: int
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: so wide and so high; left of `dated` stands what has no date, if anything."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: float
    dated: float | None
    width: int = WIDTH
    left: int = LEFT


def timeline_of(tale: Tale) -> Timeline | None:
    """Return when every version came, by source; None if nothing is known of any."""
    events = sorted(_events(tale), key=_place)
    moments = [event.when for event in events if event.when is not None]
    if not moments:
        return None
    dated = LEFT + UNDATED if len(moments) < len(events) else LEFT
    scale = _Scale(moments[0], moments[-1], dated)
    lanes, y = [], float(TOP)
    for source, others, group in _lanes(events):
        marks = _placed(group, scale, y)
        height = max(mark.y for mark in marks) - y + ROW / 2
        lanes.append(Lane(source, others, y, height, marks))
        y += height + 8
    return Timeline(tuple(lanes), tuple(scale.ticks()), y + AXIS, dated if dated > LEFT else None)


def _events(tale: Tale) -> Iterator[Event]:
    for teller in tale.tellers:
        source, role = teller.article.source, teller.role
        for old in teller.versions[:-1]:
            published = Article("", date=old.date).published()
            # Of a dated article it is at least known that older versions are no younger.
            least = None if teller.when is None else min(old.created, teller.when)
            when = published.timestamp() if published else least
            yield Event(teller.number, old.number, when, old.source, role, old.title or teller.name)
        yield Event(teller.number, None, teller.when, source, role, teller.name)


def _place(event: Event) -> tuple[bool, float, bool, int]:
    return (event.when is not None, event.when or 0.0, event.version is not None, event.number)


def _lanes(events: Sequence[Event]) -> Iterator[tuple[str | None, int, list[Event]]]:
    sources = list(dict.fromkeys(event.source for event in events))
    kept = sources if len(sources) <= MOST_LANES else sources[: MOST_LANES - 1]
    for source in kept:
        yield source, 0, [event for event in events if event.source == source]
    rest = set(sources) - set(kept)
    if rest:
        yield None, len(rest), [event for event in events if event.source in rest]


def _placed(events: Iterable[Event], scale: _Scale, top: float) -> tuple[Mark, ...]:
    """Return where events of one lane stand: beside each other, or below where there is no room."""
    ends: list[float] = []
    last: dict[int, Mark] = {}
    done: list[Mark] = []
    for event in events:
        x = scale.x(event.when)
        row = next((n for n, end in enumerate(ends) if x - end >= APART), len(ends))
        if row == MOST_ROWS:
            last[row - 1] = replace(last[row - 1], more=last[row - 1].more + 1)
            continue
        if row in last:
            done.append(last[row])
        ends[row : row + 1] = [x]
        last[row] = Mark(event, x, top + ROW / 2 + row * ROW)
    return (*done, *last.values())


class _Scale:
    """From moments to places."""

    def __init__(self, first: float, last: float, left: int) -> None:
        self._first, self._last, self._left = first, last, left

    def x(self, when: float | None) -> float:
        if when is None:
            return LEFT + UNDATED / 2
        if self._last == self._first:
            return (self._left + WIDTH - RIGHT) / 2
        share = (when - self._first) / (self._last - self._first)
        return round(self._left + 20 + share * (WIDTH - RIGHT - self._left - 20), 1)

    def ticks(self) -> Iterator[Tick]:
        """Yield round moments, at most seven; the first moment itself where there is no round one."""
        span = self._last - self._first
        step = next((step for step in STEPS if span / step <= MOST_TICKS), STEPS[-1])
        at = -(-self._first // step) * step
        if at > self._last:
            yield Tick(self.x(self._first), _label(self._first, MINUTE))
        while at <= self._last:
            yield Tick(self.x(at), _label(at, step))
            at += step


def _label(when: float, step: int) -> str:
    moment = datetime.fromtimestamp(when, UTC)
    return f"{moment:%Y-%m-%d}" if step >= DAY else f"{moment:%m-%d %H:%M} UTC"
