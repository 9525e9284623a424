"""What holds of the facts of any link, whatever its sentences say."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.document import Document, Sentence
from dedup.edits import word_edits
from dedup.facts import find_facts
from dedup.link import Fact

Finder = Callable[..., list[Fact]]

WORDS = """26 1.200,5 zwölf ein Dutzend Mio. Euro $1.2bn 3:1 3-1 % 5.9. 14.30 Uhr am Montag Ende Mai May 2025
nicht kein could wird sagte said laut Anna Meier von der Leyen Paris EU-Kommission „ “ » " Haus the house
, . ( ) half a third of und so für ß e\u0301 🚒 北京 ’s"""
PIECES = [*WORDS.split(" "), "12 000", "\u00ad", "\n"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(" ".join) | st.text(
    min_size=1, max_size=60
)
SIDES = st.lists(TEXTS.filter(lambda text: bool(text.strip())), min_size=1, max_size=3)
LANGUAGES = st.sampled_from(["de", "en", "fr", "es", "it", "xx", None])


def document(sentences: list[str], language: str | None) -> Document:
    """A document with a sentence more than the link has, so that facts could lie outside."""
    found, at = [], 0
    for n, sentence in enumerate([*sentences, "99 Frauen sagten am Freitag nichts."]):
        found.append(Sentence(n, at, at + len(sentence)))
        at += len(sentence) + 1
    text = " ".join([*sentences, "99 Frauen sagten am Freitag nichts."])
    return Document(Article(text), None, None, language, tuple(found), ())


def facts_between(a: Document, b: Document) -> tuple[Fact, ...]:
    in_a, in_b = range(len(a.sentences) - 1), range(len(b.sentences) - 1)
    return find_facts(a, b, in_a, in_b, word_edits(a, b, in_a, in_b).edits).facts


@settings(deadline=None)
@given(SIDES, SIDES, LANGUAGES)
def test_values_slice_to_what_they_claim_and_lie_inside_the_link(
    old: list[str], new: list[str], language: str | None
) -> None:
    a, b = document(old, language), document(new, language)
    for fact in facts_between(a, b):
        assert fact.a or fact.b
        assert fact.reason
        for side, value in ((a, fact.a), (b, fact.b)):
            if value:
                assert side.text[value.start : value.end] == value.text
                assert value.end <= side.sentences[-1].start
                assert value.text.strip() == value.text != ""


@settings(deadline=None)
@given(SIDES, LANGUAGES)
def test_equal_sentences_have_no_facts(sentences: list[str], language: str | None) -> None:
    a, b = document(sentences, language), document(sentences, language)
    assert facts_between(a, b) == ()


@settings(deadline=None)
@given(SIDES, SIDES, LANGUAGES)
def test_facts_stand_in_the_order_of_b(old: list[str], new: list[str], language: str | None) -> None:
    starts = [
        fact.b.start for fact in facts_between(document(old, language), document(new, language)) if fact.b
    ]
    assert starts == sorted(starts)


def test_a_merged_sentence_is_compared_with_both_it_came_from(find: Finder) -> None:
    a = ["Bei dem Brand starben drei Menschen.", "Der Schaden beträgt 2 Millionen Euro."]
    b = "Bei dem Brand mit vier Toten entstand ein Schaden von 3 Millionen Euro."
    assert [fact.reason for fact in find(a, b, "de")] == [
        "drei became vier",
        "2 Millionen became 3 Millionen",
    ]


def test_one_changed_value_is_one_fact(find: Finder) -> None:
    a, b = "Das sagte Trainer Jan Weber am Montag.", "Das sagte Trainer Jan Wagner am Montag."
    assert [(fact.type, fact.severity) for fact in find(a, b, "de")] == [("attribution", "high")]


def test_nothing_else_is_told_of_an_altered_quotation(find: Finder) -> None:
    a, b = "„Wir zahlen 20 Euro, nicht mehr“, sagte sie.", "„Wir zahlen 30 Euro, nie mehr“, sagte sie."
    assert [fact.type for fact in find(a, b, "de")] == ["quote"]
