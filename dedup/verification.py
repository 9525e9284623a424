"""From candidate to verdict: decide from what two texts share, not only from how much.

A rewrite and a pair of template reports (two weather reports, two market reports) share equally many
words. They differ in three ways, and the score weighs them:

* what stands *between* shared runs: a template changes the value in the slot (`110` became `95`,
  `Drautal` became `Hochrhön`), a rewrite keeps the values and changes the words,
* what else the texts have in common: a rewrite keeps to its subject's words outside the shared runs too,
  boilerplate and a common quotation do not,
* how spread out the shared runs are: a sign-off or a cited law is one block.

The score is a logistic model over these features. Its weights were fitted to labelled desk rewrites and
traps (`benchmarks/fit_verification.py`) and are checked against others that were held back.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dedup.agreement import RUN_WORDS, features
from dedup.body import Body
from dedup.frames import OF_ITS_KIND
from dedup.overlap import Overlap, overlap
from dedup.runs import Indices, longest_run, tiles
from dedup.verdict import SAME_WORDS, Evidence, Relation, Verdict

AS_STOCK = ", but as stock text or a template"
"""How the reason of a pair ends that shares text and is rejected all the same."""


@dataclass(frozen=True, slots=True)
class VerificationSettings:
    """Weights of the score's features and the bars of the relations.

    `derived`: least score of a pair that shares text. `near_duplicate`: least resemblance (with such a
    score) of two texts that are the same but for light edits. The weights multiply, in this order: the log
    odds of the coverage, the likeness of the rest, the density of changed slots, the disagreement of
    numbers, the share of changed slots, the log of the number of runs, how far all of it stands at the end,
    the share of common values, the log of the longest run.
    """

    derived: float = 0.5
    near_duplicate: float = 0.5
    bias: float = 6.01
    weights: tuple[float, ...] = (1.83, 0.54, -3.38, -2.61, -4.99, 1.15, -2.67, 2.84, -1.73)


def verify(a: Body, b: Body, settings: VerificationSettings) -> Verdict:
    """Return the verdict on a pair; `a` is the older (or, without dates, the containing) article."""
    shared = overlap(a.shingles, b.shingles)
    same = len(a) > 0 and np.array_equal(a.hashes, b.hashes)
    runs = np.array([[0, 0, len(a)]]) if same else _runs(a, b)
    # The first tile that is taken is the longest run, if it is as long as a tile must be.
    longest = int(runs[:, 2].max()) if len(runs) else longest_run(a.hashes, b.hashes)
    score = SAME_WORDS if same else _score(_features(a, b, runs), settings)
    relation = _relation(same and a.signs == b.signs, shared.resemblance, score, settings)
    return Verdict(
        a=a.id,
        b=b.id,
        origin="a",
        relation=relation,
        reason=_reason(relation, a, b, len(runs), longest, shared),
        resemblance=shared.resemblance,
        containment_a_in_b=shared.containment_a_in_b,
        containment_b_in_a=shared.containment_b_in_a,
        longest_shared_run_words=longest,
        score=score,
        evidence=tuple(Evidence(a.span(i, n), b.span(j, n)) for i, j, n in runs.tolist()),
    )


def judged_again(verdict: Verdict, settings: VerificationSettings) -> Verdict:
    """Return what `verify` says of the same pair with other bars, from the verdict alone.

    Only `derived` and `near_duplicate` count here; another bias or other weights need the texts again.
    """
    same = verdict.relation == "identical"
    relation = _relation(same, verdict.resemblance, verdict.score, settings)
    reason = verdict.reason.removesuffix(AS_STOCK).removesuffix(OF_ITS_KIND)
    rejected = relation == "unrelated" and verdict.evidence
    return replace(verdict, relation=relation, reason=reason + AS_STOCK if rejected else reason)


def _relation(same: bool, resemblance: float, score: float, settings: VerificationSettings) -> Relation:
    if same:
        return "identical"
    if score < settings.derived:
        return "unrelated"
    return "near_duplicate" if resemblance >= settings.near_duplicate else "derived"


def _reason(relation: Relation, a: Body, b: Body, runs: int, longest: int, shared: Overlap) -> str:
    if relation == "identical":
        return f"the same {len(a)} words" if len(a) > 1 else "the same word"
    if not runs:
        return f"no run of {RUN_WORDS} words in common"
    if len(a) == len(b) == longest:
        return f"the same {len(a)} words, but other signs between them"
    in_b, in_a = shared.containment_a_in_b, shared.containment_b_in_a
    taken = f"{100 * in_a:.0f} % of b stands in a" if in_a >= in_b else f"{100 * in_b:.0f} % of a stands in b"
    places = f"in {runs} runs" if runs > 1 else "in one run"
    share = f"{taken}, {places}; longest {longest} words"
    return share + AS_STOCK if relation == "unrelated" else share


def _score(features: Sequence[float] | None, settings: VerificationSettings) -> float:
    if features is None:
        return 0.0
    z = settings.bias + sum(w * x for w, x in zip(settings.weights, features, strict=True))
    return 1.0 / (1.0 + math.exp(-z))


def pair_features(a: Body, b: Body) -> tuple[float, ...] | None:
    """Return the features of the score, in the order of its weights; None if nothing is shared."""
    return _features(a, b, _runs(a, b))


def _runs(a: Body, b: Body) -> Indices:
    """Return the shared runs as seen from the shorter text: rows (place in a, place in b, length)."""
    if len(a) <= len(b):
        return tiles(a.hashes, b.hashes, RUN_WORDS)
    swapped = tiles(b.hashes, a.hashes, RUN_WORDS)[:, [1, 0, 2]]
    return swapped[np.argsort(swapped[:, 0])]


def _features(a: Body, b: Body, runs: Indices) -> tuple[float, ...] | None:
    if not len(runs):
        return None
    if len(a) <= len(b):
        return features(a.marked, b.marked, runs)
    return features(b.marked, a.marked, runs[:, [1, 0, 2]])
