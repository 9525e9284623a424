"""Ids in paths: any text can be one, percent-encoded; also with a slash in it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl, unquote, unquote_to_bytes

from fastapi import Path
from pydantic import BeforeValidator
from starlette.types import ASGIApp, Receive, Scope, Send

from api.field_problems import MAX_SHOWN_CHARS, FieldProblem
from api.problems import NO_NUL, problem_response
from api.requests import Id

PERCENT, SLASH = "%25", "%2F"


class EncodedSlashes:
    """Leaves slashes and percent signs that came encoded so in the path: they are parts of names.

    A path that is not UTF-8 is refused: with signs replaced, many names would be one.

    It must stand outside of all that looks at paths, so that everything sees the same one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its path as it was meant."""
        if scope["type"] == "http" and b"%" in scope.get("raw_path", b""):
            try:
                scope = {**scope, "path": meant(scope["raw_path"])}
            except UnicodeDecodeError:
                await problem_response(422, "The path must be percent-encoded UTF-8.")(scope, receive, send)
                return
        await self.app(scope, receive, send)


class WithoutNul:
    """Refuses a path or a query with U+0000 in it: no name has one, and PostgreSQL takes none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        field = _with_nul(scope) if scope["type"] == "http" else None
        errors = [FieldProblem(field=field, detail=NO_NUL)] if field else []
        await (problem_response(422, f"{field} {NO_NUL}", errors) if field else self.app)(
            scope, receive, send
        )


def _with_nul(scope: Scope) -> str | None:
    """Return the first field that has U+0000 in it."""
    if "\x00" in scope["path"]:
        return "path"
    if b"%00" not in scope["query_string"]:
        return None
    fields = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return next((name[:MAX_SHOWN_CHARS] or "query" for name, value in fields if "\x00" in value), "query")


def meant(raw: bytes) -> str:
    """Return a path decoded but for slashes and percent signs within a segment.

    >>> meant(b"/v1/articles/a%2fb%20c%25/diff/d")
    '/v1/articles/a%2Fb c%25/diff/d'
    """
    parts = (unquote_to_bytes(part).decode() for part in raw.split(b"/"))
    return "/".join(part.replace("%", PERCENT).replace("/", SLASH) for part in parts)


def _name(part: object) -> object:
    return unquote(part) if isinstance(part, str) and "%" in part else part


_HOW = "percent-encoded; a slash in it as %2F"
ArticleId = Annotated[Id, BeforeValidator(_name), Path(alias="id", description=f"The article's id, {_HOW}.")]
OtherId = Annotated[Id, BeforeValidator(_name), Path(alias="other", description=f"The other's id, {_HOW}.")]
