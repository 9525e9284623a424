"""Bytes of old and new newsrooms, read as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import ReadError
from dedup.reading.encoding import decode, decode_html
from dedup.reading.plausible import oddness

GERMAN = [
    "Die Brücke ist seit Montag für den Verkehr gesperrt.",
    "„Wir müssen prüfen“, sagte der Bürgermeister – und zwar schnell.",
    "Größe: 5 €",
    "Müller",
    "BRÜCKE GESPERRT – ÄRGER IN KÖLN",
    "Die »Süddeutsche« schreibt: ‚Überall Ärger…‘",
    "§ 5 Abs. 2 BGB gilt für Häuser mit 100 m² Fläche.",
]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")).filter(
    lambda text: not text.startswith("\ufeff")
)


@pytest.mark.parametrize("text", GERMAN)
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_short_german_texts_come_out_whole(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding, "ignore"), "old.txt") == text.encode(encoding, "ignore").decode(
        encoding
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Der Preis für Öl liegt bei 80 €.", "iso8859-15"),
        ("Die Straße in Köln wird für zwei Wochen gesperrt.", "cp850"),
        ("Il est allé à Paris", "cp1252"),
        ("It’s a £5m deal.", "cp1252"),
        ("Привет", "cp1251"),
        ("Мэр города сообщил журналистам.", "koi8-r"),
        ("Most w Łodzi jest zamknięty, powiedział burmistrz w środę.", "cp1250"),
        ("Žluťoučký kůň úpěl ďábelské ódy, řekl ministr.", "iso8859-2"),
        ("日本の首相は記者会見で、橋を閉鎖すると述べた。", "shift_jis"),
        ("한국 총리는 기자 회견에서 다리가 폐쇄된다고 말했다.", "euc_kr"),
    ],
)
def test_other_archives_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "old.txt") == text


@given(TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_unicode_comes_back_as_it_went(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_all_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\n\r\nd", "a.txt") == "a\nb\nc\n\nd"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "looks like a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "looks like a PNG picture"),
        (b"PK\x03\x04....", "looks like a ZIP archive"),
        (b"\x1f\x8b\x08....", "looks like a gzip file"),
        (b"a\0b", "NUL bytes"),
        (b"\x01\x02\x03 abc", "control characters"),
        ("Brücke, Köln, Müller".encode() + b" \xfc", "damaged UTF-8 in line 1"),
        (b"\xff\xfea", "damaged UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=f"^odd.txt: .*{reason}"):
        decode(data, "odd.txt")


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>мост'
    assert decode_html(page.encode("cp1251"), "a.html") == page


def test_a_false_declaration_is_not_believed() -> None:
    page = '<meta charset="utf-16"><p>Die Brücke'
    assert decode_html(page.encode("cp1252"), "a.html") == page


@pytest.mark.parametrize("wrong", ["Br¸cke", "BrŸcke", "Brьcke", "Br黵ke", "Stra§e", "Ïðèâåò"])
def test_traces_of_a_wrong_encoding_are_odd(wrong: str) -> None:
    assert oddness(wrong) == 1
