"""Requests that a client may send again: the header Idempotency-Key makes them count once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Header, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.security import Caller
from api.store.errors import BusyError, TakenError
from api.store.idempotency import AnswerStore, Kept

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="A text of your choice: the same request sent again with it within a day does nothing"
        " more and gets the same answer.",
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
            known = self._answers.begin(self._owner, self._key, self._digest, self._clock())
        except TakenError as error:
            raise HTTPException(422, f"Idempotency-Key: {error}.") from error
        except BusyError as error:
            raise HTTPException(409, f"Idempotency-Key: {error}.", {"Retry-After": "1"}) from error
        return _response(known or self._worked(self._key, work))

    def _worked(self, key: str, work: Callable[[], Kept]) -> Kept:
        try:
            answer = work()
        except BaseException:
            with suppress(Exception):  # the name is free again after a while in any case
                self._answers.forget(self._owner, key)
            raise
        self._answers.finish(self._owner, key, answer)
        return answer


async def again(request: Request, key: IdempotencyKey = None) -> Callable[[Caller], Repeat]:
    """Return what makes of a request, read as a whole, one of this caller's that may have come before."""
    said = f"{request.method} {request.scope['path']}\n".encode() + await request.body() if key else b""
    return lambda caller: Repeat(request, caller, key, sha256(said).digest())


# It does not ask for the caller itself: FastAPI would find out twice who that is.
Again = Annotated[Callable[[Caller], Repeat], Depends(again)]


def repeat_of_lines(request: Request, caller: Caller, key: str | None) -> Repeat:
    """Return a stream as one that may have come before: with a key its articles get the same ids again."""
    return Repeat(request, caller, key, b"")


def kept(answer: Mapping[str, Any], status: int) -> Kept:
    """Return an answer in JSON, to be kept."""
    return Kept(status, json.dumps(answer, ensure_ascii=False).encode())


def _response(answer: Kept) -> Response:
    kind = "application/json" if answer.body else None
    return Response(answer.body, status_code=answer.status, media_type=kind)
