"""Questions to what a collection knows: which of its articles share text with one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ConfigDict, Field
from starlette.responses import JSONResponse

from api.intake import Intake
from api.known import MOST_HITS
from api.paths import ArticleId
from api.requests import NEWER, ArticleRequest
from api.routes.texts import PROBLEMS, require_json
from api.security import Reader
from api.similar_answers import SimilarAnswer, taken_to_dict
from api.store.articles import ArticleStore
from api.taken import Taken
from dedup import Settings

router = APIRouter()

RECIPE = Settings().clustering_recipe()

Limit = Annotated[int, Field(ge=1, le=MOST_HITS)]


class SimilarRequest(ArticleRequest):
    """A text, and how many known articles are asked for at most."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**NEWER, "limit": 5}]})

    limit: Annotated[Limit, Field(strict=True)] = Field(
        default=MOST_HITS, description="How many known articles to name at most."
    )


@router.post(
    "/v1/similar",
    response_model=SimilarAnswer,
    responses=PROBLEMS,
    dependencies=[Depends(require_json)],
    summary="Find known articles that share text with one",
    response_description="Known articles, with evidence",
)
def similar(body: SimilarRequest, request: Request, caller: Reader) -> JSONResponse:
    """Say which known articles the text takes from, or which take from it. Nothing is stored."""
    intake: Intake = request.app.state.intake
    found = intake.known(caller.collection).judged(replace(body.article(""), id=""))
    return JSONResponse(_answer(found, body.limit))


@router.get(
    "/v1/articles/{id}/duplicates",
    response_model=SimilarAnswer,
    summary="Find known articles that share text with a stored one",
    response_description="Known articles, with evidence",
)
def duplicates(
    request: Request,
    caller: Reader,
    name: ArticleId,
    limit: Annotated[Limit, Query(description="How many known articles to name at most.")] = MOST_HITS,
) -> JSONResponse:
    """Say with which other articles of the collection the newest version of this one shares text."""
    stored = ArticleStore(request.app.state.database).get(caller.collection, name)
    intake: Intake = request.app.state.intake
    found = intake.known(caller.collection).judged(stored.article, without=stored.key)
    return JSONResponse(_answer(found, limit))


def _answer(found: Iterable[Taken], limit: int) -> dict[str, Any]:
    related = [item for item in found if item.is_related]
    return {
        "schema_version": 1,
        "recipe": RECIPE,
        "similar": [taken_to_dict(item) for item in related[:limit]],
    }
