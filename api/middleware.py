"""What surrounds every request: a bound on its body, and headers that protect who reads the answer."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate import is_guarded
from api.problems import BodyTooLarge, too_large

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


class BodyLimit:
    """Refuses bodies of more than `whole` bytes, by their declared length or else while they arrive.

    Bodies that are read bit by bit may have `streamed` bytes.

    FastAPI's own `max_body_size` does the same, but answers a declared length in plain text.
    """

    def __init__(self, app: ASGIApp, whole: int, streamed: int) -> None:
        self.app = app
        self.whole = whole
        self.streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body, or answer 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self.streamed if _is_streamed(scope["path"], headers) else self.whole
        if int(headers.get("content-length", "0")) > limit:
            await _drain(receive, self.whole)
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
                    await _drain(receive, self.whole)
                raise BodyTooLarge(limit)
            return message

        return counted


def _is_streamed(path: str, headers: Headers) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind != "application/json" and any(
        path == start or path.startswith(f"{start}/") for start in STREAMED
    )


async def _drain(receive: Receive, most: int) -> None:
    """Read on and forget, `most` bytes at the most: a client that is still sending could lose the answer."""
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if not message.get("more_body"):
            return


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
