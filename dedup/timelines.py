"""What every version of a story says where a value changed at least once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dedup.diff import Diff
from dedup.document import Document
from dedup.history import FactHistory, Saying
from dedup.link import Fact, FactType, Link, Value
from dedup.span import Span
from dedup.spelling import plain


def follow_values(diffs: Sequence[Diff]) -> tuple[FactHistory, ...]:
    """Return the history of every value that changed; every two-sided fact is in exactly one.

    A value is followed as long as a diff says what became of it: a fact that changes it, or its words
    standing unchanged in the same link. `26`, `27`, `27`, `30` is one history.
    """
    steps = [_Step(diff) for diff in diffs]
    told: set[tuple[int, int, int]] = set()
    histories = []
    for n, step in enumerate(steps):
        for fact in step.facts:
            if (n, *_place(fact.a)) not in told:
                sayings = [*_before(steps, n, fact), *_from(steps, n, fact, told)]
                histories.append(FactHistory(fact.type, tuple(sayings)))
    return tuple(histories)


class _Step:
    """One diff, made ready to follow values through it in both directions."""

    def __init__(self, diff: Diff) -> None:
        self._diff = diff
        links = diff.links
        self.facts = [f for link in links for f in link.facts if f.a is not None and f.b is not None]
        equal = [(e.a, e.b) for link in links for e in link.edits if e.op == "equal"]
        self._forward = sorted(equal)
        self._back = sorted((b, a) for a, b in equal)
        self._link_of_a = {i: link for link in links for i in link.a}
        self._starts = [sentence.start for sentence in diff.a.sentences]

    def change_of(self, value: Value, kind: FactType) -> Fact | None:
        """Return the fact that changes a value of a."""
        return next((f for f in self.facts if _family(f.type) == _family(kind) and _touch(f.a, value)), None)

    def carried(self, value: Value) -> Value | None:
        """Return where a value of a stands in b if it did not change."""
        return _moved(value, self._forward, self._diff.b) or self._in_link(value)

    def carried_back(self, value: Value) -> Value | None:
        """Return where a value of b stood in a if it did not change."""
        return _moved(value, self._back, self._diff.a)

    def _in_link(self, value: Value) -> Value | None:
        """Return where the same words stand in the link, if they stand there once."""
        index = bisect_right(self._starts, value.start) - 1
        link = self._link_of_a.get(index)
        places = list(_occurrences(value.text, self._diff.b, link)) if link else []
        return places[0] if len(places) == 1 else None


def _before(steps: Sequence[_Step], n: int, fact: Fact) -> list[Saying]:
    """Return what the versions before version n say, as far back as the value stays the same."""
    sayings: list[Saying] = []
    value = fact.a
    for k in range(n - 1, -1, -1):
        value = steps[k].carried_back(value) if value else None
        if value is None:
            break
        sayings.append(Saying(k, value))
    return sayings[::-1]


def _from(steps: Sequence[_Step], n: int, first: Fact, told: set[tuple[int, int, int]]) -> Iterator[Saying]:
    """Yield what version n says and what every later version does, as far as the value can be followed."""
    value, fact = first.a, first
    for k in range(n, len(steps)):
        if value is None:
            return
        changed = first if k == n else steps[k].change_of(value, fact.type)
        if changed and (k, *_place(changed.a)) in told:  # two values became one; the first goes on
            changed = None
        if changed and changed.a:
            told.add((k, *_place(changed.a)))
            fact = changed
            yield Saying(k, changed.a)
            value = changed.b
        else:
            yield Saying(k, value)
            value = steps[k].carried(value)
    if value:
        yield Saying(len(steps), value)


def _moved(value: Value, ranges: Sequence[tuple[Span, Span]], document: Document) -> Value | None:
    """Return a value in the other text if it lies in a range that stands there unchanged."""
    at = bisect_right(ranges, value.start, key=lambda pair: pair[0].start) - 1
    if at < 0 or value.end > ranges[at][0].end:
        return None
    here, there = ranges[at]
    start = there.start + value.start - here.start
    end = start + value.end - value.start
    text = document.text[start:end]
    return Value(start, end, text) if plain(text) == plain(value.text) else None


def _occurrences(text: str, document: Document, link: Link) -> Iterator[Value]:
    for index in link.b:
        sentence = document.sentences[index]
        at = document.text.find(text, sentence.start, sentence.end)
        while at >= 0:
            around = document.text[at - 1 : at] + document.text[at + len(text) : at + len(text) + 1]
            if not any(map(str.isalnum, around)):
                yield Value(at, at + len(text), text)
            at = document.text.find(text, at + 1, sentence.end)


def _place(value: Value | None) -> tuple[int, int]:
    return (value.start, value.end) if value else (-1, -1)


def _touch(a: Value | None, b: Value) -> bool:
    return a is not None and a.start < b.end and b.start < a.end


def _family(kind: FactType) -> str:
    """Return what a type of fact is about: another unit changes the same value as another number."""
    return "number" if kind == "unit" else kind
