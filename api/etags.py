"""Tags of answers, so that a client that has one already is not sent it again."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dedup import VERSION

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The client has this answer already"}}


def etag(*parts: object) -> str:
    """Return a tag for an answer that these parts and the version of the service determine."""
    return f'"{sha256(repr((VERSION, parts)).encode()).hexdigest()[:24]}"'


def unchanged(request: Request, tag: str) -> Response | None:
    """Return 304 if the client has the answer of this tag, else None."""
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers={"ETag": tag}) if tag in known or "*" in known else None
