"""What a client may ask of stored articles."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Discriminator, Field, Tag

from api.job_requests import ArticleFilter
from api.requests import MANY, NEWER, OLDER, ONE, ArticleRequest, Batch, Request
from api.store.listing import CURSOR
from dedup import MAX_BATCH_ARTICLES

MAX_PAGE = 1_000


class ArticlesRequest(Request):
    """Articles to be stored together: all of them or none."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"articles": [OLDER, NEWER]}]})

    articles: Batch = Field(
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


class ListQuery(ArticleFilter):
    """Which page of which articles."""

    cursor: Annotated[str, Field(pattern=f"^{CURSOR.pattern}$")] | None = Field(
        default=None, description="`next` of the page before; without it the list begins."
    )
    limit: int = Field(default=100, ge=1, le=MAX_PAGE, description="Most articles of a page.")
