"""How well word edits are what a person would mark: ours beside difflib's, over the same links in one run.

Run `python -m benchmarks.edits`. The gold lies in `edits_gold/`; its README tells the notation and what is
marked. Counted are units, the same for every method: words with all that is glued to them, figures, single
marks of punctuation. A unit is marked if any of it is. F1 is over the marked units of both sides of all
links. A link is exact if its marked units are the gold's on both sides. `--errors` shows the links of `tune`
that are not; those of `held` are never shown.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from dedup.article import Article
from dedup.document import Document, Sentence
from dedup.edits import word_edits
from dedup.quotations import QUOTE_MARKS
from dedup.span import Span
from dedup.words import find_tokens

FOLDER = Path(__file__).resolve().parent / "edits_gold"
HALVES = ("tune", "held")
OTHER = "or "

Units = frozenset[Span]
Marked = tuple[Units, Units]
Marker = Callable[["Example"], Marked]

_MARK = re.compile(r"\[-(?P<old>.*?)-\]|\{\+(?P<new>.*?)\+\}|(?P<both>[^\[{]+|.)", re.DOTALL)
_UNIT = re.compile(r"\d+\.(?=\s+\w)|\w+(?:[-.,:'’/–]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Example:
    """One link: its sides as documents of the gold's sentences, and the units that a person marked.

    There is more than one reading where a person may as well mark another part.
    """

    line: str
    a: Document
    b: Document
    readings: tuple[Marked, ...]


def read_gold(half: str) -> list[Example]:
    """Return the links of one half of the gold."""
    language = "de"
    found: list[Example] = []
    for line in (FOLDER / f"{half}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            language = line[3:].strip()
        elif line.startswith(OTHER):
            found[-1] = _with_reading(found[-1], read_example(line.removeprefix(OTHER), language))
        elif line.strip() and not line.startswith("#"):
            found.append(read_example(line, language))
    return found


def _with_reading(example: Example, other: Example) -> Example:
    if [d.text for d in _sides(example)] != [d.text for d in _sides(other)]:
        raise ValueError(f"not another reading of the link above it: {other.line}")
    return replace(example, readings=example.readings + other.readings)


def read_example(line: str, language: str) -> Example:
    """Return the link that a marked line stands for.

    >>> example = read_example("Er [-ist-]{+war+} da[-. | Sie-]{+, sie+} nicht.", "de")
    >>> example.a.text, [s.index for s in example.a.sentences], example.b.text
    ('Er ist da. Sie nicht.', [0, 1], 'Er war da, sie nicht.')
    >>> sorted(unit.of(example.b.text) for unit in example.readings[0][1])
    [',', 'sie', 'war']
    """
    pieces = _pieces(line)
    a, marked_a = _side([(old, marked) for old, _, marked in pieces], language)
    b, marked_b = _side([(new, marked) for _, new, marked in pieces], language)
    return Example(line, a, b, ((marked_a, marked_b),))


def _pieces(line: str) -> list[tuple[str, str, bool]]:
    """Return (old text, new text, whether it is a change) of every stretch of a marked line."""
    pieces: list[tuple[str, str, bool]] = []
    for match in _MARK.finditer(line):
        old, new, both = match["old"], match["new"], match["both"]
        before = pieces[-1] if pieces else ("", "", False)
        if new in QUOTE_MARKS and before[0] in QUOTE_MARKS and not before[1]:
            pieces[-1] = (before[0], new, False)
        elif both is not None:
            pieces.append((both, both, False))
        else:
            pieces.append((old or "", new or "", True))
    return pieces


def _side(pieces: Sequence[tuple[str, bool]], language: str) -> tuple[Document, Units]:
    """Return one side as a document and its marked units; a run of spaces becomes one."""
    text, flags, ends = "", [], []
    for char, marked in ((char, marked) for piece, marked in pieces for char in piece):
        if char == "|":
            ends.append(len(text.rstrip()))
        elif not char.isspace() or (text and not text[-1].isspace()):
            text += char
            flags.append(marked)
    text = text.rstrip()
    starts = [0, *(end + 1 for end in ends)]
    sentences = [Sentence(n, *place) for n, place in enumerate(zip(starts, [*ends, len(text)], strict=True))]
    document = Document(Article(text, language=language), None, None, language, tuple(sentences), ())
    return document, frozenset(unit for unit in units(document) if any(flags[unit.start : unit.end]))


def units(document: Document) -> Iterator[Span]:
    """Yield what is counted in a text."""
    for sentence in document.sentences:
        for match in _UNIT.finditer(document.text, sentence.start, sentence.end):
            yield Span(*match.span())


def ours(example: Example) -> Marked:
    """Mark what `word_edits` changes."""
    a, b = example.a, example.b
    edits = word_edits(a, b, range(len(a.sentences)), range(len(b.sentences))).edits
    changed = [edit for edit in edits if edit.op != "equal"]
    return _touched(a, [edit.a for edit in changed]), _touched(b, [edit.b for edit in changed])


def difflib_words(example: Example) -> Marked:
    """Mark what difflib changes over words between spaces."""
    return _difflib(
        example, *([Span(*m.span()) for m in re.finditer(r"\S+", d.text)] for d in _sides(example))
    )


def difflib_tokens(example: Example) -> Marked:
    """Mark what difflib changes over our tokens."""
    return _difflib(example, *(_tokens(d) for d in _sides(example)))


def _tokens(document: Document) -> list[Span]:
    found = find_tokens(document.text, 0, len(document.text))
    return [Span(end - len(token), end) for token, end in zip(*found, strict=True)]


def _sides(example: Example) -> tuple[Document, Document]:
    return example.a, example.b


def _difflib(example: Example, left: Sequence[Span], right: Sequence[Span]) -> Marked:
    a, b = _sides(example)
    matcher = SequenceMatcher(
        None, [s.of(a.text) for s in left], [s.of(b.text) for s in right], autojunk=False
    )
    changed = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    old = [span for _, i1, i2, _, _ in changed for span in left[i1:i2]]
    new = [span for _, _, _, j1, j2 in changed for span in right[j1:j2]]
    return _touched(a, old), _touched(b, new)


def _touched(document: Document, spans: Sequence[Span]) -> Units:
    """Return the units that share a character with one of the spans."""
    return frozenset(u for u in units(document) if any(s.start < u.end and u.start < s.end for s in spans))


METHODS: dict[str, Marker] = {
    "ours": ours,
    "difflib, our tokens": difflib_tokens,
    "difflib, words between spaces": difflib_words,
}


@dataclass(slots=True)
class Score:
    """Counts over some links."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    exact: int = 0
    links: int = 0

    def add(self, found: Marked, readings: Sequence[Marked]) -> None:
        """Count one link, by the reading that is nearest."""
        gold = min(readings, key=lambda reading: sum(len(x ^ y) for x, y in zip(found, reading, strict=True)))
        for mine, wanted in zip(found, gold, strict=True):
            self.hits += len(mine & wanted)
            self.found += len(mine)
            self.gold += len(wanted)
        self.exact += found == gold
        self.links += 1

    @property
    def f1(self) -> float:
        """F1 over marked units."""
        return 2 * self.hits / (self.found + self.gold)

    def line(self) -> str:
        """Return the counts as one line."""
        precision, recall = self.hits / max(1, self.found), self.hits / self.gold
        exact = f"{self.exact}/{self.links} = {self.exact / self.links:.3f}"
        return f"F1 {self.f1:.3f}  P {precision:.3f}  R {recall:.3f}  exact {exact}"


