"""A number that a text states."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.facts.units import Unit

SHARE = Unit("part", "share", 1.0)


@dataclass(frozen=True, slots=True)
class Number:
    """A number on the tokens ``[lo, hi)``; `value` is `figure` times `scale`, in `unit`.

    `head` holds the stems of the words that follow: most often what is counted. `rate` is the length of time
    that a sum or count is for: 50 euros a month. `sign` is that of a written plus or minus, or else 0.
    """

    lo: int
    hi: int
    kind: str
    figure: float
    scale: float
    unit: Unit | None
    unit_hi: int
    head: tuple[str, ...]
    score: tuple[float, ...] = ()
    rate: Unit | None = None
    sign: int = 0

    @property
    def value(self) -> float:
        """The number itself, without its unit."""
        return self.figure * self.scale
