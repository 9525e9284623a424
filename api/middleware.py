"""What surrounds every request: a bound on its body, and headers that protect who reads the answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate import is_guarded
from api.problems import BodyTooLarge, BodyTooSlow, too_large

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For pages of results, which carry their style and besides name its hash in a policy of their own."""
STREAMED = ("/v1/articles", "/v1/jobs", "/batch")
"""Where a body that is no JSON is read bit by bit, and so may be longer."""


LEAST_BYTES = 1_000
"""How much of a body must come while a client's patience is tried."""


class BodyLimit:
    """Refuses bodies of more than `whole` bytes, by their declared length or else while they arrive.

    Bodies that are read bit by bit may have `streamed` bytes. One that is waited for for so many `seconds`
    in which next to nothing of it comes is given up.

    FastAPI's own `max_body_size` does the same, but answers a declared length in plain text.
    """

    def __init__(self, app: ASGIApp, whole: int, streamed: int, seconds: float) -> None:
        self.app = app
        self.whole = whole
        self.streamed = streamed
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body, or answer 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self.streamed if _is_streamed(scope["path"], headers) else self.whole
        body = _Body(receive, limit, self.seconds)

        async def after_the_body(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                await body.drain(self.whole)
            await send(message)

        is_long = int(headers.get("content-length", "0")) > limit
        await (too_large(limit) if is_long else self.app)(scope, body.next, after_the_body)


class _Body:
    """A body that may have `limit` bytes, and is not waited for longer than so many `seconds`."""

    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self._receive = receive
        self._limit, self._total = limit, 0
        self._seconds, self._left, self._came = seconds, seconds, 0
        self._is_over = False

    async def next(self) -> Message:
        """Return what comes next. Raises BodyTooLarge and BodyTooSlow."""
        message = await self._hurried()
        self._total += len(message.get("body", b""))
        if self._total > self._limit:
            raise BodyTooLarge(self._limit)
        return message

    async def drain(self, most: int) -> None:
        """Read on and forget, not too much of it: a client that is still sending could lose the answer."""
        with suppress(BodyTooSlow):
            while most > 0 and not self._is_over:
                most -= len((await self._hurried()).get("body", b""))

    async def _hurried(self) -> Message:
        if self._is_over:  # what comes now is that the client leaves, and that may take its time
            return await self._receive()
        begun = monotonic()
        try:
            async with asyncio.timeout(self._left):
                message = await self._receive()
        except TimeoutError:
            self._is_over = True
            raise BodyTooSlow from None
        self._left -= monotonic() - begun
        self._came += len(message.get("body", b""))
        if self._came >= LEAST_BYTES:
            self._left, self._came = self._seconds, 0
        self._is_over = not message.get("more_body")
        return message


def _is_streamed(path: str, headers: Headers) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind != "application/json" and any(
        path == start or path.startswith(f"{start}/") for start in STREAMED
    )


class SecurityHeaders:
    """Adds to every answer what keeps a browser from doing more with it than showing it.

    A page that brings a policy of its own, such as /docs, keeps it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and mark the answer."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), str(scope.get("path", "")))
            await send(message)

        await self.app(scope, receive, marked)


def _protect(headers: MutableHeaders, path: str) -> None:
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    if headers.get("content-type", "").startswith("text/html"):
        headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    if is_guarded(path):
        headers.setdefault("Cache-Control", "private, no-cache")
