"""The pages on which many articles are clustered: an upload, how far it is, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from babel.units import format_unit
from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.sse import EventSourceResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.gate import PART
from api.job_requests import Form
from api.jobs.asking import asked
from api.jobs.clustering import RESULTS
from api.jobs.desk import JobDesk
from api.pages.frame import Spoken, page
from api.pages.places import place
from api.problems import BodyTooLarge, invalid
from api.routes.jobs import Desk, KnownJob, events
from api.routes.jobs import result as taken
from api.security import Caller, Reader, Writer
from api.store.jobs import Job
from dedup import Tongue, printable

LISTED = 30
UNITS = (("digital-byte", 1), ("digital-kilobyte", 1_000), ("digital-megabyte", 1_000_000))
STATES = {
    "queued": "waiting",
    "running": "running",
    "done": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}

router = APIRouter(include_in_schema=False)
# As in `/v1`, but in the collection that the address names: a browser sends no headers here.
router.get("/batch/{id}/events", response_class=EventSourceResponse)(events)


@dataclass(frozen=True, slots=True)
class Batch:
    """A job as a page shows it; `forms` are those that its result can be taken in."""

    id: str
    name: str
    size: int | None
    state: str
    ended: bool
    cancel: bool
    step: str
    done: int
    of: int | None
    error: str
    created: float
    summary: dict[str, Any]
    forms: tuple[str, ...]

    @classmethod
    def of_job(cls, job: Job, desk: JobDesk) -> Batch:
        """Return a job with what it has found."""
        is_done = job.state == "done"
        results = desk.results(job)
        return cls(
            job.id,
            printable(str(job.request.get("called", ""))),
            job.request.get("bytes"),
            STATES[job.state],
            job.ended,
            job.cancel,
            str(job.progress.get("step", "")),
            int(job.progress.get("done", 0)),
            job.progress.get("of"),
            printable(job.error or ""),
            job.created,
            dict(desk.summary(job)) if is_done else {},
            tuple(form for form, name in RESULTS.items() if is_done and (results / name).is_file()),
        )


@router.get("/batch")
def batches(request: Request, caller: Reader, desk: Desk, tongue: Spoken) -> Response:
    """Show what can be uploaded, and the newest jobs."""
    return _start(request, caller, desk, tongue)


@router.post("/batch")
async def upload(request: Request, caller: Writer, desk: Desk, tongue: Spoken) -> Response:
    """Take an upload and lead to its job."""
    try:
        async with asked(request) as what:
            if what.file is None:
                raise HTTPException(415)
            job = await run_in_threadpool(
                desk.cluster_upload,
                caller.collection,
                what.file,
                what.name,
                what.options,
                caller.author,
                what.called,
            )
    except BodyTooLarge:
        return await run_in_threadpool(_start, request, caller, desk, tongue, 413)
    except RequestValidationError as error:
        why = invalid(error.errors()).detail
        return await run_in_threadpool(_start, request, caller, desk, tongue, 422, why)
    return RedirectResponse(place(request, f"/batch/{job.id}"), 303)


@router.get("/batch/{id}")
def batch(request: Request, caller: Reader, desk: Desk, tongue: Spoken, id: str) -> Response:  # noqa: A002
    """Show how far a job is, or what it has found."""
    job = desk.get(caller.collection, id)
    if job is None:
        return page(request, "batch_gone.html.j2", tongue, 404)
    template = "batch_state.html.j2" if PART in request.headers else "batch_job.html.j2"
    return page(request, template, tongue, amount=_size(tongue), job=Batch.of_job(job, desk))


@router.get("/batch/{id}/result")
def result(
    request: Request, job: KnownJob, desk: Desk, form: Annotated[Form, Query(alias="format")] = "html"
) -> Response:
    """Give a result as `/v1` does, but say on a page what goes wrong."""
    return taken(request, job, desk, form)


@router.post("/batch/{id}/cancel")
def cancel(request: Request, caller: Writer, desk: Desk, id: str) -> Response:  # noqa: A002
    """Stop a job."""
    desk.cancel(caller.collection, id, caller.author)
    return RedirectResponse(place(request, f"/batch/{id}"), 303)


@router.post("/batch/{id}/delete")
def delete(request: Request, caller: Writer, desk: Desk, id: str) -> Response:  # noqa: A002
    """Forget a job that has ended, with its upload and its result."""
    gone = desk.delete(caller.collection, id, caller.author)
    return RedirectResponse(place(request, "/batch" if gone else f"/batch/{id}"), 303)


def _start(
    request: Request, caller: Caller, desk: JobDesk, tongue: Tongue, status: int = 200, problem: str = ""
) -> Response:
    jobs = [Batch.of_job(job, desk) for job in desk.list(caller.collection, LISTED, None)]
    limit = request.app.state.settings.max_upload_bytes
    values: dict[str, Any] = {"jobs": jobs, "limit": limit, "problem": problem}
    template = "batch_problem.html.j2" if status != 200 and PART in request.headers else "batch.html.j2"
    values["too_large"] = status == 413
    return page(request, template, tongue, status, amount=_size(tongue), **values)


def _size(tongue: Tongue) -> Callable[[int], str]:
    """Return what says a number of bytes.

    >>> [_size(Tongue.EN)(size) for size in (0, 1_420, 2_000_000_000)]
    ['0 byte', '1.4 kB', '2,000 MB']
    """

    def said(size: int) -> str:
        unit, of = next(((unit, of) for unit, of in reversed(UNITS) if size >= of), UNITS[0])
        amount = size / of
        return format_unit(round(amount, 1 if amount < 100 else None), unit, "short", locale=tongue)

    return said
