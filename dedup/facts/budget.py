"""How many comparisons the facts of a diff may take, so that no text makes them take for ever."""

from __future__ import annotations

from math import isqrt

MOST_OF_A_LINK = 20_000
"""Comparisons for one link: 140 values of one kind a side, all changed; a long sentence has some dozens."""

MOST = 400_000
"""Comparisons for one diff. News texts of 20,000 words a side that were rewritten throughout need a tenth."""


class Budget:
    """The comparisons that may still be made, and whether one was left out for want of them.

    A comparison is one of two values, or of a value with a word. Counting steps instead of seconds makes
    a result the same on every machine.

    >>> budget = Budget(10)
    >>> budget.take(8), budget.take(3), budget.left, budget.hit
    (True, False, 2, True)
    """

    def __init__(self, left: int = MOST, whole: Budget | None = None) -> None:
        self.left = left
        self.hit = False
        self._whole = whole

    def of_link(self) -> Budget:
        """Return the budget of the next link; what it takes is taken from this one, too."""
        return Budget(min(self.left, MOST_OF_A_LINK), self)

    def take(self, steps: int) -> bool:
        """Take some steps if there are so many left."""
        if steps > self.left:
            self.hit = True
            return False
        self.left -= steps
        if self._whole:
            self._whole.left -= steps
        return True

    def square(self, rows: int, columns: int) -> tuple[int, int]:
        """Take the steps for a table, and return how many of its rows and columns they are enough for.

        >>> Budget(100).square(5, 9), Budget(100).square(50, 40)
        ((5, 9), (10, 10))
        """
        if not self.take(rows * columns):
            side = isqrt(self.left)
            rows, columns = min(rows, side), min(columns, side)
            self.take(rows * columns)
        return rows, columns
