"""Which of several media types a client would like best (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that is liked best, the first of several; None if none is acceptable.

    >>> best("text/html,application/json;q=0.9,*/*;q=0.1", ["application/json", "text/html"])
    'text/html'
    >>> best("text/*", ["application/json", "text/csv"]), best(None, ["application/json"])
    ('text/csv', 'application/json')
    >>> best("image/png, text/html;q=0", ["text/html"]) is None
    True
    """
    if not accept or not accept.strip():
        return offered[0]
    ranges = dict(map(_range, accept.split(",")))
    liked = [(_liking(kind, ranges), -n, kind) for n, kind in enumerate(offered)]
    most, _, kind = max(liked)
    return kind if most > 0 else None


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return kind, float(weight)
    except ValueError:
        return kind, 0.0


def _liking(kind: str, ranges: dict[str, float]) -> float:
    """Return the weight of the closest range that holds a media type."""
    group = kind.partition("/")[0]
    return next((ranges[name] for name in (kind, f"{group}/*", "*/*") if name in ranges), 0.0)
