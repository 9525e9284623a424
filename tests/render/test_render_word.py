"""A diff as a document with tracked changes, read back as an editor's word processor reads it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from itertools import combinations
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.comparison import compare_articles
from dedup.diff import Diff
from dedup.render.revision import pieces
from dedup.render.speech import Tongue
from dedup.render.word import diff_docx

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NOON = datetime(2025, 9, 5, 12, tzinfo=UTC)
CAME, GONE = {"w:ins", "w:moveTo"}, {"w:del", "w:moveFrom"}


def read_back(file: bytes, without: set[str]) -> str:
    """Return the text of a document once some changes are thrown out, and the others are taken."""
    tags = {qn(tag) for tag in without}
    text = ""
    for paragraph in Document(BytesIO(file)).element.body.iter(qn("w:p")):
        for run in paragraph.iter(qn("w:r")):
            if run.getparent().tag not in tags:
                text += "".join(map(letters, run))
        marks = paragraph.findall(f"{qn('w:pPr')}/{qn('w:rPr')}/*")
        text += "" if any(mark.tag in tags for mark in marks) else "\n"
    return text.removesuffix("\n")


def letters(element: object) -> str:
    tag, text = element.tag, element.text  # type: ignore[attr-defined]
    return {qn("w:tab"): "\t", qn("w:br"): "\n"}.get(tag, text or "")


def assert_both_texts(diff: Diff) -> None:
    """Who rejects all has a, who accepts all has b: whatever links and edits there are."""
    found = pieces(diff)
    assert (
        "".join(piece.text for piece in found if piece.op in ("kept", "removed", "moved from")) == diff.a.text
    )
    assert "".join(piece.text for piece in found if piece.op in ("kept", "added", "moved to")) == diff.b.text
    file = diff_docx(diff, NOON)
    assert read_back(file, CAME) == line_ends(diff.a.text)
    assert read_back(file, GONE) == line_ends(diff.b.text)


def line_ends(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)


def of(a: str, b: str) -> Diff:
    return compare_articles(Article(a), Article(b))


def xml(file: bytes, part: str = "document") -> str:
    return ZipFile(BytesIO(file)).read(f"word/{part}.xml").decode()


def test_rejecting_all_gives_a_and_accepting_all_b(diff: Diff, same: Diff) -> None:
    assert_both_texts(diff)
    assert_both_texts(same)


PAIRS = list(combinations(sorted(SEEDS.glob("de-saegewerk-v*.txt")), 2))
PAIRS += [
    (SEEDS / "de-gipfel-1.txt", SEEDS / "de-gipfel-2.txt"),
    (SEEDS / "de-gipfel-2.txt", SEEDS / "de-cembalo.txt"),
]


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda path: path.stem)
def test_the_seeds_both_ways(a: Path, b: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (a, b)]
    assert_both_texts(of(*texts))
    assert_both_texts(of(*reversed(texts)))


SENTENCES = [
    "Die Brücke bleibt bis Mittwoch gesperrt.",
    "Die Brücke bleibt laut Stadt bis Donnerstag gesperrt.",
    "26 Menschen wurden\nverletzt.",
    "27 Menschen wurden verletzt.",
    "„Das ist gut“,\tsagte er.",
    '"Das ist gut", sagte er.',
    "Am Abend 🌉 kamen viele  Schaulustige.",
    "הגשר סגור עד יום רביעי.",
    "<w:del> & ]]> stand da.",
    "date 2025-09-04",
    "Pirna (dpa) -",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n", "  ", "\r\n", " \t"])),
    max_size=9,
).map(lambda parts: "".join(sentence + space for sentence, space in parts))


@settings(max_examples=20, deadline=None)
@given(TEXTS, TEXTS)
def test_any_two_texts_come_back(a: str, b: str) -> None:
    assert_both_texts(of(f"{a}Ende.", f"{b}Ende."))


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(TEXTS, TEXTS)
def test_very_many_texts_come_back(a: str, b: str) -> None:
    assert_both_texts(of(f"{a}Ende.", f"{b}Ende."))


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_characters_that_xml_carries_come_back(a: str, b: str) -> None:
    texts = [
        re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff\r]", "", text)
        for text in (a, b)
    ]
    assert_both_texts(of(f"{texts[0]} Eins.", f"{texts[1]} Zwei."))


def test_what_xml_cannot_carry_is_replaced() -> None:
    file = diff_docx(of("Eins\x00 ist\x0b da.", "Zwei ist da."), NOON)
    assert read_back(file, CAME) == "Eins\ufffd ist\ufffd da."


def test_only_the_words_that_changed_are_changes(diff: Diff) -> None:
    body = xml(diff_docx(of("Es kamen 26 Gäste.", "Es kamen 27 Gäste."), NOON))
    assert re.findall(r"<w:delText[^>]*>([^<]*)<", body) == ["26"]
    assert len(re.findall(r"<w:ins ", body)) == 1
    assert 'w:author="dedup" w:date="2025-09-05T12:00:00Z"' in body


MOVED = "Am Abend kamen sehr viele Schaulustige an die Brücke."
STAY = "Die Brücke bleibt bis Mittwoch gesperrt. Das teilte die Stadt am Dienstag mit. Busse fahren weiter."


def test_a_sentence_that_moved_as_it_was_is_a_move() -> None:
    body = xml(diff_docx(of(f"{MOVED} {STAY}", f"{STAY} {MOVED}"), NOON))
    assert re.findall(r'<w:move(\w+)RangeStart w:id="\d+" w:name="(\w+)"', body) == [
        ("From", "move1"),
        ("To", "move1"),
    ]
    assert body.count("RangeEnd ") == 2
    assert MOVED in body


def test_a_sentence_that_moved_and_changed_says_so_in_a_comment() -> None:
    diff = of(f"{MOVED} {STAY}", f"{STAY} {MOVED.replace('sehr viele', 'zahlreiche')}")
    assert any(link.moved for link in diff.links)
    file = diff_docx(diff, NOON)
    assert "w:moveFrom" not in xml(file)
    assert "moved from sentence 1" in xml(file, "comments")


def test_facts_to_check_are_comments_in_the_language_of_the_page() -> None:
    diff = of("Es kamen 26 Gäste.", "Es kamen 27 Gäste.")
    comments = Document(BytesIO(diff_docx(diff, NOON, Tongue.DE))).comments
    assert [comment.text for comment in comments] == ["prüfen, Zahl: aus 26 wurde 27"]
    body = xml(diff_docx(diff, NOON))
    assert body.index("commentRangeStart") < body.index(">27<") < body.index("commentRangeEnd")


def test_a_paragraph_that_came_ends_with_a_mark_that_came() -> None:
    file = diff_docx(
        of("Eins ist da.\nDrei ist da.", "Eins ist da.\nZwei kam viel später.\nDrei ist da."), NOON
    )
    assert re.search(r"<w:pPr><w:rPr><w:ins [^>]*/></w:rPr></w:pPr>", xml(file))
    assert read_back(file, CAME).count("\n") == 1


def test_every_change_has_a_number_of_its_own(diff: Diff) -> None:
    ids = re.findall(
        r'<w:(?:ins|del|move\w+RangeStart|moveFrom|moveTo) w:id="(\d+)"', xml(diff_docx(diff, NOON))
    )
    assert len(ids) == len(set(ids)) > 10


def test_pages_are_a4() -> None:
    (section,) = Document(
        BytesIO(diff_docx(compare_articles(Article("Ja."), Article("Nein.")), NOON))
    ).sections
    width, height = section.page_width, section.page_height
    assert width is not None
    assert height is not None
    assert (round(width.mm), round(height.mm)) == (210, 297)
