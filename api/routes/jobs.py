"""Jobs: asked for, watched, cancelled, and their results. The work is done elsewhere (`api.jobs`)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from api.accepting import best
from api.etags import UNCHANGED, etag, unchanged
from api.job_answers import JobAnswer, JobsAnswer
from api.job_requests import UPLOAD_SCHEMA, Form
from api.jobs.asking import Asked, asked
from api.jobs.clustering import RESULTS
from api.jobs.desk import JobDesk
from api.problems import described
from api.repeats import IdempotencyKey, Repeat, kept
from api.security import Caller, Reader, Writer
from api.store.idempotency import Kept
from api.store.jobs import Job

WATCH_SECONDS = 0.5
MOST_LISTED = 200
MEDIA_TYPES: dict[Form, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "html": "text/html",
}


router = APIRouter(responses=described(422))


class AllSeenError(Exception):
    """A client asks for events after the last one; 204 tells it to ask no more."""


async def on_all_seen(_: Request, __: AllSeenError) -> Response:
    """Answer a client that has seen all events."""
    return Response(status_code=204)


def desk_of(request: Request) -> JobDesk:
    """Return where jobs are kept."""
    desk: JobDesk = request.app.state.jobs
    return desk


Desk = Annotated[JobDesk, Depends(desk_of)]


def known_job(id: str, caller: Reader, desk: Desk) -> Job:  # noqa: A002  (as the path has it)
    """Return the job that a path names. Raises HTTPException 404."""
    return _there(desk.get(caller.collection, id))


KnownJob = Annotated[Job, Depends(known_job)]


def _there(job: Job | None) -> Job:
    if job is None:
        raise HTTPException(404, "There is no such job.")
    return job


@router.post(
    "/v1/jobs",
    status_code=202,
    response_model=JobAnswer,
    responses=described(400, 408, 409, 413, 415),
    summary="Ask for a clustering of many articles",
    response_description="The job, which waits",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/JobRequest"}},
                "multipart/form-data": {"schema": UPLOAD_SCHEMA},
            },
        }
    },
)
async def create(request: Request, caller: Writer, desk: Desk, key: IdempotencyKey = None) -> Response:
    """Cluster an upload (`multipart/form-data` with a field `file`) or stored articles (JSON), later.

    The job is kept when this is answered: it is done even if the service is stopped meanwhile.
    """
    async with asked(request) as what:
        return await run_in_threadpool(_accepted, request, caller, desk, what, key)


def _accepted(request: Request, caller: Caller, desk: JobDesk, what: Asked, key: str | None) -> Response:
    def work() -> Kept:
        return kept(JobAnswer.of(_enqueued(desk, caller, what)).model_dump(mode="json"), 202)

    repeated = Repeat(request, caller, key, what.digest() if key else b"")
    answer = repeated.answered(work)
    answer.headers["Location"] = f"/v1/jobs/{json.loads(bytes(answer.body))['id']}"
    return answer


def _enqueued(desk: JobDesk, caller: Caller, what: Asked) -> Job:
    if what.file is None:
        return desk.cluster_stored(caller.collection, what.filters, what.options, caller.author)
    return desk.cluster_upload(
        caller.collection, what.file, what.name, what.options, caller.author, what.called
    )


@router.get("/v1/jobs", summary="List jobs", response_description="A page of jobs")
def jobs(
    caller: Reader,
    desk: Desk,
    cursor: Annotated[
        str | None, Query(pattern="^[0-9a-f]{32}$", description="`next` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="Most jobs on a page.")] = 50,
) -> JobsAnswer:
    """Return the jobs of the collection, the newest first."""
    found = desk.list(caller.collection, limit + 1, cursor)
    more = found[limit - 1].id if len(found) > limit else None
    return JobsAnswer(jobs=[JobAnswer.of(job) for job in found[:limit]], next=more)


@router.get("/v1/jobs/{id}", summary="Look at a job", response_description="The job")
def job(job: KnownJob) -> JobAnswer:
    """Say how far a job is."""
    return JobAnswer.of(job)


def unseen(
    job: KnownJob, last_event_id: Annotated[str | None, Header(description="The last event seen.")] = None
) -> tuple[Job, int]:
    """Return a job and its last change that the client has seen."""
    seen = int(last_event_id) if last_event_id and last_event_id.isdecimal() else -1
    if job.ended and seen >= job.number:
        raise AllSeenError
    return job, seen


@router.get(
    "/v1/jobs/{id}/events",
    response_class=EventSourceResponse,
    responses={204: {"description": "All events were seen; there will be no more"}},
    summary="Follow a job",
    response_description="Server-sent events: `progress`, and `end` as the last one",
)
async def events(
    request: Request, desk: Desk, found: Annotated[tuple[Job, int], Depends(unseen)]
) -> AsyncIterator[ServerSentEvent]:
    """Send the job whenever it has changed, until it has ended.

    A client that comes back with `Last-Event-ID` gets what it has not seen.
    """
    job, seen = found
    while not request.app.state.stopping.is_set():
        if job.number > seen:
            kind = "end" if job.ended else "progress"
            yield ServerSentEvent(data=JobAnswer.of(job), event=kind, id=str(job.number))
            seen = job.number
        if job.ended:
            return
        await asyncio.sleep(WATCH_SECONDS)
        now = await run_in_threadpool(desk.get, job.collection, job.id)
        if now is None:
            return
        job = now


@router.get(
    "/v1/jobs/{id}/result",
    response_class=FileResponse,
    responses={
        200: {
            "description": "The clusters",
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/ClustersAnswer"}},
                **{
                    kind: {"schema": {"type": "string"}}
                    for form, kind in MEDIA_TYPES.items()
                    if form != "json"
                },
            },
        },
        **described(406, 409),
        **UNCHANGED,
    },
    summary="Take the result of a job",
)
def result(
    request: Request,
    job: KnownJob,
    desk: Desk,
    form: Annotated[Form | None, Query(alias="format", description="Goes before `Accept`.")] = None,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Return what a job has found: as `dedup cluster` prints it, or a table with a row an article."""
    if job.state != "done":
        raise HTTPException(409, _why_not_done(job))
    there = {MEDIA_TYPES[each]: desk.results(job) / RESULTS[each] for each in MEDIA_TYPES}
    there = {kind: path for kind, path in there.items() if path.is_file()}
    kind = MEDIA_TYPES[form] if form else best(accept, list(there))
    if kind not in there:
        raise HTTPException(
            406, f"This result is {', '.join(there)}; a web page must be asked for with the job."
        )
    tag = etag(job.id, kind)  # a job that is done stays as it is
    headers = {"Vary": "Accept", "ETag": tag}
    return unchanged(request, tag) or FileResponse(there[kind], media_type=kind, headers=headers)


def _why_not_done(job: Job) -> str:
    if job.state in ("failed", "cancelled"):
        how = "was cancelled" if job.state == "cancelled" else f"failed ({job.error})"
        return f"The job has no result: it {how}."
    return f"The job is not done yet: it is {job.state}."


@router.post("/v1/jobs/{id}/cancel", summary="Cancel a job", response_description="The job")
def cancel(id: str, caller: Writer, desk: Desk) -> JobAnswer:  # noqa: A002
    """Stop a job. One that runs is stopped within seconds; one that has ended stays as it is.

    To ask again does nothing more.
    """
    return JobAnswer.of(_there(desk.cancel(caller.collection, id, caller.author)))


@router.delete(
    "/v1/jobs/{id}",
    status_code=204,
    response_class=Response,
    responses=described(409),
    summary="Delete a job with its result",
    response_description="It is gone",
)
def remove(id: str, caller: Writer, desk: Desk) -> None:  # noqa: A002
    """Forget a job that has ended, and throw away its upload and its result."""
    if not desk.delete(caller.collection, id, caller.author):
        _there(desk.get(caller.collection, id))
        raise HTTPException(409, "The job has not ended; cancel it first.")
