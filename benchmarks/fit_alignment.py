"""Fit the weights of the alignment's three logistic models on the tuning halves of the gold sets.

Run `python -m benchmarks.fit_alignment` and copy what it prints into `dedup/pairing.py`, `dedup/closeness.py`
and `dedup/attachment.py`. Every set counts by its weight below, not by its size: essays and simplified
German have far more pairs than the news. Of the two large sets every second pair of texts is held back; with
`--fold N` every fifth pair of every set, from the Nth on, is held back instead, for cross-validation.
"""

from __future__ import annotations

import argparse
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.alignment import measure, on_gold_sentences
from benchmarks.gold_pairs import GoldPair, available_sets, pairs_in
from dedup.alignment import AlignmentSettings, matched_pairs
from dedup.attachment import OFFER_WEIGHTS, Attachment
from dedup.chain import heaviest_chain
from dedup.closeness import PLACE_WEIGHTS
from dedup.features import Floats, feature_space
from dedup.group import Group
from dedup.pairing import PAIR_WEIGHTS, Point, likely_pairs

SET_WEIGHTS = {
    "gold/tune": 2.5,
    "project seeds": 0.5,
    "seeds": 0.1,
    "argrewrite-v2": 1.0,
    "deplain-web": 1.0,
}
HALVED = {"argrewrite-v2", "deplain-web"}
FOLDS = 5
RIDGE = 1e-3
HEADING = list(PAIR_WEIGHTS).index("heading")
LEAST_ODDS = -4.0
"""Pairs less likely than this are not judged again."""

Examples = tuple[Floats, Floats, Floats]
"""Features (one row each), labels, weights."""


