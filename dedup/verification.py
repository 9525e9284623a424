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

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.agreement import RUN_WORDS
from dedup.body import Body, signs_in
from dedup.frames import OF_ITS_KIND
from dedup.marks import Marks, together
from dedup.overlap import Overlap, overlap_of
from dedup.runs import Indices
from dedup.sharing import Sharing, share
from dedup.span import Span
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
    the share of common names and numbers, the log of the longest run, the steps back.
    """

    derived: float = 0.5
    near_duplicate: float = 0.5
    bias: float = 6.9
    weights: tuple[float, ...] = (2.12, 0.53, -5.62, -2.78, -4.21, 1.15, -3.26, 3.48, -2.02, 3.17)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of pairs of articles; item n of everything is pair n's, the older article first.

    `sharing` is what they share, `scores` the score of each, `sizes` its articles' numbers of words and
    5-grams. `passages` are the code points that the shared runs take in each text, in rows (start and end in
    the first, start and end in the second), where `sharing` says.
    """

    sharing: Sharing
    scores: NDArray[np.float64]
    words: Indices
    shingles: Indices
    passages: Indices
    settings: VerificationSettings

    def verdict(self, n: int, a: str, b: str, same_signs: bool) -> Verdict:
        """Return the verdict on pair `n`, of the articles with these ids.

        `same_signs` counts only if the words are the same: are the signs that belong to figures, too?
        """
        lo, hi = self.sharing.runs.first[n : n + 2].tolist()
        same = bool(self.sharing.same[n])
        score, longest = float(self.scores[n]), int(self.sharing.longest[n])
        shared = overlap_of(int(self.sharing.shingles[n]), *self.shingles[n].tolist())
        relation = _relation(same and same_signs, shared.resemblance, score, self.settings)
        return Verdict(
            a=a,
            b=b,
            origin="a",
            relation=relation,
            reason=_reason(relation, self.words[n].tolist(), hi - lo, longest, shared),
            resemblance=shared.resemblance,
            containment_a_in_b=shared.containment_a_in_b,
            containment_b_in_a=shared.containment_b_in_a,
            longest_shared_run_words=longest,
            score=score,
            evidence=tuple(Evidence(Span(i, j), Span(k, m)) for i, j, k, m in self.passages[lo:hi].tolist()),
        )


def judge(marks: Marks, pairs: Indices, settings: VerificationSettings) -> Judged:
    """Return what is found of each pair: rows of two positions in the marks, the older article first."""
    sharing = share(marks, pairs)
    return Judged(
        sharing=sharing,
        scores=_scores(sharing, settings),
        words=np.diff(marks.first)[pairs],
        shingles=np.diff(marks.first_shingle)[pairs],
        passages=_passages(marks, pairs, sharing),
        settings=settings,
    )


def verify(a: Body, b: Body, settings: VerificationSettings) -> Verdict:
    """Return the verdict on a pair; `a` is the older (or, without dates, the containing) article."""
    one, other = a.document, b.document
    judged = judge(together(a.marks, b.marks), np.array([[0, 1]]), settings)
    signs = signs_in(one.text, one.metadata) == signs_in(other.text, other.metadata)
    return judged.verdict(0, one.article.id, other.article.id, signs)


def _scores(sharing: Sharing, settings: VerificationSettings) -> NDArray[np.float64]:
    z = np.full(len(sharing.same), settings.bias)
    for k, weight in enumerate(settings.weights):
        z += weight * sharing.features[:, k]
    scores = np.where(np.diff(sharing.runs.first) > 0, 1.0 / (1.0 + np.exp(-z)), 0.0)
    return np.where(sharing.same, SAME_WORDS, scores)


def _passages(marks: Marks, pairs: Indices, sharing: Sharing) -> Indices:
    sides = []
    for side in (0, 1):
        base = np.repeat(marks.first[pairs[:, side]], np.diff(sharing.runs.first))
        words = base + sharing.runs.rows[:, side]
        sides += [marks.starts[words], marks.ends[words + sharing.runs.rows[:, 2] - 1]]
    return np.stack(sides, axis=1).astype(np.int64)


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


def _reason(relation: Relation, words: Sequence[int], runs: int, longest: int, shared: Overlap) -> str:
    if relation == "identical":
        return f"the same {longest} words" if longest > 1 else "the same word"
    if not runs:
        return f"no run of {RUN_WORDS} words in common"
    if words[0] == words[1] == longest:
        return f"the same {longest} words, but other signs between them"
    in_b, in_a = shared.containment_a_in_b, shared.containment_b_in_a
    taken = f"{100 * in_a:.0f} % of b stands in a" if in_a >= in_b else f"{100 * in_b:.0f} % of a stands in b"
    places = f"in {runs} runs" if runs > 1 else "in one run"
    share = f"{taken}, {places}; longest {longest} words"
    return share + AS_STOCK if relation == "unrelated" else share
