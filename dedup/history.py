"""The history of a story over its versions: what became of every sentence and of every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dedup.diff import Diff
from dedup.document import Document
from dedup.link import FactType, Value

Change = Literal["appeared", "returned", "unchanged", "reworded", "merged", "split", "left"]


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a thread in one version: `sentences` is its sentence there, empty if it left.

    `into` is the thread that this one was merged into, `out_of` the one that it was split from.
    """

    version: int
    change: Change
    sentences: tuple[int, ...]
    moved: bool = False
    into: int | None = None
    out_of: int | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """One sentence through the versions: it appears, changes, and may leave and return."""

    id: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """The value that one version gives."""

    version: int
    value: Value


@dataclass(frozen=True, slots=True)
class FactHistory:
    """A value that changed at least once, with what each version says, in order."""

    type: FactType
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The versions in the order given (oldest first), the diff of each with the next, threads and facts."""

    recipe: Mapping[str, object]
    versions: tuple[Document, ...]
    diffs: tuple[Diff, ...]
    threads: tuple[Thread, ...]
    facts: tuple[FactHistory, ...]
