"""What an article and a known one have in common, as seen from the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from api.store.articles import Stored
from dedup import Span, Verdict

Direction = Literal["from", "to"]
"""Whether the article takes from the known one, or the known one, which is newer, from it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A known article and the verdict on the pair; `direction` is the article's, `known` the other one."""

    known: Stored
    direction: Direction
    verdict: Verdict

    @property
    def is_related(self) -> bool:
        """Whether one takes text from the other."""
        return self.verdict.relation != "unrelated"

    def passages(self) -> list[tuple[Span, Span]]:
        """Return what both have: where it stands in the article, and where in the known one."""
        own_first = self.direction == "to"
        return [(e.a, e.b) if own_first else (e.b, e.a) for e in self.verdict.evidence]


def strongest_first(found: list[Taken]) -> list[Taken]:
    """Return the pairs, those first that share most."""
    return sorted(found, key=lambda item: (-item.verdict.score, -_most(item.verdict), item.known.article.id))


def _most(verdict: Verdict) -> float:
    return max(verdict.containment_a_in_b, verdict.containment_b_in_a)
