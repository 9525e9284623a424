"""Which facts of a comparison somebody has checked, and ticked off on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dedup.link import Fact


@dataclass(frozen=True, slots=True)
class Ticks:
    """The facts that were ticked off, by their ids, with what is said of it: who, and when.

    `form` is the id of the form of the page that takes ticks; empty if nobody may tick anything off there.
    """

    notes: Mapping[str, str]
    form: str = ""

    def count(self, facts: Iterable[Fact]) -> int:
        """Return how many of some facts were ticked off.

        >>> Ticks({"negation::": "desk"}).count([Fact("negation", "low", "", None, None)])
        1
        """
        return sum(fact.id in self.notes for fact in facts)
