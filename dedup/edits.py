"""Word edits inside a link: difflib's opcodes over whole tokens, as ranges of both texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import cast

from rapidfuzz.distance import LCSseq

from dedup.document import Document
from dedup.link import Edit, EditOp
from dedup.quotations import QUOTE_MARKS
from dedup.span import Span
from dedup.spelling import plain, spelled
from dedup.words import find_tokens

MAX_TOKENS = 10_000
"""Longest side of a link, in tokens, whose words are compared at all."""

MAX_STEPS = 250_000
"""Most pairs of equal tokens that difflib looks at; its cost grows with them. Beyond, a longest common
subsequence is taken, which a bit-parallel method finds at any length, but which may match scattered words.
"""

MIN_ISLAND_CHARS = 4
MAX_ISLAND_TOKENS = 2
"""A shorter run of equal words between two replaced stretches only breaks up what a person reads as one."""

MAX_ABBREVIATION = 4
"""A full stop after so short a word inside a sentence belongs to the word (`Mio.`, `Dr.`)."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The tokens of one side of a link; the lists run parallel. Two spellings are equal if their keys are."""

    starts: list[int]
    ends: list[int]
    sentences: list[int]
    keys: list[str]


@dataclass(frozen=True, slots=True)
class _Step:
    """One opcode: ranges of token positions."""

    op: EditOp
    a: range
    b: range


def word_edits(a: Document, b: Document, in_a: Sequence[int], in_b: Sequence[int]) -> tuple[Edit, ...]:
    """Return the edits that turn the sentences `in_a` of a into the sentences `in_b` of b.

    The ranges of each sentence follow each other without a gap, and none crosses a sentence's end. The quote
    glyph is no edit; in a sentence that is otherwise the same neither is the case of the first letter.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> a, b = parse(Article("Das Ei kostet 1,20 Euro.")), parse(Article("Das Ei kostet 1,50 Euro."))
    >>> [(e.op, e.a.of(a.text), e.b.of(b.text)) for e in word_edits(a, b, [0], [0])][1]
    ('replace', '1,20', '1,50')
    """
    if len(in_a) == 1 == len(in_b) and plain(a.sentence(in_a[0])) == plain(b.sentence(in_b[0])):
        return (Edit("equal", a.sentences[in_a[0]].span, b.sentences[in_b[0]].span),)
    left, right = _tokens(a, in_a), _tokens(b, in_b)
    steps = list(_split_at_sentences(_joined_islands(_opcodes(left.keys, right.keys), left), left, right))
    spans_a = _ranges([(s.op, s.a) for s in steps], left)
    spans_b = _ranges([(s.op, s.b) for s in steps], right)
    return tuple(Edit(step.op, x, y) for step, x, y in zip(steps, spans_a, spans_b, strict=True))


def _tokens(document: Document, sentences: Sequence[int]) -> _Side:
    text = document.text
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    owners: list[int] = []
    for index in sentences:
        sentence = document.sentences[index]
        last = -1
        for token in find_tokens(text, sentence.span):
            start, end = token.start, token.end
            word = text[start:end]
            if start == last and _belongs(keys[-1], word, end == sentence.end):
                ends[-1] = end
                keys[-1] += spelled(word)
            else:
                starts.append(start)
                ends.append(end)
                keys.append('"' if word in QUOTE_MARKS else spelled(word))
                owners.append(index)
            last = end
    return _Side(starts, ends, owners, keys)


def _belongs(before: str, word: str, last: bool) -> bool:
    """Whether a token is the end of the word before it: an abbreviation's full stop, `m` of `9.3m`."""
    if word == ".":
        return not last and len(before) <= MAX_ABBREVIATION and before.isalpha()
    return before[-1].isdigit() and word.isalpha()


def _opcodes(left: list[str], right: list[str]) -> list[_Step]:
    if max(len(left), len(right)) > MAX_TOKENS:
        return [_Step("replace", range(len(left)), range(len(right)))]
    in_left, in_right = Counter(left), Counter(right)
    found: Iterable[tuple[str, int, int, int, int]]
    if sum(count * in_right[key] for key, count in in_left.items()) > MAX_STEPS:
        found = (
            (o.tag, o.src_start, o.src_end, o.dest_start, o.dest_end) for o in LCSseq.opcodes(left, right)
        )
    else:
        found = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [_Step(cast("EditOp", op), range(i1, i2), range(j1, j2)) for op, i1, i2, j1, j2 in found]


def _joined_islands(steps: list[_Step], left: _Side) -> list[_Step]:
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


def _is_island(step: _Step, left: _Side, before: _Step, after: _Step) -> bool:
    wide = min(len(before.a) + len(before.b), len(after.a) + len(after.b)) >= 2
    if not wide or len(step.a) > MAX_ISLAND_TOKENS:
        return False
    words = left.keys[step.a.start : step.a.stop]
    return sum(map(len, words)) < MIN_ISLAND_CHARS and not any(map(str.isdigit, words))


def _union(x: _Step, y: _Step) -> _Step:
    a, b = range(x.a.start, y.a.stop), range(x.b.start, y.b.stop)
    op: EditOp = "replace" if a and b else "delete" if a else "insert"
    return _Step(op, a, b)


def _split_at_sentences(steps: list[_Step], left: _Side, right: _Side) -> Iterator[_Step]:
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


def _equal_pieces(step: _Step, left: _Side, right: _Side) -> Iterator[_Step]:
    start = 0
    for n in range(1, len(step.a) + 1):
        i, j = step.a.start + n, step.b.start + n
        done = n == len(step.a)
        if done or left.sentences[i] != left.sentences[i - 1] or right.sentences[j] != right.sentences[j - 1]:
            yield _Step("equal", range(step.a.start + start, i), range(step.b.start + start, j))
            start = n


def _pieces(positions: range, tokens: _Side) -> list[range]:
    pieces: list[range] = []
    for k in positions:
        if pieces and tokens.sentences[k] == tokens.sentences[k - 1]:
            pieces[-1] = range(pieces[-1].start, k + 1)
        else:
            pieces.append(range(k, k + 1))
    return pieces


def _ranges(steps: list[tuple[EditOp, range]], tokens: _Side) -> list[Span]:
    """Return the text range of every step on one side; an empty one stands where the next begins.

    The white space between two steps of a sentence goes to an insert or delete (so that the text
    reads right without it), else to the equal step, else to the earlier one.
    """
    filled = [n for n, (_, positions) in enumerate(steps) if positions]
    starts = {n: tokens.starts[steps[n][1].start] for n in filled}
    ends = {n: tokens.ends[steps[n][1].stop - 1] for n in filled}
    for n, m in pairwise(filled):
        if tokens.sentences[steps[n][1].start] == tokens.sentences[steps[m][1].start]:
            if _takes_gap(steps[n], steps[m], tokens):
                starts[m] = ends[n]
            else:
                ends[n] = starts[m]
    spans: list[Span] = []
    at = ends[filled[-1]] if filled else 0
    for n in range(len(steps) - 1, -1, -1):
        spans.append(Span(starts[n], ends[n]) if n in starts else Span(at, at))
        at = starts.get(n, at)
    return spans[::-1]


def _takes_gap(step: tuple[EditOp, range], following: tuple[EditOp, range], tokens: _Side) -> bool:
    """Whether the space between two steps belongs to the second of them."""
    end = following[1].stop
    last = end == len(tokens.starts) or tokens.sentences[end] != tokens.sentences[end - 1]
    if following[0] in ("insert", "delete") and last:
        return True
    return step[0] == "replace" and following[0] == "equal"
