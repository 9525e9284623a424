from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from benchmarks.generator import Generator, given_articles
from dedup import Article, ArticleError, Sheet, cluster_articles, judge_against
from dedup.marks import mark, together
from dedup.verdict import Verdict

REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [made.article for made in islice(Generator(given_articles()).stream(seed=5), 120)]


def test_each_verdict_is_what_clustering_says_of_the_pair(articles: list[Article]) -> None:
    clustering = cluster_articles(articles)
    said = {(v.a, v.b): v for v in clustering.candidates}
    sheets = [Sheet(article) for article in articles]
    seen = 0
    for n, sheet in enumerate(sheets):
        for verdict in judge_against(sheet, sheets[:n]):
            if (verdict.a, verdict.b) in said:
                seen += 1
                assert verdict == said[verdict.a, verdict.b]
    related = [v for v in clustering.candidates if v.relation != "unrelated"]
    assert seen >= len(related) > 50


def test_no_related_pair_is_missed(articles: list[Article]) -> None:
    sheets = [Sheet(article) for article in articles]
    found = {(v.a, v.b) for n, sheet in enumerate(sheets) for v in judge_against(sheet, sheets[:n])}
    related = {(v.a, v.b) for v in cluster_articles(articles).candidates if v.relation != "unrelated"}
    assert related <= found


def one(new: Article, known: Article) -> Verdict:
    (verdict,) = judge_against(Sheet(new), [Sheet(known)])
    return verdict


def test_the_older_article_is_a_and_its_text_may_give_the_date() -> None:
    dated = Article(f"date 2025-03-01\n\n{REPORT}", "x")
    assert one(dated, Article(REPORT, "y", date="2025-03-02")).a == "x"
    assert one(dated, Article(REPORT, "y", date="2025-02-28")).a == "y"


def test_other_signs_make_the_same_words_another_text() -> None:
    assert (
        one(
            Article("Es kostet 5 % von heute an mehr.", "x"), Article("Es kostet 5 € von heute an mehr.", "y")
        ).relation
        != "identical"
    )
    assert one(Article(REPORT, "x"), Article(REPORT, "y")).relation == "identical"


def test_nothing_is_said_of_texts_that_share_too_little() -> None:
    assert not judge_against(Sheet(Article(REPORT, "x")), [])
    assert not judge_against(Sheet(Article(REPORT, "x")), [Sheet(Article("Es stürmt an der Küste.", "y"))])


def test_an_article_that_cannot_be_worked_on_is_refused() -> None:
    with pytest.raises(ArticleError):
        Sheet(Article("half a pair: \ud800", "x"))


def test_marks_made_one_by_one_and_put_together_are_those_made_at_once() -> None:
    texts = ["Kiel (dpa) - Es stürmt. Niemand kam.", "", "Es stürmt in Kiel an der Förde heute sehr."]
    whole = mark(texts, [[], [], []])
    one_by_one = together([mark([text], [[]]) for text in texts])
    for field in whole._fields:
        assert np.array_equal(getattr(one_by_one, field), getattr(whole, field)), field
