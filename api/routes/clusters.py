"""Live clusters of stored articles, and what editors decide of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import ConfigDict, Field
from starlette.responses import JSONResponse, Response

from api.cluster_answers import (
    ClusterListAnswer,
    DecisionAnswer,
    LiveClusterAnswer,
    cluster_to_dict,
    decision_to_dict,
    page_to_dict,
)
from api.clusters import Clusters
from api.requests import Id
from api.requests import Request as Body
from api.routes.texts import PROBLEMS, require_json
from api.security import Reader, Writer

router = APIRouter()

MOST_DECIDED = 200
PER_PAGE = 100

Names = Annotated[list[Id], Field(min_length=1, max_length=MOST_DECIDED, description="Ids of articles.")]
ClusterId = Annotated[str, Path(alias="id", max_length=12, description="The cluster's id.")]


class SplitRequest(Body):
    """Which articles of a cluster do not belong to the rest of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"cluster": "8f0c62b1aa4", "articles": ["x"]}]})

    cluster: Annotated[str, Field(min_length=1, max_length=12, description="The cluster's id.")]
    articles: Names


class MergeRequest(Body):
    """Which articles belong together."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"articles": ["agency", "paper"]}]})

    articles: Annotated[Names, Field(min_length=2)]


class ExcludeRequest(Body):
    """Which articles belong to no cluster."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"articles": ["weather"]}]})

    articles: Names


def _clusters(request: Request) -> Clusters:
    return Clusters(request.app.state.database)


Live = Annotated[Clusters, Depends(_clusters)]
DECIDES: dict[str, Any] = {
    "status_code": 201,
    "response_model": DecisionAnswer,
    "responses": PROBLEMS,
    "dependencies": [Depends(require_json)],
    "response_description": "The decision, by whose id it can be undone",
}


@router.get("/v1/clusters", response_model=ClusterListAnswer, summary="List the clusters")
def list_clusters(
    caller: Reader,
    live: Live,
    cursor: Annotated[str | None, Query(max_length=40, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Clusters on a page.")] = PER_PAGE,
) -> JSONResponse:
    """Name the clusters of the collection, those first that an article came to last."""
    return JSONResponse(page_to_dict(live.page(caller.collection, cursor, limit)))


@router.get("/v1/clusters/{id}", response_model=LiveClusterAnswer, summary="Read a cluster")
def read_cluster(caller: Reader, live: Live, name: ClusterId) -> JSONResponse:
    """Say who is in a cluster, in which part, who took from whom, and when."""
    return JSONResponse(cluster_to_dict(live.get(caller.collection, name)))


@router.post("/v1/clusters/split", summary="Part articles from the rest of their cluster", **DECIDES)
def split(request: Request, caller: Writer, live: Live, body: SplitRequest) -> JSONResponse:
    """Never again put these articles into one cluster with the others that are in this one now."""
    now = request.app.state.clock()
    made = live.split_off(caller.collection, body.cluster, body.articles, now, caller.author)
    return JSONResponse(decision_to_dict(made), 201)


@router.post("/v1/clusters/merge", summary="Put articles into one cluster", **DECIDES)
def merge(request: Request, caller: Writer, live: Live, body: MergeRequest) -> JSONResponse:
    """Put these articles into one cluster from now on, whether they share text or not."""
    now = request.app.state.clock()
    made = live.decide(caller.collection, "merge", [body.articles], now, caller.author)
    return JSONResponse(decision_to_dict(made), 201)


@router.post("/v1/clusters/exclude", summary="Keep articles out of all clusters", **DECIDES)
def exclude(request: Request, caller: Writer, live: Live, body: ExcludeRequest) -> JSONResponse:
    """Never put any of these articles into a cluster."""
    now = request.app.state.clock()
    made = live.decide(caller.collection, "exclude", [body.articles], now, caller.author)
    return JSONResponse(decision_to_dict(made), 201)


@router.delete("/v1/decisions/{id}", status_code=204, summary="Undo a decision")
def undo(
    request: Request,
    caller: Writer,
    live: Live,
    number: Annotated[int, Path(alias="id", ge=1, le=2**62, description="The decision's id.")],
) -> Response:
    """Forget what was decided; the clusters are made again without it."""
    live.undo(caller.collection, number, request.app.state.clock(), caller.author)
    return Response(status_code=204)
