"""The versions of a story by source and time, as places in a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from api.pages.tale import Tale
from api.pages.timescale import Scale, Tick
from dedup import Article

WIDTH = 960
LEFT = 150
UNDATED = 96
"""Width of the place for what has no date, left of all that has one."""
RIGHT = 54
"""Room for the number of marks without a place."""
ROW = 24
MOST_ROWS = 4
MOST_LANES = 15
TOP = 10
BETWEEN = 8
AXIS = 34
APART = 23
DIGIT = 7
"""Width of a digit of the number that says how many marks have no place."""


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
class Timeline:
    """The drawing: so wide and so high; left of `dated` stands what has no date, if anything.

    At `cuts` time is left out in which nothing came.
    """

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: float
    dated: float | None
    cuts: tuple[float, ...]
    width: int = WIDTH
    left: int = LEFT


def timeline_of(tale: Tale) -> Timeline | None:
    """Return when every version came, by source; None if nothing is known of any."""
    events = sorted(_events(tale), key=_place)
    moments = [event.when for event in events if event.when is not None]
    if not moments:
        return None
    dated = LEFT + UNDATED if len(moments) < len(events) else LEFT
    scale = Scale(moments, dated + 20, WIDTH - RIGHT)
    lanes = _drawn(events, scale)
    if any(mark.more and mark.event.when is not None for lane in lanes for mark in lane.marks):
        scale = Scale(moments, dated + 20, WIDTH - RIGHT, cut=True)
        lanes = _drawn(events, scale)
    height = lanes[-1].y + lanes[-1].height + BETWEEN + AXIS
    return Timeline(lanes, tuple(scale.ticks()), height, dated if dated > LEFT else None, scale.cuts)


def _drawn(events: Sequence[Event], scale: Scale) -> tuple[Lane, ...]:
    lanes, y = [], float(TOP)
    for source, others, group in _lanes(events):
        marks = _placed(group, scale, y)
        height = max(mark.y for mark in marks) - y + ROW / 2
        lanes.append(Lane(source, others, y, height, marks))
        y += height + BETWEEN
    return tuple(lanes)


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


def _placed(events: Iterable[Event], scale: Scale, top: float) -> tuple[Mark, ...]:
    """Return where events of one lane stand: beside each other, or below where there is no room."""
    ends: list[float] = []
    last: dict[int, Mark] = {}
    done: list[Mark] = []
    for event in events:
        x = LEFT + UNDATED / 2 if event.when is None else scale.x(event.when)
        row = next((n for n, end in enumerate(ends) if x - end >= APART), len(ends))
        if row == MOST_ROWS:
            full = replace(last[row - 1], more=last[row - 1].more + 1)
            last[row - 1], ends[row - 1] = full, full.x + DIGIT * (1 + len(str(full.more)))
            continue
        if row in last:
            done.append(last[row])
        ends[row : row + 1] = [x]
        last[row] = Mark(event, x, top + ROW / 2 + row * ROW)
    return (*done, *last.values())
