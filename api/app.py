"""The service put together."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from api import admin, health, metrics
from api.article_answers import LINE_SCHEMA
from api.comparer import Comparer
from api.delivery import Courier
from api.docs import docs
from api.gate import Gate
from api.heads import HeadAsGet
from api.intake import Intake
from api.job_requests import SCHEMAS
from api.jobs.desk import JobDesk
from api.jobs.folders import JobFolders
from api.jobs.kinds import KINDS as JOB_KINDS
from api.jobs.supervisor import Supervisor
from api.keyring import Keyring
from api.limits import Limited, Limits, publish
from api.logs import RequestLog
from api.middleware import BodyLimit, SecurityHeaders
from api.pages import (
    assets,
    batch,
    compare,
    deciding,
    export,
    keeping,
    picking,
    signing,
    stories,
    story,
    ticking,
)
from api.pages.failing import ReadableProblems
from api.paths import EncodedSlashes, WithoutNul
from api.problems import HANDLERS, KINDS, MEDIA_TYPE
from api.rates import Rates
from api.readiness import Readiness
from api.routes import articles, checks, clusters, hooks, jobs, similar, texts
from api.security import SCHEMES
from api.sending import Sending
from api.settings import ServiceSettings, read_settings
from api.store.articles import ArticleStore
from api.store.comparisons import ComparisonStore
from api.store.database import Database
from api.store.deliveries import DeliveryStore
from api.store.idempotency import AnswerStore
from api.store.jobs import JobStore
from api.store.ticks import TickStore
from dedup import VERSION

GRACE_SECONDS = 12.0
"""How long a message that is being sent to a hook may take when the service stops."""

DESCRIPTION = """\
Sentence-level diffs of news texts, and clusters of articles that take text from each other.
In every pair `a` is the older and `b` the newer text; all offsets count code points of the text as given."""
EVERYWHERE = (401, 403, 404, 422, 429, 503)
"""What can happen to any request for `/v1`."""


class Service(FastAPI):
    """FastAPI whose OpenAPI document gives errors the media type that they really have."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        document = super().openapi()
        document["components"]["schemas"].update(SCHEMAS, LineAnswer=LINE_SCHEMA)
        publish(document["components"]["schemas"], self.state.limits)
        document["components"]["securitySchemes"] = SCHEMES
        for path, operations in document["paths"].items():
            for operation in operations.values():
                if path.startswith("/v1/"):
                    operation["security"] = [{name: []} for name in SCHEMES]
                    _may_be_refused(operation["responses"])
                _as_problems(operation["responses"])
        for unused in ("HTTPValidationError", "ValidationError"):  # the framework's own form of a 422
            document["components"]["schemas"].pop(unused, None)
        return document


def create_app(settings: ServiceSettings | None = None) -> FastAPI:
    """Return the service, ready for an ASGI server. Its database is brought up to date when it starts."""
    settings = settings or read_settings()
    database = Database(settings.store)
    app = Service(
        title="dedup",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,  # FastAPI's own pages load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={**HANDLERS, jobs.AllSeenError: jobs.on_all_seen},
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.limits = Limits(settings.max_article_chars, settings.max_batch_articles)
    app.state.clock = time.time
    app.state.database = database
    app.state.comparer = Comparer()
    app.state.rates = Rates(settings.requests_per_minute)
    app.state.keyring = Keyring(database, time.monotonic)
    app.state.stopping = threading.Event()  # what streams an answer without an end looks at this
    store, folders = JobStore(database), JobFolders(settings.data)
    supervisor = Supervisor(
        store, folders, JOB_KINDS, settings.store, settings.workers, time.time, settings.max_job_bytes
    )
    app.state.supervisor = supervisor
    app.state.jobs = JobDesk(store, folders, supervisor.wake, time.time, settings.max_job_seconds)
    app.state.deliveries = DeliveryStore(database)
    app.state.comparisons = ComparisonStore(database, settings.comparison_days)
    app.state.courier = Courier(
        app.state.deliveries,
        Sending(settings.hook_networks),
        time.time,
        sweeps=[app.state.comparisons.sweep],
    )
    app.state.metrics = _watched(store, app.state.deliveries)
    app.state.readiness = Readiness({"database": database.is_current})
    _surround(app, settings)
    _open_routes(app)
    return app


def _watched(store: JobStore, deliveries: DeliveryStore) -> metrics.Metrics:
    """Return the metrics, which look at what waits."""
    found = metrics.Metrics()
    found.ask(found.queued_jobs, lambda: store.counts()["queued"])
    found.ask(found.queued_deliveries, deliveries.waiting)
    return found


def _surround(app: FastAPI, settings: ServiceSettings) -> None:
    """Put around every request what bounds, guards and logs it; what is added last comes first."""
    app.add_middleware(HeadAsGet)
    app.add_middleware(WithoutNul)
    app.add_middleware(Limited, limits=app.state.limits)
    app.add_middleware(
        BodyLimit,
        whole=settings.max_body_bytes,
        streamed=settings.max_upload_bytes,
        seconds=settings.body_seconds,
    )
    app.add_middleware(Gate, keyring=app.state.keyring, rates=app.state.rates)
    app.add_middleware(ReadableProblems)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog, metrics=app.state.metrics)
    app.add_middleware(EncodedSlashes)


def _open_routes(app: FastAPI) -> None:
    pages = (compare, keeping, picking, export, ticking, stories, deciding, story, batch, signing, assets)
    for part in (texts, articles, checks, similar, clusters, hooks, jobs, admin, health, metrics, *pages):
        app.include_router(part.router)
    app.add_api_route("/docs", docs, include_in_schema=False)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    database, settings = app.state.database, app.state.settings
    await run_in_threadpool(database.upgrade)
    app.state.articles = ArticleStore(database)
    app.state.ticks = TickStore(database)
    app.state.answers = AnswerStore(database)
    app.state.intake = Intake(database, app.state.articles, settings.data / "index")
    app.state.readiness.checks["index"] = app.state.intake.caught_up.is_set
    app.state.metrics.ask(app.state.metrics.index_articles, app.state.intake.size)
    await run_in_threadpool(app.state.jobs.tidy)
    app.state.supervisor.start()
    app.state.courier.start()
    yield
    app.state.stopping.set()
    await run_in_threadpool(app.state.supervisor.stop, settings.shutdown_seconds)
    await run_in_threadpool(app.state.courier.stop, GRACE_SECONDS)
    await run_in_threadpool(app.state.intake.close)
    app.state.database.close()


def _may_be_refused(responses: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Problem"}
    for status in EVERYWHERE:
        answer = {"description": KINDS[status].title, "content": {MEDIA_TYPE: {"schema": schema}}}
        if status == 422 or str(status) not in responses:
            responses[str(status)] = answer


def _as_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status >= "400" and "application/json" in response.get("content", {}):
            response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
