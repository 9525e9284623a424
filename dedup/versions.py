"""The whole way from the versions of a story to its history."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dedup.article import Article
from dedup.comparison import compare_documents, plain
from dedup.diff import Diff
from dedup.document import Document
from dedup.errors import ArticleError
from dedup.history import Change, FactHistory, History, Saying, Step, Thread
from dedup.link import Fact, Link, Value
from dedup.parsing import parse
from dedup.settings import Settings
from dedup.span import Span

MIN_VERSIONS = 2


def compare_versions(articles: Sequence[Article], settings: Settings | None = None) -> History:
    """Return what became of every sentence and value over the versions, oldest first as given.

    Raises ArticleError for fewer than two versions or a text that cannot be worked on.

    >>> texts = ["3 Menschen starben.", "5 Menschen starben.", "5 Menschen starben. Es regnet."]
    >>> history = compare_versions([Article(text) for text in texts])
    >>> [[step.change for step in thread.steps] for thread in history.threads]
    [['appeared', 'reworded', 'unchanged'], ['appeared']]
    """
    if len(articles) < MIN_VERSIONS:
        raise ArticleError(
            f"a history needs at least {MIN_VERSIONS} versions, not {len(articles)}", "articles"
        )
    settings = settings or Settings()
    documents = [parse(article, side=f"articles[{n}]") for n, article in enumerate(articles)]
    diffs = [compare_documents(old, new, settings) for old, new in pairwise(documents)]
    return History(
        recipe=settings.diff_recipe(),
        versions=tuple(documents),
        diffs=tuple(diffs),
        threads=_Threads(documents, diffs).run(),
        facts=_fact_histories(diffs),
    )


class _Threads:
    """Follows every sentence from version to version."""

    def __init__(self, documents: Sequence[Document], diffs: Sequence[Diff]) -> None:
        self._documents, self._diffs = documents, diffs
        self._steps: list[list[Step]] = []
        self._gone: dict[str, int] = {}

    def run(self) -> tuple[Thread, ...]:
        first = self._documents[0]
        current = {s.index: self._begin(0, s.index, "appeared") for s in first.sentences}
        for n, diff in enumerate(self._diffs):
            current = self._advance(n + 1, diff, current)
        return tuple(Thread(k, tuple(steps)) for k, steps in enumerate(self._steps))

    def _begin(self, version: int, sentence: int, change: Change, out_of: int | None = None) -> int:
        self._steps.append([Step(version, change, (sentence,), out_of=out_of)])
        return len(self._steps) - 1

    def _advance(self, version: int, diff: Diff, before: dict[int, int]) -> dict[int, int]:
        """Carry the threads of one version to the next; return the thread of every sentence there."""
        current: dict[int, int] = {}
        for link in diff.links:
            self._follow(version, link, before, current)
        for i in diff.dropped:
            self._leave(version, before[i], plain(diff.a.sentence(i)))
        for j in diff.added:
            current[j] = self._come(version, j, plain(diff.b.sentence(j)))
        return current

    def _follow(self, version: int, link: Link, before: dict[int, int], current: dict[int, int]) -> None:
        threads = list(dict.fromkeys(before[i] for i in link.a))
        main = threads[0]
        self._steps[main].append(Step(version, link.kind, link.b[:1], link.moved))
        for other in threads[1:]:
            self._steps[other].append(Step(version, "merged", link.b, link.moved, into=main))
        current[link.b[0]] = main
        for j in link.b[1:]:
            current[j] = self._begin(version, j, "split", out_of=main)

    def _leave(self, version: int, thread: int, text: str) -> None:
        if self._steps[thread][-1].version < version:
            self._steps[thread].append(Step(version, "left", ()))
        self._gone[text] = thread

    def _come(self, version: int, sentence: int, text: str) -> int:
        """Return the thread of an added sentence: one that left with the same words, or a new one."""
        thread = self._gone.pop(text, None)
        if thread is None or self._steps[thread][-1].change != "left":
            return self._begin(version, sentence, "appeared")
        self._steps[thread].append(Step(version, "returned", (sentence,)))
        return thread


def _fact_histories(diffs: Sequence[Diff]) -> tuple[FactHistory, ...]:
    """Join the facts of neighbouring diffs that speak of one value, and carry the value where it stays."""
    used: set[tuple[int, int, int]] = set()
    histories = []
    for n, diff in enumerate(diffs):
        for fact in _two_sided(diff):
            assert fact.a is not None
            if (n, fact.a.start, fact.a.end) not in used:
                sayings = [*_backward(diffs, n, fact.a), *_forward(diffs, n, fact, used)]
                histories.append(FactHistory(fact.type, tuple(sayings)))
    return tuple(histories)


def _two_sided(diff: Diff) -> list[Fact]:
    return [f for link in diff.links for f in link.facts if f.a is not None and f.b is not None]


def _forward(diffs: Sequence[Diff], n: int, first: Fact, used: set[tuple[int, int, int]]) -> list[Saying]:
    """Return what version n says and what every later version does, as far as the value can be followed."""
    value = first.a
    sayings: list[Saying] = []
    for k in range(n, len(diffs)):
        if value is None:
            return sayings
        sayings.append(Saying(k, value))
        used.add((k, value.start, value.end))
        fact = next((f for f in _two_sided(diffs[k]) if f.a == value), None)
        value = fact.b if fact else _carried(diffs[k], value, forward=True)
    return [*sayings, Saying(len(diffs), value)] if value else sayings


def _backward(diffs: Sequence[Diff], n: int, value: Value) -> list[Saying]:
    """Return what the versions before n say, as far back as the value stays the same."""
    sayings: list[Saying] = []
    earlier: Value | None = value
    for k in range(n - 1, -1, -1):
        earlier = _carried(diffs[k], earlier, forward=False) if earlier else None
        if earlier:
            sayings.insert(0, Saying(k, earlier))
    return sayings


def _carried(diff: Diff, value: Value, forward: bool) -> Value | None:
    """Return where a value of one version stands in the next (or the one before), if its words stayed."""
    text = diff.b.text if forward else diff.a.text
    for here, there in _equal_ranges(diff, forward):
        if here.start <= value.start and value.end <= here.end:
            start = there.start + value.start - here.start
            found = Value(
                start, start + value.end - value.start, text[start : start + value.end - value.start]
            )
            return found if found.text == value.text else None
    return None


def _equal_ranges(diff: Diff, forward: bool) -> list[tuple[Span, Span]]:
    edits = [e for link in diff.links for e in link.edits if e.op == "equal"]
    return [(e.a, e.b) if forward else (e.b, e.a) for e in edits]