def score(examples: Sequence[Example], marker: Marker) -> Score:
    """Return the counts of one method over some links."""
    total = Score()
    for example in examples:
        total.add(marker(example), example.readings)
    return total


def shown(example: Example, marked: Marked) -> str:
    """Return both sides with what a method marked."""
    lines = []
    for document, spans, (before, after) in zip(
        _sides(example), marked, (("[-", "-]"), ("{+", "+}")), strict=True
    ):
        text, at = "", 0
        for unit in sorted(spans):
            text += document.text[at : unit.start] + before + unit.of(document.text) + after
            at = unit.end
        lines.append(text + document.text[at:])
    return "\n    ".join(line.replace("-] [-", " ").replace("+} {+", " ") for line in lines)


def main() -> None:
    """Print the figures of every method on both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show the links of `tune` that are not exact")
    options = parser.parse_args()
    for half in HALVES:
        examples = read_gold(half)
        for name, marker in METHODS.items():
            print(f"{half}  {name:30} {score(examples, marker).line()}")
        for language in sorted({example.a.language or "" for example in examples}):
            some = [example for example in examples if example.a.language == language]
            print(f"{half}  {'ours, ' + language:30} {score(some, ours).line()}")
    if options.errors:
        for example in read_gold("tune"):
            found = ours(example)
            if found not in example.readings:
                print(f"\n{example.line}\n    {shown(example, found)}")


if __name__ == "__main__":
    main()
