from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.components import components
from dedup.guard import guarded
from dedup.span import Span
from dedup.verdict import Evidence, Verdict
from dedup.verdicts import Verdicts

Pair = tuple[str, str]


def apart(
    verdicts: Sequence[Verdict], published: Mapping[str, datetime] | None = None
) -> tuple[Verdicts, Verdicts]:
    """Return the pairs that join, and those that only connect."""
    given = Verdicts.of(verdicts)
    joins, connections = guarded(given, [(published or {}).get(name) for name in given.ids])
    return given.take(joins), given.take(connections)


def took(a: str, b: str, in_a: tuple[int, int], in_b: tuple[int, int]) -> Verdict:
    """Return the verdict that b took a passage from a."""
    evidence = (Evidence(Span(*in_a), Span(*in_b)),)
    return Verdict(a, b, "a", "derived", "said so", 0.1, 0.2, 0.3, 9, 0.9, evidence)


def days(**published: int) -> dict[str, datetime]:
    return {name: datetime(2026, 1, day, tzinfo=UTC) for name, day in published.items()}


def joined(verdicts: Sequence[Verdict], published: dict[str, datetime] | None = None) -> set[Pair]:
    return {(v.a, v.b) for v in apart(verdicts, published)[0]}


def items(roundup: str, sources: str, first: int = 0) -> list[Verdict]:
    """Return what a round-up took from each source: passages that follow each other."""
    return [took(x, roundup, (0, 90), (n * 100, n * 100 + 90)) for n, x in enumerate(sources, first)]


@pytest.mark.parametrize("published", [{}, days(B=2, **dict.fromkeys("acdefghijk", 1))])
def test_a_round_up_of_ten_stories_fuses_none(published: dict[str, datetime]) -> None:
    stories = [took(x, f"{x}2", (0, 300), (0, 300)) for x in "acdefghijk"]
    joins, connections = apart([*items("B", "acdefghijk"), *stories], published)
    assert joins == Verdicts.of(stories)
    assert connections == Verdicts.of(items("B", "acdefghijk"))


def test_a_chain_stays_together_also_where_other_passages_went_on() -> None:
    same = [took("A", "B", (0, 300), (0, 300)), took("B", "C", (100, 400), (0, 300))]
    assert len(joined(same)) == 2
    other = [took("A", "B", (0, 300), (0, 300)), took("B", "C", (310, 600), (0, 290))]
    assert len(joined(other, days(A=1, B=2, C=3))) == 2


def test_of_two_unrelated_sources_the_one_that_gave_more_is_joined() -> None:
    merged = [took("x", "B", (0, 300), (0, 300)), took("y", "B", (0, 200), (310, 510))]
    assert joined(merged) == joined(merged, days(x=1, y=1, B=2)) == {("x", "B")}
    assert joined([*merged, took("x", "y", (0, 90), (300, 390))]) == {("x", "B"), ("y", "B"), ("x", "y")}


def test_a_part_that_outweighs_the_others_is_joined() -> None:
    assert joined([*items("B", "xyz"), took("w", "B", (0, 999), (300, 660))]) == {("w", "B")}


def test_background_from_elsewhere_does_not_make_a_report_a_round_up() -> None:
    report = [took("x", "B", (0, 900), (0, 900)), took("y", "B", (0, 90), (910, 1000))]
    assert len(joined(report)) == 2


def test_many_may_take_different_passages_from_one_report() -> None:
    briefs = [took("B", x, (n * 100, n * 100 + 90), (0, 90)) for n, x in enumerate("acde")]
    assert len(joined(briefs, days(B=1, a=2, c=2, d=3, e=4))) == 4


def test_two_versions_of_a_round_up_belong_together_and_to_nothing_else() -> None:
    both = [took("B", "B2", (0, 500), (20, 520)), *items("B", "acdef"), *items("B2", "acdef")]
    assert joined(both) == {("B", "B2")}


def test_two_round_ups_with_some_stories_in_common_fuse_none() -> None:
    one, two = items("B", "acdef"), items("R", "deghi")
    shared = took("B", "R", (200, 390), (0, 190))
    assert joined([*one, *two, shared]) == set()


def test_a_later_report_on_one_of_the_stories_stays_with_it() -> None:
    later = [took("a", "a2", (0, 90), (0, 90)), took("B", "a2", (0, 90), (0, 90))]
    assert joined([*items("B", "acde"), *later], days(a=1, c=1, d=1, e=1, B=2, a2=3)) == {("a", "a2")}


def test_a_stray_phrase_does_not_hide_a_round_up() -> None:
    evidence = (Evidence(Span(0, 400), Span(0, 400)), Evidence(Span(500, 520), Span(900, 920)))
    stray = Verdict("x", "B", "a", "derived", "said so", 0.1, 0.2, 0.3, 9, 0.9, evidence)
    assert (
        joined([stray, took("y", "B", (0, 300), (420, 720)), took("z", "B", (0, 290), (730, 1020))]) == set()
    )


@st.composite
def collections(draw: st.DrawFn) -> list[Verdict]:
    """Draw related pairs of ten articles, each with a passage anywhere in both."""
    pairs = draw(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1])))
    place = st.tuples(st.integers(0, 400), st.integers(1, 300)).map(lambda s: (s[0], s[0] + s[1]))
    return [took(str(a), str(b), draw(place), draw(place)) for a, b in sorted(pairs)]


DATES = st.dictionaries(
    st.sampled_from("0123456789"), st.integers(1, 3).map(lambda day: datetime(2026, 1, day, tzinfo=UTC))
)


@given(collections(), DATES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter_and_every_pair_joins_or_connects(
    verdicts: list[Verdict], dates: dict[str, datetime], rng: random.Random
) -> None:
    joins, connections = apart(rng.sample(verdicts, len(verdicts)), dates)
    assert {(v.a, v.b) for v in joins} == joined(verdicts, dates)
    assert sorted([*joins, *connections], key=str) == sorted(Verdicts.of(verdicts), key=str)


@given(collections(), collections(), DATES)
def test_other_articles_change_nothing(
    verdicts: list[Verdict], others: list[Verdict], dates: dict[str, datetime]
) -> None:
    strangers = [
        took(f"{v.a}'", f"{v.b}'", (e.a.start, e.a.end), (e.b.start, e.b.end))
        for v in others
        for e in v.evidence
    ]
    assert {p for p in joined([*strangers, *verdicts], dates) if "'" not in p[0]} == joined(verdicts, dates)


@given(collections())
def test_without_round_ups_clusters_are_the_connected_components(verdicts: list[Verdict]) -> None:
    ordered = {str(n): datetime(2026, 1, 20 - n, tzinfo=UTC) for n in range(10)}
    whole = [took(v.a, v.b, (0, 100), (0, 100)) for v in verdicts]
    joins, connections = apart(whole, ordered)
    assert not connections
    assert components((v.a, v.b) for v in joins) == components((v.a, v.b) for v in verdicts)


def test_a_report_woven_from_two_sources_joins_them() -> None:
    def sparse(a: str, start: int) -> Verdict:
        spans = [Span(start + n * 100, start + n * 100 + 20) for n in range(4)]
        evidence = tuple(Evidence(span, span) for span in spans)
        return Verdict(a, "B", "a", "derived", "said so", 0.1, 0.2, 0.3, 9, 0.9, evidence)

    assert len(joined([sparse("x", 0), sparse("y", 500)])) == 2
