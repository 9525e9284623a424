from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.comparison import compare_articles
from dedup.diff import Diff
from dedup.errors import ArticleError

SENTENCES = [
    "Der Stadtrat von Nordhafen hat am Montag den Umbau des alten Speichers beschlossen.",
    "Der alte Speicher in Nordhafen wird nach dem Willen des Stadtrats umgebaut.",
    "Zwölf Millionen Euro soll die Arbeit kosten, die im Frühjahr 2027 beginnt.",
    "Die Arbeit beginnt im Frühjahr 2027 und soll zwölf Millionen Euro kosten.",
    "Nach Angaben von Baurätin Helga Brandt bleibt die Fassade erhalten.",
    "„Die Fassade bleibt erhalten“, sagte Helga Brandt.",
    "In das Erdgeschoss ziehen Werkstätten ein.",
    "Darüber entstehen vierzig Wohnungen.",
    "In das Erdgeschoss ziehen Werkstätten ein, darüber entstehen vierzig Wohnungen.",
    "Nein.",
    "Was nun?",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n"])), min_size=1, max_size=8
)


def compare(a: str, b: str) -> Diff:
    return compare_articles(Article(a, id="a"), Article(b, id="b"))


def kinds(diff: Diff) -> list[str]:
    return [link.kind for link in diff.links]


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_every_sentence_is_in_exactly_one_place(a: list[tuple[str, str]], b: list[tuple[str, str]]) -> None:
    diff = compare("".join(map("".join, a)), "".join(map("".join, b)))
    old = [i for link in diff.links for i in link.a] + list(diff.dropped)
    new = [j for link in diff.links for j in link.b] + list(diff.added)
    assert sorted(old) == list(range(len(diff.a.sentences)))
    assert sorted(new) == list(range(len(diff.b.sentences)))


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_counts_are_those_of_the_lists(a: list[tuple[str, str]], b: list[tuple[str, str]]) -> None:
    diff = compare("".join(map("".join, a)), "".join(map("".join, b)))
    counts = diff.summary.counts
    for kind in ("unchanged", "reworded", "merged", "split"):
        assert counts[kind] == kinds(diff).count(kind)
    assert (counts["dropped"], counts["added"]) == (len(diff.dropped), len(diff.added))
    assert counts["moved"] == sum(link.moved for link in diff.links)
    assert counts["facts"] == sum(len(link.facts) for link in diff.links)


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_kinds_agree_with_the_number_of_sentences(a: list[tuple[str, str]], b: list[tuple[str, str]]) -> None:
    diff = compare("".join(map("".join, a)), "".join(map("".join, b)))
    for link in diff.links:
        assert link.a
        assert link.b
        assert (link.kind == "merged") == (len(link.a) > 1)
        assert (link.kind == "split") == (len(link.a) == 1 and len(link.b) > 1)
        assert 0 <= link.similarity <= 1
        if link.kind == "unchanged":
            assert (link.similarity, link.facts) == (1.0, ())


@given(TEXTS)
@settings(max_examples=60)
def test_a_text_does_not_differ_from_itself(a: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, a))
    diff = compare(text, text)
    assert set(kinds(diff)) == {"unchanged"}
    assert not diff.changed
    assert (diff.dropped, diff.added, diff.summary.relation) == ((), (), "identical")


def test_white_space_quote_glyphs_and_the_first_letters_case_change_nothing() -> None:
    diff = compare('Er sagte: "Die Brücke ist zu."', "er  sagte: „Die Brücke  ist zu.“")
    assert kinds(diff) == ["unchanged"]
    assert not diff.changed


def test_two_sentences_become_one_and_one_becomes_two() -> None:
    two, one = " ".join(SENTENCES[6:8]), SENTENCES[8]
    assert kinds(compare(two, one)) == ["merged"]
    assert kinds(compare(one, two)) == ["split"]


def test_an_added_and_a_dropped_sentence() -> None:
    diff = compare(f"{SENTENCES[0]} {SENTENCES[4]}", f"{SENTENCES[0]} {SENTENCES[7]}")
    assert (kinds(diff), diff.dropped, diff.added, diff.changed) == (["unchanged"], (1,), (1,), True)


def test_a_recipe_says_that_all_was_looked_at() -> None:
    assert compare("Ja.", "Nein.").recipe["complete"] is True


@pytest.mark.parametrize("text", ["", "  \n", "…", "–\u00ad–"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(ArticleError):
        compare("Ja.", text)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "7",
        "東京都は新しい橋を建設する。費用は十二億円だ。",
        "قال المتحدث إن الجسر مغلق. وأضاف أن العمل سيبدأ غدا.",
        "สะพานปิดแล้ว งานจะเริ่มพรุ่งนี้",
        "date 2025-09-04",
        "Paris (dpa) -",
        "Paris (dpa) - \r\n\r\nEs brennt.\r\nNiemand kam.\r\n",
        "Es\x00 brennt.\x00 Niemand kam.",
        "Nein danke.\n" * 300,
        "wort " * 500,
    ],
    ids=range(11),
)
def test_odd_texts_are_compared_like_any_other(text: str) -> None:
    assert not compare(text, text).changed
    assert compare(text, "Der Rat tagt am Abend.").changed
    assert compare("Der Rat tagt am Abend.", text).summary.relation == "unrelated"


def test_a_long_text_of_shuffled_sentences_finds_them_all() -> None:
    sentences = [f"Der Bericht Nummer {n} nennt den Ort {n * 7} und den Wert {n * n}." for n in range(150)]
    shuffled = random.Random(1).sample(sentences, len(sentences))
    diff = compare(" ".join(sentences), " ".join(shuffled))
    assert set(kinds(diff)) == {"unchanged"}
    assert diff.summary.counts["moved"] > 100
    assert diff.changed


@pytest.mark.parametrize("word", ["\u0640", "\u064b", "\u0651\u064b"])
def test_a_word_of_marks_alone_has_no_stem(word: str) -> None:
    a, b = (Article(f"وصل {number} {word} الإطفاء إلى المستودع", language="ar") for number in (12, 13))
    assert [fact.reason for link in compare_articles(a, b).links for fact in link.facts] == ["12 became 13"]
