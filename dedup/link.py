"""Links between the sentences of two documents, and what changed inside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dedup.span import Span

LinkKind = Literal["unchanged", "reworded", "merged", "split"]
EditOp = Literal["equal", "insert", "delete", "replace"]
FactType = Literal["number", "unit", "date", "name", "quote", "negation", "attribution"]
Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One step from a to b: a range of each text (the empty side of an insert or delete is an empty range).

    Both ranges lie within one sentence each.
    """

    op: EditOp
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Value:
    """What one side says: the code points ``[start, end)`` and the text under them."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that changed inside a link and that an editor must check.

    Both sides name it, except a negation or hedge that stands on one side only.
    """

    type: FactType
    severity: Severity
    reason: str
    a: Value | None
    b: Value | None

    @property
    def id(self) -> str:
        """What it is called among the facts of a diff: its type, and where its values stand.

        >>> Fact("number", "high", "26 became 27", Value(10, 12, "26"), Value(5, 7, "27")).id
        'number:10-12:5-7'
        >>> Fact("negation", "high", "nicht is gone", Value(4, 9, "nicht"), None).id
        'negation:4-9:'
        """
        places = (f"{value.start}-{value.end}" if value else "" for value in (self.a, self.b))
        return ":".join((self.type, *places))


@dataclass(frozen=True, slots=True)
class Link:
    """Sentences of a and of b that belong together (indices, ascending)."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    kind: LinkKind
    moved: bool
    similarity: float
    edits: tuple[Edit, ...] = ()
    facts: tuple[Fact, ...] = ()
