"""Whether the service is up, and whether it can work."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.answers import HealthAnswer, ReadyAnswer
from api.problems import KINDS, Problem, problem_response
from api.readiness import Readiness

router = APIRouter()


# On the event loop, so that it answers also while every thread is busy.
@router.get("/healthz", summary="Is the service up?", response_description="It is")
async def healthz(request: Request) -> HealthAnswer:
    """Answer at once, with the version of the service."""
    return HealthAnswer(status="ok", version=request.app.version)


@router.get(
    "/readyz",
    response_model=ReadyAnswer,
    responses={503: {"model": Problem, "description": KINDS[503].title}},
    summary="Can the service work?",
    response_description="It can",
)
def readyz(request: Request) -> ReadyAnswer | Response:
    """Say whether the database answers, its tables are those of this version, and the index has caught up."""
    readiness: Readiness = request.app.state.readiness
    missing = readiness.missing()
    if missing:
        return problem_response(503, f"Not ready: {', '.join(missing)}.", headers={"Retry-After": "1"})
    return ReadyAnswer(status="ready", checks=list(readiness.checks))
