"""The sentence-level difference of two versions of a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dedup.document import Document
from dedup.link import Link
from dedup.verdict import Relation

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """The two texts in a few figures (word 5-grams for resemblance and containment)."""

    relation: Relation
    resemblance: float
    containment_a_in_b: float
    containment_b_in_a: float
    counts: Mapping[str, int]
    longest_shared_run_words: int


@dataclass(frozen=True, slots=True)
class Diff:
    """What version b took from a, reworded, moved, added and dropped.

    Every sentence of a is in exactly one link or in `dropped`, every one of b in a link or in `added`.
    """

    recipe: Mapping[str, object]
    a: Document
    b: Document
    links: tuple[Link, ...]
    dropped: tuple[int, ...]
    added: tuple[int, ...]
    summary: Summary

    @property
    def changed(self) -> bool:
        """Whether anything differs: False only if every link is unchanged and in its place."""
        in_place = all(link.kind == "unchanged" and not link.moved for link in self.links)
        return bool(self.dropped or self.added or not in_place)
