from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from dedup.frames import reconsidered
from dedup.span import Span
from dedup.verdict import Evidence, Relation, Verdict
from dedup.verdicts import Verdicts


def judged(a: str, b: str, score: float, *spans: tuple[int, int]) -> Verdict:
    """Return a verdict whose passages stand at the same places in both articles."""
    relation: Relation = "derived" if score >= 0.5 else "unrelated"
    evidence = tuple(Evidence(Span(*span), Span(*span)) for span in spans)
    return Verdict(a, b, "a", relation, "said so", 0.1, 0.2, 0.3, 9, score, evidence)


def looked_at(verdicts: Sequence[Verdict]) -> Verdicts:
    return reconsidered(Verdicts.of(verdicts))


def related(verdicts: Sequence[Verdict]) -> set[tuple[str, str]]:
    return {(v.a, v.b) for v in verdicts if v.relation != "unrelated"}


def test_a_pair_stands_that_nobody_contradicts() -> None:
    verdicts = [
        judged("a", "b", 0.51, (0, 90)),
        judged("b", "c", 0.51, (20, 60)),
        judged("a", "d", 0.1, (200, 240)),
    ]
    assert looked_at(verdicts) == Verdicts.of(verdicts)


def test_a_pair_falls_whose_text_stands_in_rejected_pairs() -> None:
    others = [judged(end, f"{end}{n}", 0.2, (0, 90)) for end in "ab" for n in range(3)]
    said = looked_at([judged("a", "b", 0.7, (0, 90)), *others])[0]
    assert (said.relation, said.score) == ("unrelated", 0.7)
    assert said.reason.endswith("longest 9 words, but the same text stands in other reports of its kind")


def test_better_odds_outweigh_rejected_pairs() -> None:
    others = [judged(end, f"{end}{n}", 0.2, (0, 90)) for end in "ab" for n in range(3)]
    sure, same = judged("a", "b", 0.95, (0, 90)), judged("a", "copy", 1.0, (0, 90))
    assert looked_at([sure, same, *others])[:2] == Verdicts.of([sure, same])


def test_rejected_text_elsewhere_does_not_count() -> None:
    others = [judged(end, f"{end}{n}", 0.2, (100, 190)) for end in "ab" for n in range(9)]
    verdicts = [judged("a", "b", 0.6, (0, 90)), *others]
    assert looked_at(verdicts) == Verdicts.of(verdicts)


def test_a_pair_that_falls_is_one_rejected_pair_more() -> None:
    others = [judged(end, f"{end}{n}", 0.2, (0, 90)) for end in "ab" for n in range(3)]
    verdicts = [judged("a", "b", 0.7, (0, 90)), judged("b", "c", 0.8, (0, 90)), *others]
    assert related(looked_at(verdicts)) == {("b", "c")}
    assert related(looked_at([*verdicts, judged("c", "x", 0.2, (0, 90))])) == {("b", "c")}
    assert related(looked_at([*verdicts, *(judged("c", x, 0.2, (0, 90)) for x in "vwxyz")])) == set()


SPANS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda s: (s[0], s[0] + s[1])),
    min_size=1,
    max_size=4,
)


@st.composite
def collections(draw: st.DrawFn) -> list[Verdict]:
    """Draw verdicts on some pairs of ten articles."""
    pairs = draw(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1])))
    return [judged(str(a), str(b), draw(st.floats(0, 1)), *draw(SPANS)) for a, b in sorted(pairs)]


@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(verdicts: list[Verdict], rng: random.Random) -> None:
    shuffled = rng.sample(verdicts, len(verdicts))
    assert sorted(looked_at(shuffled), key=str) == sorted(looked_at(verdicts), key=str)


@given(collections())
def test_nothing_new_is_related_and_a_second_look_changes_nothing(verdicts: list[Verdict]) -> None:
    once = looked_at(verdicts)
    assert related(once) <= related(verdicts)
    assert looked_at(once) == once


@given(collections(), collections())
def test_other_articles_change_nothing(verdicts: list[Verdict], others: list[Verdict]) -> None:
    apart = [
        judged(f"{v.a}'", f"{v.b}'", v.score, *((e.a.start, e.a.end) for e in v.evidence)) for v in others
    ]
    assert list(looked_at([*apart, *verdicts]))[len(apart) :] == list(looked_at(verdicts))


def lying(a: Verdict, b: Verdict) -> int:
    """Return how many characters lie in passages of both verdicts, in their first articles."""
    return sum(
        len(range(max(x.a.start, y.a.start), min(x.a.end, y.a.end))) for x in a.evidence for y in b.evidence
    )


@given(st.floats(0.5, 0.99), SPANS, st.lists(SPANS, max_size=6))
def test_a_pair_falls_by_how_many_rejected_pairs_lie_over_its_text(
    score: float, spans: list[tuple[int, int]], others: list[list[tuple[int, int]]]
) -> None:
    pair = judged("a", "b", score, *spans)
    rejected = [judged("a", f"x{n}", 0.1, *found) for n, found in enumerate(others)]
    depth = sum(lying(pair, other) for other in rejected) / sum(len(e.a) for e in pair.evidence) / 2
    falls = depth > 1 and score < (1 - score) * depth
    assert (looked_at([pair, *rejected])[0].relation == "unrelated") == falls
