"""What the service answers to an editor: a check of a rewrite, and the history of a story."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.answers import (
    DocumentAnswer,
    FactAnswer,
    LinkAnswer,
    Offset,
    Range,
    Recipe,
    Share,
    SummaryAnswer,
    ValueAnswer,
)


class ReasonAnswer(BaseModel):
    """A threshold of the policy that the rewrite broke."""

    threshold: str = Field(description="Its name in the policy.")
    measured: float
    allowed: float


class SharesAnswer(BaseModel):
    """Where the rewrite's words come from; the shares add up to 1."""

    words: Offset = Field(description="How many words the rewrite has.")
    verbatim: Share = Field(
        description="Words of unchanged sentences, and of runs of at least `run_words` words."
    )
    reworded: Share = Field(description="Other words of sentences that are linked to the original.")
    new: Share = Field(description="Other words of added sentences.")


class RunAnswer(BaseModel):
    """The longest run of words that stands in both texts."""

    words: Offset
    a: Range
    b: Range


class QuotationAnswer(BaseModel):
    """A quotation of either text."""

    state: Literal["kept", "altered", "invented", "dropped"]
    reason: str = Field(description="What changed in an altered one, else empty.")
    a: ValueAnswer | None
    b: ValueAnswer | None


class ClaimAnswer(BaseModel):
    """A value that one text states and the other has nowhere in any form."""

    type: Literal["number", "date", "name", "quote"]
    sentence: Offset = Field(description="The sentence of its text that it stands in.")
    value: ValueAnswer


class LostAnswer(BaseModel):
    """What the original has and the rewrite has not."""

    sentences: list[Offset] = Field(description="Dropped sentences of a.")
    values: list[ClaimAnswer] = Field(description="Values of a that stand nowhere in b.")


class CheckAnswer(BaseModel):
    """A rewrite `b` laid beside its original `a`."""

    schema_version: Literal[1]
    recipe: Recipe = Field(description="The settings, policy and version that the result was made with.")
    verdict: Literal["pass", "fail"]
    reasons: list[ReasonAnswer] = Field(description="Why it fails; empty for a pass.")
    a: DocumentAnswer
    b: DocumentAnswer
    shares: SharesAnswer
    longest_run: RunAnswer | None
    facts: list[FactAnswer] = Field(description="Changed values in order of danger.")
    quotations: list[QuotationAnswer] = Field(description="Those of b in order, then the dropped ones of a.")
    unsupported: list[ClaimAnswer] = Field(description="Values and quotations of b that stand nowhere in a.")
    lost: LostAnswer
    added: list[Offset] = Field(description="Added sentences of b.")
    summary: SummaryAnswer


class StepAnswer(BaseModel):
    """What happened to a sentence in one version."""

    version: Offset
    change: Literal["appeared", "returned", "unchanged", "reworded", "merged", "split", "left"]
    sentences: list[Offset] = Field(description="Where it stands in this version; empty if it left.")
    moved: bool
    into: Offset | None = Field(description="The thread that it was merged into.")
    out_of: Offset | None = Field(description="The thread that it was split from.")


class ThreadAnswer(BaseModel):
    """One sentence through the versions."""

    id: Offset
    steps: list[StepAnswer]


class SayingAnswer(BaseModel):
    """The value that one version gives."""

    version: Offset
    value: ValueAnswer


class FactHistoryAnswer(BaseModel):
    """A value that changed at least once."""

    type: Literal["number", "unit", "date", "name", "quote", "negation", "attribution"]
    sayings: list[SayingAnswer]


class VersionDiffAnswer(BaseModel):
    """The diff of version `a` and the next one, `b`."""

    a: Offset
    b: Offset
    links: list[LinkAnswer]
    dropped: list[Offset]
    added: list[Offset]
    summary: SummaryAnswer


class HistoryAnswer(BaseModel):
    """The history of a story; versions count from 0, oldest first."""

    schema_version: Literal[1]
    recipe: Recipe = Field(description="The settings and version that the result was made with.")
    versions: list[DocumentAnswer]
    diffs: list[VersionDiffAnswer]
    threads: list[ThreadAnswer]
    facts: list[FactHistoryAnswer]
