"""Which form of an answer a client wants, and whether it has that answer already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dedup import VERSION

JSON = "application/json"
HTML = "text/html"


def wanted(request: Request, offered: Sequence[str]) -> str:
    """Return the offered media type that the Accept header likes best, the first one on a tie.

    Raises 406 if it takes none of them.
    """
    liked = list(accepted(request.headers.get("accept", "*/*")))
    weights = {kind: _weight(kind, liked) for kind in offered}
    best = max(offered, key=lambda kind: weights[kind])  # the first of equals
    if not weights[best]:
        raise HTTPException(406, f"The answer is one of {', '.join(offered)}.")
    return best


def accepted(header: str) -> Iterator[tuple[str, float]]:
    """Yield the ranges of an Accept header with their weights.

    >>> list(accepted("text/html, */*;q=0.8, bad;q=x"))
    [('text/html', 1.0), ('*/*', 0.8), ('bad', 0.0)]
    """
    for part in header.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        given = [value[2:] for value in parameters if value.startswith("q=")]
        try:
            yield kind, min(max(float(given[0]), 0.0), 1.0) if given else 1.0
        except ValueError:
            yield kind, 0.0


def etag(*parts: object) -> str:
    """Return a tag for an answer that these parts and the version of the service determine."""
    return f'"{sha256(repr((VERSION, parts)).encode()).hexdigest()[:24]}"'


def unchanged(request: Request, tag: str) -> Response | None:
    """Return 304 if the client has the answer of this tag, else None."""
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers={"ETag": tag}) if tag in known or "*" in known else None


def _weight(kind: str, liked: Sequence[tuple[str, float]]) -> float:
    """Return the weight of the most exact range that holds a media type."""
    for name in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        found = [weight for given, weight in liked if given == name]
        if found:
            return max(found)
    return 0.0
