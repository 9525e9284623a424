"""From candidate to verdict: decide from what two texts share, not only from how much.

A rewrite and a pair of template reports (two weather reports, two market reports) share equally many
words. They differ in four ways, and the score weighs them:

* what stands *between* shared runs: a template changes the value in the slot (`110` became `95`,
  `Drautal` became `Hochrhön`), a rewrite keeps the values and changes the words,
* what else the texts have in common: a rewrite keeps to its subject's words outside the shared runs too,
  boilerplate and a common quotation do not,
* how spread out the shared runs are: a sign-off or a cited law is one block,
* in which order they come: a template keeps it, a rewrite need not.

The score is a logistic model over these features. Its weights were fitted to labelled desk rewrites and
traps (`benchmarks/fit_verification.py`) and are checked against others that were held back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.body import Body, signs_in
from dedup.marks import Marks, together
from dedup.runs import Indices
from dedup.sharing import Sharing, share
from dedup.verdict import SAME_WORDS, Verdict
from dedup.verdicts import RELATIONS, Columns, Verdicts

Flags = NDArray[np.bool_]
Shares = NDArray[np.float64]

_SURE = float(np.nextafter(SAME_WORDS, 0.0))
"""The best score of two texts with other words."""


@dataclass(frozen=True, slots=True)
class VerificationSettings:
    """Weights of the score's features and the bars of the relations.

    `derived`: least score of a pair that shares text. `near_duplicate`: least resemblance (with such a
    score) of two texts that are the same but for light edits. The weights multiply, in this order: the log
    odds of the coverage, the likeness of the rest, the density of changed slots, the disagreement of
    numbers, the share of changed slots, the log of the number of runs, how far all of it stands at the end,
    the share of common names and numbers, the log of the longest run, the steps back.
    """

    derived: float = 0.5
    near_duplicate: float = 0.5
    bias: float = 6.9
    weights: tuple[float, ...] = (2.12, 0.53, -5.62, -2.78, -4.21, 1.15, -3.26, 3.48, -2.02, 3.17)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of pairs of articles; item n of everything is pair n's, the older article first.

    `sharing` is what they share, `scores` the score of each, `shingles` its articles' numbers of 5-grams.
    `passages` are the code points that the shared runs take in each text, in rows (start and end in the
    first, start and end in the second), where `sharing` says.
    """

    sharing: Sharing
    scores: NDArray[np.float64]
    shingles: Indices
    passages: NDArray[np.int32]
    settings: VerificationSettings

    def columns(self, pairs: NDArray[np.int32], same_signs: Flags) -> Columns:
        """Return the verdicts on the pairs, of articles that stand at `pairs` in a collection.

        `same_signs` counts only where the words are the same: are the signs that belong to figures, too?
        """
        shares = _shares(self.sharing.shingles, self.shingles)
        return Columns(
            pairs=pairs,
            relation=relations(self.sharing.same & same_signs, shares[:, 0], self.scores, self.settings),
            score=self.scores,
            shares=shares,
            longest=self.sharing.longest.astype(np.int32),
            passages=self.passages,
            first=self.sharing.runs.first,
            overruled=np.zeros(len(pairs), dtype=np.bool_),
        )


def judge(marks: Marks, pairs: Indices, settings: VerificationSettings) -> Judged:
    """Return what is found of each pair: rows of two positions in the marks, the older article first."""
    sharing = share(marks, pairs)
    return Judged(
        sharing=sharing,
        scores=_scores(sharing, settings),
        shingles=np.diff(marks.first_shingle)[pairs],
        passages=_passages(marks, pairs, sharing),
        settings=settings,
    )


def verify(a: Body, b: Body, settings: VerificationSettings) -> Verdict:
    """Return the verdict on a pair; `a` is the older (or, without dates, the containing) article."""
    one, other = a.document, b.document
    judged = judge(together((a.marks, b.marks)), np.array([[0, 1]]), settings)
    signs = signs_in(one.text, one.metadata) == signs_in(other.text, other.metadata)
    columns = judged.columns(np.array([[0, 1]], dtype=np.int32), np.array([signs]))
    return Verdicts((one.article.id, other.article.id), columns)[0]


def _scores(sharing: Sharing, settings: VerificationSettings) -> NDArray[np.float64]:
    z = np.full(len(sharing.same), settings.bias)
    for k, weight in enumerate(settings.weights):
        z += weight * sharing.features[:, k]
    scores = np.where(np.diff(sharing.runs.first) > 0, 1.0 / (1.0 + np.exp(-z)), 0.0)
    return np.where(sharing.same, SAME_WORDS, np.minimum(scores, _SURE))


def _passages(marks: Marks, pairs: Indices, sharing: Sharing) -> NDArray[np.int32]:
    sides = []
    for side in (0, 1):
        base = np.repeat(marks.first[pairs[:, side]], np.diff(sharing.runs.first))
        words = base + sharing.runs.rows[:, side]
        sides += [marks.starts[words], marks.ends[words + sharing.runs.rows[:, 2] - 1]]
    return np.stack(sides, axis=1).astype(np.int32)


def judged_again(verdicts: Verdicts, settings: VerificationSettings) -> Verdicts:
    """Return what `verify` says of the same pairs with other bars, from the verdicts alone.

    Only `derived` and `near_duplicate` count here; another bias or other weights need the texts again.
    """
    columns = verdicts.columns
    same = columns.relation == RELATIONS.index("identical")
    relation = relations(same, columns.shares[:, 0], columns.score, settings)
    return verdicts.changed(relation, np.zeros_like(columns.overruled))


def relations(
    same: Flags, resemblance: Shares, scores: Shares, settings: VerificationSettings
) -> NDArray[np.uint8]:
    """Return the relation of every pair as its place in `RELATIONS`; `same` pairs are identical."""
    near = np.where(resemblance >= settings.near_duplicate, 2, 1)
    return np.where(same, 3, np.where(scores < settings.derived, 0, near)).astype(np.uint8)


def _shares(shared: Indices, sizes: Indices) -> Shares:
    """Return resemblance and both containments of every pair: rows of three."""
    union = sizes.sum(axis=1) - shared
    of = np.stack((union, sizes[:, 0], sizes[:, 1]), axis=1)
    shares: Shares = np.divide(shared[:, None], of, out=np.zeros(of.shape), where=of > 0)
    return shares
