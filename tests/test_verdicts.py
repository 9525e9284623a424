from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.span import Span
from dedup.verdict import Evidence, Verdict
from dedup.verdicts import AS_STOCK, OF_ITS_KIND, RELATIONS, Columns, Verdicts

SPANS = st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda s: Span(s[0], s[0] + s[1]))
SHARES = st.floats(0, 1)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    a, b = draw(st.sampled_from([("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")]))
    evidence = draw(st.lists(st.builds(Evidence, SPANS, SPANS), max_size=3).map(tuple))
    relation = draw(st.sampled_from(RELATIONS))
    shares = draw(st.tuples(SHARES, SHARES, SHARES))
    return Verdict(a, b, "a", relation, "", *shares, draw(st.integers(0, 500)), draw(SHARES), evidence)


def without_reason(verdict: Verdict) -> list[object]:
    return [getattr(verdict, name) for name in Verdict.__slots__ if name != "reason"]


@given(st.lists(verdicts(), max_size=6))
def test_verdicts_come_back_as_they_were_given(given_: list[Verdict]) -> None:
    found = Verdicts.of(given_)
    assert list(map(without_reason, found)) == list(map(without_reason, given_))
    assert Verdicts.of(list(found)) == found
    assert list(found[1:3]) == list(found)[1:3]


@given(st.lists(verdicts(), max_size=6), st.integers(0, 6))
def test_columns_are_put_in_another_order_and_joined(given_: list[Verdict], cut: int) -> None:
    whole = Verdicts.of(given_)
    order = np.arange(len(given_))[::-1]
    assert list(Verdicts(whole.ids, whole.columns.ordered(order))) == [whole[n] for n in order.tolist()]
    parts = [whole.columns.ordered(rows) for rows in np.split(np.arange(len(given_)), [cut])]
    assert Verdicts(whole.ids, Columns.joined(parts)) == whole


def said(relation: str, score: float, runs: int, *, overruled: bool = False) -> str:
    evidence = tuple(Evidence(Span(n, n + 1), Span(n, n + 1)) for n in range(runs))
    verdict = Verdict("a", "b", "a", relation, OF_ITS_KIND * overruled, 0.2, 0.25, 0.38, 23, score, evidence)  # type: ignore[arg-type]
    return Verdicts.of([verdict])[0].reason


def test_the_reason_says_what_is_shared() -> None:
    shared = "38 % of b stands in a, in 6 runs; longest 23 words"
    assert said("derived", 0.9, 6) == shared
    assert said("unrelated", 0.1, 6) == shared + AS_STOCK
    assert said("unrelated", 0.6, 6, overruled=True) == shared + OF_ITS_KIND
    assert said("derived", 0.9, 1) == "38 % of b stands in a, in one run; longest 23 words"
    assert said("unrelated", 0.0, 0) == "no run of 4 words in common"
    assert said("identical", 1.0, 1) == "the same 23 words"
    assert said("near_duplicate", 1.0, 1) == "the same 23 words, but other signs between them"
