"""Word edits inside a link: what goes and what comes, in whole tokens, as ranges of both texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from dedup.document import Document
from dedup.edges import evened
from dedup.kept import Run, kept_runs, word_weight
from dedup.link import Edit, EditOp
from dedup.quotations import QUOTE_MARKS
from dedup.span import Span
from dedup.spelling import is_spelled, plain, spelled
from dedup.words import find_tokens


@dataclass(frozen=True, slots=True)
class WordEdits:
    """The edits of one link, and whether a budget was hit: still right, but maybe more than need be."""

    edits: tuple[Edit, ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """The tokens of one side of a link: their texts, where they end, the keys by which two of them are equal.

    `cuts` are the positions of those that begin a sentence other than the first.
    """

    tokens: list[str]
    ends: list[int]
    keys: list[str]
    cuts: list[int]

    def start(self, n: int) -> int:
        """Where token `n` begins in the text."""
        return self.ends[n] - len(self.tokens[n])

    def spaced(self, n: int) -> bool:
        """Whether there is white space before token `n` (or the end)."""
        return 0 < n < len(self.ends) and self.start(n) > self.ends[n - 1]


class _Step(NamedTuple):
    """One edit in token positions: `[a, a_end)` and `[b, b_end)`."""

    op: EditOp
    a: int
    a_end: int
    b: int
    b_end: int


def word_edits(a: Document, b: Document, in_a: Sequence[int], in_b: Sequence[int]) -> WordEdits:
    """Return the edits that turn the sentences `in_a` of a into the sentences `in_b` of b.

    The ranges of each sentence follow each other without a gap, and none crosses a sentence's end. The quote
    glyph is no edit; in a sentence that is otherwise the same neither is the case of the first letter.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> a, b = parse(Article("Das Ei kostet 1,20 Euro.")), parse(Article("Das Ei kostet 1,50 Euro."))
    >>> [(e.op, e.a.of(a.text), e.b.of(b.text)) for e in word_edits(a, b, [0], [0]).edits][1]
    ('replace', '1,20', '1,50')
    """
    if len(in_a) == 1 == len(in_b) and _same(a.sentence(in_a[0]), b.sentence(in_b[0])):
        return WordEdits((Edit("equal", a.sentences[in_a[0]].span, b.sentences[in_b[0]].span),))
    left, right = _side(a, in_a), _side(b, in_b)
    runs, truncated = kept_runs(left.keys, right.keys)
    steps = list(_steps(runs, left, right))
    if left.cuts or right.cuts:
        steps = [piece for step in steps for piece in _within_sentences(step, left, right)]
    uneven = {n for n, step in enumerate(steps) if left.spaced(step.a) != right.spaced(step.b)}
    spans_a = _ranges([(op, first, stop) for op, first, stop, _, _ in steps], left, uneven)
    spans_b = _ranges([(op, first, stop) for op, _, _, first, stop in steps], right, uneven)
    edits = list(map(Edit, [step.op for step in steps], spans_a, spans_b))
    return WordEdits(evened(edits, a.text, b.text), truncated)


def _same(old: str, new: str) -> bool:
    if old == new:
        return True
    # As many words is quick to see; only what is invisible can make up for another number.
    if len(old.split()) != len(new.split()) and is_spelled(old) and is_spelled(new):
        return False
    return plain(old) == plain(new)


def _side(document: Document, sentences: Sequence[int]) -> _Side:
    tokens: list[str] = []
    ends: list[int] = []
    cuts: list[int] = []
    for n, index in enumerate(sentences):
        if n:
            cuts.append(len(tokens))
        sentence = document.sentences[index]
        more, their_ends = find_tokens(document.text, sentence.start, sentence.end)
        tokens += more
        ends += their_ends
    return _Side(tokens, ends, _keys(tokens), cuts)


def _keys(tokens: list[str]) -> list[str]:
    """Return what tokens are compared by: their spelling, whatever the glyph of a quotation mark."""
    together = "".join(tokens)
    keys = tokens if is_spelled(together) else [spelled(token) for token in tokens]
    if "’" in together:
        keys = [key.replace("’", "'") for key in keys]
    return keys if QUOTE_MARKS.isdisjoint(keys) else ['"' if key in QUOTE_MARKS else key for key in keys]


def _steps(runs: list[Run], left: _Side, right: _Side) -> Iterator[_Step]:
    """Yield the steps between the runs that stay and, as `equal`, the runs."""
    i = j = 0
    for x, y, n in [*_placed(runs, left, right), (len(left.keys), len(right.keys), 0)]:
        if i < x or j < y:
            yield _Step("replace" if i < x and j < y else "delete" if i < x else "insert", i, x, j, y)
        if n:
            yield _Step("equal", x, x + n, y, y + n)
        i, j = x + n, y + n


def _placed(runs: list[Run], left: _Side, right: _Side) -> list[Run]:
    """Put each change where a person would mark it, if equal words around it leave a choice."""
    placed = runs[:1]
    for run in runs[1:]:
        placed += _slid(placed.pop(), run, left, right)
    return placed


def _slid(before: Run, after: Run, left: _Side, right: _Side) -> list[Run]:
    """Return two neighbouring runs with the change between them moved.

    Of `in [Rom und in] Ulm` and `[in Rom und] in Ulm` the second is a phrase; a sentence that goes takes its
    own full stop along, not that of the one before it.
    """
    (i, j, n), (x, y, m) = before, after
    last = x + m == len(left.keys) and y + m == len(right.keys)
    if i + n < x and j + n < y:
        from_a, from_b = _whole_from(left, i + n, x), _whole_from(right, j + n, y)
        if (from_a is None) == (from_b is None) or (m == 1 and not last):
            return [before, after]
        stop = (from_a - 1, y, 1) if from_a is not None else (x, (from_b or 0) - 1, 1)
        return [before, stop, (x + 1, y + 1, m - 1)]
    side, start, end = (right, j + n, y) if i + n == x else (left, i + n, x)
    back = _equal_back(side.keys, start, end, n - (i > 0 or j > 0))
    forth = _equal_forth(side.keys, start, end, m - (not last))
    by = max(range(-back, forth + 1), key=lambda s: _phrase(side, start + s, end + s)) if back or forth else 0
    return [(i, j, n + by), (x + by, y + by, m - by)]


def _whole_from(side: _Side, start: int, stop: int) -> int | None:
    """Return where the sentences behind `start` begin that end with `stop`, if the one before ends alike."""
    if stop + 1 not in (len(side.keys), *side.cuts):
        return None
    return next((c for c in side.cuts if start < c <= stop and side.keys[c - 1] == side.keys[stop]), None)


def _equal_back(keys: list[str], start: int, end: int, most: int) -> int:
    """Return by how many tokens ``[start, end)`` can slide back over equal ones."""
    by = 0
    while by < most and keys[start - 1 - by] == keys[end - 1 - by]:
        by += 1
    return by


def _equal_forth(keys: list[str], start: int, end: int, most: int) -> int:
    by = 0
    while by < most and keys[start + by] == keys[end + by]:
        by += 1
    return by


def _phrase(side: _Side, start: int, end: int) -> int:
    """Return how like a phrase a stretch is: whole sentences, else from a light word to a heavy one."""
    bounds = {0, len(side.keys), *side.cuts}
    if start in bounds and end in bounds:
        return 1_000
    return word_weight(side.keys[end - 1]) - word_weight(side.keys[start])


def _within_sentences(step: _Step, left: _Side, right: _Side) -> Iterator[_Step]:
    """Cut a step so that each of its ranges lies within one sentence."""
    if step.op == "equal":
        by = {cut - step.a for cut in left.cuts} | {cut - step.b for cut in right.cuts}
        for x, y in _pieces(0, step.a_end - step.a, sorted(by)):
            yield _Step("equal", step.a + x, step.a + y, step.b + x, step.b + y)
    else:
        in_a, in_b = _pieces(step.a, step.a_end, left.cuts), _pieces(step.b, step.b_end, right.cuts)
        paired = min(len(in_a), len(in_b))
        for piece_a, piece_b in zip(in_a, in_b, strict=False):
            yield _Step("replace", *piece_a, *piece_b)
        for piece in in_a[paired:]:
            yield _Step("delete", *piece, step.b_end, step.b_end)
        for piece in in_b[paired:]:
            yield _Step("insert", step.a_end, step.a_end, *piece)


def _pieces(start: int, end: int, cuts: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise([start, *(cut for cut in cuts if start < cut < end), end])) if start < end else []


def _ranges(steps: list[tuple[EditOp, int, int]], side: _Side, uneven: set[int]) -> list[Span]:
    """Return the text range of every step on one side; an empty one stands where the next begins.

    The white space between two steps of a sentence goes to an insert or delete, so that the text reads right
    without it, else to the equal step, or to the other if only one side has any.
    """
    filled = [n for n, (_, first, stop) in enumerate(steps) if first < stop]
    starts = [side.start(steps[n][1]) for n in filled]
    ends = [side.ends[steps[n][2] - 1] for n in filled]
    for k, (n, m) in enumerate(pairwise(filled)):
        if steps[m][1] not in side.cuts:
            if _takes_gap(steps[n][0], steps[m], side, m in uneven):
                starts[k + 1] = ends[k]
            else:
                ends[k] = starts[k + 1]
    spans: list[Span] = []
    at = ends[-1] if ends else 0
    for _, first, stop in reversed(steps):
        if first < stop:
            at = starts.pop()
            spans.append(Span(at, ends.pop()))
        else:
            spans.append(Span(at, at))
    return spans[::-1]


def _takes_gap(op: EditOp, following: tuple[EditOp, int, int], side: _Side, uneven: bool) -> bool:
    """Whether the space between two steps belongs to the second of them."""
    next_op, _, end = following
    if next_op in ("insert", "delete"):
        return end in side.cuts or not side.spaced(end)
    if op in ("insert", "delete"):
        return False
    return (op == "replace" and next_op == "equal") != uneven
