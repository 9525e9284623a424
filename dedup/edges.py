"""The edges of equal ranges: what is called equal begins and ends with the same white space in both texts."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.link import Edit, EditOp
from dedup.span import Span


def evened(edits: Sequence[Edit], a: str, b: str) -> tuple[Edit, ...]:
    """Return the edits with uneven white space at the edges of equal ranges given to the change beside them.

    So b can be rebuilt with every equal range taken from a, spaces included.

    >>> old, new = "Dr. Ott", "Ott"
    >>> edits = [Edit("delete", Span(0, 3), Span(0, 0)), Edit("equal", Span(3, 7), Span(0, 3))]
    >>> [(e.op, e.a.of(old), e.b.of(new)) for e in evened(edits, old, new)]
    [('delete', 'Dr. ', ''), ('equal', 'Ott', 'Ott')]
    """
    spans = [[edit.a for edit in edits], [edit.b for edit in edits]]
    changed: set[int] = set()
    for n, edit in enumerate(edits):
        if edit.op == "equal":
            x, y = spans[0][n].of(a), spans[1][n].of(b)
            if x[:1] != y[:1] and _leading(x) != _leading(y):
                changed |= _give(n, -1, edits, spans, (_leading(x), _leading(y)))
            if x[-1:] != y[-1:] and _trailing(x) != _trailing(y):
                changed |= _give(n, 1, edits, spans, (_trailing(x), _trailing(y)))
    if not changed:
        return tuple(edits)
    return tuple(
        Edit(_op(x, y) if n in changed else edit.op, x, y)
        for n, (edit, x, y) in enumerate(zip(edits, *spans, strict=True))
    )


def _give(
    n: int, step: int, edits: Sequence[Edit], spans: list[list[Span]], widths: tuple[int, int]
) -> set[int]:
    """Move white space of equal edit `n` to a change before or after it; tell which edits took some."""
    took: set[int] = set()
    for side, width in zip(spans, widths, strict=True):
        to = _taker(n, step, edits, side) if width else None
        if to is None:
            continue
        at = side[n].start + width if step < 0 else side[n].end - width
        side[n] = Span(at, side[n].end) if step < 0 else Span(side[n].start, at)
        for k in range(n + step, to, step):
            side[k] = Span(at, at)
        side[to] = Span(side[to].start, at) if step < 0 else Span(at, side[to].end)
        took.add(to)
    return took


def _taker(n: int, step: int, edits: Sequence[Edit], side: Sequence[Span]) -> int | None:
    """Return the change beside edit `n` that has text on this side already, else the next one, if any."""
    first = n + step
    if not 0 <= first < len(edits) or edits[first].op == "equal" or not _touch(side[n], side[first], step):
        return None
    to = first
    while not len(side[to]) and 0 <= to + step < len(edits) and edits[to + step].op != "equal":
        to += step
    return to if len(side[to]) and _touch(side[n], side[to], step) else first


def _touch(mine: Span, other: Span, step: int) -> bool:
    return other.end == mine.start if step < 0 else other.start == mine.end


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _trailing(text: str) -> int:
    return len(text) - len(text.rstrip())


def _op(a: Span, b: Span) -> EditOp:
    if len(a) and len(b):
        return "replace"
    return "delete" if len(a) else "insert"
