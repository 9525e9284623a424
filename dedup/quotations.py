"""Where the quotations of a text begin and end, whatever marks it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dedup.span import Span

PAIRS: dict[str, str] = {
    "„": '“”"',
    "‚": "‘’'",
    "‘": "’'",
    "“": '”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"”“',
}
"""Opening mark → the marks that may close it. Desks mix styles, so some openings accept several."""

QUOTE_MARKS = frozenset("".join(PAIRS) + "".join(PAIRS.values())) | {"‘", "`", "´"}
"""Every glyph that is drawn as a quotation mark (or an apostrophe)."""

MAX_QUOTATION_CHARS = 4_000
MAX_INNER_MARKS = 40
_BLANK_LINE = re.compile("\n[ \t]*\n")
_OPENERS_BEFORE = frozenset(" \t\n\u00a0\u202f([{-–—/")
_SPACED = frozenset(" \u00a0\u202f")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: `outer` with its marks, `inner` without them."""

    outer: Span
    inner: Span


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Return the outermost quotations in ``text[start:end]``, in order.

    A quotation does not run over a blank line, and a mark without a partner opens nothing.

    >>> text = 'Er sagte: „Nein. Nie.“'
    >>> [quotation.inner.of(text) for quotation in find_quotations(text)]
    ['Nein. Nie.']
    """
    stops = _stops(text, start, len(text) if end is None else end)
    marks = [text[at] for at in stops]
    shuts = [_closes(text, at) for at in stops]
    found: list[Quotation] = []
    n = 0
    while n < len(stops):
        closing = _closing(stops, marks, shuts, n) if _opens(text, stops[n]) else None
        if closing is not None:
            at, to = stops[n], stops[closing]
            found.append(Quotation(Span(at, to + 1), Span(at + 1, to)))
        n = n + 1 if closing is None else closing + 1
    return found


def _stops(text: str, start: int, end: int) -> list[int]:
    """Return where the quotation marks and blank lines of a range are."""
    found: list[int] = []
    for mark in QUOTE_MARKS:
        at = text.find(mark, start, end)  # far faster than a character class, since most are absent
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1, end)
    if found:
        found += [m.start() for m in _BLANK_LINE.finditer(text, start, end)]
    return sorted(found)


def _opens(text: str, at: int) -> bool:
    """Whether the mark stands where a quotation can begin: before a word, after a space or bracket."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char not in PAIRS or not after or after == char:
        return False
    after_ok = not after.isspace() or (char in "«»" and after in _SPACED)
    return after_ok and (not before or before in _OPENERS_BEFORE or before in QUOTE_MARKS or char in "„«「『")


def _closing(stops: list[int], marks: list[str], shuts: list[bool], n: int) -> int | None:
    """Return which of the stops closes the quotation that opens at stop `n`."""
    opener = marks[n]
    closers = PAIRS[opener]
    nests = opener not in closers
    depth = 0
    for k in range(n + 1, min(len(stops), n + MAX_INNER_MARKS)):
        mark = marks[k]
        if mark == opener and nests:
            depth += 1
        elif shuts[k] and mark in closers:
            if depth == 0:
                return k if stops[k] - stops[n] <= MAX_QUOTATION_CHARS else None
            depth -= 1
        elif mark == "\n":
            return None
    return None


def _closes(text: str, at: int) -> bool:
    """Whether the mark can end a quotation: not an apostrophe or inch sign inside a word."""
    after = text[at + 1 : at + 2]
    if text[at] in "'’‘":
        return not after.isalnum()
    if text[at] == '"':
        return not after.isalnum() and not text[at - 1].isspace()
    return True
