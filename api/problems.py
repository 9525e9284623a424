"""Every error as application/problem+json (RFC 9457), naming the field and the limit.

`KINDS` says what can go wrong by status; `HANDLERS` is the one table from errors to answers.
A problem's type points to its row in /docs.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import compile_path

from api.field_problems import FieldProblem, field_problem
from api.store.errors import NotKnownError
from dedup import ArticleError

MEDIA_TYPE = "application/problem+json"
METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
MAX_LISTED_ERRORS = 20
NO_NUL = "must not contain the character U+0000"


class BodyTooLarge(HTTPException):
    """A body grew beyond `limit` bytes while it was read."""

    def __init__(self, limit: int) -> None:
        super().__init__(413)
        self.limit = limit


class BodyTooSlow(HTTPException):
    """Next to nothing of a body came for too long; the connection can carry no other request."""

    def __init__(self) -> None:
        super().__init__(408, headers={"Connection": "close"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the fragment of its type, a fixed title, and what to do about it."""

    slug: str
    title: str
    remedy: str


KINDS = {
    400: Kind(
        "malformed-json",
        "The body is not JSON",
        "Send one JSON object in UTF-8, not nested deeper than the schema.",
    ),
    401: Kind("no-key", "This needs a key", "Send one as `Authorization: Bearer dk_…` or `X-API-Key: dk_…`."),
    403: Kind("not-allowed", "This is not allowed", "Use a key that allows it."),
    404: Kind("not-found", "There is nothing at this path", "The paths are listed at /docs."),
    405: Kind(
        "method-not-allowed", "This path takes another method", "Use a method that the Allow header names."
    ),
    406: Kind("not-acceptable", "This is not there in such a form", "Ask for another form."),
    408: Kind("too-slow", "The body came too slowly", "Send the request again, as a whole."),
    409: Kind("conflict", "This does not go with what is there", "Look at what is there, and ask again."),
    413: Kind("too-large", "The body is too large", "Send fewer or shorter articles in one request."),
    415: Kind(
        "not-json",
        "The body is not declared as plain JSON",
        "Send Content-Type: application/json and no Content-Encoding.",
    ),
    422: Kind("invalid", "The request is not valid", "Correct the fields that `errors` names."),
    429: Kind("too-often", "Too many requests", "Wait as long as `Retry-After` says."),
    500: Kind("internal", "The service failed", "The request is not at fault; the service's log says more."),
    503: Kind("unavailable", "The service cannot answer now", "Send the request again a little later."),
}

NO_DATABASE = (OperationalError, InterfaceError, PoolTimeoutError)
"""What is raised where the database cannot be reached, is full, or is busy for too long."""


class Problem(BaseModel):
    """An error as RFC 9457 describes it."""

    type: str = Field(description="The kind of problem: a stable reference to its description.")
    title: str = Field(description="The kind of problem in words; the same every time.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What went wrong this time.")
    errors: list[FieldProblem] | None = Field(
        default=None, description=f"The fields that are wrong, at most {MAX_LISTED_ERRORS} of them."
    )


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of a route that may answer these statuses."""
    return {status: {"model": Problem, "description": KINDS[status].title} for status in statuses}


def problem(status: int, detail: str, errors: Sequence[FieldProblem] = ()) -> Problem:
    """Return a problem; a status without a kind of its own gets `about:blank`."""
    kind = KINDS.get(status)
    return Problem(
        type=f"/docs#{kind.slug}" if kind else "about:blank",
        title=kind.title if kind else HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(errors) or None,
    )


def problem_response(
    status: int,
    detail: str,
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as an answer."""
    safe = {"X-Content-Type-Options": "nosniff", **(headers or {})}
    body = problem(status, detail, errors).model_dump_json(exclude_none=True)
    return Response(body, status_code=status, headers=safe, media_type=MEDIA_TYPE)


def too_large(limit: int) -> Response:
    """Return the answer to a body of more than `limit` bytes."""
    error = FieldProblem(field="body", detail=f"must have at most {limit} bytes", limit=limit)
    # The rest of the body is not read, so this connection cannot carry another request.
    return problem_response(413, _sentence(error), [error], {"Connection": "close"})


def unavailable() -> Response:
    """Return the answer where the database cannot be reached, is full, or is busy for too long."""
    return problem_response(503, "The database does not answer.", headers={"Retry-After": "1"})


