from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.hashing import WordHasher, mixed, shingle_hashes

TEXTS = st.text(st.sampled_from("aÄß7 .,-—„“'\n\u00a0\u00ad東京กขée\u0301😀\x1fİ"), max_size=60)


def hashes_of(text: str) -> list[int]:
    return list(map(int, WordHasher().hashes(text)))


def test_the_hash_of_a_word_is_the_same_on_every_machine() -> None:
    assert hashes_of("Brücke") == [18038164626674155334]


def test_case_soft_hyphens_and_unicode_forms_do_not_matter() -> None:
    assert hashes_of("Aus\u00adbildung Cafe\u0301") == hashes_of("AUSBILDUNG Café")


def test_punctuation_and_space_do_not_matter() -> None:
    assert hashes_of("„Nein“, sagte er.") == hashes_of("Nein\n\nsagte – er")


def test_words_remember_where_they_stand() -> None:
    text = "Öl: 3,5 %"
    words = WordHasher()(text)
    assert [words.span(n, n).of(text) for n in range(len(words))] == ["Öl", "3", "5"]
    assert words.span(0, 2).of(text) == "Öl: 3,5"


@given(TEXTS)
def test_the_quick_way_gives_the_hashes_of_the_slow_way(text: str) -> None:
    hasher = WordHasher()
    assert hasher.hashes(text).tolist() == hasher(text).hashes.tolist()


def test_a_piece_too_long_to_be_remembered_is_hashed_all_the_same() -> None:
    chinese = "東京都は新しい橋を建設する" * 20
    hasher = WordHasher()
    assert len(hasher.hashes(chinese)) == len(chinese)
    assert hasher.hashes(chinese).tolist() == hasher(chinese).hashes.tolist()


def test_a_text_without_words_has_no_hashes() -> None:
    assert hashes_of(" … – \n") == []


def test_equal_runs_of_words_have_equal_shingles_and_others_do_not() -> None:
    words = WordHasher().hashes("eins zwei drei vier eins zwei drei zwei eins drei")
    shingles = shingle_hashes(words, 3)
    assert shingles[0] == shingles[4]
    assert len(set(shingles.tolist())) == len(shingles) - 1


def test_the_order_of_words_matters() -> None:
    words = WordHasher().hashes("Hund beißt Mann")
    assert shingle_hashes(words, 3) != shingle_hashes(words[::-1], 3)


def test_a_text_shorter_than_a_shingle_is_one_shingle() -> None:
    words = WordHasher().hashes("nur drei Wörter")
    assert shingle_hashes(words, 5).tolist() == shingle_hashes(words, 3).tolist()
    assert not len(shingle_hashes(words[:0], 5))


def test_mixing_keeps_different_values_apart() -> None:
    assert len(np.unique(mixed(np.arange(10_000, dtype=np.uint64)))) == 10_000
