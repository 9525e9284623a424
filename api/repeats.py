"""Requests that a client may send again: the header Idempotency-Key makes them count once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from typing import Annotated
from uuid import uuid4

from fastapi import Header, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.security import Caller, Writer
from api.store.errors import BusyError, TakenError
from api.store.idempotency import AnswerStore, Kept

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="A text of your choice: the same request sent again with it does nothing more and gets"
        " the same answer.",
    ),
]


class Repeat:
    """One request that may have come before."""

    def __init__(self, request: Request, caller: Caller, key: str | None, digest: bytes) -> None:
        self._answers: AnswerStore = request.app.state.answers
        self._clock: Callable[[], float] = request.app.state.clock
        self._owner = f"{caller.collection} {caller.key}"
        self._key = key
        self._digest = digest

    def name(self, place: int) -> str:
        """Return an id for an article without one: with a key the same one every time."""
        if self._key is None:
            return uuid4().hex
        return sha256(f"{self._owner} {self._key} {place}".encode()).hexdigest()[:32]

    def answered(self, work: Callable[[], Kept]) -> Response:
        """Return the answer of the first time; if this is the first time, do the work."""
        if self._key is None:
            return _response(work())
        try:
            kept = self._answers.begin(self._owner, self._key, self._digest, self._clock())
        except TakenError as error:
            raise HTTPException(422, f"Idempotency-Key: {error}.") from error
        except BusyError as error:
            raise HTTPException(409, f"Idempotency-Key: {error}.", {"Retry-After": "1"}) from error
        return _response(kept or self._worked(self._key, work))

    def _worked(self, key: str, work: Callable[[], Kept]) -> Kept:
        try:
            kept = work()
        except BaseException:
            with suppress(Exception):  # the name is free again after a while in any case
                self._answers.forget(self._owner, key)
            raise
        self._answers.finish(self._owner, key, kept)
        return kept


async def repeat(request: Request, caller: Writer, key: IdempotencyKey = None) -> Repeat:
    """Return the request as one that may have come before; read as a whole."""
    digest = sha256(f"{request.method} {request.scope['path']}\n".encode() + await request.body()).digest()
    return Repeat(request, caller, key, digest)


def repeat_of_lines(request: Request, caller: Caller, key: str | None) -> Repeat:
    """Return a stream as one that may have come before: with a key its articles get the same ids again."""
    return Repeat(request, caller, key, b"")


def _response(kept: Kept) -> Response:
    return Response(kept.body, status_code=kept.status, media_type="application/json")
