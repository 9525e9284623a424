"""Word edits inside a link: difflib's opcodes over whole tokens, as ranges of both texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import cast

from dedup.document import Document
from dedup.link import Edit, EditOp
from dedup.quotations import QUOTE_MARKS
from dedup.span import Span
from dedup.words import find_tokens

MAX_TOKENS = 4_000
"""Longest side of a link, in tokens, whose words are compared; difflib's cost grows with the square."""

MIN_ISLAND_CHARS = 4
"""A shorter run of equal words between two replaced stretches only breaks up what a person reads as one."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A token with its sentence and the key under which two spellings are equal."""

    span: Span
    sentence: int
    key: str


@dataclass(frozen=True, slots=True)
class _Step:
    """One opcode: ranges of token positions."""

    op: EditOp
    a: range
    b: range


def word_edits(a: Document, b: Document, in_a: Sequence[int], in_b: Sequence[int]) -> tuple[Edit, ...]:
    """Return the edits that turn the sentences `in_a` of a into the sentences `in_b` of b.

    The ranges of each sentence follow each other without a gap, and none crosses a sentence's end.
    The quote glyph and the case of a sentence's first letter are no edit.
    """
    left, right = _tokens(a, in_a), _tokens(b, in_b)
    steps = _split_at_sentences(_joined_islands(_opcodes(left, right), left), left, right)
    return tuple(_edits(list(steps), left, right, a, b))


def _tokens(document: Document, sentences: Sequence[int]) -> list[_Token]:
    tokens = []
    for index in sentences:
        spans = find_tokens(document.text, document.sentences[index].span)
        for n, span in enumerate(spans):
            tokens.append(_Token(span, index, _key(span.of(document.text), first=n == 0)))
    return tokens


def _key(token: str, first: bool) -> str:
    if token in QUOTE_MARKS:
        return '"'
    return token[:1].lower() + token[1:] if first else token


def _opcodes(left: list[_Token], right: list[_Token]) -> list[_Step]:
    if max(len(left), len(right)) > MAX_TOKENS:
        return [_Step("replace", range(len(left)), range(len(right)))]
    matcher = SequenceMatcher(None, [t.key for t in left], [t.key for t in right], autojunk=False)
    return [
        _Step(cast("EditOp", op), range(i1, i2), range(j1, j2))
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _joined_islands(steps: list[_Step], left: list[_Token]) -> list[_Step]:
    """Take a tiny equal run between two changes into them: no letter soup."""
    joined: list[_Step] = []
    for n, step in enumerate(steps):
        inner = 0 < n < len(steps) - 1
        if inner and step.op == "equal" and _is_island(step, left, steps[n - 1], steps[n + 1]):
            step = _Step("replace", step.a, step.b)
        if joined and joined[-1].op != "equal" and step.op != "equal":
            joined[-1] = _union(joined[-1], step)
        else:
            joined.append(step)
    return joined


def _is_island(step: _Step, left: list[_Token], before: _Step, after: _Step) -> bool:
    chars = sum(len(left[k].span) for k in step.a)
    wide = min(len(before.a) + len(before.b), len(after.a) + len(after.b)) >= 2
    return wide and len(step.a) == 1 and chars < MIN_ISLAND_CHARS and not left[step.a[0]].key.isdigit()


def _union(x: _Step, y: _Step) -> _Step:
    a, b = range(x.a.start, y.a.stop), range(x.b.start, y.b.stop)
    op: EditOp = "replace" if a and b else "delete" if a else "insert"
    return _Step(op, a, b)


def _split_at_sentences(steps: list[_Step], left: list[_Token], right: list[_Token]) -> Iterator[_Step]:
    """Cut every step so that each of its ranges lies within one sentence."""
    for step in steps:
        pieces_a, pieces_b = _pieces(step.a, left), _pieces(step.b, right)
        if step.op == "equal":
            yield from _equal_pieces(step, left, right)
            continue
        paired = min(len(pieces_a), len(pieces_b))
        for n in range(paired):
            yield _Step("replace", pieces_a[n], pieces_b[n])
        for piece in pieces_a[paired:]:
            yield _Step("delete", piece, range(step.b.stop, step.b.stop))
        for piece in pieces_b[paired:]:
            yield _Step("insert", range(step.a.stop, step.a.stop), piece)


def _equal_pieces(step: _Step, left: list[_Token], right: list[_Token]) -> Iterator[_Step]:
    start = 0
    for n in range(1, len(step.a) + 1):
        i, j = step.a.start + n, step.b.start + n
        done = n == len(step.a)
        if done or left[i].sentence != left[i - 1].sentence or right[j].sentence != right[j - 1].sentence:
            yield _Step("equal", range(step.a.start + start, i), range(step.b.start + start, j))
            start = n


def _pieces(positions: range, tokens: list[_Token]) -> list[range]:
    pieces: list[range] = []
    for k in positions:
        if pieces and tokens[k].sentence == tokens[k - 1].sentence:
            pieces[-1] = range(pieces[-1].start, k + 1)
        else:
            pieces.append(range(k, k + 1))
    return pieces


def _edits(
    steps: list[_Step], left: list[_Token], right: list[_Token], a: Document, b: Document
) -> Iterator[Edit]:
    spans_a = _ranges([(s.op, s.a) for s in steps], left, a)
    spans_b = _ranges([(s.op, s.b) for s in steps], right, b)
    for step, in_a, in_b in zip(steps, spans_a, spans_b, strict=True):
        yield Edit(step.op, in_a, in_b)


def _ranges(steps: list[tuple[EditOp, range]], tokens: list[_Token], document: Document) -> list[Span]:
    """Return the text range of every step on one side; an empty one stands where the next begins.

    The white space between two steps of a sentence goes to an insert or delete (so that the text
    reads right without it), else to the equal step, else to the earlier one.
    """
    filled = [n for n, (_, positions) in enumerate(steps) if positions]
    starts = {n: tokens[steps[n][1].start].span.start for n in filled}
    ends = {n: tokens[steps[n][1].stop - 1].span.end for n in filled}
    for n, m in pairwise(filled):
        if tokens[steps[n][1].start].sentence == tokens[steps[m][1].start].sentence:
            if _takes_gap(steps[n], steps[m], tokens):
                starts[m] = ends[n]
            else:
                ends[n] = starts[m]
    spans: list[Span] = []
    at = ends[filled[-1]] if filled else _anchor(document, tokens)
    for n in range(len(steps) - 1, -1, -1):
        spans.append(Span(starts[n], ends[n]) if n in starts else Span(at, at))
        at = starts.get(n, at)
    return spans[::-1]


def _takes_gap(step: tuple[EditOp, range], following: tuple[EditOp, range], tokens: list[_Token]) -> bool:
    """Whether the space between two steps belongs to the second of them."""
    end = following[1].stop
    last = end == len(tokens) or tokens[end].sentence != tokens[end - 1].sentence
    if following[0] in ("insert", "delete") and last:
        return True
    return step[0] == "replace" and following[0] == "equal"


def _anchor(document: Document, tokens: list[_Token]) -> int:
    return tokens[0].span.start if tokens else len(document.text)
