"""What goes wrong with a page, said on a page: problems are JSON, which no editor should have to read."""

from __future__ import annotations

import json

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.frame import PART, page, tongue_of
from api.problems import KINDS, MEDIA_TYPE
from dedup import speech

REMEDIES = {
    404: "Check the address, or go on from one of the pages named above.",
    405: "Go back to the page before, and use its buttons.",
    413: "Send it in parts, or shorter texts.",
    415: "Go back to the page before, and send the form again.",
    429: "Wait a moment, then try again.",
    500: "It is not your fault. Try again; if it fails again, tell those who run the service.",
}
"""What an editor can do where a problem says what a program should."""

FOR_PROGRAMS = ("/v1", "/metrics", "/healthz", "/readyz", "/openapi.json")


class ReadableProblems:
    """Turns a problem into a page where a browser asks for one, and says it in the language of the page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and show its problem if it has one."""
        if scope["type"] != "http" or _is_for_a_program(scope):
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
        tongue, status = tongue_of(request), problem["status"]
        detail = _for_an_editor(status, said["detail"])
        if PART in request.headers:
            said["detail"] = speech(tongue).problem(detail)
            answer: Response = JSONResponse(said, status, media_type=MEDIA_TYPE)
        else:
            answer = page(request, "failure.html.j2", tongue, status, title=said["title"], problem=detail)
        for name in ("retry-after", "www-authenticate"):
            given = Headers(raw=problem["headers"]).get(name)
            if given:
                answer.headers[name] = given
        await answer(self._scope, self._receive, self._send)


def _is_for_a_program(scope: Scope) -> bool:
    path, headers = scope["path"], Headers(scope=scope)
    is_api = any(path == start or path.startswith(f"{start}/") for start in FOR_PROGRAMS)
    return is_api or not (PART in headers or "text/html" in headers.get("accept", ""))


def _for_an_editor(status: int, detail: str) -> str:
    kind = KINDS.get(status)
    return REMEDIES.get(status, detail) if kind and detail == kind.remedy else detail


def _is_problem(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith(MEDIA_TYPE)
