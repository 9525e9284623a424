"""What surrounds every request: a bound on its body, and a header that forbids content sniffing."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import BodyTooLarge, too_large


class BodyLimit:
    """Refuses bodies of more than `limit` bytes, by their declared length or else while they arrive.

    FastAPI's own `max_body_size` does the same, but answers a declared length in plain text.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body, or answer 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif int(Headers(scope=scope).get("content-length", "0")) > self.limit:
            await _drain(receive, self.limit)
            await too_large(self.limit)(scope, receive, send)
        else:
            await self.app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        total = 0

        async def counted() -> Message:
            nonlocal total
            message = await receive()
            total += len(message.get("body", b""))
            if total > self.limit:
                if message.get("more_body"):
                    await _drain(receive, self.limit)
                raise BodyTooLarge(self.limit)
            return message

        return counted


async def _drain(receive: Receive, most: int) -> None:
    """Read on and forget, `most` bytes at the most: a client that is still sending could lose the answer."""
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if not message.get("more_body"):
            return


class NoSniff:
    """Adds `X-Content-Type-Options: nosniff` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and mark the answer."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self.app(scope, receive, marked)
