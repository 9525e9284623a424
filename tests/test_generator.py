"""Corpora made by the generator of wire-desk edits: deterministic, labelled, and what the labels say."""

from __future__ import annotations

import random
from itertools import combinations, islice
from statistics import median

import pytest

from benchmarks import desk, sources
from benchmarks.fresh import Draft, FreshArticles, draft_of
from benchmarks.generator import ALONE, EDITS, MIXED, Generator, Made, Mix
from benchmarks.templates import TEMPLATES, report
from dedup import Article
from dedup.overlap import overlap
from dedup.scanner import scan

SIZE = 400


@pytest.fixture(scope="module")
def given() -> list[Article]:
    return [article for name in ("seeds", "tune") for article in sources.articles(name)]


@pytest.fixture(scope="module")
def generator(given: list[Article]) -> Generator:
    return Generator(given)


@pytest.fixture(scope="module")
def corpus(generator: Generator) -> list[Made]:
    return list(generator.corpus(SIZE, seed=1))


def draft() -> Draft:
    return Draft(
        "en", tuple(f'Item {n} was "small" in {n} of its two parts, and it was lost.' for n in range(12))
    )


def containment(short: str, long: str) -> float:
    words = scan([short, long])
    return overlap(words.of(0), words.of(1)).containment_a_in_b


def test_the_same_seed_makes_the_same_corpus(given: list[Article], corpus: list[Made]) -> None:
    assert list(Generator(given).corpus(SIZE, seed=1)) == corpus


def test_another_seed_makes_another(generator: Generator, corpus: list[Made]) -> None:
    other = list(generator.corpus(SIZE, seed=2))
    assert not {m.article.id for m in other} & {m.article.id for m in corpus}


def test_articles_come_one_by_one(generator: Generator, corpus: list[Made]) -> None:
    assert list(islice(generator.stream(seed=1), 10)) == corpus[:10]


def test_every_kind_is_made(corpus: list[Made]) -> None:
    assert {m.kind for m in corpus} == {*EDITS, *MIXED, *ALONE}


def test_sources_came_before(corpus: list[Made]) -> None:
    before: set[str] = set()
    for made in corpus:
        assert set(made.sources) <= before
        assert bool(made.sources) == (made.kind not in ALONE)
        before.add(made.article.id)
    assert len(before) == len(corpus)


def test_a_mix_without_families_has_no_sources(generator: Generator) -> None:
    assert not any(m.sources for m in generator.corpus(50, seed=3, mix=Mix(alone=1.0)))


def test_what_is_taken_is_shared(corpus: list[Made]) -> None:
    by_id = {m.article.id: m for m in corpus}
    clear = {"copy", "cut", "brief", "reordered"}
    pairs = [(m, by_id[m.sources[0]]) for m in corpus if m.kind in clear]
    assert median(containment(made.article.text, source.article.text) for made, source in pairs) > 0.8


def test_origins_share_next_to_nothing(corpus: list[Made]) -> None:
    origins = [m.article.text for m in corpus if m.kind == "origin"][:40]
    words = scan(origins)
    shared = [
        overlap(words.of(i), words.of(j)).containment_a_in_b for i, j in combinations(range(len(origins)), 2)
    ]
    assert max(shared) < 0.1


def test_a_fresh_article_has_the_length_of_its_frame(given: list[Article]) -> None:
    frame = max((draft_of(article) for article in given), key=lambda d: d.words)
    fresh = FreshArticles([Article(frame.text(), language=frame.language)])
    made = fresh.make(random.Random(1))
    assert made.words == frame.words


def test_reports_share_a_frame_but_not_their_values() -> None:
    for which in range(len(TEMPLATES)):
        one, other = (report(which, random.Random(seed)).text() for seed in (1, 2))
        assert "{" not in one
        assert one != other


@pytest.mark.parametrize("edit", [e for name, e in EDITS.items() if name != "copy"])
def test_an_edit_changes_the_text(edit: desk.Edit) -> None:
    assert edit(draft(), random.Random(4)).text() != draft().text()


def test_shortening() -> None:
    rng = random.Random(5)
    assert (
        desk.cut(draft(), rng).sentences
        == draft().sentences[: len(desk.cut(draft(), random.Random(5)).sentences)]
    )
    assert 2 <= len(desk.brief(draft(), rng).sentences) <= 4


def test_reordering_keeps_every_sentence() -> None:
    made = desk.reordered(draft(), random.Random(6))
    assert sorted(made.sentences) == sorted(draft().sentences)


def test_house_style() -> None:
    text = desk.styled(draft(), random.Random(7)).text()
    assert "Item three was" in text
    assert '"small" in 3' not in text


@pytest.mark.parametrize("percent", [2, 5, 8])
def test_noise_has_its_measure(percent: int) -> None:
    text = "abcdefghij " * 2_000
    made = desk.noisy(percent)(Draft("en", (text.strip(),)), random.Random(8)).sentences[0].split()
    spoiled = sum(word != "abcdefghij" for word in made) / len(made)
    assert spoiled == pytest.approx(1 - (1 - percent / 100) ** 10, abs=0.08)
