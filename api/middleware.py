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
STREAMED = ("/v1/articles", "/v1/jobs")
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
        receive = _hurried(receive, self.seconds)
        limit = self.streamed if _is_streamed(scope["path"], headers) else self.whole
        if int(headers.get("content-length", "0")) > limit:
            await self._drain(receive)
            await too_large(limit)(scope, receive, send)
        else:
            await self.app(scope, self._counted(receive, limit), send)

    def _counted(self, receive: Receive, limit: int) -> Receive:
        total = 0

        async def counted() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > limit:
                if message.get("more_body"):
                    await self._drain(receive)
                raise BodyTooLarge(limit)
            return message

        return counted

    async def _drain(self, receive: Receive) -> None:
        """Read on and forget, not too much of it: a client that is still sending could lose the answer."""
        most = self.whole
        with suppress(BodyTooSlow):
            while most > 0 and (message := await receive()).get("more_body"):
                most -= len(message.get("body", b""))


def _hurried(receive: Receive, seconds: float) -> Receive:
    left, came, is_over = seconds, 0, False

    async def hurried() -> Message:
        nonlocal left, came, is_over
        if is_over:  # what comes now is that the client leaves, and that may take its time
            return await receive()
        begun = monotonic()
        try:
            async with asyncio.timeout(left):
                message = await receive()
        except TimeoutError:
            raise BodyTooSlow from None
        left -= monotonic() - begun
        came += len(message.get("body", b""))
        if came >= LEAST_BYTES:
            left, came = seconds, 0
        is_over = not message.get("more_body")
        return message

    return hurried


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
        headers[name] = value
    if headers.get("content-type", "").startswith("text/html"):
        headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    if is_guarded(path):
        headers.setdefault("Cache-Control", "private, no-cache")
