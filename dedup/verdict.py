"""What verification says of a pair of articles, with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dedup.span import Span

Relation = Literal["identical", "near_duplicate", "derived", "unrelated"]

SAME_WORDS = 1.0
"""The score of two texts with the same words. Of such a text one article is judged for all that have it."""


RUN_WORDS = 4
"""The shortest shared run that counts as text taken over."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that stands in both texts: its place in each."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one pair; `a` is the older article, `b` the newer (both by id).

    `resemblance` is the Jaccard index of the word 5-grams, `containment_a_in_b` the share of a's
    that stand in b, `score` the number that the relation was decided by (0 to 1).
    `origin` says which side the text comes from.
    """

    a: str
    b: str
    origin: Literal["a", "b"]
    relation: Relation
    reason: str
    resemblance: float
    containment_a_in_b: float
    containment_b_in_a: float
    longest_shared_run_words: int
    score: float
    evidence: tuple[Evidence, ...]


def shared_in(verdict: Verdict, article: str) -> list[Span]:
    """Return where the shared passages stand in one of the two articles."""
    return [item.a if verdict.a == article else item.b for item in verdict.evidence]
