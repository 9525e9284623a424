"""Text that a family of reports has in common: it proves nothing about two of them.

Verification sees one pair at a time. Among thousands of reports from one template some pairs agree in so many
values that they look like rewrites, and a few such pairs chain the whole family into one cluster. What
gives them away is the company they keep: the passages that they share stand in many rejected pairs, too.
So a pair needs the better odds, the more rejected pairs share its passages (a single one may be an error),
and a pair that falls is one rejected pair more. Text that many took from one story is hardly ever rejected:
such a family stays whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from dedup.span import Span
from dedup.verdict import Verdict, shared_in

OF_ITS_KIND = ", but the same text stands in other reports of its kind"
"""How the reason of a pair ends that is overruled."""


def reconsidered(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts in their order; pairs that share no more than a frame are unrelated now."""
    judged = list(verdicts)
    fallen = _fallen(judged)
    return [_overruled(verdict) if n in fallen else verdict for n, verdict in enumerate(judged)]


def _overruled(verdict: Verdict) -> Verdict:
    return replace(verdict, relation="unrelated", reason=verdict.reason + OF_ITS_KIND)


def _fallen(verdicts: Sequence[Verdict]) -> set[int]:
    """Return which related pairs are overruled.

    Every round looks again at the articles that got more rejected text. More of it only ever overrules more
    pairs, so the order of the pairs does not matter.
    """
    rejected: dict[str, list[Span]] = defaultdict(list)
    depths: dict[tuple[int, str], float] = {}
    fresh = {n for n, verdict in enumerate(verdicts) if verdict.relation == "unrelated"}
    standing = _by_article(verdicts, set(range(len(verdicts))) - fresh)
    fallen: set[int] = set()
    while fresh:
        suspects: set[int] = set()
        for own, news in _by_article(verdicts, fresh).items():
            rejected[own].extend(span for n in news for span in shared_in(verdicts[n], own))
            left = standing.get(own, set())
            left -= news
            if left:
                profile = Profile(rejected[own])
                depths.update(((n, own), profile.depth(shared_in(verdicts[n], own))) for n in left)
            suspects |= left
        fresh = {n for n in suspects if _falls(verdicts[n], depths, n)}
        fallen |= fresh
    return fallen


def _by_article(verdicts: Sequence[Verdict], numbers: Iterable[int]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for n in numbers:
        found[verdicts[n].a].add(n)
        found[verdicts[n].b].add(n)
    return found


def _falls(verdict: Verdict, depths: dict[tuple[int, str], float], n: int) -> bool:
    """Say whether a pair's odds are below the number of rejected pairs that share its text."""
    rivals = (depths.get((n, verdict.a), 0.0) + depths.get((n, verdict.b), 0.0)) / 2
    return rivals > 1 and verdict.score < (1.0 - verdict.score) * rivals


class Profile:
    """How many of some passages lie over each place of a text."""

    def __init__(self, passages: Iterable[Span]) -> None:
        steps: dict[int, int] = defaultdict(int)
        for span in passages:
            steps[span.start] += 1
            steps[span.end] -= 1
        self._places = sorted(steps)
        self._depths = list(accumulate(steps[place] for place in self._places))
        widths = (right - left for left, right in pairwise(self._places))
        self._areas = list(accumulate((d * w for d, w in zip(self._depths, widths, strict=False)), initial=0))

    def depth(self, spans: Sequence[Span]) -> float:
        """Return how many passages lie over the characters of the spans, on average.

        >>> Profile([Span(0, 10), Span(5, 10)]).depth([Span(0, 10)])
        1.5
        """
        length = sum(map(len, spans))
        return (
            sum(self._area(span.end) - self._area(span.start) for span in spans) / length if length else 0.0
        )

    def _area(self, place: int) -> int:
        """Return how much lies over the text before a place."""
        n = bisect_right(self._places, place) - 1
        return self._areas[n] + self._depths[n] * (place - self._places[n]) if n >= 0 else 0
