"""Which sentences of a became which sentences of b.

Four steps, each on what the one before left over:

1. the heaviest monotone chain of similar pairs (what stayed in order),
2. the best of the remaining pairs, wherever they stand (what was moved; a higher bar, since a wrong
   move misleads and a missed one is noise),
3. leftover sentences whose substance went into a link of their neighbours (merged and split sentences),
   judged by the weight of what they add to it,
4. the links that cross others are marked as moved, as few as possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dedup.chain import heaviest_chain
from dedup.document import Document
from dedup.features import FeatureSpace
from dedup.words import find_words


@dataclass(frozen=True, slots=True)
class AlignmentSettings:
    """The bars of the alignment; one setting for all languages and kinds of text.

    `in_order`, `moved`: least similarity of a pair in the chain and of a pair out of order.
    `taken`: least share of a leftover sentence that must stand in the link it is attached to.
    `gain`: least share of the link's other side that the leftover must newly explain.
    `reach`: how many sentences away from the link a leftover may stand.
    `heading`: how much more alike a heading and a sentence must be than two of a kind.
    """

    in_order: float = 0.30
    moved: float = 0.45
    taken: float = 0.35
    gain: float = 0.10
    reach: int = 3
    heading: float = 0.10


@dataclass(slots=True)
class Group:
    """Sentences of a and of b (indices) that belong together."""

    a: list[int]
    b: list[int]


def align(a: Document, b: Document, space: FeatureSpace, settings: AlignmentSettings) -> list[Group]:
    """Return the groups of sentences that belong together, in the order of a; no sentence is in two."""
    pairs = _candidates(a, b, space, settings)
    groups = [Group([i], [j]) for i, j in _matched(pairs, settings)]
    _attach(groups, space, settings)
    for group in groups:
        group.a.sort()
        group.b.sort()
    return sorted(groups, key=lambda g: (g.a, g.b))


def moved_groups(groups: list[Group], a: Document, b: Document) -> set[int]:
    """Return which groups must go so that no two of the rest cross.

    They are the fewest; on a tie those of the fewest words, then those later in b.
    """
    points = [(g.a[0], g.b[0]) for g in groups]
    weights = [(1, _words(a, g.a) + _words(b, g.b), -g.b[0]) for g in groups]
    return set(range(len(groups))) - set(heaviest_chain(points, weights, (0, 0, -(10**12))))


def _words(document: Document, indices: Iterable[int]) -> int:
    return sum(len(find_words(document.text, document.sentences[i].span)) for i in indices)


Pairs = dict[tuple[int, int], float]


def _candidates(a: Document, b: Document, space: FeatureSpace, settings: AlignmentSettings) -> Pairs:
    """Return the pairs that are alike enough to be linked in order, with their similarity."""
    matrix = space.similarity.tocoo()
    pairs: Pairs = {}
    for i, j, score in zip(matrix.row.tolist(), matrix.col.tolist(), matrix.data.tolist(), strict=True):
        bar = settings.in_order
        if a.sentences[i].kind != b.sentences[j].kind:
            bar += settings.heading
        if score > bar:
            pairs[i, j] = score
    return pairs


def _matched(pairs: Pairs, settings: AlignmentSettings) -> list[tuple[int, int]]:
    points = sorted(pairs)
    weights = [pairs[p] - settings.in_order for p in points]
    matched = [points[k] for k in heaviest_chain(points, weights, 0.0)]
    used_a, used_b = {i for i, _ in matched}, {j for _, j in matched}
    rest = sorted((p for p in points if pairs[p] >= settings.moved), key=lambda p: (-pairs[p], p))
    for i, j in rest:
        if i not in used_a and j not in used_b:
            matched.append((i, j))
            used_a.add(i)
            used_b.add(j)
    return matched


@dataclass(frozen=True, slots=True, order=True)
class _Offer:
    """A leftover sentence that a group might take in; the smallest `cost` goes first."""

    cost: float
    side: str
    sentence: int
    group: int


def _attach(groups: list[Group], space: FeatureSpace, settings: AlignmentSettings) -> None:
    offers = sorted([*_offers(groups, space, settings, "a"), *_offers(groups, space, settings, "b")])
    taken: set[tuple[str, int]] = set()
    for offer in offers:
        group = groups[offer.group]
        own, other = (group.a, group.b) if offer.side == "a" else (group.b, group.a)
        if (offer.side, offer.sentence) not in taken and len(other) == 1:
            own.append(offer.sentence)
            taken.add((offer.side, offer.sentence))


def _offers(groups: list[Group], space: FeatureSpace, settings: AlignmentSettings, side: str) -> list[_Offer]:
    """Return which leftover sentences of one side could join which groups nearby."""
    mine, others = (space.a, space.b) if side == "a" else (space.b, space.a)
    owner = {x: n for n, g in enumerate(groups) for x in (g.a if side == "a" else g.b)}
    offers = []
    for x in range(len(mine)):
        if x in owner:
            continue
        near = range(max(0, x - settings.reach), min(len(mine), x + settings.reach + 1))
        for n in sorted({owner[y] for y in near if y in owner}):
            own, other = (groups[n].a, groups[n].b) if side == "a" else (groups[n].b, groups[n].a)
            has = frozenset().union(*(mine[y] for y in own))
            wants = frozenset().union(*(others[y] for y in other))
            score = _substance(mine[x], has, wants, space, settings)
            if score is not None:
                offers.append(_Offer(-score, side, x, n))
    return offers


def _substance(
    leftover: frozenset[str],
    has: frozenset[str],
    wants: frozenset[str],
    space: FeatureSpace,
    settings: AlignmentSettings,
) -> float | None:
    """Return how much of a leftover went into a group, None if too little.

    Half of it counts all that stands on the group's other side, half only what the group's own
    sentences do not explain already.
    """
    weigh = space.weight
    whole = sum(weigh[f] for f in leftover)
    shared = leftover & wants
    new = sum(weigh[f] for f in shared - has)
    gain = new / (sum(weigh[f] for f in wants) or 1.0)
    score = 0.5 * (new + sum(weigh[f] for f in shared)) / (whole or 1.0)
    return score if score >= settings.taken and gain >= settings.gain else None
