"""Numbers as columns of a picture: where every column stands, in the units of the picture.

Colours and words are the template's; here is geometry alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

WIDTH, HEIGHT = 320, 150
"""Small enough that letters of 11 units can be read where the picture fills a phone."""
TOP, FOOT = 20, 20
LABELLED = 10
"""Most columns that all have a label and their number; of more the first and the last have a label."""
LINE = 13
"""Height of a line of labels: long ones stand on two or three, in turn."""
LETTER = 6.5
"""Width of a letter or figure."""
GAP = 0.2
"""Share of the room for a column that stays free."""
NUMBER = 18
"""Half the width of a number."""
LEAST = 1.5
"""Height of a column that stands for next to nothing, so that it can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What one column shows; `part` of its `value` is filled. `target` is where it leads to, if anywhere."""

    label: str
    value: int
    part: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns with what is said of them: a title, the gist in words, and what value and part count.

    `key` says what is filled and what is not, if there are two kinds.
    """

    name: str
    title: str
    gist: str
    columns: tuple[str, str]
    bars: tuple[Bar, ...]
    key: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A bar at its place; `anchor` says where its label is held, if anywhere, and `line` how low, from 0."""

    bar: Bar
    x: float
    width: float
    height: float
    part_height: float
    anchor: Literal["", "start", "middle", "end"]
    line: int
    value: bool

    @property
    def y(self) -> float:
        """Return where the column ends above."""
        return round(HEIGHT - FOOT - self.height, 1)

    @property
    def part_y(self) -> float:
        """Return where what is filled ends above."""
        return round(HEIGHT - FOOT - self.part_height, 1)

    @property
    def label_x(self) -> float:
        """Return where the label is held; all of it is in the picture."""
        half = len(self.bar.label) * LETTER / 2
        inside = round(min(max(self._middle, half), WIDTH - half), 1)
        return {"start": 0.0, "end": float(WIDTH)}.get(self.anchor, inside)

    @property
    def below(self) -> int:
        """Return how much lower than on the first line the label stands."""
        return self.line * LINE

    @property
    def value_x(self) -> float:
        """Return where the middle of the number above is, not too near the edge of the picture."""
        return min(max(self._middle, NUMBER), WIDTH - NUMBER)

    @property
    def _middle(self) -> float:
        return round(self.x + self.width / 2, 1)


def columns(bars: Sequence[Bar]) -> Iterator[Column]:
    """Yield every bar at its place, the highest as high as there is room.

    >>> [(column.x, column.y, column.height) for column in columns([Bar("2", 8, 8), Bar("3", 4, 4)])]
    [(16.0, 20.0, 110.0), (176.0, 75.0, 55.0)]
    """
    most = max((bar.value for bar in bars), default=0)
    step = WIDTH / max(len(bars), 1)
    highest = [bar.value for bar in bars].index(most) if bars else 0
    lines = _lines(bars)
    for n, bar in enumerate(bars):
        height, part = (_height(value, most) for value in (bar.value, bar.part))
        yield Column(
            bar,
            round(n * step + step * GAP / 2, 1),
            round(step * (1 - GAP), 1),
            height,
            part,
            _anchor(n, len(bars)),
            n % lines,
            bool(bar.value) and (n == highest or len(bars) <= LABELLED),
        )


def _anchor(n: int, count: int) -> Literal["", "start", "middle", "end"]:
    if count <= LABELLED:
        return "middle"
    return "start" if n == 0 else "end" if n == count - 1 else ""


def _lines(bars: Sequence[Bar]) -> int:
    """Return on how many lines the labels stand, so that none touches another."""
    if not 0 < len(bars) <= LABELLED:
        return 1
    longest = max(len(bar.label) for bar in bars)
    return ceil((longest + 1) * LETTER * len(bars) / WIDTH)


def _height(value: int, most: int) -> float:
    return round(max(value / most * (HEIGHT - TOP - FOOT), LEAST), 1) if value else 0.0
