"""The paths of the service. Each parses, makes one call and renders."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.answers import ClustersAnswer, DiffAnswer
from api.comparer import Comparing
from api.diff_forms import CONTENT, DiffForm, answered
from api.editor_answers import CheckAnswer, HistoryAnswer
from api.problems import described
from api.requests import CheckRequest, ClustersRequest, DiffRequest, VersionsRequest
from api.security import reader
from dedup import (
    check_rewrite,
    check_to_dict,
    cluster_articles,
    clustering_to_dict,
    compare_articles,
    compare_versions,
    find_stories,
    history_to_dict,
)

router = APIRouter(dependencies=[Depends(reader)])

PROBLEMS = described(400, 408, 413, 415, 422)


async def require_json(request: Request) -> None:
    """Refuse a body that is declared as anything but plain JSON."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoding = request.headers.get("content-encoding", "identity").lower()
    if media_type != "application/json" or encoding != "identity":
        raise HTTPException(415)


# These routes are plain functions so that FastAPI runs them in a thread, away from the event loop.
# They answer with ready JSON: the library's result is the schema, a second validation would only cost.


@router.post(
    "/v1/diff",
    response_model=DiffAnswer,
    responses={**PROBLEMS, **described(406), 200: {"content": CONTENT}},
    dependencies=[Depends(require_json)],
    summary="Compare two versions of a text",
    response_description="The diff, as JSON or as a page",
)
def diff(request: DiffRequest, form: DiffForm, comparer: Comparing) -> Response:
    """Say what the newer version took, reworded, moved, merged, split, added and dropped.

    Every link also names the facts that changed in it and that an editor must check.
    """
    pair = request.pair()
    with comparer.turn(*pair):
        return answered(compare_articles(*pair), form)


@router.post(
    "/v1/check",
    response_model=CheckAnswer,
    responses=PROBLEMS,
    dependencies=[Depends(require_json)],
    summary="Check a rewrite before it is printed",
    response_description="The check",
)
def check(request: CheckRequest, comparer: Comparing) -> JSONResponse:
    """Say what the rewrite took over, changed, made up and lost, and whether it keeps to the policy."""
    pair = request.pair()
    with comparer.turn(*pair):
        return JSONResponse(check_to_dict(check_rewrite(*pair, request.policy.policy())))


@router.post(
    "/v1/versions",
    response_model=HistoryAnswer,
    responses=PROBLEMS,
    dependencies=[Depends(require_json)],
    summary="Follow a story over its versions",
    response_description="The history",
)
def versions(request: VersionsRequest, comparer: Comparing) -> JSONResponse:
    """Say when every sentence appeared, how it changed and when it left, and what became of every fact."""
    articles = request.named()
    with comparer.turn(*articles):
        return JSONResponse(history_to_dict(compare_versions(articles)))


@router.post(
    "/v1/clusters",
    response_model=ClustersAnswer,
    responses=PROBLEMS,
    dependencies=[Depends(require_json)],
    summary="Group articles by the text that they share",
    response_description="The clusters",
)
def clusters(request: ClustersRequest) -> JSONResponse:
    """Say which of these articles take text from each other. For a batch that is answered at once."""
    articles = request.named()
    found = cluster_articles(articles)
    return JSONResponse(clustering_to_dict(find_stories(articles, found) if request.stories else found))
