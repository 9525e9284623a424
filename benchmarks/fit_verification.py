"""Fits the weights of `VerificationSettings` to the labelled folders, by logistic regression.

Fitted on `seeds`, the `tune` folders and pairs made of the articles of `tune`;
`held` is only looked at for its figures. The signs of the weights are
fixed beforehand (more coverage cannot speak against reuse, a changed slot cannot speak for it), so that few
pairs suffice. Run: `.venv/bin/python -m benchmarks.fit_verification`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.labelled import SETS, load, pair
from dedup import Article
from dedup.marks import mark
from dedup.outline import outline
from dedup.sharing import share
from dedup.verification import VerificationSettings

SIGNS = (1, 1, -1, -1, -1, 1, -1, 1, -1, 1)
FIGURE = re.compile(r"(?<![\d.,])\d+(?![\d.,])")
PENALTY = 0.0005
SHARES = {"seeds": 0.1, "tune": 0.2, "tune2-de": 0.2, "tune2-en": 0.2, "tune3-de": 0.15, "made": 0.15}
"""How much each set counts: what people wrote more than what was generated."""

Floats = NDArray[np.float64]


def examples(name: str) -> tuple[Floats, Floats]:
    """Return the features (with a leading 1) and the labels (1, -1) of a folder's pairs with a shared run."""
    labelled = load(SETS[name])
    found = [
        (x, y, 1.0 if pair(x.id, y.id) in labelled.direct else -1.0)
        for x, y in combinations(labelled.articles, 2)
        if pair(x.id, y.id) not in labelled.neutral
    ]
    return measured(found)


def measured(pairs: Sequence[tuple[Article, Article, float]]) -> tuple[Floats, Floats]:
    """Return the features and labels of the pairs with a shared run."""
    texts = [article.text for pair in pairs for article in pair[:2]]
    marks = mark(texts, [outline(text).metadata for text in texts])
    shared = share(marks, np.arange(len(texts)).reshape(-1, 2))
    kept = (np.diff(shared.runs.first) > 0) & ~shared.same
    rows = np.column_stack((np.ones(len(pairs)), shared.features))
    return rows[kept], np.array([label for *_, label in pairs])[kept]


def made(articles: Sequence[Article], n: int) -> Iterator[tuple[Article, Article, float]]:
    """Yield pairs with labels, made of the n-th article and others: what the folders have too few of.

    Positive: the first part of a report as a brief, alone or before other news, a half of it before as much
    other news, and a short report with a figure or two corrected. Negative: two reports that
    end in the same 40 to 60 words about the publisher, or that both cite the same 20 to 30 words.
    """
    article, other = articles[n], articles[(n + 7) % len(articles)]
    words = article.text.split(" ")
    brief = " ".join(words[: max(25, len(words) * (3 + n % 4) // 8)])
    yield article, Article(brief, id="brief"), 1.0
    yield article, Article(f"{brief}\n\n{other.text[:200]}", id="digest"), 1.0
    half = " ".join(words[len(words) // 2 :]) if n % 2 else " ".join(words[: len(words) // 2])
    rest = other.text.split(" ")
    yield article, Article(f"{half}\n\n{' '.join(rest[len(rest) // 2 :])}", id="half"), 1.0
    flash = " ".join(words[: 18 + n % 60])
    update = FIGURE.sub(lambda m: str(int(m.group()) + 1), flash, count=1 + n % 3)
    if update != flash:
        yield Article(flash, id="flash"), Article(update, id="update"), 1.0
    note = " ".join(articles[(n + 19) % len(articles)].text.split()[-40 - n % 21 :])
    yield Article(f"{article.text}\n\n{note}", id="x"), Article(f"{other.text}\n\n{note}", id="y"), -1.0
    law = " ".join(articles[(n + 11) % len(articles)].text.split()[20 : 40 + n % 11])
    first, second = (
        Article(f"\n\n{law}\n\n".join(a.text.split("\n\n", 1)), id="z") for a in (article, other)
    )
    yield first, second, -1.0


def generated() -> tuple[Floats, Floats]:
    """Return the features and labels of the pairs made of the articles of `tune`."""
    articles = load(SETS["tune"]).articles
    return measured([example for n in range(len(articles)) for example in made(articles, n)])


def loss(weights: Floats, rows: Floats, labels: Floats) -> float:
    """Return the mean logistic loss."""
    return float(np.logaddexp(0, -labels * (rows @ weights)).mean())


def main() -> None:
    """Print the fitted weights, and how they and the project's own do on each folder."""
    sets = {name: examples(name) for name in SETS}
    sets["made"] = generated()
    bounds = [(None, None), *((0, None) if sign > 0 else (None, 0) for sign in SIGNS)]

    def penalised(weights: Floats) -> float:
        mean = sum(share * loss(weights, *sets[name]) for name, share in SHARES.items())
        return mean + PENALTY * float((weights[1:] ** 2).sum())

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
