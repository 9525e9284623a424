"""What goes wrong with a page, said on a page: problems are JSON, which no editor should have to read."""

from __future__ import annotations

import json

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.frame import page, tongue_of
from api.problems import MEDIA_TYPE

FOR_PROGRAMS = ("/v1", "/metrics", "/healthz", "/readyz", "/openapi.json")


class ReadableProblems:
    """Turns a problem into a page where a browser asks for one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and show its problem if it has one."""
        if scope["type"] != "http" or not _is_for_a_reader(scope):
            await self.app(scope, receive, send)
            return
        shown = _Shown(scope, receive, send)
        await self.app(scope, receive, shown.take)


class _Shown:
    """An answer that goes out as it is, unless it is a problem."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._problem: Message | None = None
        self._body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self._problem = message
        elif self._problem is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._show(self._problem)

    async def _show(self, problem: Message) -> None:
        request = Request(self._scope)
        said = json.loads(self._body)
        values = {"title": said["title"], "problem": said["detail"]}
        answer = page(request, "failure.html.j2", tongue_of(request), problem["status"], **values)
        for name in ("retry-after", "www-authenticate"):
            given = Headers(raw=problem["headers"]).get(name)
            if given:
                answer.headers[name] = given
        await answer(self._scope, self._receive, self._send)


def _is_for_a_reader(scope: Scope) -> bool:
    path = scope["path"]
    is_api = any(path == start or path.startswith(f"{start}/") for start in FOR_PROGRAMS)
    return not is_api and "text/html" in Headers(scope=scope).get("accept", "")


def _is_problem(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith(MEDIA_TYPE)
