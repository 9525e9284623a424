"""What the speed figures rest on: texts that are always the same, and medians of ratios."""

from __future__ import annotations

import pytest

from benchmarks.speed import Figure, paragraphs, ratio, seconds, writer


def test_the_same_texts_are_written_every_time() -> None:
    first, second = writer(), writer()
    old = first.text(500)
    assert old == second.text(500)
    assert first.rewritten(old) == second.rewritten(old)
    assert first.updated(old) == second.updated(old)


def test_a_long_text_hardly_repeats_itself_and_has_its_length() -> None:
    text = writer().text(10_000)
    assert len(set(text)) > len(text) * 0.99
    assert 10_000 <= len(paragraphs(text).split()) < 10_100


def test_a_later_version_keeps_most() -> None:
    author = writer()
    old = author.text(500)
    rewritten, updated = author.rewritten(old), author.updated(old)
    assert 0.3 < len(set(old) & set(rewritten)) / len(old) < 0.9
    assert 1 <= len(set(old) - set(updated)) <= 3
    assert len(updated) == len(old)


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    assert ratio([[2.0, 1.0], [9.0, 1.0], [3.0, 1.0]], 0, 1) == 3.0
    assert [len(turn) for turn in seconds([lambda: 1, lambda: 2], rounds=3)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure("x", 4.0, 4.0), ["x", "4.000", "4.00", "met"]),
        (Figure("x", 4.1, 4.0), ["x", "4.100", "4.00", "NOT", "MET"]),
        (Figure("x", 4.1), ["x", "4.100"]),
    ],
)
def test_a_target_that_is_not_met_is_shown_as_such(figure: Figure, said: list[str]) -> None:
    assert figure.row().split() == said
