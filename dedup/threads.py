"""What became of every sentence of a story over its versions."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.diff import Diff
from dedup.document import Document
from dedup.history import Change, Step, Thread
from dedup.link import Link
from dedup.spelling import plain


def follow_sentences(first: Document, diffs: Sequence[Diff]) -> tuple[Thread, ...]:
    """Return one thread for every sentence that some version has, in order of appearance.

    Every sentence of every version is in exactly one step, besides the steps that merge a thread `into`
    another one.
    """
    threads = _Threads()
    current = {s.index: threads.begin(0, s.index, "appeared") for s in first.sentences}
    for n, diff in enumerate(diffs):
        current = threads.advance(n + 1, diff, current)
    return tuple(Thread(k, tuple(steps)) for k, steps in enumerate(threads.steps))


class _Threads:
    """The threads so far; `gone` holds those that left by what they said, the latest last."""

    def __init__(self) -> None:
        self.steps: list[list[Step]] = []
        self._gone: dict[str, list[int]] = {}

    def begin(self, version: int, sentence: int, change: Change, out_of: int | None = None) -> int:
        self.steps.append([Step(version, change, (sentence,), out_of=out_of)])
        return len(self.steps) - 1

    def advance(self, version: int, diff: Diff, before: dict[int, int]) -> dict[int, int]:
        """Carry the threads of one version to the next; return the thread of every sentence there."""
        current: dict[int, int] = {}
        for link in diff.links:
            self._follow(version, link, before, current)
        # Added before dropped: a sentence that leaves now cannot return in the same version.
        for j in diff.added:
            current[j] = self._come(version, j, plain(diff.b.sentence(j)))
        for i in diff.dropped:
            self.steps[before[i]].append(Step(version, "left", ()))
            self._gone.setdefault(plain(diff.a.sentence(i)), []).append(before[i])
        return current

    def _follow(self, version: int, link: Link, before: dict[int, int], current: dict[int, int]) -> None:
        main, *others = (before[i] for i in link.a)
        first, *more = link.b
        self.steps[main].append(Step(version, link.kind, (first,), link.moved))
        current[first] = main
        for thread in others:
            self.steps[thread].append(Step(version, "merged", (first,), link.moved, into=main))
        for j in more:
            current[j] = self.begin(version, j, "split", out_of=main)

    def _come(self, version: int, sentence: int, text: str) -> int:
        """Return the thread of an added sentence: one that left with the same words, or a new one."""
        gone = self._gone.get(text)
        if not gone:
            return self.begin(version, sentence, "appeared")
        thread = gone.pop()
        self.steps[thread].append(Step(version, "returned", (sentence,)))
        return thread