async def on_invalid(_: Request, exc: RequestValidationError) -> Response:
    """Answer a body that is not JSON or not the JSON that was asked for."""
    found = exc.errors()
    if found[0]["type"] == "json_invalid":
        return problem_response(400, _json_fault(str(exc.body), found[0]))
    wrong = invalid(found)
    return problem_response(422, wrong.detail, wrong.errors or ())


async def on_not_known(_: Request, exc: NotKnownError) -> Response:
    """Answer that a thing that was asked for is not in the store."""
    return problem_response(404, whole(exc))


async def on_article(_: Request, exc: ArticleError) -> Response:
    """Answer an article that the library refuses."""
    return problem_response(422, str(exc), [FieldProblem(field=exc.field, detail=str(exc))])


async def on_too_large(_: Request, exc: BodyTooLarge) -> Response:
    """Answer a body that turned out too large."""
    return too_large(exc.limit)


async def on_http(request: Request, exc: HTTPException) -> Response:
    """Answer what the framework refuses: an unknown path, a wrong method, an unreadable body."""
    kind = KINDS.get(exc.status_code)
    general = exc.detail == HTTPStatus(exc.status_code).phrase
    detail = kind.remedy if kind and general else exc.detail
    headers = {"Allow": ", ".join(allowed(request))} if exc.status_code == 405 else exc.headers
    return problem_response(exc.status_code, detail, headers=headers)


async def on_left(_: Request, __: ClientDisconnect) -> Response:
    """Answer, though nobody hears it, a client that left before it had sent all: it is no fault of ours."""
    return problem_response(400, "The body did not come as a whole.")


async def on_database(_: Request, __: Exception) -> Response:
    """Answer what only the database kept from being done."""
    return unavailable()


async def on_data(_: Request, exc: DataError) -> Response:
    """Answer a name from a form that PostgreSQL cannot be asked for; all else is a fault of our own."""
    if "NUL" not in str(exc.orig):
        raise exc
    return problem_response(422, f"A field {NO_NUL}.")


async def on_system(_: Request, exc: OSError) -> Response:
    """Answer what there is no room for on the disk; all else is a fault of our own."""
    if exc.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        raise exc
    return problem_response(503, "There is no room on the disk.", headers={"Retry-After": "60"})


async def on_unexpected(_: Request, __: Exception) -> Response:
    """Answer a fault of our own; the server logs it, the client learns nothing of the inside."""
    return problem_response(500, KINDS[500].remedy)


def allowed(request: Request) -> list[str]:
    """Return the methods that a path takes: the framework itself names those of one of its routes alone.

    Where a path of its own could also be read as a name, as `merge` in `/v1/clusters/merge`, it is no name.
    """
    path, routes = request.scope["path"], iter_route_contexts(request.app.routes)
    found = [route for route in routes if compile_path(str(route.path))[0].match(path)]
    names = min((str(route.path).count("{") for route in found), default=0)
    taken = {m for route in found if str(route.path).count("{") == names for m in route.methods or ()}
    return [method for method in METHODS if method in taken]


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    RequestValidationError: on_invalid,
    ArticleError: on_article,
    BodyTooLarge: on_too_large,
    HTTPException: on_http,
    NotKnownError: on_not_known,
    **dict.fromkeys(NO_DATABASE, on_database),
    DataError: on_data,
    ClientDisconnect: on_left,
    OSError: on_system,
    Exception: on_unexpected,
}


def invalid(found: Sequence[Mapping[str, Any]]) -> Problem:
    """Return the problem with what pydantic found wrong in a request."""
    errors = [field_problem(error) for error in found[:MAX_LISTED_ERRORS]]
    more = f" ({len(found)} errors, the first {len(errors)} are listed)" if len(found) > len(errors) else ""
    return problem(422, "; ".join(map(_sentence, errors)) + more, errors)


def whole(error: Exception) -> str:
    """Return what an error says as a sentence.

    >>> whole(NotKnownError("there is no such job"))
    'There is no such job.'
    """
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def _sentence(error: FieldProblem) -> str:
    return f"{error.field} {error.detail}"


def _json_fault(body: str, error: Mapping[str, Any]) -> str:
    before = body[: error["loc"][1]]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"line {line}, column {column}: {error['ctx']['error']}"
