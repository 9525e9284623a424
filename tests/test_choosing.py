from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.choosing import omissions
from dedup.cluster import Clustering
from dedup.clustering import cluster_articles
from dedup.grouping import group_articles
from dedup.omission import Keep
from dedup.verdict import Relation, Verdict
from dedup.verdicts import Verdicts

NAMES = "abcdefgh"
DATES = {"a": "2025-09-04", "b": "2025-09-06", "c": "2025-09-05"}
KEEPS: list[Keep] = ["origin", "newest", "oldest", "longest"]


def verdict(a: str, b: str, relation: Relation = "near_duplicate", score: float = 0.9) -> Verdict:
    return Verdict(a, b, "a", relation, f"{a}{b}", 0.6, 0.5, 0.7, 9, score, ())


def same(a: str, b: str, relation: Relation = "identical") -> Verdict:
    return verdict(a, b, relation, 1.0)


def clustering(*verdicts: Verdict) -> Clustering:
    articles = {
        name: Article("Wort " * number, name, date=DATES.get(name)) for number, name in enumerate(NAMES, 1)
    }
    found = group_articles(articles, Verdicts.of(verdicts))
    return Clustering({}, "local", len(NAMES), (), found.clusters, found.connections, (), (), found.verdicts)


def left(found: Clustering, keep: Keep = "origin", derived: bool = False) -> dict[str, str]:
    return {item.article.id: item.kept.id for item in omissions(found, keep, derived)}


TRIO = clustering(verdict("a", "b"), verdict("a", "c"), verdict("b", "c"))


@pytest.mark.parametrize(
    ("keep", "gone"),
    [
        ("origin", {"b": "a", "c": "a"}),
        ("oldest", {"b": "a", "c": "a"}),
        ("newest", {"a": "b", "c": "b"}),
        ("longest", {"a": "c", "b": "c"}),
    ],
)
def test_of_several_copies_the_wished_one_is_kept(keep: Keep, gone: dict[str, str]) -> None:
    assert left(TRIO, keep) == gone


def test_an_article_without_a_date_is_never_the_newest_or_oldest() -> None:
    found = clustering(verdict("d", "b"))
    assert left(found, "newest") == left(found, "oldest") == {"d": "b"}


def test_derived_articles_go_only_if_asked_for() -> None:
    found = clustering(verdict("a", "b", "derived"), verdict("a", "c"))
    assert left(found) == {"c": "a"}
    assert left(found, derived=True) == {"b": "a", "c": "a"}


def test_of_a_chain_only_what_is_a_copy_of_a_kept_one_goes() -> None:
    assert left(clustering(verdict("a", "b"), verdict("b", "c"))) == {"b": "a"}


def test_the_ledger_tells_the_share_of_the_one_that_goes() -> None:
    found = clustering(verdict("a", "b"))
    assert [item.containment for item in omissions(found)] == [0.7]
    assert [item.containment for item in omissions(found, "newest")] == [0.5]


def test_of_two_kept_ones_the_surer_is_named() -> None:
    found = clustering(verdict("a", "c", score=0.6), verdict("b", "c", score=0.8))
    assert left(found) == {"c": "b"}


def test_copies_that_were_judged_only_with_a_third_are_copies_of_each_other() -> None:
    found = clustering(same("a", "b"), same("a", "c", "near_duplicate"), same("a", "d"))
    assert left(found, "newest") == {"a": "b", "c": "b", "d": "b"}
    reasons = {item.article.id: item.verdict.a + item.verdict.b for item in omissions(found, "newest")}
    assert reasons == {"a": "ab", "c": "ac", "d": "ab"}


def test_a_text_that_stands_twice_is_a_copy_of_what_its_copy_is_one_of() -> None:
    found = clustering(same("a", "b"), verdict("a", "h"), verdict("h", "g", "derived"))
    assert left(found, "longest") == {"a": "h", "b": "h"}
    assert {item.verdict.a + item.verdict.b for item in omissions(found, "longest")} == {"ah"}


def test_a_text_a_thousand_times_is_quick() -> None:
    found = cluster_articles(Article("Die Sonne scheint über der Förde.", f"{n:05}") for n in range(3_000))
    assert set(left(found, "newest").values()) == {"00000"}
    assert len(left(found)) == 2_999


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1])
KINDS: list[Relation] = ["identical", "near_duplicate", "derived", "unrelated"]


@given(st.dictionaries(PAIRS, st.sampled_from(KINDS)), st.sampled_from(KEEPS), st.booleans())
def test_whatever_goes_goes_for_one_that_stays_and_no_two_that_stay_are_copies(
    relations: dict[tuple[str, str], Relation], keep: Keep, derived: bool
) -> None:
    found = clustering(
        *(verdict(a, b, kind, 1.0 if kind == "identical" else 0.9) for (a, b), kind in relations.items())
    )
    gone = left(found, keep, derived)
    assert not set(gone.values()) & set(gone)
    counted = {"identical", "near_duplicate", "derived"} if derived else {"identical", "near_duplicate"}
    for (a, b), relation in relations.items():
        assert relation not in counted or a in gone or b in gone
    assert all(item.verdict.relation in counted for item in omissions(found, keep, derived))


def test_an_article_with_a_second_story_of_its_own_is_kept() -> None:
    first = " ".join(f"Der erste Bericht sagt im Satz {n} etwas Neues über den Hafen." for n in range(12))
    second = " ".join(f"Ein ganz anderer Bericht erzählt in Zeile {n} vom Zoo." for n in range(11))
    found = cluster_articles(
        [Article(first, "a", date="2026-01-01"), Article(f"{first}\n\n{second}", "b", date="2026-01-02")]
    )
    (edge,) = found.clusters[0].edges
    assert edge.relation == "near_duplicate"
    assert [item.article.id for item in omissions(found, "oldest")] == []
    assert [item.article.id for item in omissions(found, "newest")] == ["a"]
