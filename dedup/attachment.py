"""Leftover sentences whose substance went into a link nearby: what makes links merged and split.

An offer is a leftover sentence and a group that might take it in, judged by what the sentence adds: what
stands on the group's other side and is not explained by the sentences it has already. The best offer goes
first; the offers to the group that took it are then judged anew. The log odds are a logistic regression,
fitted by `benchmarks/fit_alignment.py`.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dedup.closeness import Closeness
from dedup.document import Document
from dedup.features import FeatureKind, FeatureSpace
from dedup.group import Group
from dedup.shared_weight import SharedWeight

OFFER_WEIGHTS = {
    "bias": 0.31,
    "new": 7.89,  # share of the leftover that stands on the other side and is not explained yet
    "fills": 0.56,  # share of what is unexplained there that it explains
    "room": 2.43,  # share of the other side that is unexplained
    "adjacent": 1.31,  # it stands next to one of the group's own sentences
    "figures": 4.29,  # log of 1 + the weight of the numbers it explains
    "length": -0.28,  # log of 1 + its number of grams
    "beyond": -4.34,  # a linked sentence stands between
    "alike": -5.65,  # how alike the sentences of sure links of these texts are
    "cover": -0.76,  # share of the shorter text's sentences that are linked
}

LEAST_SHARE = 0.1
"""A leftover of which less stands on the group's other side is not judged at all."""


NEVER = -math.inf


def log_odds(features: tuple[float, ...]) -> float:
    """Return the log odds that a sentence with these features belongs to a group."""
    return sum(x * weight for x, weight in zip(features, OFFER_WEIGHTS.values(), strict=True))


MAX_SENTENCES = 20
"""Most sentences of one text in a group; every further one would cost more than the one before."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A leftover sentence (of a: side 0, of b: side 1) that a group might take in, and the reasons."""

    side: int
    sentence: int
    group: int
    features: tuple[float, ...]

    @property
    def odds(self) -> float:
        """The log odds that the sentence belongs to the group."""
        return log_odds(self.features)


