"""A point in time that a text names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Date:
    """A point in time on the tokens ``[lo, hi)``: a family, and the fields that it names.

    Two dates of one family differ when a field that both name differs.

    >>> day = Date(0, 1, "day", (("month", 9), ("day", 5)))
    >>> day.agrees(Date(3, 4, "day", (("month", 9),))), day.agrees(Date(3, 4, "day", (("month", 8),)))
    (True, False)
    """

    lo: int
    hi: int
    family: str
    fields: tuple[tuple[str, int], ...]

    def agrees(self, other: Date) -> bool:
        """Whether no field that both dates name differs."""
        mine = dict(self.fields)
        return all(mine.get(name, value) == value for name, value in other.fields)

    def shares_field(self, other: Date) -> bool:
        """Whether both dates name a common field."""
        return bool({name for name, _ in self.fields} & {name for name, _ in other.fields})
