"""What goes wrong with a page, said on a page: problems are JSON, which no editor should have to read."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate import PART, SIGN_IN, key_of
from api.pages.frame import page, section_of, tongue_of
from api.pages.places import place
from api.pages.saving import brings_texts, texts_of
from api.problems import KINDS, MEDIA_TYPE

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
LOST = (401, 403, 404, 500, 503)
"""What may go wrong with texts that are all right."""


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
        await self.app(scope, shown.next, shown.take)


class _Shown:
    """An answer that goes out as it is, unless it is a problem."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._problem: Message | None = None
        self._body = b""
        self._asked: list[Message] | None = [] if brings_texts(scope) else None

    async def next(self) -> Message:
        """Return what comes next of the request, and remember the texts that it brings."""
        message = await self._receive()
        if self._asked is not None:
            self._asked.append(message)
        return message

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
        answer = await self._page(Request(self._scope), json.loads(self._body), problem["status"])
        for name in ("retry-after", "www-authenticate"):
            given = Headers(raw=problem["headers"]).get(name)
            if given:
                answer.headers[name] = given
        await answer(self._scope, self._receive, self._send)

    async def _page(self, request: Request, said: dict[str, str], status: int) -> Response:
        tongue = tongue_of(request)
        values: dict[str, object] = {"title": said["title"], "problem": _why(request, said, status)}
        values["sign_in"] = place(request, SIGN_IN, next=_back(request)) if status == 401 else None
        if PART in request.headers:
            return page(request, "problem.html.j2", tongue, status, **values)
        if self._asked is not None and status in LOST:
            texts = await texts_of(self._scope, self._asked, self._receive)
            if texts:
                return page(request, "compare.html.j2", tongue, status, **texts, **values)
        return page(request, "failure.html.j2", tongue, status, **values)


def _why(request: Request, said: dict[str, str], status: int) -> str:
    """Return what went wrong, in words for an editor."""
    key = key_of(request.scope)
    if status == 403 and key and key.scope == "read":
        return "Your key may read, but not change anything."
    if status == 401:
        return "You are not signed in, or your key was revoked."
    return _for_an_editor(status, said["detail"])


def _back(request: Request) -> str:
    """Return the page that asked, or where its part of the service begins: what is only posted is no page."""
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc == request.headers.get("host") and (came.query or request.method == "GET"):
        return f"{came.path}?{came.query}" if came.query else came.path
    return place(request, section_of(request))


def _is_for_a_program(scope: Scope) -> bool:
    path, headers = scope["path"], Headers(scope=scope)
    is_api = any(path == start or path.startswith(f"{start}/") for start in FOR_PROGRAMS)
    return is_api or not (PART in headers or "text/html" in headers.get("accept", ""))


def _for_an_editor(status: int, detail: str) -> str:
    kind = KINDS.get(status)
    return REMEDIES.get(status, detail) if kind and detail == kind.remedy else detail


def _is_problem(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith(MEDIA_TYPE)
