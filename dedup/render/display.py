"""A diff is ranges; here, and only here, they become rows of text that can be shown.

Rows stand in the order of b. A dropped sentence stands where it stood in a: after the last link
before it that kept its place. Sentence numbers in rows start at 1, as people count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Literal, TypeVar

from dedup.diff import Diff
from dedup.document import Document, Sentence
from dedup.link import Edit, EditOp, Fact, Link, LinkKind
from dedup.render.speech import Speech
from dedup.render.wording import ENGLISH, printable, ranges
from dedup.span import Span

Side = Literal["a", "b"]
Mark = Literal["equal", "removed", "added"]
RowKind = LinkKind | Literal["dropped", "added"]

_SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under one edit operation; white space at the ends of a marked run is left out of it.

    A replaced piece is marked as removed on side a and as added on side b.
    """

    op: EditOp
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a row: its number in its text and its marked runs."""

    number: int
    heading: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that are shown side by side; `inline` is both sides woven into one text."""

    kind: RowKind
    a: tuple[Part, ...]
    b: tuple[Part, ...]
    inline: tuple[Run, ...]
    moved: bool = False
    facts: tuple[Fact, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to see: unchanged, in its place, nothing to check."""
        return self.kind == "unchanged" and not self.moved and not self.facts

    @property
    def heading(self) -> bool:
        """Whether all of the row is headings."""
        return all(part.heading for part in self.a + self.b)

    @property
    def anchor(self) -> str:
        """A name for the row that no other row has (every sentence is in exactly one row)."""
        return f"b{self.b[0].number}" if self.b else f"a{self.a[0].number}"


@dataclass(frozen=True, slots=True)
class Fold:
    """Neighbouring rows in which nothing changed, to be shown as one line."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """The place in a that moved sentences stood at: their numbers there, and the row that they are in now."""

    a: tuple[Part, ...]
    row: Row
    quiet: Literal[False] = False


Item = TypeVar("Item", Row, Row | Gap)


def rows_of(diff: Diff) -> tuple[Row, ...]:
    """Return all rows of a diff in reading order; every sentence of a and b is in exactly one."""
    return tuple(row for _, row in sorted(_placed(diff), key=lambda item: item[0]))


def rows_and_gaps(diff: Diff) -> tuple[Row | Gap, ...]:
    """Return all rows of a diff in reading order, and where those that moved stood in a."""
    placed = sorted(_placed(diff), key=lambda item: item[0])
    firsts = sorted(link.a[0] for link in diff.links if not link.moved)
    items: list[tuple[tuple[int, int, int], Row | Gap]] = list(placed)
    for _, row in placed:
        if row.moved:
            index = row.a[0].number - 1
            items.append(((bisect_left(firsts, index), 1, index), Gap(row.a, row)))
    return tuple(item for _, item in sorted(items, key=lambda item: item[0]))


def folded(rows: Iterable[Item]) -> Iterator[Item | Fold]:
    """Yield the rows in which something changed, and one `Fold` for every run of the others."""
    for quiet, run in groupby(rows, key=lambda row: row.quiet):
        if quiet:
            yield Fold(tuple(row for row in run if isinstance(row, Row)))
        else:
            yield from run


def checks(rows: Iterable[Row]) -> list[tuple[Fact, Row]]:
    """Return every fact to check with its row, the most severe first, otherwise in reading order."""
    found = [(fact, row) for row in rows for fact in row.facts]
    return sorted(found, key=lambda item: _SEVERITIES.index(item[0].severity))


def numbers(parts: Iterable[Part]) -> str:
    """Return the numbers of a row's sentences on one side, in short."""
    return ranges([part.number for part in parts])


def place(row: Row, say: Speech = ENGLISH) -> str:
    """Say where a row stands in each text, such as ``sentence 1–2 → 2``."""
    if row.a and row.b:
        return say.text("sentence %(number)s", number=f"{numbers(row.a)} → {numbers(row.b)}")
    if row.a:
        return say.text("sentence %(number)s of a", number=numbers(row.a))
    return say.text("sentence %(number)s of b", number=numbers(row.b))


def _placed(diff: Diff) -> Iterator[tuple[tuple[int, int, int], Row]]:
    """Yield every row behind its place: the links in place before it, dropped or new, the sentence."""
    kept = sorted((link for link in diff.links if not link.moved), key=lambda link: link.b)
    first_a, first_b = [link.a[0] for link in kept], [link.b[0] for link in kept]
    for link in diff.links:
        before = bisect_left(first_b, link.b[0])
        yield (before, 2, link.b[0]) if link.moved else (before + 1, 0, 0), _linked(diff, link)
    for index in diff.dropped:
        yield (bisect_left(first_a, index), 1, index), _alone(diff.a, index, "a")
    for index in diff.added:
        yield (bisect_left(first_b, index), 2, index), _alone(diff.b, index, "b")


def _linked(diff: Diff, link: Link) -> Row:
    a_edits = [(edit.op, edit.a) for edit in link.edits]
    b_edits = [(edit.op, edit.b) for edit in link.edits]
    a = tuple(_part(diff.a, index, a_edits, "a") for index in link.a)
    b = tuple(_part(diff.b, index, b_edits, "b") for index in link.b)
    return Row(link.kind, a, b, _woven(diff, link), link.moved, link.facts)


def _alone(document: Document, index: int, side: Side) -> Row:
    """Return the row of a sentence that only one side has; the row says so, no word is marked twice."""
    kind: RowKind = "dropped" if side == "a" else "added"
    part = _part(document, index, (), side)
    return Row(kind, (part,) if side == "a" else (), (part,) if side == "b" else (), part.runs)


def _part(document: Document, index: int, edits: Sequence[tuple[EditOp, Span]], side: Side) -> Part:
    sentence = document.sentences[index]
    runs = _runs(document.text, sentence, edits, side)
    return Part(index + 1, sentence.kind == "heading", _tidy(runs))


def _runs(text: str, sentence: Sentence, edits: Sequence[tuple[EditOp, Span]], side: Side) -> Iterator[Run]:
    """Yield the sentence in runs; what no edit covers counts as equal."""
    at = sentence.start
    inside = [item for item in edits if sentence.start <= item[1].start and item[1].end <= sentence.end]
    for op, span in sorted(inside, key=lambda item: item[1]):
        yield Run("equal", "equal", text[at : span.start])
        yield Run(op, _mark(op, side), span.of(text))
        at = span.end
    yield Run("equal", "equal", text[at : sentence.end])


def _mark(op: EditOp, side: Side) -> Mark:
    if op == "equal":
        return "equal"
    return "removed" if side == "a" else "added"


def _woven(diff: Diff, link: Link) -> tuple[Run, ...]:
    """Return both sides as one text: what is equal once, as b has it, else the old before the new."""
    if not link.edits:
        text = " ".join(diff.b.sentence(index) for index in link.b)
        return _tidy([Run("equal", "equal", text)])
    return _tidy(_steps(diff, link))


def _steps(diff: Diff, link: Link) -> Iterator[Run]:
    at_a, at_b = diff.a.sentences[link.a[0]].start, diff.b.sentences[link.b[0]].start
    for edit in link.edits:
        if edit.a.start > at_a or edit.b.start > at_b:
            yield Run("equal", "equal", " ")
        if edit.op != "equal":
            yield from _removed(diff.a.text, edit)
        yield Run(edit.op, _mark(edit.op, "b"), edit.b.of(diff.b.text))
        at_a, at_b = edit.a.end, edit.b.end


def _removed(text: str, edit: Edit) -> Iterator[Run]:
    """Yield the old words with a space before them as in a; a space after them would part old and new."""
    if text[max(edit.a.start - 1, 0) : edit.a.start].isspace():
        yield Run("equal", "equal", " ")
    old = edit.a.of(text)
    yield Run(edit.op, "removed", old.rstrip() if edit.b else old)


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours of one kind, and let no space follow another."""
    tidy: list[Run] = []
    for run in chain.from_iterable(map(_unmarked_ends, runs)):
        after_space = not tidy or tidy[-1].text.endswith(" ")
        text = run.text.lstrip(" ") if after_space else run.text
        if text and tidy and (tidy[-1].op, tidy[-1].mark) == (run.op, run.mark):
            tidy[-1] = Run(run.op, run.mark, tidy[-1].text + text)
        elif text:
            tidy.append(Run(run.op, run.mark, text))
    return tuple(tidy)


def _unmarked_ends(run: Run) -> Iterator[Run]:
    """Yield the run's text and, apart from it and unmarked, the white space at its ends."""
    text = re.sub(" +", " ", printable(run.text))
    if text.startswith(" "):
        yield Run("equal", "equal", " ")
    yield Run(run.op, run.mark, text.strip(" "))
    if text.endswith(" "):
        yield Run("equal", "equal", " ")
