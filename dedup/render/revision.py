"""Both texts of a diff as one, in pieces: what stayed, went, came or moved, each character as it was given.

What stayed and what went is a, piece after piece; what stayed and what came is b. That holds whatever links,
edits and metadata a diff has: what stays is the heaviest chain of equal passages that run in one direction
in both texts, and all that lies between two of them went or came.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from dedup.chain import heaviest_chain
from dedup.diff import Diff
from dedup.document import Document
from dedup.link import Link
from dedup.render.amounts import is_heavy
from dedup.span import Span

Op = Literal["kept", "removed", "added", "moved from", "moved to"]
_TOKENS = re.compile(r"\s+|\S+")
_Pair = tuple[Span, Span]
_Moves = Mapping[tuple[str, int | None], int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage: its place in a, in b, or in both if it stayed. `inside` says that it is part of a sentence.

    `move` tells the two ends of a sentence that moved as it was from those of others; 0 for all else.
    """

    op: Op
    text: str
    a: Span | None
    b: Span | None
    inside: bool
    move: int = 0


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of one text that goes or comes as a whole: of a sentence, or a token between sentences."""

    span: Span
    text: str
    sentence: int | None


def pieces(diff: Diff) -> list[Piece]:
    """Return both texts as one.

    >>> from dedup import Article, compare_articles
    >>> diff = compare_articles(Article("Es kamen 26 Gäste."), Article("Es kamen 27 Gäste. Alle blieben."))
    >>> [(piece.op, piece.text) for piece in pieces(diff)][:4]
    [('kept', 'Es kamen '), ('removed', '26'), ('added', '27'), ('kept', ' Gäste.')]
    """
    moves = _moved_as_they_were(diff)
    found: list[Piece] = []
    at_a = at_b = 0
    for a, b in _kept(diff):
        found += _between(diff, Span(at_a, a.start), Span(at_b, b.start), moves)
        found.append(Piece("kept", a.of(diff.a.text), a, b, inside=True))
        at_a, at_b = a.end, b.end
    found += _between(diff, Span(at_a, len(diff.a.text)), Span(at_b, len(diff.b.text)), moves)
    return found


def _kept(diff: Diff) -> list[_Pair]:
    """Return the equal passages of sentences in their place that run in one direction in both texts."""
    found = [pair for link in diff.links if _is_marked(diff, link) for pair in _equal(diff, link)]
    weights = [float(len(a)) for a, _ in found]
    return [found[n] for n in heaviest_chain([(a.start, b.start) for a, b in found], weights)]


def _is_marked(diff: Diff, link: Link) -> bool:
    """Whether single words of a link are marked: it is in its place, and not all but new."""
    return not link.moved and not is_heavy(diff, link)


def _equal(diff: Diff, link: Link) -> Iterator[_Pair]:
    """Yield what is the same character by character; equal edits overlook white space and the like."""
    for edit in link.edits:
        if edit.op != "equal":
            continue
        if edit.a.of(diff.a.text) == edit.b.of(diff.b.text):
            yield edit.a, edit.b
            continue
        left, right = _tokens(diff.a.text, edit.a), _tokens(diff.b.text, edit.b)
        same = zip(left, right, strict=False) if len(left) == len(right) else ()
        yield from ((a, b) for a, b in same if a.of(diff.a.text) == b.of(diff.b.text))


def _tokens(text: str, span: Span) -> list[Span]:
    return [Span(found.start(), found.end()) for found in _TOKENS.finditer(text, span.start, span.end)]


def _moved_as_they_were(diff: Diff) -> _Moves:
    """Return a number for every sentence that moved without a change, by its side and its index there."""
    moved = (link for link in diff.links if link.moved and len(link.a) == len(link.b) == 1)
    same = (link for link in moved if diff.a.sentence(link.a[0]) == diff.b.sentence(link.b[0]))
    return {
        place: number for number, link in enumerate(same, 1) for place in (("a", link.a[0]), ("b", link.b[0]))
    }


def _between(diff: Diff, a: Span, b: Span, moves: _Moves) -> Iterator[Piece]:
    """Yield what went and what came between two passages that stayed; outside sentences equal ends stay."""
    left, right = list(_units(diff.a, a)), list(_units(diff.b, b))
    first = _same(left, right)
    last = _same(left[first:][::-1], right[first:][::-1])
    yield from (_kept_unit(x, y) for x, y in zip(left[:first], right[:first], strict=True))
    yield from (_gone(unit, moves) for unit in left[first : len(left) - last])
    yield from (_come(unit, moves) for unit in right[first : len(right) - last])
    ends = zip(left[len(left) - last :], right[len(right) - last :], strict=True)
    yield from (_kept_unit(x, y) for x, y in ends)


def _gone(unit: _Unit, moves: _Moves) -> Piece:
    move = moves.get(("a", unit.sentence), 0)
    return Piece(
        "moved from" if move else "removed", unit.text, unit.span, None, unit.sentence is not None, move
    )


def _come(unit: _Unit, moves: _Moves) -> Piece:
    move = moves.get(("b", unit.sentence), 0)
    return Piece("moved to" if move else "added", unit.text, None, unit.span, unit.sentence is not None, move)


def _same(left: Sequence[_Unit], right: Sequence[_Unit]) -> int:
    """Return how many units at the beginning are the same in both texts and in no sentence."""
    pairs = zip(left, right, strict=False)
    return len(list(takewhile(lambda pair: _is_same(*pair), pairs)))


def _is_same(x: _Unit, y: _Unit) -> bool:
    return x.sentence is y.sentence is None and x.text == y.text


def _kept_unit(x: _Unit, y: _Unit) -> Piece:
    return Piece("kept", x.text, x.span, y.span, inside=False)


def _units(document: Document, span: Span) -> Iterator[_Unit]:
    """Yield a stretch of a text in units: what it has of each sentence, and tokens between sentences."""
    at = span.start
    first = bisect_right(document.sentences, at, key=lambda sentence: sentence.end)
    for sentence in takewhile(lambda sentence: sentence.start < span.end, document.sentences[first:]):
        start, end = max(sentence.start, at), min(sentence.end, span.end)
        yield from _loose(document.text, Span(at, start))
        yield _Unit(Span(start, end), document.text[start:end], sentence.index)
        at = end
    yield from _loose(document.text, Span(at, span.end))


def _loose(text: str, span: Span) -> Iterator[_Unit]:
    return (_Unit(token, token.of(text), None) for token in _tokens(text, span))
