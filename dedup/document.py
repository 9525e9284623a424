"""A document is an article that was read closely: its sentences, its metadata, its language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dedup.article import Article
from dedup.span import Span

SentenceKind = Literal["sentence", "heading"]
MetadataKind = Literal["header", "dateline", "agency", "credit", "signoff", "correction"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading: the code points ``[start, end)`` of its article's text."""

    index: int
    start: int
    end: int
    kind: SentenceKind = "sentence"
    paragraph: int = field(default=0, compare=False)

    @property
    def span(self) -> Span:
        """The sentence's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Metadata:
    """A span that the article does not say itself: a dateline, a credit, a sign-off."""

    start: int
    end: int
    kind: MetadataKind


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its sentences and metadata spans.

    Together the spans cover all non-space text, in order, without overlap.
    `title`, `date` and `language` are the article's own or, where it has none, read from the text.
    """

    article: Article
    title: str | None
    date: str | None
    language: str | None
    sentences: tuple[Sentence, ...]
    metadata: tuple[Metadata, ...]

    @property
    def text(self) -> str:
        """The text as given."""
        return self.article.text

    def sentence(self, index: int) -> str:
        """Return the text of one sentence."""
        return self.sentences[index].span.of(self.article.text)
