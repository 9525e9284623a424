"""What was checked of two stored versions: facts are ticked off, for all of the collection."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from api.checked import Checks, PairName
from api.checked_answers import CheckedAnswer
from api.paths import ArticleId, OtherId
from api.problems import described
from api.security import Reader, Writer

router = APIRouter()

_TYPES = "number|unit|date|name|quote|negation|attribution"
_PLACE = "([0-9]{1,9}-[0-9]{1,9})?"
Number = Annotated[
    int | None, Query(ge=1, le=2**31 - 1, description="Number of the version; without it the newest.")
]
FactId = Annotated[
    str,
    Path(pattern=f"^({_TYPES}):{_PLACE}:{_PLACE}$", description="The fact's `id` in this pair of versions."),
]


def _checks(request: Request) -> Checks:
    return Checks(request.app.state.articles, request.app.state.ticks, request.app.state.comparer)


def _pair(name: ArticleId, other: OtherId, version: Number = None, other_version: Number = None) -> PairName:
    return PairName(name, other, version, other_version)


Kept = Annotated[Checks, Depends(_checks)]
Pair = Annotated[PairName, Depends(_pair)]


@router.get(
    "/v1/articles/{id}/checks/{other}",
    response_model=CheckedAnswer,
    responses=described(422),
    summary="Say what was checked of two versions",
    response_description="The facts to check, and those that were",
)
def read_checks(caller: Reader, kept: Kept, pair: Pair) -> CheckedAnswer:
    """Name the facts of two stored articles, or of two versions of one, and who checked which of them."""
    return CheckedAnswer.of(kept.read(caller.collection, pair))


@router.put(
    "/v1/articles/{id}/checks/{other}/{fact}",
    status_code=204,
    response_class=Response,
    responses=described(422),
    summary="Tick a fact off",
    response_description="It was checked",
)
def tick(request: Request, caller: Writer, kept: Kept, pair: Pair, fact: FactId) -> None:
    """Say that a fact was checked. It holds for this pair of versions, not for versions that come later."""
    kept.tick(caller.collection, pair, fact, request.app.state.clock(), caller.author)


@router.delete(
    "/v1/articles/{id}/checks/{other}/{fact}",
    status_code=204,
    response_class=Response,
    responses=described(422),
    summary="Take a tick back",
    response_description="It is to be checked",
)
def untick(request: Request, caller: Writer, kept: Kept, pair: Pair, fact: FactId) -> None:
    """Say that a fact was not checked after all."""
    kept.untick(caller.collection, pair, fact, request.app.state.clock(), caller.author)
