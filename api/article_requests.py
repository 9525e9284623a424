"""What a client may ask of stored articles."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from api.requests import MANY, NEWER, OLDER, ONE, ArticleRequest, Date, Language, Request, Source
from api.store.listing import Filters
from dedup import MAX_BATCH_ARTICLES, Article

DAY_SECONDS = 86_400
MAX_PAGE = 1_000


class ArticlesRequest(Request):
    """Articles to be stored together: all of them or none."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"articles": [OLDER, NEWER]}]})

    articles: list[ArticleRequest] = Field(
        min_length=1,
        max_length=MAX_BATCH_ARTICLES,
        description="The articles, in the order in which they are stored.",
    )


def _form(body: object) -> str:
    return (
        MANY if isinstance(body, ArticlesRequest) or (isinstance(body, dict) and "articles" in body) else ONE
    )


StoreRequest = Annotated[
    Annotated[ArticleRequest, Tag(ONE)] | Annotated[ArticlesRequest, Tag(MANY)], Discriminator(_form)
]


def sent(body: ArticleRequest | ArticlesRequest) -> list[ArticleRequest]:
    """Return the articles of either form of a body."""
    return body.articles if isinstance(body, ArticlesRequest) else [body]


class ListQuery(BaseModel):
    """What a list of articles is narrowed to."""

    model_config = ConfigDict(extra="forbid")

    cursor: Annotated[str, StringConstraints(max_length=40)] | None = Field(
        default=None, description="`next` of the page before; without it the list begins."
    )
    limit: int = Field(default=100, ge=1, le=MAX_PAGE, description="Most articles of a page.")
    date_from: Date | None = Field(default=None, description="Published on this day, at this time or later.")
    date_to: Date | None = Field(
        default=None, description="Published until this day's end, or before this time."
    )
    source: Source | None = Field(default=None, description="The source, exactly.")
    language: Language | None = Field(
        default=None, description="The language as it was sent with the article; `de` finds de-AT too."
    )
    cluster: Annotated[str, StringConstraints(max_length=12, pattern="^[0-9a-zA-Z_-]+$")] | None = Field(
        default=None, description="The cluster's id."
    )

    def filters(self) -> Filters:
        """Return the store's filters."""
        return Filters(
            published_from=_moment(self.date_from),
            published_to=_end(self.date_to),
            source=self.source,
            language=self.language,
            cluster=self.cluster,
        )


def _moment(date: str | None) -> float | None:
    when = Article("", date=date).published()
    return when and when.timestamp()


def _end(date: str | None) -> float | None:
    """Return the moment up to which `date_to` reaches: a day is meant as a whole."""
    until = _moment(date)
    is_day = date is not None and not any(mark in date for mark in "T :")
    return until + DAY_SECONDS if until is not None and is_day else until
