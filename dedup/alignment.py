"""Which sentences of a became which sentences of b.

Five steps:

1. the likeliest monotone chain of pairs (what stayed in order) and the best of the remaining pairs, wherever
   they stand (what was moved; a higher bar, since a wrong move misleads and a missed one is noise),
2. how closely the two texts follow each other, by these links, and the same choice once more in that light,
3. neighbouring links that share a sentence's substance are joined,
4. leftover sentences whose substance went into a link of their neighbours join it (merged, split sentences),
5. the links that cross others are marked as moved, as few as possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dedup.attachment import Attachment
from dedup.chain import heaviest_chain
from dedup.closeness import PLACE_WEIGHTS, Closeness, closeness
from dedup.document import Document
from dedup.features import Floats, feature_space
from dedup.group import Group
from dedup.pairing import EQUAL_ODDS, Pairs, Point, likely_pairs
from dedup.words import find_words

FIRST_MOVED = 2.0
"""Least log odds of a pair out of order, before it is known how closely the texts follow each other."""


@dataclass(frozen=True, slots=True)
class AlignmentSettings:
    """The bars of the alignment, in log odds; one setting for all languages and kinds of text.

    `in_order`, `moved`: least odds of a pair in the chain and of a pair out of order.
    `attached`: least odds that a leftover sentence belongs to a link.
    `fused`: the same where the link has or gets several sentences on both sides.
    `reach`: how many sentences away from the link a leftover may stand.
    """

    in_order: float = 0.5
    moved: float = 0.0
    attached: float = -0.8
    fused: float = 2.0
    reach: int = 3


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups of sentences that belong together; `truncated` says that a step budget was hit."""

    groups: list[Group]
    truncated: bool


def align(a: Document, b: Document, settings: AlignmentSettings) -> Alignment:
    """Return the groups of sentences that belong together, in the order of a; no sentence is in two.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> old = parse(Article("Ein Dach ist eingestürzt. Es gab zwei Verletzte."))
    >>> new = parse(Article("In Kiel ist ein Dach eingestürzt. Zwei Verletzte gab es."))
    >>> [(group.a, group.b) for group in align(old, new, AlignmentSettings()).groups]
    [([0], [0]), ([1], [1])]
    """
    # Ties fall the same way whichever text comes first: swapping the texts swaps added and dropped.
    swapped = (len(a.text), a.text) > (len(b.text), b.text)
    first, second = (b, a) if swapped else (a, b)
    space = feature_space(first, second)
    pairs = likely_pairs(first, second, space)
    matched, close = matched_pairs(pairs, settings)
    groups = [Group([i], [j]) for i, j in matched]
    attachment = Attachment(groups, (first, second), space, pairs.shared, close, settings.reach)
    attachment.fuse(settings.fused)
    attachment.attach(settings.attached, settings.fused)
    sides = (group.sides[::-1] if swapped else group.sides for group in attachment.groups)
    truncated = pairs.truncated or attachment.truncated
    ordered = sorted((sorted(in_a), sorted(in_b)) for in_a, in_b in sides)
    return Alignment([Group(in_a, in_b) for in_a, in_b in ordered], truncated)


def moved_groups(groups: list[Group], a: Document, b: Document) -> set[int]:
    """Return which groups must go so that no two of the rest cross.

    They are the fewest; on a tie those of the fewest words, then those later in b.
    """
    points = [(g.a[0], g.b[0]) for g in groups]
    if all(p[1] < q[1] for p, q in pairwise(sorted(points))):
        return set()
    words = [_words(a, g.a) + _words(b, g.b) for g in groups]
    # One whole number holds all three: a link outweighs any words, a word any place in b.
    word = sum(j for _, j in points) + 1
    link = sum(words) * word + 1
    weights = [link + n * word - j for n, (_, j) in zip(words, points, strict=True)]
    return set(range(len(groups))) - set(heaviest_chain(points, weights))


def _words(document: Document, indices: Iterable[int]) -> int:
    return sum(len(find_words(document.text, document.sentences[i].span)) for i in indices)


def matched_pairs(pairs: Pairs, settings: AlignmentSettings) -> tuple[list[Point], Closeness]:
    """Return the pairs that are linked one to one, and how closely the two texts follow each other.

    They are linked twice: at first by their own odds, then by what those links say of the texts.
    """
    first = _linked(pairs, pairs.odds - FIRST_MOVED, FIRST_MOVED, AlignmentSettings(in_order=0.0))
    links = zip(pairs.odds[first].tolist(), pairs.alike[first].tolist(), strict=True)
    close = closeness(list(links), pairs.shorter)
    in_order = PLACE_WEIGHTS["in_order"]
    judged = PLACE_WEIGHTS["odds"] * pairs.odds + close.ease
    judged[pairs.same] = np.maximum(judged[pairs.same], EQUAL_ODDS - in_order)
    linked = _linked(pairs, judged, in_order, settings)
    return list(zip(pairs.a[linked].tolist(), pairs.b[linked].tolist(), strict=True)), close


def _linked(pairs: Pairs, odds: Floats, in_order: float, settings: AlignmentSettings) -> list[int]:
    """Return the likeliest chain of pairs, to which being in order adds odds, and the best of the rest."""
    least = settings.in_order - in_order
    likely = np.flatnonzero(odds > least)
    points = list(zip(pairs.a[likely].tolist(), pairs.b[likely].tolist(), strict=True))
    chain = heaviest_chain(points, (odds[likely] - least).tolist())
    matched = [int(likely[n]) for n in chain]
    used_a, used_b = set(pairs.a[matched].tolist()), set(pairs.b[matched].tolist())
    rest = np.flatnonzero(odds >= settings.moved)
    for k in rest[np.argsort(-odds[rest], kind="stable")].tolist():
        i, j = int(pairs.a[k]), int(pairs.b[k])
        if i not in used_a and j not in used_b:
            matched.append(k)
            used_a.add(i)
            used_b.add(j)
    return matched
