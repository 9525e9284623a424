"""Ranges of code points."""

from hypothesis import given
from hypothesis import strategies as st

from dedup.span import Span, trimmed


def test_a_span_slices_code_points_not_bytes() -> None:
    text = "Ölpreis 👩‍🚀 steigt"
    assert Span(8, 11).of(text) == "👩‍🚀"
    assert len(Span(8, 11)) == 3


def test_an_empty_span_is_false() -> None:
    assert not Span(3, 3)
    assert Span(3, 4)


def test_spans_are_ordered_as_in_the_text() -> None:
    assert sorted([Span(5, 6), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(5, 6)]


def test_white_space_of_every_kind_is_trimmed() -> None:
    assert trimmed(" \t\u00a0\u2009a b\r\n\u3000", 0, 10) == Span(4, 7)


def test_what_is_only_white_space_becomes_an_empty_span() -> None:
    assert not trimmed(" \n ", 0, 3)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_trimming_is_strip_with_offsets(text: str, one: int, other: int) -> None:
    start, end = sorted(min(n, len(text)) for n in (one, other))
    assert trimmed(text, start, end).of(text) == text[start:end].strip()
