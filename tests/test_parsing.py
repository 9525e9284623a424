"""Whole articles: every sentence, heading and metadata span where it belongs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sentences import DATA
from dedup.article import Article
from dedup.document import Document
from dedup.errors import ArticleError
from dedup.limits import MAX_ARTICLE_CHARS
from dedup.parsing import parse

ROOT = Path(__file__).resolve().parents[1]
REAL = DATA.parent / "seeds" / "gold.json"
GOLD = [ROOT / "seeds" / "truth.json", *sorted((ROOT / "benchmarks" / "gold" / "tune").glob("*.json"))]

DE = "Der Rat tagt am Montag. Er berät den Haushalt."
DE_READ = ["sentence: Der Rat tagt am Montag.", "sentence: Er berät den Haushalt."]
EN = "The council meets on Monday. It will discuss the budget."
EN_READ = ["sentence: The council meets on Monday.", "sentence: It will discuss the budget."]


def read(text: str) -> list[str]:
    """Return every span of a text with its kind, in order."""
    document = parse(Article(text))
    spans = sorted(
        [(s.start, s.end, str(s.kind)) for s in document.sentences]
        + [(m.start, m.end, str(m.kind)) for m in document.metadata]
    )
    return [f"{kind}: {text[start:end]}" for start, end, kind in spans]


def test_an_agency_report_from_head_to_foot() -> None:
    text = (
        "Rat tagt am Montag\n\nVon Anna Beispiel, dpa\n\n04.09.2025, 14:30 Uhr\n\nKiel (dpa/lno) - "
        + DE
        + "\n\n"
        "Was dann?\n\nDie Stadt muss sparen. (dpa)\n\nDas Rathaus. Foto: Max Muster/dpa\n\n"
        "Berichtigung: Im ersten Absatz stand Dienstag.\n\ndpa abc yyzz n1 xyz"
    )
    assert read(text) == [
        "heading: Rat tagt am Montag",
        "header: Von Anna Beispiel, dpa",
        "header: 04.09.2025, 14:30 Uhr",
        "dateline: Kiel (dpa/lno) -",
        *DE_READ,
        "heading: Was dann?",
        "sentence: Die Stadt muss sparen.",
        "agency: (dpa)",
        "sentence: Das Rathaus.",
        "credit: Foto: Max Muster/dpa",
        "correction: Berichtigung: Im ersten Absatz stand Dienstag.",
        "signoff: dpa abc yyzz n1 xyz",
    ]


def test_an_english_report_from_head_to_foot() -> None:
    text = (
        "COUNCIL MEETS MONDAY\n\nBy Ann Roe\n\nLONDON, Oct 14 (Reuters) - " + EN + "\n\nWHAT NEXT?\n\n"
        "“We must save. All of us,” the mayor said.\n\n(AP Photo/Ann Roe)\n\n"
        "This story has been corrected today.\n\n(Reporting by Ann Roe; Editing by Bob Jones)"
    )
    assert read(text) == [
        "heading: COUNCIL MEETS MONDAY",
        "header: By Ann Roe",
        "dateline: LONDON, Oct 14 (Reuters) -",
        *EN_READ,
        "heading: WHAT NEXT?",
        "sentence: “We must save. All of us,” the mayor said.",
        "credit: (AP Photo/Ann Roe)",
        "correction: This story has been corrected today.",
        "signoff: (Reporting by Ann Roe; Editing by Bob Jones)",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rat tagt", ["sentence: Rat tagt"]),
        ("Ja", ["sentence: Ja"]),
        ("Rat tagt\n\nEr spart.", ["heading: Rat tagt", "sentence: Er spart."]),
        ("Rat tagt\nBerlin (dpa) - " + DE, ["heading: Rat tagt", "dateline: Berlin (dpa) -", *DE_READ]),
        ("Rat tagt\r\n\r\n" + DE + "\r\n", ["heading: Rat tagt", *DE_READ]),
        ("Rat tagt\r\r" + DE, ["heading: Rat tagt", *DE_READ]),
        ("Kommt der Haushalt?\n\n" + DE, ["heading: Kommt der Haushalt?", *DE_READ]),
        ("# Rat tagt\n" + DE, ["heading: # Rat tagt", *DE_READ]),
        ("**Rat tagt**\n\n" + DE, ["heading: **Rat tagt**", *DE_READ]),
        ("2. Bundesliga: Köln siegt\n\n" + DE, ["heading: 2. Bundesliga: Köln siegt", *DE_READ]),
        ("FC Köln - HSV 2:1 (1:0)\n\n" + DE, ["heading: FC Köln - HSV 2:1 (1:0)", *DE_READ]),
        (DE + "\n\n* * *\n\n" + EN, [*DE_READ, "signoff: * * *", *EN_READ]),
    ],
)
def test_headings_and_what_stands_alone(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("title: Rat tagt\n\n" + DE, "Rat tagt"),
        ("date 2025-09-04\nTitel: „Rat“ tagt: Was nun?\nsource: dpa\n\n" + DE, "„Rat“ tagt: Was nun?"),
        ("\ufeffHeadline : Council meets\r\n" + EN, "Council meets"),
        ("---\ntitle: Rat tagt\ndate: 2025-09-04\n---\n" + DE, "Rat tagt"),
        ("title: Rat tagt\n\nRat tagt am Montag\n\n" + DE, "Rat tagt"),
    ],
)
def test_a_header_line_gives_the_title(text: str, title: str) -> None:
    document = parse(Article(text))
    assert document.title == title
    assert not any(sentence.span.of(text).endswith(f": {title}") for sentence in document.sentences)


@pytest.mark.parametrize("title", ["Rat tagt am Montag\n\nTitel: Keine.", "Titel holt Köln: Fans feiern"])
def test_only_a_header_at_the_head_gives_a_title(title: str) -> None:
    assert parse(Article(f"{title}\n\n{DE}")).title == title.partition("\n")[0]


def test_a_title_line_alone_is_a_text() -> None:
    assert read("title: Rat tagt") == ["sentence: title: Rat tagt"]


def test_the_title_of_the_article_comes_before_a_header() -> None:
    assert parse(Article("title: Rat tagt\n\n" + DE, title="Rat")).title == "Rat"


def test_list_items_are_sentences_and_the_line_before_them_too() -> None:
    text = (
        "Rat tagt\n\nGeplant sind:\n- neue Schulen\n- neue Straßen\n\n1. Das Geld fehlt.\n2. Die Zeit auch."
    )
    assert read(text)[1:] == [
        "sentence: Geplant sind:",
        "sentence: - neue Schulen",
        "sentence: - neue Straßen",
        "sentence: 1. Das Geld fehlt.",
        "sentence: 2. Die Zeit auch.",
    ]


def test_an_interview_has_its_questions_as_headings() -> None:
    text = (
        "„Wir müssen sparen“\n\nWie geht es der Stadt?\n\nSchlecht. (lacht)\n\n"
        "Was heißt das?\n\nWir schließen Bäder."
    )
    assert read(text) == [
        "heading: „Wir müssen sparen“",
        "heading: Wie geht es der Stadt?",
        "sentence: Schlecht. (lacht)",
        "heading: Was heißt das?",
        "sentence: Wir schließen Bäder.",
    ]


def test_a_quotation_over_two_paragraphs_does_not_swallow_them() -> None:
    text = "Council meets\n\n“We are ready. We are strong.\n\n“We will win. We know it,” she said."
    assert read(text)[1:] == [
        "sentence: “We are ready.",
        "sentence: We are strong.",
        "sentence: “We will win. We know it,” she said.",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le conseil se réunit lundi. Il votera le budget de la ville.", "fr"),
        ("El pleno se reúne el lunes. Votará el presupuesto municipal.", "es"),
        ("Совет собирается в понедельник. Он обсудит бюджет города.", "ru"),
        ("Το συμβούλιο συνεδριάζει τη Δευτέρα. Θα συζητήσει τον προϋπολογισμό.", "el"),
        ("يجتمع المجلس يوم الاثنين. سيناقش ميزانية المدينة.", "ar"),
        ("议会星期一开会。它将讨论预算。", "zh"),
        ("議会は月曜日に開かれます。予算について話し合います。", "ja"),
    ],
)
def test_other_languages_have_their_sentences(text: str, language: str) -> None:
    document = parse(Article(text))
    assert (document.language, len(document.sentences)) == (language, 2)


def test_what_the_article_says_of_itself_comes_first() -> None:
    text = "date 2025-09-04T10:00\n\nRat tagt\n\n" + DE
    assert (parse(Article(text)).title, parse(Article(text)).date) == ("Rat tagt", "2025-09-04T10:00")
    given_fields = parse(Article(text, title="Anders", date="2025-01-01", language="en"))
    assert (given_fields.title, given_fields.date, given_fields.language) == ("Anders", "2025-01-01", "en")


@pytest.mark.parametrize("text", ["", " \n", "...", "„“", "\u0301", "👩‍🚀"])
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(ArticleError, match="no word"):
        parse(Article(text))


def test_a_text_beyond_the_limit_is_refused_and_named() -> None:
    with pytest.raises(ArticleError, match="text b has 1,000,001 characters") as caught:
        parse(Article("a" * (MAX_ARTICLE_CHARS + 1)), side="b")
    assert caught.value.field == "b.text"


def test_half_a_surrogate_pair_is_refused_by_its_place() -> None:
    with pytest.raises(ArticleError, match="text a has half a surrogate pair at character 5"):
        parse(Article("Wort \ud800"), side="a")


def check_cover(document: Document) -> None:
    """Sentences and metadata cover all non-space text, in order, without overlap; indices run from 0."""
    text = document.text
    assert [s.index for s in document.sentences] == list(range(len(document.sentences)))
    assert [s.paragraph for s in document.sentences] == sorted(s.paragraph for s in document.sentences)
    at = 0
    sentences = [(s.start, s.end) for s in document.sentences]
    for start, end in sorted(sentences + [(m.start, m.end) for m in document.metadata]):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


MARKS = st.sampled_from(list("aB1 .!?…:;,()[]-–—/#*„“”‘’\"'«»\n\r\t\0。\u2028\u0301\u200f\ufeffا👩"))
PHRASES = st.sampled_from(
    [
        "Paris (dpa) - ",
        "(dpa)",
        "Foto: A/B",
        "\n\n",
        "\r\n",
        "Correction: ",
        "date 2025-09-04 ",
        "z. B. ",
        "3. Mai",
        "\n- ",
        "By Ann Roe",
    ]
)


@given(
    st.lists(
        MARKS | PHRASES | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=60
    ).map("".join)
)
def test_any_text_with_a_word_is_covered(text: str) -> None:
    if any(map(str.isalnum, text)):
        check_cover(parse(Article(text)))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_unicode_with_a_word_is_covered(text: str) -> None:
    check_cover(parse(Article(text + "x")))


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "„",
        "“a ",
        " ",
        "A",
        "\n",
        "(a",
        "A. ",
        "1",
        "wort ",
        "1. ",
        "a\n",
        "a. D. ",
        "他来了。",
        "Von Anna B ",
        "-",
    ],
)
def test_no_text_is_slow_to_read(unit: str) -> None:
    check_cover(parse(Article(unit * (60_000 // len(unit)) + "x")))


def sides() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in [*GOLD, REAL] if REAL.is_file() else GOLD:
        gold = json.loads(file.read_text(encoding="utf-8"))
        for pair in gold.get("pairs", [gold]):
            yield from ((pair["id"], side, pair) for side in "ab")


@pytest.mark.parametrize(("name", "side", "pair"), [pytest.param(*s, id=f"{s[0]}-{s[1]}") for s in sides()])
def test_gold_texts_are_read_as_a_person_reads_them(name: str, side: str, pair: dict[str, Any]) -> None:
    document = parse(Article(pair[side]["text"]))
    check_cover(document)
    assert [document.sentence(s.index) for s in document.sentences] == pair[f"{side}_sentences"]
    if f"{side}_kinds" in pair:
        assert [s.kind for s in document.sentences] == pair[f"{side}_kinds"]
        assert [document.text[m.start : m.end] for m in document.metadata] == pair[f"{side}_metadata"]
