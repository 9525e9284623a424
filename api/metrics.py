"""What Prometheus reads at `/metrics`: requests, and what other parts of the service count here."""

from __future__ import annotations

import math
from collections.abc import Callable

from fastapi import APIRouter, Request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
CANDIDATES = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
METHODS = frozenset(("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"))
UNKNOWN = "(none)"
"""The route of what was asked at a path that does not exist: clients must not choose labels."""

router = APIRouter()


class Metrics:
    """The figures of one service in this process.

    `index_articles` and `queued_jobs` are asked for when they are read, `candidates` is told of every
    question to the index.

    >>> metrics = Metrics()
    >>> metrics.candidates.observe(3)
    >>> metrics.ask(metrics.index_articles, lambda: 17)
    >>> b"dedup_index_articles 17.0" in metrics.text()
    True
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._seconds = Histogram(
            "dedup_request_seconds",
            "Time from a request to the end of its answer.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "dedup_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self.candidates = Histogram(
            "dedup_candidates", "Candidates of one question.", buckets=CANDIDATES, registry=self._registry
        )
        self.index_articles = Gauge("dedup_index_articles", "Articles indexed.", registry=self._registry)
        self.queued_jobs = Gauge("dedup_queued_jobs", "Jobs that wait.", registry=self._registry)
        self.queued_deliveries = Gauge(
            "dedup_queued_deliveries", "Messages to hooks that wait.", registry=self._registry
        )

    def requested(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        method = method if method in METHODS else "OTHER"
        self._seconds.labels(method, route or UNKNOWN).observe(seconds)
        self._requests.labels(method, route or UNKNOWN, status).inc()

    def ask(self, gauge: Gauge, value: Callable[[], float]) -> None:
        """Let a gauge tell what `value` returns when it is read; nothing is known without the database."""

        def told() -> float:
            try:
                return value()
            except SQLAlchemyError:
                return math.nan

        gauge.set_function(told)

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self._registry)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    summary="Read figures of the service",
    response_description="Figures in the format of Prometheus",
)
def metrics(request: Request) -> Response:
    """Return latency, requests, size of the index, queue and candidates. It takes a key once there is one."""
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE_LATEST)
