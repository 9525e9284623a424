"""Live clusters of stored articles, and what editors decide of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError
from starlette.responses import JSONResponse, Response

from api.cluster_answers import (
    ClusterListAnswer,
    DecisionAnswer,
    DecisionsAnswer,
    LiveClusterAnswer,
    cluster_to_dict,
    decision_to_dict,
    decisions_to_dict,
    page_to_dict,
)
from api.clusters import Clusters
from api.problems import described
from api.repeats import Again, Repeat, kept
from api.requests import Id
from api.requests import Request as Body
from api.routes.texts import PROBLEMS, require_json
from api.security import Reader, Writer
from api.store import clusters, decisions
from api.store.decisions import Recorded
from api.store.idempotency import Kept

router = APIRouter()

MOST_DECIDED = 200
PER_PAGE = 100


def _once(names: list[str]) -> list[str]:
    if len(set(names)) < len(names):
        raise PydanticCustomError("named_twice", "must name every article once")
    return names


Names = Annotated[
    list[Id],
    Field(
        min_length=1,
        max_length=MOST_DECIDED,
        description="Ids of articles, each once.",
        json_schema_extra={"uniqueItems": True},
    ),
    AfterValidator(_once),
]
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


def cursor_query(form: re.Pattern[str]) -> Any:  # noqa: ANN401  (as FastAPI has it)
    """Return the parameter that says where a page begins."""
    return Query(pattern=f"^{form.pattern}$", description="`next` of the page before.")


async def _clusters(request: Request) -> Clusters:
    return Clusters(request.app.state.database)


Live = Annotated[Clusters, Depends(_clusters)]
DECIDES: dict[str, Any] = {
    "status_code": 201,
    "response_model": DecisionAnswer,
    "responses": {**PROBLEMS, **described(409)},
    "dependencies": [Depends(require_json)],
    "response_description": "The decision, by whose id it can be undone",
}


@router.get("/v1/clusters", response_model=ClusterListAnswer, summary="List the clusters")
def list_clusters(
    caller: Reader,
    live: Live,
    cursor: Annotated[str | None, cursor_query(clusters.CURSOR)] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Clusters on a page.")] = PER_PAGE,
) -> JSONResponse:
    """Name the clusters of the collection, those first that an article came to last."""
    return JSONResponse(page_to_dict(live.page(caller.collection, cursor, limit)))


@router.get("/v1/clusters/{id}", response_model=LiveClusterAnswer, summary="Read a cluster")
def read_cluster(caller: Reader, live: Live, name: ClusterId) -> JSONResponse:
    """Say who is in a cluster, in which part, who took from whom, and when."""
    return JSONResponse(cluster_to_dict(live.get(caller.collection, name)))


@router.post("/v1/clusters/split", summary="Part articles from the rest of their cluster", **DECIDES)
def split(request: Request, caller: Writer, live: Live, again: Again, body: SplitRequest) -> Response:
    """Never again put these articles into one cluster with the others that are in this one now."""
    now, names = request.app.state.clock(), body.articles
    return _decided(
        again(caller), lambda: live.split_off(caller.collection, body.cluster, names, now, caller.author)
    )


@router.post("/v1/clusters/merge", summary="Put articles into one cluster", **DECIDES)
def merge(request: Request, caller: Writer, live: Live, again: Again, body: MergeRequest) -> Response:
    """Put these articles into one cluster from now on, whether they share text or not."""
    now, names = request.app.state.clock(), body.articles
    return _decided(
        again(caller), lambda: live.decide(caller.collection, "merge", [names], now, caller.author)
    )


@router.post("/v1/clusters/exclude", summary="Keep articles out of all clusters", **DECIDES)
def exclude(request: Request, caller: Writer, live: Live, again: Again, body: ExcludeRequest) -> Response:
    """Never put any of these articles into a cluster."""
    now, names = request.app.state.clock(), body.articles
    return _decided(
        again(caller), lambda: live.decide(caller.collection, "exclude", [names], now, caller.author)
    )


@router.get(
    "/v1/decisions",
    response_model=DecisionsAnswer,
    summary="List what editors decided",
    response_description="A page of decisions",
)
def list_decisions(
    caller: Reader,
    live: Live,
    cursor: Annotated[str | None, cursor_query(decisions.CURSOR)] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Decisions on a page.")] = PER_PAGE,
) -> JSONResponse:
    """Say who decided what and when, the latest first, also what was undone since."""
    return JSONResponse(decisions_to_dict(live.decisions(caller.collection, cursor, limit)))


@router.delete(
    "/v1/decisions/{id}",
    status_code=204,
    response_class=Response,
    responses=described(409),
    summary="Undo a decision",
    response_description="It holds no more",
)
def undo(
    request: Request,
    caller: Writer,
    live: Live,
    again: Again,
    number: Annotated[int, Path(alias="id", ge=1, le=2**62, description="The decision's id.")],
) -> Response:
    """Let a decision hold no more; the clusters are made again without it."""

    def work() -> Kept:
        live.undo(caller.collection, number, request.app.state.clock(), caller.author)
        return Kept(204, b"")

    return again(caller).answered(work)


def _decided(repeated: Repeat, decide: Callable[[], Recorded]) -> Response:
    return repeated.answered(lambda: kept(decision_to_dict(decide()), 201))
