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
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.document import Document
from dedup.hashing import Hashes, Offsets, WordHasher, WordHashes
from dedup.overlap import Overlap, overlap
from dedup.runs import Run, shared_runs
from dedup.verdict import Evidence, Relation, Verdict

RUN_WORDS = 4
"""Shortest shared run that counts as text taken over."""

SLOT_RUN_WORDS = 2
SLOT_WORDS = 6
MAX_COUNTED_RUNS = 12
TAIL_FROM = 0.6
PRIOR_WORDS = 20
"""Words of its own that every text is taken to have: fifteen words in common are much of a report of 25
and yet only one stock phrase."""

SLOT_PRIOR_WORDS = 50
"""Likewise: two figures that changed in twenty words are an update, twenty in two hundred a template."""


_SIGN = re.compile(r"[%‰°€$£¥₹]|(?<!\w)[+\-−–](?=\d)")


@dataclass(frozen=True, slots=True)
class VerificationSettings:
    """Weights of the score's features and the bars of the relations.

    `derived`: least score of a pair that shares text. `near_duplicate`: least resemblance (with such a
    score) of two texts that are the same but for light edits. The weights multiply, in this order: the log
    odds of the coverage, the likeness of the rest, the density of changed slots, the disagreement of
    numbers, the share of changed slots, the log of the number of runs, how far all of it stands at the end.
    """

    derived: float = 0.5
    near_duplicate: float = 0.5
    bias: float = 1.13
    weights: tuple[float, ...] = (1.73, 0.36, -3.88, -2.06, -5.14, 1.62, -2.92)


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a document's sentences (not of its metadata), with what verification asks of them.

    Arrays run parallel: `hashes`, `starts`, `ends` (code points), `sentence` (index), `number` (has a digit),
    `value` (a number, or capitalised where its place does not make it so), `weight` (rough information
    content). `signs` are the marks that give figures another meaning (€, %, °, plus, minus).
    """

    id: str
    hashes: Hashes
    starts: Offsets
    ends: Offsets
    sentence: NDArray[np.int64]
    number: NDArray[np.bool_]
    value: NDArray[np.bool_]
    weight: NDArray[np.float64]
    signs: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.hashes)


def body_of(document: Document, hasher: WordHasher) -> Body:
    """Return the words of a document's sentences."""
    text = document.text
    words = hasher(text)
    sentence = _sentence_of(document, words)
    kept = sentence >= 0
    starts, ends, sentence = words.starts[kept], words.ends[kept], sentence[kept]
    raw = [text[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]
    first = np.ones(len(raw), dtype=bool)
    first[1:] = sentence[1:] != sentence[:-1]
    number = np.array([not w.isalpha() and any(map(str.isdigit, w)) for w in raw], dtype=bool)
    capital = np.array([word[:1].isupper() for word in raw], dtype=bool)
    weight = np.array([min(len(word), 12) - 2 for word in raw], dtype=np.float64)
    return Body(
        id=document.article.id,
        hashes=words.hashes[kept],
        starts=starts,
        ends=ends,
        sentence=sentence,
        number=number,
        value=number | (capital & ~first),
        weight=np.maximum(weight, 0.0),
        signs=tuple(sign for s in document.sentences for sign in _SIGN.findall(text, s.start, s.end)),
    )


def _sentence_of(document: Document, words: WordHashes) -> NDArray[np.int64]:
    """Return the sentence that each word stands in, -1 for metadata."""
    if not document.sentences:
        return np.full(len(words), -1, dtype=np.int64)
    starts = np.array([s.start for s in document.sentences])
    ends = np.array([s.end for s in document.sentences])
    at = np.searchsorted(starts, words.starts, "right") - 1
    inside = (at >= 0) & (words.ends <= ends[np.maximum(at, 0)])
    return np.where(inside, at, -1)


def verify(a: Body, b: Body, settings: VerificationSettings) -> Verdict:
    """Return the verdict on a pair; `a` is the older (or, without dates, the containing) article."""
    shared = overlap(a.hashes, b.hashes)
    same = len(a) > 0 and np.array_equal(a.hashes, b.hashes)
    runs = [Run(0, 0, len(a))] if same else _runs(a, b)
    score = 1.0 if same else _score(_features(a, b, runs), settings)
    relation = _relation(same and a.signs == b.signs, shared.resemblance, score, settings)
    return Verdict(
        a=a.id,
        b=b.id,
        origin="a",
        relation=relation,
        reason=_reason(relation, a, b, len(runs), shared),
        resemblance=shared.resemblance,
        containment_a_in_b=shared.containment_a_in_b,
        containment_b_in_a=shared.containment_b_in_a,
        longest_shared_run_words=shared.longest_run,
        score=score,
        evidence=tuple(_evidence(a, b, run) for run in runs),
    )


def _relation(same: bool, resemblance: float, score: float, settings: VerificationSettings) -> Relation:
    if same:
        return "identical"
    if score < settings.derived:
        return "unrelated"
    return "near_duplicate" if resemblance >= settings.near_duplicate else "derived"


def _evidence(a: Body, b: Body, run: Run) -> Evidence:
    words_a = WordHashes(a.hashes, a.starts, a.ends)
    words_b = WordHashes(b.hashes, b.starts, b.ends)
    last = run.length - 1
    return Evidence(words_a.span(run.a, run.a + last), words_b.span(run.b, run.b + last))


def _reason(relation: Relation, a: Body, b: Body, runs: int, shared: Overlap) -> str:
    if relation == "identical":
        return f"the same {len(a)} words" if len(a) > 1 else "the same word"
    if not runs:
        return f"no run of {RUN_WORDS} words in common"
    if len(a) == len(b) == shared.longest_run:
        return f"the same {len(a)} words, but other signs between them"
    in_b, in_a = shared.containment_a_in_b, shared.containment_b_in_a
    taken = f"{100 * in_a:.0f} % of b stands in a" if in_a >= in_b else f"{100 * in_b:.0f} % of a stands in b"
    places = f"in {runs} runs" if runs > 1 else "in one run"
    share = f"{taken}, {places}; longest {shared.longest_run} words"
    return f"{share}, but as stock text or a template" if relation == "unrelated" else share


def _score(features: Sequence[float] | None, settings: VerificationSettings) -> float:
    if features is None:
        return 0.0
    z = settings.bias + sum(w * x for w, x in zip(settings.weights, features, strict=True))
    return 1.0 / (1.0 + math.exp(-z))


def pair_features(a: Body, b: Body) -> tuple[float, ...] | None:
    """Return the features of the score, in the order of its weights; None if nothing is shared."""
    return _features(a, b, _runs(a, b))


def _runs(a: Body, b: Body) -> list[Run]:
    """Return the shared runs as seen from the shorter text, whichever side it is."""
    if len(a) <= len(b):
        return shared_runs(a.hashes, b.hashes, RUN_WORDS)
    return sorted(_swapped(shared_runs(b.hashes, a.hashes, RUN_WORDS)))


def _swapped(runs: Sequence[Run]) -> list[Run]:
    return [Run(run.b, run.a, run.length) for run in runs]


def _features(a: Body, b: Body, runs: Sequence[Run]) -> tuple[float, ...] | None:
    if not runs:
        return None
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    runs = runs if short is a else _swapped(runs)
    covered = np.zeros(len(short), dtype=bool)
    for run in runs:
        covered[run.a : run.a + run.length] = True
    words = int(covered.sum())
    bounded = min(max(words / (len(short) + PRIOR_WORDS), 0.03), 0.97)
    common = np.isin(short.hashes, long.hashes)
    changed, slots = _slots(short, long)
    return (
        math.log(bounded / (1 - bounded)),
        _share(short.weight, common, ~covered),
        10 * min(changed / (words + SLOT_PRIOR_WORDS), 0.1),
        _number_disagreement(short, common, covered),
        changed / (slots + 3),
        math.log(min(len(runs), MAX_COUNTED_RUNS)),
        _at_the_end(runs, len(short), len(long)),
    )


def _at_the_end(runs: Sequence[Run], short: int, long: int) -> float:
    """Return how far the shared words stand at the end of both texts (0: not, 1: wholly), as sign-offs do."""
    words = sum(run.length for run in runs)
    in_short = sum(run.length * (run.a + run.length / 2) for run in runs) / words / short
    in_long = sum(run.length * (run.b + run.length / 2) for run in runs) / words / long
    return max(0.0, min(in_short, in_long) - TAIL_FROM) / (1 - TAIL_FROM)


def _share(weight: NDArray[np.float64], which: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    """Return the weight of the words `which` among the words `among`, as a share."""
    whole = float(weight[among].sum())
    return float(weight[among & which].sum()) / whole if whole else 0.0


def _number_disagreement(short: Body, common: NDArray[np.bool_], covered: NDArray[np.bool_]) -> float:
    """Return the share of numbers, in sentences with shared runs, that the other text has not."""
    touched = np.isin(short.sentence, short.sentence[covered])
    numbers = touched & short.number
    return float((numbers & ~common).sum()) / (float(numbers.sum()) + 3)


def _slots(short: Body, long: Body) -> tuple[int, int]:
    """Return how many short gaps between shared runs hold other values, and how many such gaps there are."""
    runs = shared_runs(short.hashes, long.hashes, SLOT_RUN_WORDS)
    changed = slots = 0
    for run, following in pairwise(runs):
        gap = range(run.a + run.length, following.a)
        other = range(run.b + run.length, following.b)
        if len(gap) > SLOT_WORDS or not 0 <= following.b - run.b - run.length <= SLOT_WORDS:
            continue
        slots += 1
        changed += _values_differ(short, gap, long, other)
    return changed, slots


def _values_differ(short: Body, gap: range, long: Body, other: range) -> bool:
    in_gap, in_other = slice(gap.start, gap.stop), slice(other.start, other.stop)
    mine = set(short.hashes[in_gap][short.value[in_gap]].tolist())
    theirs = set(long.hashes[in_other][long.value[in_other]].tolist())
    return bool(mine and theirs and not mine & theirs)
