"""Words and tokens."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.span import Span
from dedup.words import (
    _PLAIN_TOKEN,
    _TOKEN,
    _UNUSUAL,
    _WORD,
    find_tokens,
    find_words,
    fold,
    stems,
    word_places,
)


def words(text: str) -> list[str]:
    return [w.of(text) for w in find_words(text)]


def tokens(text: str) -> list[str]:
    return find_tokens(text, 0, len(text))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der 35-Jährige kam.", ["Der", "35", "Jährige", "kam"]),
        ("Aus\u00adbildung und Cafe\u0301", ["Aus\u00adbildung", "und", "Cafe\u0301"]),
        ("Путин сказал: «Да»", ["Путин", "сказал", "Да"]),
        ("قال الوزير نعم", ["قال", "الوزير", "نعم"]),
        ("他来了。", ["他", "来", "了"]),
        ("EU加盟", ["EU", "加", "盟"]),
        ("ไปไหน", ["ไ", "ป", "ไ", "ห", "น"]),
        ("... – !?", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.200,50 € am 3.4.2025", ["1.200,50", "€", "am", "3.4.2025"]),
        ("$1.2bn or £3,000", ["$1.2bn", "or", "£3,000"]),
        ("Es endete 2:1 (1:0).", ["Es", "endete", "2:1", "(", "1:0", ")", "."]),
        ("um 17.45 Uhr", ["um", "17.45", "Uhr"]),
        ("am 3. Mai", ["am", "3.", "Mai"]),
        ("2 000 kg, 3,5%", ["2", "000", "kg", ",", "3,5%"]),
        ("EU-Kommissionspräsidentin", ["EU-Kommissionspräsidentin"]),
        ("the mayor’s plan", ["the", "mayor’s", "plan"]),
        ("z.B. in den U.S.A.", ["z.B.", "in", "den", "U.S.A."]),
        ("Nein ... doch!", ["Nein", "...", "doch", "!"]),
        ("我们来了。", ["我", "们", "来", "了", "。"]),
        ("the 5th day", ["the", "5th", "day"]),
        ("👨‍👩‍👧‍👦! 👍🏽👍🇩🇪🇫🇷 ❤️x", ["👨‍👩‍👧‍👦", "!", "👍🏽", "👍", "🇩🇪", "🇫🇷", "❤️", "x"]),
    ],
)
def test_tokens_are_what_a_person_would_mark(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_words_of_one_span_only() -> None:
    text = "Eins zwei drei"
    assert [w.of(text) for w in find_words(text, Span(5, 9))] == ["zwei"]


@given(st.text(), st.data())
def test_tokens_cover_all_non_space_text_of_their_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = start
    for token, token_end in zip(*find_tokens(text, start, end), strict=True):
        token_start = token_end - len(token)
        assert at <= token_start < token_end
        assert text[token_start:token_end] == token
        assert not text[at:token_start].strip()
        at = token_end
    assert not text[at:end].strip()


@given(st.text())
def test_words_are_in_order_and_without_space_or_punctuation(text: str) -> None:
    found = find_words(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(w and not set(w.of(text)) & set(" \t\n.,;:!?-") for w in found)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Straße", "STRAßE", True),
        ("Maß", "Mass", False),
        ("café", "cafe\u0301", True),
        ("ﬁnden", "finden", True),
        ("１２", "12", True),
        ("Köln", "Koln", False),
    ],
)
def test_which_spellings_are_one_word(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


def test_stems_by_language() -> None:
    assert stems(["regierungen", "straße"], "de-AT") == stems(["regierung", "strasse"], "de")
    assert stems(["elections"], "en") == stems(["election"], "en")
    assert stems(["選挙"], "ja") == ["選挙"]
    assert stems(["maß"], None) == ["mass"]


@given(st.text(st.characters(max_codepoint=0x2BFF)))
def test_the_plain_pattern_finds_the_same_words(text: str) -> None:
    assert word_places(text, 0, len(text)) == [m.span() for m in _WORD.finditer(text)]


USUAL = st.one_of(
    st.sampled_from(list("ab Zß1234.,:;-–'’„“%€$£_/&() \n\u00a0²½ª")),
    st.characters(max_codepoint=0x2BFF, exclude_categories=["Cs"]),
).filter(lambda char: not _UNUSUAL.match(char))


@given(st.text(USUAL, max_size=40))
def test_the_plain_pattern_finds_the_same_tokens(text: str) -> None:
    assert _PLAIN_TOKEN.findall(text) == _TOKEN.findall(text)
