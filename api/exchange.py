"""A body of lines answered line by line while it still arrives.

Many clients read nothing before they have sent all. So three tasks work side by side: one reads lines, one
answers them in batches, one sends the answers; those that the client does not read yet wait in a file.
Where the service stops, or the client sends next to nothing for too long, a last line says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from threading import Event

from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from api.lines import Line, LineCutter
from api.problems import BodyTooLarge, BodyTooSlow

NDJSON = "application/x-ndjson"
MAX_BATCH_LINES = 500
MAX_WAITING_CHUNKS = 16
SPOOL_BYTES = 1_000_000
CHUNK_BYTES = 65_536
WATCH_SECONDS = 0.2
DRAIN_SECONDS = 5.0
"""How long the rest of a body is read and forgotten: a client that is still sending could lose the answer."""


def is_lines(scope: Scope) -> bool:
    """Whether a request sends lines of JSON."""
    return Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower() == NDJSON


class LinesRoute(APIRoute):
    """A route for bodies of lines alone; others are left to the route after it, which reads a body whole."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a request is for this route."""
        return super().matches(scope) if is_lines(scope) else (Match.NONE, {})


class Exchange(Response):
    """Reads the request's lines and answers with what `answer` makes of each batch of them.

    `cut` makes the last line where not all are answered: of a status, and of the first line that is not.
    """

    media_type = NDJSON

    def __init__(
        self,
        answer: Callable[[Sequence[Line]], bytes],
        cut: Callable[[int, int], bytes],
        most_line_bytes: int,
        stopping: Event,
    ) -> None:
        super().__init__()
        self._answer = answer
        self._cut = cut
        self._cut_at: tuple[int, int] | None = None
        self._stopping = stopping
        self._cutter = LineCutter(most_line_bytes)
        self._waiting: asyncio.Queue[list[Line] | None] = asyncio.Queue(MAX_WAITING_CHUNKS)
        self._answers = Spool()
        self._is_read = False
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        async with asyncio.TaskGroup() as tasks:
            reading = tasks.create_task(self._read(Request(scope, receive)))
            watching = tasks.create_task(self._watch())
            tasks.create_task(self._work())
            await self._send(send, reading)
            reading.cancel()
            watching.cancel()

    async def _read(self, request: Request) -> None:
        try:
            async for chunk in request.stream():
                await self._waiting.put(self._cutter.feed(chunk))
            await self._waiting.put(self._cutter.end())
        except ClientDisconnect:
            pass  # what came until then is stored, a line that has no end is none
        except BodyTooLarge:
            await self._waiting.put([Line(self._cutter.number, None)])
        except BodyTooSlow:
            self._cut_at = 408, self._cutter.number
        finally:
            await self._waiting.put(None)

    async def _watch(self) -> None:
        """Wake up who waits for lines when the service stops."""
        while not self._stopping.is_set():
            await asyncio.sleep(WATCH_SECONDS)
        with suppress(asyncio.QueueFull):  # then nobody waits
            self._waiting.put_nowait([])

    async def _work(self) -> None:
        try:
            async for lines in self._batches():
                self._answers.write(await run_in_threadpool(self._answer, lines))
            if self._cut_at:
                self._answers.write(self._cut(*self._cut_at))
        finally:
            self._answers.end()
        while not self._is_read and await self._waiting.get() is not None:
            pass  # the reader is not to wait for anybody

    async def _batches(self) -> AsyncIterator[list[Line]]:
        """Yield the lines that came while the last ones were worked on, not too many at once."""
        while not self._is_read:
            lines = await self._come()
            for start in range(0, len(lines), MAX_BATCH_LINES):
                if self._stopping.is_set():
                    self._cut_at = 503, lines[start].number
                    return
                yield lines[start : start + MAX_BATCH_LINES]
            if self._stopping.is_set() and not self._is_read:
                self._cut_at = 503, self._cutter.number
                return

    async def _come(self) -> list[Line]:
        """Return all lines that have come, at least one piece of the body."""
        lines: list[Line] = []
        found = await self._waiting.get()
        while found is not None:
            lines += found
            if self._waiting.empty():
                return lines
            found = self._waiting.get_nowait()
        self._is_read = True
        return lines

    async def _send(self, send: Send, reading: asyncio.Task[None]) -> None:
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        await send(start)
        async for chunk in self._answers.chunks():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await asyncio.wait({reading}, timeout=DRAIN_SECONDS)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Spool:
    """Bytes written by one task and read by another; what is not read yet lies in a file once it is much."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115  # closed when all is read
        self._written = self._read = 0
        self._is_over = False
        self._news = asyncio.Event()

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._file.seek(self._written)
        self._written += self._file.write(data)
        self._news.set()

    def end(self) -> None:
        """Say that nothing more will come."""
        self._is_over = True
        self._news.set()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield what was written, until the end."""
        with self._file:
            while not self._is_over or self._read < self._written:
                if self._read < self._written:
                    yield self._next()
                else:
                    self._news.clear()
                    await self._news.wait()

    def _next(self) -> bytes:
        self._file.seek(self._read)
        chunk = self._file.read(CHUNK_BYTES)
        self._read += len(chunk)
        if self._read == self._written:  # so the file never grows beyond what is unread
            self._file.seek(0)
            self._file.truncate()
            self._written = self._read = 0
        return chunk
