"""Structured logs: one line a request, with an id that its answer carries, too.

Secrets never get here: headers, bodies, and query strings are not logged, and the store hides what it writes.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from contextlib import suppress
from typing import TextIO
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate import key_of
from api.metrics import Metrics
from api.problems import KINDS, NO_DATABASE, problem_response, unavailable

ID_HEADER = "X-Request-ID"
SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

_log = structlog.get_logger("dedup.request")
_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# The values of variables stay out: a key or a text may be among them.
_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


def configure_logs(level: str, form: str) -> None:
    """Write log lines to standard error from now on, those of libraries, too: as JSON or as `text`."""
    last: list[structlog.typing.Processor] = (
        [_TRACEBACKS, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*_SHARED, *last],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(_Lossy(sys.stderr)),  # type: ignore[arg-type]  # all of it that is used
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(last))
    # What libraries tell of their daily work is of no use to a newsroom.
    logging.basicConfig(level=max(least, logging.WARNING), handlers=[handler], force=True)


class _Lossy:
    """A file for lines: one for which the disk has no room is lost, but no request with it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write text, if there is room."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Write what was held back, if there is room."""
        with suppress(OSError):
            self._file.flush()


class RequestLog:
    """Gives every request an id, counts and logs it, and answers what nothing else has caught."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; when it is answered, tell of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _id_of(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        await self._told(scope, receive, _Answer(send, request_id))

    async def _told(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        started = time.perf_counter()
        try:
            await self.app(scope, receive, answer)
        except Exception as error:
            _log.exception("failed")
            if not answer.status:
                await _apology(error)(scope, receive, answer)
        finally:
            self._tell(scope, answer.status, time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route, key = getattr(scope.get("route"), "path", None), key_of(scope)
        _log.info(
            "request",
            method=scope["method"],
            route=route,
            status=status or None,  # none if whoever asked left
            ms=round(seconds * 1_000, 2),
            key=key.prefix if key else None,
        )
        self.metrics.requested(scope["method"], route, status, seconds)


class _Answer:
    """Sends an answer with the id of its request, and remembers its status (0 until there is one)."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[ID_HEADER] = self._id
        await self._send(message)


def _id_of(scope: Scope) -> str:
    """Return the id that a request brings, if it can do no harm in a log, or else a new one."""
    given = Headers(scope=scope).get(ID_HEADER, "")
    return given if SANE_ID.fullmatch(given) else uuid4().hex


def _apology(error: Exception) -> Response:
    if isinstance(error, NO_DATABASE):
        return unavailable()
    return problem_response(500, KINDS[500].remedy)


def _formatter(last: list[structlog.typing.Processor]) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        foreign_pre_chain=_SHARED,
    )
