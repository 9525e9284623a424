"""Fits the weights of `VerificationSettings` to the labelled folders, by logistic regression.

Fitted on `seeds` and `tune`; `held` is only looked at for its figures. The signs of the weights are
fixed beforehand (more coverage cannot speak against reuse, a changed slot cannot speak for it), so that few
pairs suffice. Run: `.venv/bin/python -m benchmarks.fit_verification`
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.labelled import SETS, load, pair
from dedup import parse
from dedup.hashing import WordHasher
from dedup.verification import VerificationSettings, body_of, pair_features

SIGNS = (1, 1, -1, -1, -1, 1, 1)
PENALTY = 0.002

Floats = NDArray[np.float64]


def examples(name: str) -> tuple[Floats, Floats]:
    """Return the features (with a leading 1) and the labels (1, -1) of a folder's pairs with a shared run."""
    labelled = load(SETS[name])
    hasher = WordHasher()
    bodies = [body_of(parse(article), hasher) for article in labelled.articles]
    rows, labels = [], []
    for x, y in combinations(bodies, 2):
        features = pair_features(x, y)
        key = pair(x.id, y.id)
        if features is not None and key not in labelled.neutral:
            rows.append([1.0, *features])
            labels.append(1.0 if key in labelled.direct else -1.0)
    return np.array(rows), np.array(labels)


def loss(weights: Floats, rows: Floats, labels: Floats) -> float:
    """Return the mean logistic loss."""
    return float(np.logaddexp(0, -labels * (rows @ weights)).mean())


def main() -> None:
    """Print the fitted weights, and how they and the project's own do on each folder."""
    sets = {name: examples(name) for name in SETS}
    rows = np.concatenate([sets["seeds"][0], sets["tune"][0]])
    labels = np.concatenate([sets["seeds"][1], sets["tune"][1]])
    bounds = [(None, None), *((0, None) if sign > 0 else (None, 0) for sign in SIGNS)]

    def penalised(weights: Floats) -> float:
        return loss(weights, rows, labels) + PENALTY * float((weights[1:] ** 2).sum())

    fitted = minimize(penalised, np.zeros(len(SIGNS) + 1), bounds=bounds).x
    own = VerificationSettings()
    for title, weights in (("fitted", fitted), ("in use", np.array([own.bias, *own.weights]))):
        print(title, np.round(weights, 2).tolist())
        for name, (x, y) in sets.items():
            said = x @ weights > 0
            print(
                f"  {name:6} loss {loss(weights, x, y):.3f}  "
                f"wrong {int((said & (y < 0)).sum())} of {int((y < 0).sum())}, "
                f"missed {int((~said & (y > 0)).sum())} of {int((y > 0).sum())}"
            )


if __name__ == "__main__":
    main()
