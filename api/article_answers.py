"""What the service answers about stored articles, as models."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field

from api.intake import Ingested
from api.problems import Problem
from api.similar_answers import TakenAnswer, taken_to_dict
from api.store.articles import Stored
from api.store.clusters import UNSETTLED
from api.store.listing import Listed, Page


class StoredAnswer(BaseModel):
    """Where a sent article lies now."""

    id: str = Field(description="The article's id; made by the service if none was sent.")
    version: int = Field(ge=1, description="The number of the version that has this content, from 1.")
    fresh: bool = Field(description="Whether this made the version; the same content again makes none.")
    stored: datetime = Field(description="When the version was stored.")
    takes_from: list[TakenAnswer] = Field(
        description="Known articles that a new version takes text from, the strongest first."
    )
    taken_by: list[TakenAnswer] = Field(
        description="Known articles that take text from a new version, the strongest first."
    )


class ManyStoredAnswer(BaseModel):
    """Where the sent articles lie now, in the order in which they were sent."""

    articles: list[StoredAnswer]


class LineAnswer(BaseModel):
    """The answer to one line: the article that was stored, or the problem with it."""

    line: int = Field(ge=1, description="The number of the line, from 1.")
    article: StoredAnswer | None = None
    problem: Problem | None = None


LINE_SCHEMA = LineAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
LINE_SCHEMA.pop("$defs")


class HeadAnswer(BaseModel):
    """All that is known of a version of an article but its text."""

    id: str
    version: int = Field(ge=1)
    title: str | None
    date: str | None
    source: str | None
    language: str | None
    stored: datetime = Field(description="When the version was stored.")


class ArticleAnswer(HeadAnswer):
    """A version of an article, as it was sent."""

    text: str

    @classmethod
    def of(cls, found: Stored) -> ArticleAnswer:
        """Return the answer for a version."""
        return cls(**_head(found), text=found.article.text)


class ArticleVersionsAnswer(BaseModel):
    """All versions of an article, the oldest first, without their texts."""

    id: str
    versions: list[HeadAnswer]

    @classmethod
    def of(cls, found: Sequence[Listed]) -> ArticleVersionsAnswer:
        """Return the answer for the versions of an article."""
        return cls(id=found[0].name, versions=[HeadAnswer(**_listed(version)) for version in found])


class ListedAnswer(HeadAnswer):
    """The newest version of an article, without its text."""

    cluster: str | None = Field(
        description="The cluster that it is in; null if it is in none, or that is not known yet."
    )
    characters: int = Field(ge=1, description="Length of the text in code points.")

    @classmethod
    def of(cls, found: Listed) -> ListedAnswer:
        """Return the answer for an article of a list."""
        known = found.cluster if found.cluster != UNSETTLED else None
        return cls(**_listed(found), cluster=known, characters=found.chars)


class ListAnswer(BaseModel):
    """A page of a list, the article stored last first."""

    articles: list[ListedAnswer]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")

    @classmethod
    def of(cls, page: Page) -> ListAnswer:
        """Return the answer for a page."""
        return cls(articles=[ListedAnswer.of(item) for item in page.items], next=page.next)


def moment(seconds: float) -> datetime:
    """Return seconds since 1970 as a moment in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def stored_to_dict(found: Ingested) -> dict[str, Any]:
    """Return where an article lies and what it shares with known ones, as `StoredAnswer` describes it."""
    stored = found.stored
    related = [taken_to_dict(item) for item in found.related()]
    return {
        "id": stored.article.id,
        "version": stored.number,
        "fresh": stored.fresh,
        "stored": moment(stored.created).isoformat().replace("+00:00", "Z"),
        "takes_from": [item for item in related if item["direction"] == "from"],
        "taken_by": [item for item in related if item["direction"] == "to"],
    }


def _listed(found: Listed) -> dict[str, Any]:
    return {
        "id": found.name,
        "version": found.number,
        "title": found.title,
        "date": found.date,
        "source": found.source,
        "language": found.language,
        "stored": moment(found.created),
    }


def _head(found: Stored) -> dict[str, Any]:
    article = found.article
    return {
        "id": article.id,
        "version": found.number,
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "language": article.language,
        "stored": moment(found.created),
    }
