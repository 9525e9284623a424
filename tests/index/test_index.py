"""The suite that every index passes, in whatever way it came about."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import Article, ArticleError, RecipeError
from dedup.index import ExactIndex, Index, SegmentedIndex
from dedup.runs import shared_runs
from dedup.scanner import scan
from tests.index.helpers import (
    GUARANTEED,
    KINDS,
    SETTINGS,
    WAYS,
    Make,
    articles_of,
    at_once,
    filled,
    fresh_words,
    texts_with_planted_passages,
    thinned,
)

LEAST = replace(SETTINGS, least_shared=1)
REPORT = "Der Rat der Stadt hat am Montag den Umbau des alten Hafens beschlossen, sagte ein Sprecher."
RNG = st.randoms(use_true_random=False)
FOLDERS = count()

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
every_way = pytest.mark.parametrize("make", WAYS, ids=lambda make: make.__name__)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@every_way
@every_kind
@given(RNG)
@settings(max_examples=5)
def test_whoever_shares_a_run_of_seven_words_or_all_words_is_found(
    tmp_path_factory: pytest.TempPathFactory, kind: type[Index], make: Make, rng: random.Random
) -> None:
    texts = texts_with_planted_passages(rng)
    articles = articles_of(texts)
    index = make(kind, articles, LEAST, tmp_path_factory.getbasetemp() / f"shares-{next(FOLDERS)}")
    words = scan([article.text for article in articles])
    for n, article in enumerate(articles):
        hits = {hit.id: hit for hit in index.query(article.text).hits}
        for k, other in enumerate(articles):
            if shared_runs(words.of(n), words.of(k), GUARANTEED):
                assert other.id in hits
            if other.text == article.text:
                assert hits[other.id].ways[:2] == ("digest", "band")
                assert hits[other.id].strength == hits[other.id].share == 1.0


@every_way
@every_kind
@given(RNG)
@settings(max_examples=5)
def test_every_hit_is_what_the_reference_says(
    tmp_path_factory: pytest.TempPathFactory, kind: type[Index], make: Make, rng: random.Random
) -> None:
    articles = articles_of(texts_with_planted_passages(rng))
    asked = rng.choice([SETTINGS, LEAST])
    index = make(kind, articles, asked, tmp_path_factory.getbasetemp() / f"hits-{next(FOLDERS)}")
    reference = filled(ExactIndex, articles, asked)
    assert list(index.ids()) == sorted(article.id for article in articles)
    for article in articles:
        assert index.query(article) == reference.query(article)
        assert index.query(article, limit=2) == reference.query(article, limit=2)


@every_kind
@pytest.mark.parametrize("make", [way for way in WAYS if way is not thinned], ids=lambda make: make.__name__)
@given(RNG)
@settings(max_examples=4)
def test_stock_phrases_are_those_of_the_reference(
    tmp_path_factory: pytest.TempPathFactory, kind: type[Index], make: Make, rng: random.Random
) -> None:
    asked = replace(SETTINGS, stock_articles=rng.randint(1, 5), stock_share=rng.choice([0.0, 0.3]))
    frame = fresh_words(rng, 80)
    texts = texts_with_planted_passages(rng)
    texts = [text + frame[rng.randint(0, 20) : rng.randint(40, 80)] for text in texts]
    articles = articles_of([*texts, frame[10:60]])
    if make.__name__ == "thinned_and_reopened":
        make = at_once
    index = make(kind, articles, asked, tmp_path_factory.getbasetemp() / f"stock-{next(FOLDERS)}")
    reference = filled(ExactIndex, articles, asked)
    assert index.stock_phrases() == reference.stock_phrases()
    for article in articles:
        assert index.query(article) == reference.query(article)


@every_kind
def test_a_hit_says_where_in_both_texts_and_why(kind: type[Index]) -> None:
    index = filled(kind, [Article(f"Vor allem dies: {REPORT} Und mehr davon später.", id="a")], SETTINGS)
    (hit,) = index.query(f"Kurz: {REPORT}").hits
    assert hit.ways[-1] == "postings"
    assert hit.shared == len(hit.places) >= 4
    assert {known - asked for asked, known in hit.places} == {2}
    assert [asked for asked, _ in hit.places] == sorted(asked for asked, _ in hit.places)
    assert hit.stock_places == ()
    assert 0 < hit.share <= 1


@every_kind
def test_the_strongest_comes_first_then_the_least_id(kind: type[Index]) -> None:
    texts = {
        "z": REPORT,
        "b": REPORT,
        "a": f"{REPORT} {' '.join(fresh_words(random.Random(1), 90))}",
        "c": "Nein.",
    }
    index = filled(kind, [Article(text, id=name) for name, text in texts.items()], SETTINGS)
    answer = index.query(REPORT)
    assert [hit.id for hit in answer.hits] == ["a", "b", "z"]
    assert [hit.strength for hit in answer.hits] == [1.0, 1.0, 1.0]
    few = index.query(REPORT, limit=1)
    assert (few.hits, few.found) == (answer.hits[:1], 3)
    assert index.query(REPORT, limit=0).hits == ()


@every_kind
def test_a_sign_off_proposes_nothing_and_is_listed(kind: type[Index]) -> None:
    rng = random.Random(7)
    signoff = fresh_words(rng, 20)
    articles = articles_of([fresh_words(rng, 60) + signoff for _ in range(12)])
    index = filled(kind, articles, replace(SETTINGS, stock_articles=11))
    answer = index.query(" ".join(fresh_words(rng, 30) + signoff))
    assert answer.hits == ()
    assert {phrase.articles for phrase in answer.stock} == {12}
    assert all(27 <= phrase.place < 50 for phrase in answer.stock)
    assert {(phrase.id, phrase.articles) for phrase in index.stock_phrases()} == {(articles[0].id, 12)}
    ((hit, *_),) = [index.query(articles[3]).hits]
    assert hit.id == articles[3].id
    assert len(hit.stock_places) == len(answer.stock)


@every_kind
def test_a_brief_from_a_story_that_stands_everywhere_is_found(
    kind: type[Index],
) -> None:
    rng = random.Random(9)
    story = fresh_words(rng, 200)
    articles = articles_of([story + fresh_words(rng, 90) for _ in range(24)])
    index = filled(kind, articles, replace(SETTINGS, stock_articles=20))
    answer = index.query(" ".join([*story[60:120], *fresh_words(rng, 20)]))
    assert sorted(hit.id for hit in answer.hits) == sorted(article.id for article in articles)[:4]
    assert {hit.ways for hit in answer.hits} == {("postings",)}
    assert {hit.shared for hit in answer.hits} == {0}


@every_kind
def test_a_removed_article_never_appears_and_can_come_back(kind: type[Index]) -> None:
    index = filled(kind, [Article(REPORT, id=name) for name in "abc"], SETTINGS)
    index.remove("b")
    assert [hit.id for hit in index.query(REPORT).hits] == list(index.ids()) == ["a", "c"]
    assert (len(index), "b" in index, "a" in index, 3 in index) == (2, False, True, False)
    with pytest.raises(ArticleError, match=r"no article with the id 'b' is in the index; ids") as caught:
        index.remove("b")
    assert caught.value.field == "id"
    index.add(Article("Etwas ganz anderes.", id="b"))
    assert [hit.id for hit in index.query(REPORT).hits] == ["a", "c"]
    for name in "abc":
        index.remove(name)
    assert (len(index), list(index.ids()), index.query(REPORT).hits) == (0, [], ())
    index.add(Article(REPORT, id="d"))
    assert list(index.ids()) == ["d"]


@every_kind
@pytest.mark.parametrize(
    ("articles", "said", "field"),
    [
        ([Article(REPORT, id="new"), Article(REPORT, id="old")], "id 'old' is in the index already", "id"),
        ([Article(REPORT, id="new"), Article("Nein.", id="new")], "id 'new' is in the index already", "id"),
        ([Article(REPORT, id="new"), Article("Nein.")], "give every article of an index its own", "id"),
        ([Article(REPORT, id="new"), Article("...", id="x")], "article 'x': the text has no word", "text"),
    ],
)
def test_one_bad_article_and_none_is_taken_in(
    kind: type[Index], articles: list[Article], said: str, field: str
) -> None:
    index = filled(kind, [Article(REPORT, id="old")], SETTINGS)
    with pytest.raises(ArticleError, match=said) as caught:
        index.add(iter(articles))
    assert caught.value.field == field
    assert list(index.ids()) == ["old"]


@every_kind
def test_a_text_that_cannot_be_worked_on_is_refused(kind: type[Index]) -> None:
    with pytest.raises(ArticleError, match="has no word in it"):
        kind().query("...")


@every_kind
def test_an_empty_index_answers_and_is_saved(kind: type[Index], folder: Path) -> None:
    index = kind()
    index.add([])
    index.save(folder)
    again = kind.open(folder)
    assert (len(again), list(again.ids()), again.stock_phrases()) == (0, [], [])
    assert again.query(REPORT).hits == ()


@every_kind
@pytest.mark.parametrize(
    ("field", "value"), [("shingle", 5), ("permutations", 64), ("near_threshold", 0.7), ("stock_share", 0.1)]
)
def test_indexes_of_different_recipes_are_not_merged(kind: type[Index], field: str, value: Any) -> None:
    index = filled(kind, [Article(REPORT, id="a")], SETTINGS)
    other = filled(kind, [Article(REPORT, id="b")], replace(SETTINGS, **{field: value}))
    with pytest.raises(RecipeError, match=f"made with {field} {value}, not .*; make both with the same"):
        index.merge(other)
    assert list(index.ids()) == ["a"]


@every_kind
def test_a_merge_with_an_id_that_is_known_changes_nothing(kind: type[Index]) -> None:
    index = filled(kind, [Article(REPORT, id="a"), Article("Nein.", id="b")], SETTINGS)
    other = filled(kind, [Article(REPORT, id="b"), Article(REPORT, id="c")], SETTINGS)
    with pytest.raises(ArticleError, match="id 'b' is in the index already"):
        index.merge(other)
    assert list(index.ids()) == ["a", "b"]
    other.remove("b")
    index.merge(other)
    assert list(index.ids()) == ["a", "b", "c"]
    index.remove("c")
    assert list(other.ids()) == ["c"]


@every_kind
def test_settings_with_which_none_can_be_made_are_refused(kind: type[Index]) -> None:
    with pytest.raises(RecipeError, match="windows of 1 to 255 shingles, not 300; set another"):
        kind(replace(SETTINGS, window=300))


@every_kind
def test_the_recipe_names_version_scheme_and_settings(kind: type[Index]) -> None:
    assert kind().recipe == SegmentedIndex().recipe
    assert {"version", "seed", "texts", "retrieval"} == set(kind().recipe)


@every_kind
def test_odd_ids_are_kept_and_put_in_order(kind: type[Index], folder: Path) -> None:
    names = ["a", "ä", "Z", "日本/1", "a b", "\udcff", "😀", "a" * 500]
    index = filled(kind, [Article(REPORT, id=name) for name in names], SETTINGS)
    index.save(folder)
    for made in (index, kind.open(folder)):
        assert list(made.ids()) == sorted(names)
        assert all(name in made for name in names)
        assert [hit.id for hit in made.query(REPORT).hits] == sorted(names)


def test_a_repeated_passage_counts_once_by_its_first_place() -> None:
    text = f"{REPORT} {REPORT} {REPORT}"
    for kind in KINDS:
        (hit,) = filled(kind, [Article(text, id="a")], SETTINGS).query(f"So: {text}").hits
        assert len(set(hit.places)) == len(hit.places) == len({asked for asked, _ in hit.places})
        assert hit.share <= 1.0


def test_sketches_that_were_made_already_are_as_good_as_texts() -> None:
    articles = articles_of(texts_with_planted_passages(random.Random(4)))
    index, ids = SegmentedIndex(), [article.id for article in articles]
    sketches = SETTINGS.sketch(scan([article.text for article in articles]))
    index.add_sketches(ids, sketches)
    reference = filled(SegmentedIndex, articles, SETTINGS)
    assert all(index.query(article) == reference.query(article) for article in articles)
    with pytest.raises(ArticleError, match="is in the index already"):
        SegmentedIndex().add_sketches([ids[0]] * len(ids), sketches)
