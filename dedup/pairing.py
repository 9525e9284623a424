"""How likely two sentences are versions of each other: log odds from the features of a pair.

The odds are a logistic regression over features that a person can check one by one. Its weights were
fitted by `benchmarks/fit_alignment.py` on the tuning halves of the gold sets; one setting for all languages
and kinds of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dedup.document import Document
from dedup.features import FeatureSpace, Floats, Ints
from dedup.shared_weight import SharedWeight, shared_weight

Point = tuple[int, int]
"""A sentence of a and one of b."""

PAIR_WEIGHTS = {
    "bias": -3.1,
    "runs": 2.83,  # root of the cosine of neighbouring stems
    "taken": 1.48,  # share of the sentence with less to say that stands in the other
    "figures": 1.72,  # log of 1 + the weight of the numbers in both
    "margin": 4.69,  # how much more alike they are than either is with its next best partner
    "context": 2.97,  # how alike the sentences before them are, and those after them
    "heading": -3.39,  # one is a heading, the other not
}

TAKEN = list(PAIR_WEIGHTS).index("taken")

LEAST_SIMILARITY = 0.08
LEAST_FIGURES = 2.0
"""Only pairs with this cosine of grams, or this weight of shared numbers, are looked at."""

CHANCE = 0.15
"""Two sentences of a long text are so alike by chance: what a pair of a short text must beat."""

EQUAL_ODDS = 1.0
"""Least log odds of two sentences with the same words, whatever stands around them."""

MAX_TWINS = 64
"""Beyond so many pairs of one sentence with its copies, only the nth copy of each text are paired."""

MAX_PAIRS = 30_000
"""Most pairs of unequal sentences looked at; beyond, those that are less alike are left out."""

NEARNESS = 1e-3
"""How much less alike than another a pair may be and still be looked at before it, if it is in place."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of sentences that may belong together: `odds[k]` are the log odds of `a[k]` and `b[k]`.

    `alike` (0 to 1) says how much they share, `same` which of them are equal; `shared` is the weight of
    grams that any two sentences share, `shorter` the number of sentences of the text that has fewer.
    """

    a: Ints
    b: Ints
    odds: Floats
    alike: Floats
    same: Ints
    features: Floats
    shared: SharedWeight
    shorter: int
    truncated: bool

    def points(self) -> list[Point]:
        """Return the pairs as tuples."""
        return list(zip(self.a.tolist(), self.b.tolist(), strict=True))


def likely_pairs(a: Document, b: Document, space: FeatureSpace) -> Pairs:
    """Return every pair of sentences that shares enough to be looked at, and its log odds.

    >>> from dedup.article import Article
    >>> from dedup.features import feature_space
    >>> from dedup.parsing import parse
    >>> a, b = parse(Article("Es brennt. Alle leben.")), parse(Article("Alle leben noch."))
    >>> pairs = likely_pairs(a, b, feature_space(a, b))
    >>> list(zip(pairs.a.tolist(), pairs.b.tolist())), pairs.odds[0] > 0
    ([(1, 0)], np.True_)
    """
    grams, runs, figures = (shared_weight(kind) for kind in (space.grams, space.runs, space.figures))
    twins = _twins(a, b)
    alike = _alike(space.grams.sizes(), grams, figures, twins)
    left, right = alike.keys // alike.width, alike.keys % alike.width
    features = _features(a, b, space, alike, (grams, runs, figures))
    same = np.searchsorted(alike.keys, twins.keys)
    features[same, TAKEN] = 1.0
    odds = features @ np.array(list(PAIR_WEIGHTS.values()))
    odds[same] = np.maximum(odds[same], EQUAL_ODDS)
    shorter = min(len(a.sentences), len(b.sentences))
    truncated = alike.truncated or runs.truncated or figures.truncated
    return Pairs(left, right, odds, alike.weights, same, features, grams, shorter, truncated)


def _features(
    a: Document,
    b: Document,
    space: FeatureSpace,
    alike: SharedWeight,
    shared: tuple[SharedWeight, SharedWeight, SharedWeight],
) -> Floats:
    """Return the features of every pair in the order of `PAIR_WEIGHTS`."""
    grams, runs, figures = shared
    keys, left, right = alike.keys, alike.keys // alike.width, alike.keys % alike.width
    sizes = space.grams.sizes()
    smaller = np.maximum(np.minimum(sizes[0][left], sizes[1][right]), 1e-9)
    columns = [
        np.ones(len(keys)),
        np.sqrt(_cosine(space.runs.sizes(), left, right, runs.at(keys))),
        np.minimum(grams.at(keys) / smaller, 1.0),
        np.log1p(figures.at(keys)),
        _margin(alike, len(a.sentences)),
        _context(alike, len(a.sentences)),
        _headings(a)[left] != _headings(b)[right],
    ]
    return np.stack(columns, axis=1)


@dataclass(frozen=True, slots=True)
class _Twins:
    """Equal sentences: their `keys`, ascending, and the number of every sentence's text on both sides.

    Texts from number `crowded` on have so many copies that they are paired in order only.
    """

    keys: Ints
    a: Ints
    b: Ints
    crowded: int

    def out_of_turn(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Return which pairs are equal sentences that are not paired with each other."""
        numbers = self.a[left]
        found: NDArray[np.bool_] = (numbers >= self.crowded) & (numbers == self.b[right])
        return found