class Attachment:
    """Groups that take in leftover sentences within `reach` of their own.

    `truncated` says that a group was full and could take in no more.
    """

    def __init__(
        self,
        groups: Sequence[Group],
        documents: tuple[Document, Document],
        space: FeatureSpace,
        shared: SharedWeight,
        close: Closeness,
        reach: int,
    ) -> None:
        self.groups = list(groups)
        self.truncated = False
        self._reach = reach
        self._close = close
        self._common = shared
        self._grams = _Sets(space.grams)
        self._figures = _Sets(space.figures)
        self._headings = tuple([s.kind == "heading" for s in text.sentences] for text in documents)
        self._owned = tuple({x for group in groups for x in group.sides[side]} for side in (0, 1))

    def attach(self, least: float, both: float) -> None:
        """Let groups take in leftovers, the likeliest first, while the log odds are at least `least`.

        A leftover that would give a group several sentences on both sides needs `both`.
        """
        versions = [0] * len(self.groups)
        heap: list[tuple[float, int, int, int, int, Offer]] = []

        def push(group: int) -> None:
            for offer in self.offers(group):
                grown = len(self.groups[group].sides[1 - offer.side]) > 1
                if offer.odds >= (both if grown else least):
                    order = (-offer.odds, offer.side, offer.sentence, group, versions[group])
                    heapq.heappush(heap, (*order, offer))

        for group in range(len(self.groups)):
            push(group)
        while heap:
            *_, version, offer = heapq.heappop(heap)
            if version == versions[offer.group] and offer.sentence not in self._owned[offer.side]:
                self.groups[offer.group].sides[offer.side].append(offer.sentence)
                self._owned[offer.side].add(offer.sentence)
                versions[offer.group] += 1
                push(offer.group)

    def fuse(self, least: float) -> None:
        """Join neighbouring groups if a sentence of one also went into the other, with log odds `least`.

        So two old sentences become two new ones that are cut elsewhere.
        """
        fused: list[Group] = []
        for group in sorted(self.groups, key=lambda g: g.a):
            if fused and self._neighbours(fused[-1], group) and self._exchange(fused[-1], group) >= least:
                fused[-1].a.extend(group.a)
                fused[-1].b.extend(group.b)
            else:
                fused.append(group)
        self.groups = fused

    def _neighbours(self, x: Group, y: Group) -> bool:
        kinds = {self._headings[side][s] for group in (x, y) for side in (0, 1) for s in group.sides[side]}
        full = len(x.a) >= MAX_SENTENCES
        return not full and y.a[0] - x.a[-1] == 1 and abs(y.b[0] - x.b[-1]) == 1 and len(kinds) == 1

    def _exchange(self, x: Group, y: Group) -> float:
        """Return the best log odds of one group's sentence as a leftover of the other group."""
        odds = [NEVER]
        for group, other in ((x, y), (y, x)):
            for side in (0, 1):
                features = self._features(side, other.sides[side][0], *group.sides[:: 1 - 2 * side])
                odds.append(log_odds(features) if features else NEVER)
        return max(odds)

    def offers(self, group: int) -> Iterator[Offer]:
        """Yield the leftovers that a group could take in."""
        for side in (0, 1):
            own, other = self.groups[group].sides[side], self.groups[group].sides[1 - side]
            if len(own) >= MAX_SENTENCES:
                self.truncated = True
                continue
            for x in self._leftovers(side, own):
                if all(self._headings[side][x] == self._headings[1 - side][y] for y in other):
                    features = self._features(side, x, own, other)
                    if features:
                        yield Offer(side, x, group, features)

    def _leftovers(self, side: int, own: list[int]) -> list[int]:
        count = len(self._headings[side])
        near = {x for y in own for x in range(max(0, y - self._reach), min(count, y + self._reach + 1))}
        return sorted(near - self._owned[side])

    def _features(self, side: int, x: int, own: list[int], other: list[int]) -> tuple[float, ...] | None:
        whole = self._grams.size(side, [x])
        least = LEAST_SHARE * whole
        # Cheap and never too little: most leftovers fall out before a set is made.
        if not whole or (not self._common.truncated and self._at_most(side, x, other) < least):
            return None
        grams, wants = self._grams.of(side, x), self._grams.union(1 - side, other)
        shared = grams & wants
        if len(other) > 1 and self._grams.weigh(shared) < least:
            return None
        has = self._grams.union(side, own)
        new = self._grams.weigh(shared - has)
        open_ = self._grams.weigh(wants - has)
        figures = self._figures.of(side, x) & self._figures.union(1 - side, other)
        return (
            1.0,
            new / whole,
            new / open_ if open_ else 0.0,
            open_ / self._grams.size(1 - side, other),
            float(min(abs(x - y) for y in own) == 1),
            math.log1p(self._figures.weigh(figures - self._figures.union(side, own))),
            math.log1p(len(grams)),
            float(any(y in self._owned[side] for y in _between(x, own))),
            self._close.alike,
            self._close.cover,
        )

    def _at_most(self, side: int, x: int, other: list[int]) -> float:
        """Return what a sentence shares with each of the others, added up."""
        return sum(self._common.of(*((x, y) if side == 0 else (y, x))) for y in other)


def _between(x: int, own: list[int]) -> range:
    """Return what lies between a sentence and the nearest end of a group's own."""
    first, last = min(own), max(own)
    return range(last + 1, x) if x > last else range(x + 1, first)


class _Sets:
    """The features of one kind as sets, for sums over what some sentences have together."""

    def __init__(self, kind: FeatureKind) -> None:
        self._bounds = tuple([0, *side.ends()] for side in (kind.a, kind.b))
        self._ids = (kind.a.ids, kind.b.ids)
        self._sets: tuple[dict[int, frozenset[int]], ...] = ({}, {})
        self._weights: list[float] = kind.weights.tolist()
        self._sizes: tuple[list[float], ...] = tuple(sizes.tolist() for sizes in kind.sizes())

    def of(self, side: int, sentence: int) -> frozenset[int]:
        known = self._sets[side].get(sentence)
        if known is None:
            start, end = self._bounds[side][sentence : sentence + 2]
            known = self._sets[side][sentence] = frozenset(self._ids[side][start:end].tolist())
        return known

    def union(self, side: int, sentences: Sequence[int]) -> frozenset[int]:
        if len(sentences) == 1:
            return self.of(side, sentences[0])
        return frozenset().union(*(self.of(side, x) for x in sentences))

    def size(self, side: int, sentences: Sequence[int]) -> float:
        if len(sentences) == 1:
            return self._sizes[side][sentences[0]]
        return self.weigh(self.union(side, sentences))

    def weigh(self, features: Collection[int]) -> float:
        return sum(map(self._weights.__getitem__, features))
