"""A connection that no client holds for ever: it ends where no request comes, or no answer is read.

How slowly a body may come is said in `api.middleware`.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(H11Protocol):
    """uvicorn's connection, which by itself waits without an end."""

    seconds = 60.0
    """How long to wait; `patient` makes a class of connections with another patience."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  (uvicorn's own)
        super().__init__(*given, **named)
        self._head: asyncio.TimerHandle | None = None
        self._reader: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends; it may be the end of a request's head, or the beginning."""
        super().data_received(data)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        super().connection_lost(exc)
        _cancel(self._head)
        _cancel(self._reader)

    def pause_writing(self) -> None:
        """Begin to wait for a client that does not read."""
        super().pause_writing()
        self._reader = self.loop.call_later(self.seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client reads."""
        super().resume_writing()
        _cancel(self._reader)

    def _wait_for_head(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            _cancel(self._head)
            self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(self.seconds, self.transport.abort)


def patient(seconds: float) -> type[Connection]:
    """Return a class of connections that wait so long.

    >>> patient(5).seconds
    5
    """
    return type("Patient", (Connection,), {"seconds": seconds})


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
