"""What the service answers, as models: they are the schema that /docs and /openapi.json show.

The library builds the answers (`dedup diff --format json` prints the same); nothing here changes them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

Offset = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Range = Annotated[list[Offset], Field(min_length=2, max_length=2)]
Indices = Annotated[list[Offset], Field(min_length=1)]
Relation = Literal["identical", "near_duplicate", "derived", "unrelated"]
Recipe = dict[str, object]


class SentenceAnswer(BaseModel):
    """A sentence or heading: the code points from `start` up to `end` of its side's text."""

    index: Offset = Field(description="Its number, which links, `dropped` and `added` refer to.")
    start: Offset
    end: Offset
    kind: Literal["sentence", "heading"]


class MetadataAnswer(BaseModel):
    """A span that the article does not say itself: a header line, a dateline, a sign-off."""

    start: Offset
    end: Offset
    kind: Literal["header", "dateline", "agency", "credit", "signoff", "correction", "list_mark"]


class DocumentAnswer(BaseModel):
    """One side of a diff: the text as given and how it was read."""

    id: str
    title: str | None = Field(description="As given, or read from the text.")
    date: str | None = Field(description="As given, or read from the text.")
    language: str | None = Field(description="As given, or found from the text.")
    text: str = Field(description="The text as given; all offsets count its code points.")
    sentences: list[SentenceAnswer]
    metadata: list[MetadataAnswer]


class EditAnswer(BaseModel):
    """One step from a to b. Each range lies within one sentence and is empty where nothing stands."""

    op: Literal["equal", "insert", "delete", "replace"]
    a: Range = Field(description="`[start, end)` in the text of a.")
    b: Range = Field(description="`[start, end)` in the text of b.")


class ValueAnswer(BaseModel):
    """What one side says, and where."""

    start: Offset
    end: Offset
    text: str


class FactAnswer(BaseModel):
    """A value that changed and that an editor must check."""

    type: Literal["number", "unit", "date", "name", "quote", "negation", "attribution"]
    severity: Literal["high", "medium", "low"]
    reason: str = Field(description="Why it is reported, in words.")
    a: ValueAnswer | None = Field(description="What a says; null for a negation or hedge that only b has.")
    b: ValueAnswer | None = Field(description="What b says; null for a negation or hedge that only a has.")


class LinkAnswer(BaseModel):
    """Sentences of a and b that belong together."""

    a: Indices = Field(description="Sentences of a, ascending.")
    b: Indices = Field(description="Sentences of b, ascending.")
    kind: Literal["unchanged", "reworded", "merged", "split"]
    moved: bool = Field(description="Whether it was put elsewhere on purpose.")
    similarity: Share = Field(description="How alike the wording is; it says nothing about the meaning.")
    edits: list[EditAnswer]
    facts: list[FactAnswer]


class CountsAnswer(BaseModel):
    """How many links, sentences and facts of each sort there are."""

    unchanged: Offset
    reworded: Offset
    merged: Offset
    split: Offset
    moved: Offset = Field(description="Links that were moved, whatever their kind.")
    added: Offset
    dropped: Offset
    facts: Offset


class SummaryAnswer(BaseModel):
    """The two texts in a few figures."""

    relation: Relation = Field(description="What the texts are to each other.")
    resemblance: Share = Field(description="Jaccard index of the word 5-grams.")
    containment_a_in_b: Share = Field(description="Share of a's word 5-grams that stand in b.")
    containment_b_in_a: Share = Field(description="Share of b's word 5-grams that stand in a.")
    counts: CountsAnswer
    longest_shared_run_words: Offset


class DiffAnswer(BaseModel):
    """What b took from a, reworded, moved, added and dropped."""

    schema_version: Literal[1]
    recipe: Recipe = Field(description="The settings and version that the result was made with.")
    a: DocumentAnswer
    b: DocumentAnswer
    links: list[LinkAnswer] = Field(description="In order of their first sentence in a.")
    dropped: list[Offset] = Field(description="Sentences of a without a link.")
    added: list[Offset] = Field(description="Sentences of b without a link.")
    summary: SummaryAnswer


class MemberAnswer(BaseModel):
    """An article in a cluster and the part it plays there."""

    id: str
    path: str | None = Field(default=None, description="Always null here: nothing was read from a file.")
    date: str | None = None
    title: str | None = None
    role: Literal["origin", "copy", "derived"]


class EvidenceAnswer(BaseModel):
    """A passage that stands in both texts."""

    a: Range
    b: Range


class EdgeAnswer(BaseModel):
    """A verified pair: `a` is the older article, `b` the newer one, both by id."""

    a: str
    b: str
    from_: Literal["a", "b"] = Field(alias="from", description="Which of the two the text comes from.")
    relation: Relation
    reason: str = Field(description="Why the two belong together, in words.")
    resemblance: Share
    containment_a_in_b: Share
    containment_b_in_a: Share
    evidence: list[EvidenceAnswer]


class ClusterAnswer(BaseModel):
    """Articles joined by verified pairs."""

    id: str = Field(description="The same for the same set of articles, on any machine.")
    members: list[MemberAnswer]
    edges: list[EdgeAnswer]


class SkippedAnswer(BaseModel):
    """Something that could not be used as an article."""

    path: str
    why: str


class StockAnswer(BaseModel):
    """A text that stands in very many articles."""

    text: str
    articles: Offset = Field(description="In how many articles it stands.")


class StoryAnswer(BaseModel):
    """Clusters, and articles in none, that seem to be about one event: alike in words, not by shared text."""

    id: str = Field(description="The same for the same set of articles, on any machine.")
    clusters: list[str] = Field(description="Ids of clusters.")
    articles: list[str] = Field(description="Ids of articles that are in no cluster.")
    terms: list[str] = Field(description="Words that tell the story best.")


class ClustersAnswer(BaseModel):
    """The articles grouped by the text that they take from each other."""

    schema_version: Literal[1]
    recipe: Recipe = Field(description="The settings and version that the result was made with.")
    engine: str
    articles: Offset = Field(description="How many articles were read.")
    skipped: list[SkippedAnswer]
    clusters: list[ClusterAnswer] = Field(description="Largest first.")
    connections: list[EdgeAnswer] = Field(
        description="Related pairs that join no cluster, such as a round-up and each of its stories."
    )
    singletons: list[str] = Field(description="Ids of the articles that are in no cluster.")
    stock_phrases: list[StockAnswer] = Field(
        description="Texts that stand in very many articles, the commonest first: sharing one counts little."
    )
    stories: list[StoryAnswer] | None = Field(description="Null unless asked for; the largest first.")


class HealthAnswer(BaseModel):
    """The service is up."""

    status: Literal["ok"]
    version: str


class ReadyAnswer(BaseModel):
    """The service can work."""

    status: Literal["ready"]
    checks: list[str] = Field(description="What was asked.")
