"""Fit the weights of the alignment's two logistic models on the tuning halves of the gold sets.

Run `python -m benchmarks.fit_alignment` and copy what it prints into `dedup/pairing.py` and
`dedup/attachment.py`. Every set counts by its weight below, not by its size: student essays and simplified
German have far more pairs than the news. Of the two large sets every second pair of texts is held back; with
`--fold 0` or `--fold 1` that half of every set is used, for cross-validation.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from benchmarks.alignment import measure, on_gold_sentences
from benchmarks.gold_pairs import GoldPair, available_sets
from dedup.alignment import AlignmentSettings, matched_pairs
from dedup.attachment import OFFER_WEIGHTS, Attachment
from dedup.features import Floats, feature_space
from dedup.group import Group
from dedup.pairing import PAIR_WEIGHTS, likely_pairs

SET_WEIGHTS = {"gold/tune": 1.5, "project seeds": 0.5, "seeds": 0.1, "argrewrite-v2": 1.0, "deplain-web": 1.0}
HALVED = {"argrewrite-v2", "deplain-web"}
RIDGE = 1e-3

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


def training_half(name: str, fold: int | None, pairs: Sequence[GoldPair]) -> list[GoldPair]:
    """Return what may be learnt from: every second pair of texts where that is asked for, else all."""
    if fold is None and name not in HALVED:
        return list(pairs)
    return [pair for n, pair in enumerate(pairs) if n % 2 == (fold or 0)]


def pair_examples(gold: GoldPair) -> Iterator[tuple[Floats, bool]]:
    """Yield the features of every pair of sentences that is looked at, and whether the gold links it."""
    right = {(i, j) for in_a, in_b in gold.groups for i in in_a for j in in_b}
    pairs = likely_pairs(gold.a, gold.b, feature_space(gold.a, gold.b))
    for i, j, features in zip(pairs.a.tolist(), pairs.b.tolist(), pairs.features, strict=True):
        yield features, (i, j) in right


def offer_examples(gold: GoldPair) -> Iterator[tuple[Floats, bool]]:
    """Yield the features of every leftover that a group could take in, and whether it belongs there."""
    space = feature_space(gold.a, gold.b)
    matched = matched_pairs(likely_pairs(gold.a, gold.b, space), AlignmentSettings())
    groups = [Group([i], [j]) for i, j in matched]
    attachment = Attachment(groups, gold.a, gold.b, space, AlignmentSettings().reach)
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
    """Fit both models; the second is fitted on the links that the first one makes."""
    PAIR_WEIGHTS.update(
        zip(PAIR_WEIGHTS, fit(collect(sets, pair_examples, per_link=True)).tolist(), strict=True)
    )
    OFFER_WEIGHTS.update(
        zip(OFFER_WEIGHTS, fit(collect(sets, offer_examples, per_link=False)).tolist(), strict=True)
    )


def main() -> None:
    """Print the weights, and the figures on what was not learnt from."""
    parser = argparse.ArgumentParser(description="Fit the alignment's weights.")
    parser.add_argument("--fold", type=int, choices=(0, 1))
    fold = parser.parse_args().fold
    sets = {name: pairs for name, pairs in available_sets().items() if name in SET_WEIGHTS}
    fit_all({name: training_half(name, fold, pairs) for name, pairs in sets.items()})
    for name, weights in (("PAIR_WEIGHTS", PAIR_WEIGHTS), ("OFFER_WEIGHTS", OFFER_WEIGHTS)):
        print(name, {key: round(value, 2) for key, value in weights.items()})
    for name, pairs in sets.items():
        learnt = {pair.id for pair in training_half(name, fold, pairs)}
        rest = [pair for pair in pairs if pair.id not in learnt]
        if rest:
            print(f"{name:24}{measure(rest, on_gold_sentences)['all'].row()}")


if __name__ == "__main__":
    main()
