from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.letters import KNOWN, letters
from dedup.scanner import BEGINS, HAS_CAPITAL, HAS_DIGIT, scan
from dedup.words import fold, word_places

TEXTS = st.text(
    st.one_of(
        st.characters(max_codepoint=0x2FF),
        st.characters(),
        st.sampled_from(
            "aÄßΣς7½ﬁＡ.,-—„“'\n\u00a0\u00ad\u200d東京กขิ่ーンée\u0301\u0323😀\x1fİ\U000e0101\U0002f800"
        ),
        st.sampled_from("\u1100\u1161\u11a8"),
    ),
    max_size=60,
)


def hashes_of(text: str) -> list[int]:
    return list(map(int, scan([text]).of(0)))


def test_the_hash_of_a_word_is_the_same_on_every_machine() -> None:
    assert hashes_of("Brücke 東") == [8533063875472380628, 4587178994733073385]


def test_case_soft_hyphens_and_unicode_forms_do_not_matter() -> None:
    assert hashes_of("Aus\u00adbildung Cafe\u0301 ＡＢ½") == hashes_of("AUSBILDUNG Café ab½")


def test_punctuation_and_space_do_not_matter() -> None:
    assert hashes_of("„Nein“, sagte er.") == hashes_of("Nein\n\nsagte – er")


def test_words_say_where_they_stand_and_what_they_look_like() -> None:
    words = scan(["Öl: 3,5 %"])
    assert words.starts.tolist() == [0, 4, 6]
    assert words.ends.tolist() == [2, 5, 7]
    assert words.looks.tolist() == [HAS_CAPITAL | BEGINS, HAS_DIGIT, HAS_DIGIT]


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Er kam. Sie ging!  „Wer?“ Niemand", "Er Sie Wer Niemand"),
        ("Dr. Meier kam am 3. Mai, z. B. nach Kiel", "Dr"),
        ("Titel\n\nEs war\nspät (um 1999.) Alle\r\n \r\nschliefen", "Titel Es Alle schliefen"),
        ("Ende.Anfang 3,5 … doch", "Ende doch"),
        ("他来了。她走了", "他"),
    ],
)
def test_words_that_begin_a_sentence_are_told(text: str, beginning: str) -> None:
    words = scan([text])
    found = [n for n, look in enumerate(words.looks.tolist()) if look & BEGINS]
    assert " ".join(text[words.starts[n] : words.ends[n]] for n in found) == beginning


def test_many_texts_at_once_are_kept_apart() -> None:
    words = scan(["Die Brücke", "", "ist zu"])
    assert words.first.tolist() == [0, 2, 2, 4]
    assert [words.of(n).tolist() for n in range(3)] == [hashes_of("die brücke"), [], hashes_of("IST ZU")]


@given(st.lists(TEXTS, max_size=3))
def test_the_words_are_those_that_the_patterns_find(texts: list[str]) -> None:
    words = scan(texts)
    for n, text in enumerate(texts):
        mine = slice(words.first[n], words.first[n + 1])
        places = word_places(text, 0, len(text))
        assert list(zip(words.starts[mine].tolist(), words.ends[mine].tolist(), strict=True)) == places
        for (start, end), look in zip(places, words.looks[mine].tolist(), strict=True):
            assert bool(look & HAS_DIGIT) == any(map(str.isdigit, text[start:end]))
            assert bool(look & HAS_CAPITAL) == text[start].isupper()


@given(TEXTS)
def test_words_have_one_hash_exactly_if_they_fold_alike(text: str) -> None:
    words = scan([text])
    forms: dict[str, int] = {}
    for (start, end), value in zip(word_places(text, 0, len(text)), words.hashes.tolist(), strict=True):
        assert forms.setdefault(fold(text[start:end]), value) == value
    assert len(set(forms.values())) == len(forms)


@given(TEXTS)
def test_folded_text_hashes_as_the_text_itself_where_it_is_the_same_words(text: str) -> None:
    places = word_places(text, 0, len(text))
    forms = [fold(text[start:end]) for start, end in places]
    joined = "\n".join(forms)
    if (
        word_places(joined, 0, len(joined))
        and [joined[s:e] for s, e in word_places(joined, 0, len(joined))] == forms
    ):
        assert scan([joined]).hashes.tolist() == scan([text]).hashes.tolist()


def test_no_letter_lies_beyond_the_tables() -> None:
    beyond = "".join(map(chr, range(KNOWN, 0x110000)))
    assert word_places(beyond, 0, len(beyond)) == []
    assert len(letters().traits) == len(letters().folded) == KNOWN


def test_a_long_text_without_spaces_is_one_word_or_many_characters() -> None:
    assert len(scan(["x" * 50_000])) == 1
    assert len(scan(["東" * 50_000])) == 50_000


def test_distinct_words_have_distinct_hashes() -> None:
    made = " ".join(f"{letter}{n}" for letter in "abcdefghäöüßжλ" for n in range(5_000))
    assert len(np.unique(scan([made]).hashes)) == 70_000


def test_the_words_of_one_of_many_texts_are_those_of_the_text_alone() -> None:
    texts = ["Die Brücke ist zu.", "", "3,5 %", "Ölpreis: 東京 ist weit. Ja"]
    words = scan(texts)
    for n, text in enumerate(texts):
        found, alone = words.only(n), scan([text])
        for name in ("hashes", "starts", "ends", "looks", "first"):
            assert getattr(found, name).tolist() == getattr(alone, name).tolist()
