"""Sentences as weighted features, and how alike two sentences are.

A sentence is described twice: by the stems of its words, and by the character 4-grams of those stems, which
see a compound and its parts (`Ministeriumssprecherin`, `Sprecherin des Ministeriums`) as related.
Weights are inverse document frequencies over the sentences of the two texts at hand; a feature's
frequency is that of the side where it is more common, so that a sentence that stands in both texts
is not taken for a stock phrase.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from dedup.document import Document
from dedup.words import find_words, fold, stems

GRAM = 4
MAX_STEPS = 30_000_000
"""Most multiplications that one similarity matrix may take; beyond, the commonest features are left out."""

Features = Counter[str]


@dataclass(frozen=True, slots=True)
class FeatureSpace:
    """The features of both texts' sentences; `weight` is each 4-gram's inverse document frequency.

    `similarity` is a sparse matrix (sentences of a × sentences of b) of values from 0 to 1.
    `truncated` says that the step budget was hit.
    """

    a: tuple[frozenset[str], ...]
    b: tuple[frozenset[str], ...]
    weight: dict[str, float]
    similarity: sparse.csr_matrix
    truncated: bool


def feature_space(a: Document, b: Document) -> FeatureSpace:
    """Return the features of two documents' sentences and how alike any two of them are.

    Similarity is the mean of two TF-IDF cosines: over stems and over character 4-grams.
    """
    language = b.language or a.language
    stems_a, stems_b = _sentence_stems(a, language), _sentence_stems(b, language)
    grams_a, grams_b = [_grams(s) for s in stems_a], [_grams(s) for s in stems_b]
    gram_weight = _idf(grams_a, grams_b)
    by_stem, cut_stem = _cosines(stems_a, stems_b, _idf(stems_a, stems_b))
    by_gram, cut_gram = _cosines(grams_a, grams_b, gram_weight)
    return FeatureSpace(
        a=tuple(frozenset(g) for g in grams_a),
        b=tuple(frozenset(g) for g in grams_b),
        weight=gram_weight,
        similarity=sparse.csr_matrix((by_stem + by_gram) * 0.5),
        truncated=cut_stem or cut_gram,
    )


def _sentence_stems(document: Document, language: str | None) -> list[Features]:
    text = document.text
    return [
        Counter(stems([fold(w.of(text)) for w in find_words(text, s.span)], language))
        for s in document.sentences
    ]


def _grams(sentence: Features) -> Features:
    grams: Features = Counter()
    for stem, count in sentence.items():
        bounded = f"^{stem}$"
        for at in range(max(1, len(bounded) - GRAM + 1)):
            grams[bounded[at : at + GRAM]] += count
    return grams


def _idf(a: Sequence[Features], b: Sequence[Features]) -> dict[str, float]:
    in_a, in_b = Counter(f for s in a for f in s), Counter(f for s in b for f in s)
    size = max(len(a), len(b)) + 1
    return {f: math.log(size / max(in_a[f], in_b[f])) + 0.1 for f in in_a | in_b}


def _cosines(
    a: Sequence[Features], b: Sequence[Features], weight: dict[str, float]
) -> tuple[sparse.csr_matrix, bool]:
    kept, truncated = _within_budget(a, b)
    column = {f: n for n, f in enumerate(sorted(kept))}
    left, right = _vectors(a, column, weight), _vectors(b, column, weight)
    return sparse.csr_matrix(left @ right.T), truncated


def _within_budget(a: Sequence[Features], b: Sequence[Features]) -> tuple[set[str], bool]:
    """Return the features both texts have, without the commonest where the product would take too long."""
    in_a, in_b = Counter(f for s in a for f in s), Counter(f for s in b for f in s)
    cost = {f: in_a[f] * in_b[f] for f in in_a.keys() & in_b.keys()}
    if sum(cost.values()) <= MAX_STEPS:
        return set(cost), False
    kept, steps = set(), 0
    for f in sorted(cost, key=lambda f: (cost[f], f)):
        steps += cost[f]
        if steps > MAX_STEPS:
            break
        kept.add(f)
    return kept, True


def _vectors(
    sentences: Sequence[Features], column: dict[str, int], weight: dict[str, float]
) -> sparse.csr_matrix:
    """Return one unit row per sentence; features that only one text has count for its length alone."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for n, sentence in enumerate(sentences):
        weighed = {f: math.sqrt(count) * weight[f] for f, count in sentence.items()}
        norm = math.sqrt(sum(v * v for v in weighed.values())) or 1.0
        shared = [f for f in weighed if f in column]
        rows.extend([n] * len(shared))
        columns.extend(column[f] for f in shared)
        values.extend(weighed[f] / norm for f in shared)
    data: NDArray[np.float64] = np.array(values)
    return sparse.csr_matrix((data, (rows, columns)), shape=(len(sentences), len(column)))
