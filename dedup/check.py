"""What an editor must know of a rewrite: how much was taken over, what changed, what is new, what is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dedup.diff import Diff
from dedup.link import Fact, FactType, Value
from dedup.policy import Policy
from dedup.span import Span

QuotationState = Literal["kept", "altered", "invented", "dropped"]


@dataclass(frozen=True, slots=True)
class Shares:
    """The rewrite's words: taken over verbatim, other words of linked sentences, of added sentences.

    Verbatim are the words of unchanged sentences, and those of runs as long as the policy says.

    >>> Shares(verbatim=6, reworded=3, new=1).share(6)
    0.6
    """

    verbatim: int
    reworded: int
    new: int

    @property
    def words(self) -> int:
        """All words."""
        return self.verbatim + self.reworded + self.new

    def share(self, words: int) -> float:
        """Return which part of all words some words are."""
        return words / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class VerbatimRun:
    """The longest run of equal words: where it stands in the original (`a`) and in the rewrite (`b`)."""

    words: int
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation: kept (also cut short), altered, invented (in b alone) or dropped (in a alone).

    `reason` says of an altered one what changed.
    """

    state: QuotationState
    a: Value | None
    b: Value | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that one text states and the other has nowhere in any form; `sentence` is its place."""

    type: FactType
    value: Value
    sentence: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A threshold of the policy that a rewrite broke: what was measured and what is allowed at most."""

    threshold: str
    measured: float
    allowed: float


@dataclass(frozen=True, slots=True)
class Check:
    """A rewrite laid beside its original; in `diff`, a is the original and b the rewrite.

    `facts` stand in order of danger. `unsupported` are the values (also invented quotations) of the
    rewrite that the original has nowhere, `lost` those of the original that the rewrite has nowhere;
    `reasons` is why it fails.
    """

    recipe: Mapping[str, object]
    policy: Policy
    diff: Diff
    shares: Shares
    longest_run: VerbatimRun | None
    quotations: tuple[CheckedQuotation, ...]
    facts: tuple[Fact, ...]
    unsupported: tuple[Claim, ...]
    lost: tuple[Claim, ...]
    reasons: tuple[Reason, ...]

    @property
    def passed(self) -> bool:
        """Whether no threshold is broken."""
        return not self.reasons

    def quotations_of(self, *states: QuotationState) -> tuple[CheckedQuotation, ...]:
        """Return the quotations in some states."""
        return tuple(quotation for quotation in self.quotations if quotation.state in states)
