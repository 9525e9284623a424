"""How closely two texts follow each other, and what that does to a doubtful pair."""

from dedup.closeness import EXPECTED, Closeness, closeness


def test_without_links_nothing_is_known() -> None:
    assert closeness([], 9) == Closeness(EXPECTED[0], 0.1)


def test_only_sure_links_tell_how_alike_sentences_are() -> None:
    sure = [(5.0, 1.0)] * 4
    assert closeness([*sure, (1.0, 0.0)], 9).alike == closeness(sure, 9).alike > 0.8


def test_texts_that_agree_word_for_word_make_doubtful_pairs_less_likely() -> None:
    assert Closeness(0.95, 0.8).ease < Closeness(0.5, 0.8).ease


def test_texts_that_are_linked_throughout_make_doubtful_pairs_likelier() -> None:
    assert Closeness(0.6, 0.9).ease > Closeness(0.6, 0.3).ease