def fit(examples: Examples) -> Floats:
    """Return the weights of a logistic regression, by Newton's method with a small ridge."""
    features, labels, weights = examples
    found = np.zeros(features.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        slope = features.T @ (weights * (labels - likely)) - RIDGE * found
        curve = (features * (weights * likely * (1 - likely))[:, None]).T @ features
        found += np.linalg.solve(curve + RIDGE * np.eye(len(found)), slope)
    return found


def training_part(name: str, fold: int | None, pairs: Sequence[GoldPair]) -> list[GoldPair]:
    """Return what may be learnt from."""
    if fold is not None:
        return [pair for n, pair in enumerate(pairs) if n % FOLDS != fold]
    return list(pairs[::2]) if name in HALVED else list(pairs)


def pair_examples(gold: GoldPair) -> Iterator[tuple[Floats, bool]]:
    """Yield the features of every pair of sentences that is looked at, and whether the gold links it.

    Where the gold names no kinds, headings are guessed: one paired with a sentence teaches nothing.
    """
    right = _linked(gold)
    known = None not in gold.groups.values()
    pairs = likely_pairs(gold.a, gold.b, feature_space(gold.a, gold.b))
    for point, features in zip(pairs.points(), pairs.features, strict=True):
        if known or not features[HEADING]:
            yield features, point in right


def place_examples(gold: GoldPair) -> Iterator[tuple[Floats, bool]]:
    """Yield how likely a pair is by itself, whether it is in order, and how closely the texts follow."""
    right = _linked(gold)
    pairs = likely_pairs(gold.a, gold.b, feature_space(gold.a, gold.b))
    odds = dict(zip(pairs.points(), pairs.odds.tolist(), strict=True))
    close = matched_pairs(pairs, AlignmentSettings())[1]
    likely = sorted(point for point, z in odds.items() if z > 0)
    chain = [likely[n] for n in heaviest_chain(likely, [odds[point] for point in likely])]
    for point, z in odds.items():
        if z > LEAST_ODDS:
            features = [1.0, z, float(_is_in_order(point, chain)), close.alike, close.cover]
            yield np.array(features), point in right


def _linked(gold: GoldPair) -> set[Point]:
    return {(i, j) for in_a, in_b in gold.groups for i in in_a for j in in_b}


def _is_in_order(point: Point, chain: list[Point]) -> bool:
    """Return whether a pair crosses no pair of a chain; those with a sentence in common do not count."""
    i, j = point
    before = bisect(chain, i - 1, key=lambda p: p[0])
    after = bisect(chain, i, key=lambda p: p[0])
    return all(p[1] < j for p in chain[max(before - 1, 0) : before]) and all(
        p[1] > j for p in chain[after : after + 1]
    )


def offer_examples(gold: GoldPair) -> Iterator[tuple[Floats, bool]]:
    """Yield the features of every leftover that a group could take in, and whether it belongs there."""
    space = feature_space(gold.a, gold.b)
    pairs = likely_pairs(gold.a, gold.b, space)
    matched, close = matched_pairs(pairs, AlignmentSettings())
    groups = [Group([i], [j]) for i, j in matched]
    reach = AlignmentSettings().reach
    attachment = Attachment(groups, (gold.a, gold.b), space, pairs.shared, close, reach)
    for n, group in enumerate(groups):
        for offer in attachment.offers(n):
            sides = [[*group.a], [*group.b]]
            sides[offer.side].append(offer.sentence)
            right = any(
                set(sides[0]) <= set(in_a) and set(sides[1]) <= set(in_b) for in_a, in_b in gold.groups
            )
            yield np.array(offer.features), right


def collect(
    sets: dict[str, list[GoldPair]],
    examples: Callable[[GoldPair], Iterator[tuple[Floats, bool]]],
    per_link: bool,
) -> Examples:
    """Return all examples of all sets; a set counts by its weight, spread over its links or its examples."""
    features: list[Floats] = []
    labels: list[Floats] = []
    weights: list[Floats] = []
    for name, pairs in sets.items():
        found = [example for gold in pairs for example in examples(gold)]
        if found:
            features.append(np.stack([row for row, _ in found]))
            labels.append(np.array([float(right) for _, right in found]))
            size = labels[-1].sum() if per_link else len(found) / 3
            weights.append(np.full(len(found), SET_WEIGHTS[name] * 3 / size))
    return np.concatenate(features), np.concatenate(labels), np.concatenate(weights)


def fit_all(sets: dict[str, list[GoldPair]]) -> None:
    """Fit the models one after the other: each is fitted on what those before it make."""
    for model, examples, per_link in (
        (PAIR_WEIGHTS, pair_examples, True),
        (PLACE_WEIGHTS, place_examples, True),
        (OFFER_WEIGHTS, offer_examples, False),
    ):
        model.update(zip(model, fit(collect(sets, examples, per_link)).tolist(), strict=True))


def main() -> None:
    """Print the weights, and the figures on what was not learnt from."""
    parser = argparse.ArgumentParser(description="Fit the alignment's weights.")
    parser.add_argument("--fold", type=int, choices=range(FOLDS))
    parser.add_argument("--more", type=Path, metavar="FOLDER", help="more pairs that count as gold/tune")
    options = parser.parse_args()
    sets = {name: pairs for name, pairs in available_sets().items() if name in SET_WEIGHTS}
    if options.more:
        sets["gold/tune"] = sets["gold/tune"] + pairs_in(options.more)
    fit_all({name: training_part(name, options.fold, pairs) for name, pairs in sets.items()})
    for name, weights in (
        ("PAIR_WEIGHTS", PAIR_WEIGHTS),
        ("PLACE_WEIGHTS", PLACE_WEIGHTS),
        ("OFFER_WEIGHTS", OFFER_WEIGHTS),
    ):
        print(name, {key: round(value, 2) for key, value in weights.items()})
    for name, pairs in sets.items():
        learnt = {pair.id for pair in training_part(name, options.fold, pairs)}
        rest = [pair for pair in pairs if pair.id not in learnt]
        if rest:
            print(f"{name:24}{measure(rest, on_gold_sentences)['all'].row()}")


if __name__ == "__main__":
    main()
