"""Stored articles: taken in, read, listed, deleted and compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from api.answers import DiffAnswer
from api.article_answers import (
    ArticleAnswer,
    ArticleVersionsAnswer,
    ListAnswer,
    ManyStoredAnswer,
    StoredAnswer,
    stored_to_dict,
)
from api.article_requests import ListQuery, StoreRequest, sent
from api.bulk import MAX_LINE_BYTES, Bulk
from api.comparer import Comparing
from api.diff_forms import CONTENT, DiffForm, answered
from api.etags import UNCHANGED, etag, unchanged
from api.exchange import NDJSON, Exchange, LinesRoute
from api.intake import Ingested, Intake
from api.paths import ArticleId, OtherId
from api.problems import described
from api.repeats import Again, IdempotencyKey, kept, repeat_of_lines
from api.requests import ArticleRequest, ContentRequest
from api.routes.texts import PROBLEMS, require_json
from api.security import Caller, Reader, Writer
from api.store.articles import ArticleStore
from api.store.idempotency import Kept
from dedup import Article, compare_articles

router = APIRouter()

Version = Annotated[
    int | None, Query(ge=1, le=2**31 - 1, description="Number of the version; without it the newest.")
]


async def _store(request: Request) -> ArticleStore:
    store: ArticleStore = request.app.state.articles
    return store


Store = Annotated[ArticleStore, Depends(_store)]


def store_lines(request: Request, caller: Writer, key: IdempotencyKey = None) -> Exchange:
    """Store the articles of lines of JSON; see `store_articles`."""
    state = request.app.state
    repeated = repeat_of_lines(request, caller, key)
    bulk = Bulk(state.intake, caller, state.clock(), repeated)
    return Exchange(bulk.answer, bulk.cut, MAX_LINE_BYTES, state.stopping)


lines = LinesRoute("/v1/articles", store_lines, methods=["POST"], include_in_schema=False)
router.routes.append(lines)


@router.post(
    "/v1/articles",
    status_code=201,
    response_model=StoredAnswer | ManyStoredAnswer,
    responses={
        **PROBLEMS,
        **described(409),
        200: {
            "model": StoredAnswer | ManyStoredAnswer,
            "description": "Where they lie, if no version is new; or, for lines, a line for each line",
            "content": {NDJSON: {"schema": {"$ref": "#/components/schemas/LineAnswer"}}},
        },
    },
    openapi_extra={
        "requestBody": {
            "content": {NDJSON: {"schema": {"$ref": "#/components/schemas/ArticleRequest"}}},
        }
    },
    dependencies=[Depends(require_json)],
    summary="Store one article or many",
    response_description="Where they lie, and which known articles they take text from",
)
def store_articles(request: Request, caller: Writer, body: StoreRequest, again: Again) -> Response:
    """Store an article, or `articles` all together or none. A known id gets a new version.

    As `application/x-ndjson` each line is an article of its own: answered by a line, stored or not.
    """
    repeated = again(caller)
    articles = [given.article(given.id or repeated.name(place)) for place, given in enumerate(sent(body))]

    def work() -> Kept:
        found = _put(request, caller, articles)
        answers = [stored_to_dict(each) for each in found]
        whole = answers[0] if isinstance(body, ArticleRequest) else {"articles": answers}
        status = 201 if any(each.stored.fresh for each in found) else 200
        return kept(whole, status)

    return repeated.answered(work)


@router.put(
    "/v1/articles/{id}",
    response_model=StoredAnswer,
    responses={**PROBLEMS, 201: {"model": StoredAnswer, "description": "Where the new article lies"}},
    dependencies=[Depends(require_json)],
    summary="Store an article under its id",
    response_description="Where it lies, and which known articles it takes text from",
)
def put_article(request: Request, caller: Writer, name: ArticleId, body: ContentRequest) -> Response:
    """Store an article. If the id is known with other content, this is a new version of it."""
    found = _put(request, caller, [body.named(name)])
    is_new = found[0].stored.fresh and found[0].stored.number == 1
    return JSONResponse(stored_to_dict(found[0]), 201 if is_new else 200)


@router.get(
    "/v1/articles",
    response_model=ListAnswer,
    responses={**described(422), **UNCHANGED},
    summary="List the articles",
    response_description="A page of articles, without their texts",
)
def list_articles(
    request: Request, caller: Reader, store: Store, query: Annotated[ListQuery, Query()]
) -> Response:
    """Return the newest versions of the articles page by page, those first whose ids were stored last."""
    page = store.page(caller.collection, query.cursor, query.limit, query.filters())
    return _tagged(request, etag(page), lambda: ListAnswer.of(page))


@router.get(
    "/v1/articles/{id}",
    response_model=ArticleAnswer,
    responses={**described(422), **UNCHANGED},
    summary="Read an article",
    response_description="The article as it was sent",
)
def read_article(
    request: Request,
    caller: Reader,
    store: Store,
    name: ArticleId,
    version: Version = None,
) -> Response:
    """Return the newest version of an article, or an older one."""
    found = store.get(caller.collection, name, version)
    return _tagged(request, etag(found.version), lambda: ArticleAnswer.of(found))


@router.get(
    "/v1/articles/{id}/versions",
    response_model=ArticleVersionsAnswer,
    responses={**described(422), **UNCHANGED},
    summary="List the versions of an article",
    response_description="Its versions, without their texts",
)
def list_versions(request: Request, caller: Reader, store: Store, name: ArticleId) -> Response:
    """Return all versions of an article, the oldest first."""
    found = store.versions(caller.collection, name)
    tag = etag([version.version for version in found])
    return _tagged(request, tag, lambda: ArticleVersionsAnswer.of(found))


@router.delete(
    "/v1/articles/{id}",
    status_code=204,
    responses=described(422),
    summary="Delete an article",
    response_description="It is gone",
)
def delete_article(request: Request, caller: Writer, name: ArticleId) -> None:
    """Delete an article with all its versions."""
    state = request.app.state
    state.intake.delete(caller.collection, name, state.clock(), caller.author)


@router.get(
    "/v1/articles/{id}/diff/{other}",
    response_model=DiffAnswer,
    responses={
        **described(406, 422),
        **UNCHANGED,
        200: {"content": CONTENT},
    },
    summary="Compare two stored articles, or two versions of one",
    response_description="The diff, as JSON or as a page",
)
def diff_articles(
    request: Request,
    caller: Reader,
    store: Store,
    name: ArticleId,
    other: OtherId,
    form: DiffForm,
    comparer: Comparing,
    version: Version = None,
    other_version: Version = None,
) -> Response:
    """Say what the other article took, reworded, moved, added and dropped: `id` is a, `other` is b."""
    a = store.get(caller.collection, name, version)
    b = store.get(caller.collection, other, other_version)
    tag = etag(form, a.version, b.version)
    known = unchanged(request, tag)
    if known:
        return known
    with comparer.turn(a.article, b.article):
        return answered(compare_articles(a.article, b.article), form, {"ETag": tag})


def _put(request: Request, caller: Caller, articles: Sequence[Article]) -> list[Ingested]:
    state = request.app.state
    intake: Intake = state.intake
    found = intake.put(caller.collection, articles, state.clock(), caller.author)
    for each in found:
        if each.stored.fresh:
            state.metrics.candidates.observe(len(each.judged))
    return found


def _tagged(request: Request, tag: str, answer: Callable[[], BaseModel]) -> Response:
    """Return an answer with its tag, or only that the client has it."""
    return unchanged(request, tag) or Response(
        answer().model_dump_json(), media_type="application/json", headers={"ETag": tag}
    )
