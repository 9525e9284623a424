"""A group of sentences of two texts that belong together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Group:
    """Sentences of a and of b (indices) that belong together.

    >>> Group([3], [1, 2]).sides
    ([3], [1, 2])
    """

    a: list[int]
    b: list[int]

    @property
    def sides(self) -> tuple[list[int], list[int]]:
        """The sentences of a and those of b."""
        return self.a, self.b