def _alike(
    sizes: tuple[Floats, Floats], grams: SharedWeight, figures: SharedWeight, twins: _Twins
) -> SharedWeight:
    """Return how alike (0 to 1) the sentences of every pair are that is looked at."""
    left, right = grams.keys // grams.width, grams.keys % grams.width
    close = _cosine(sizes, left, right, grams.weights)
    looked_at = close > LEAST_SIMILARITY
    if len(figures.keys):
        looked_at |= figures.at(grams.keys) > LEAST_FIGURES
    looked_at &= ~twins.out_of_turn(left, right)
    chosen = np.flatnonzero(looked_at)
    full = len(chosen) > MAX_PAIRS
    if full:
        off = np.abs(left[chosen] / max(len(sizes[0]), 1) - right[chosen] / max(len(sizes[1]), 1))
        best = np.argpartition(NEARNESS * off - close[chosen], MAX_PAIRS)[:MAX_PAIRS]
        chosen = np.sort(chosen[best])
    keys, close = grams.keys[chosen], close[chosen]
    missing = twins.keys[~_contained(twins.keys, keys)]
    places = np.searchsorted(keys, missing)
    keys, close = np.insert(keys, places, missing), np.insert(close, places, 1.0)
    close[np.searchsorted(keys, twins.keys)] = 1.0
    return SharedWeight(grams.width, keys, close, grams.truncated or full)


def _contained(keys: Ints, ascending: Ints) -> NDArray[np.bool_]:
    """Return which of the keys are among others that ascend."""
    if not len(ascending):
        return np.zeros(len(keys), dtype=bool)
    places = np.minimum(np.searchsorted(ascending, keys), len(ascending) - 1)
    found: NDArray[np.bool_] = ascending[places] == keys
    return found


def _cosine(sizes: tuple[Floats, Floats], left: Ints, right: Ints, shared: Floats) -> Floats:
    """Return the shared weight of pairs over the geometric mean of both sentences' weights."""
    means = np.sqrt(sizes[0][left] * sizes[1][right])
    return np.minimum(shared / np.maximum(means, 1e-9), 1.0)


def _twins(a: Document, b: Document) -> _Twins:
    """Return the equal sentences, also those without a word and those beyond the step budget."""
    places_a, places_b = _places(a), _places(b)
    width = len(b.sentences)
    pairs: list[tuple[bool, str]] = sorted(
        (len(places_a[text]) * len(places_b[text]) > MAX_TWINS, text)
        for text in places_a.keys() & places_b.keys()
    )
    numbers_a, numbers_b = np.full(len(a.sentences), -1), np.full(width, -2)
    keys: list[int] = []
    for number, (many, text) in enumerate(pairs):
        in_a, in_b = places_a[text], places_b[text]
        numbers_a[in_a], numbers_b[in_b] = number, number
        joined = zip(in_a, in_b, strict=False) if many else product(in_a, in_b)
        keys.extend(i * width + j for i, j in joined)
    crowded = sum(not many for many, _ in pairs)
    return _Twins(np.array(sorted(keys), dtype=np.int64), numbers_a, numbers_b, crowded)


def _places(document: Document) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for sentence in document.sentences:
        places.setdefault(document.text[sentence.start : sentence.end], []).append(sentence.index)
    return places


def _margin(alike: SharedWeight, height: int) -> Floats:
    """Return how much more alike the two sentences are than each is with its best other partner, added up."""
    over_a = alike.weights - _best_other(alike.keys // alike.width, alike.weights, height)
    return over_a + alike.weights - _best_other(alike.keys % alike.width, alike.weights, alike.width)


def _best_other(sentences: Ints, weights: Floats, count: int) -> Floats:
    """Return for every pair the greatest weight of another pair with the same sentence."""
    if not len(weights):
        return weights
    order = np.lexsort((weights, sentences))
    ends = np.cumsum(np.bincount(sentences, minlength=count))
    best = order[np.maximum(ends - 1, 0)]
    second = order[np.maximum(ends - 2, 0)]
    alone = np.diff(ends, prepend=0) < 2
    other = np.where(best[sentences] == np.arange(len(weights)), second[sentences], best[sentences])
    return np.maximum(np.where(alone[sentences], 0.0, weights[other]), CHANCE)


def _context(alike: SharedWeight, height: int) -> Floats:
    """Return how alike the sentences before are, and those after, added up."""
    keys = alike.keys
    left, right = keys // alike.width, keys % alike.width
    first = (left == 0) | (right == 0)
    last = (left == height - 1) | (right == alike.width - 1)
    before = np.where(first, 0.0, alike.at(keys - alike.width - 1))
    return before + np.where(last, 0.0, alike.at(keys + alike.width + 1))


def _headings(document: Document) -> Ints:
    return np.array([sentence.kind == "heading" for sentence in document.sentences], dtype=np.int64)
