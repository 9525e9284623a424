"""Where quotations begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.quotations import MAX_QUOTATION_CHARS, QUOTE_MARKS, find_quotations


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Er sagte: „Nein. Nie.“",
        'Er sagte: „Nein. Nie."',
        "Er sagte: „Nein. Nie.”",
        'Er sagte: "Nein. Nie."',
        "Er sagte: «Nein. Nie.»",
        "Er sagte: »Nein. Nie.«",
        "Er sagte: ‚Nein. Nie.‘",
        "Er sagte: ›Nein. Nie.‹",
        "He said: “Nein. Nie.”",
        "He said: ‘Nein. Nie.’",
        "彼は「Nein. Nie.」と言った",
    ],
)
def test_every_style_of_marks(text: str) -> None:
    assert inner(text) == ["Nein. Nie."]


def test_french_marks_with_spaces() -> None:
    assert inner("Il a dit : « Non. » Elle : «\u202fSi.\u202f»") == [" Non. ", "\u202fSi.\u202f"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Er sagte: ‚Halt!‘ und schoss“, sagte sie.", ["Er sagte: ‚Halt!‘ und schoss"]),
        ("“He told me, ‘Go. Now.’ I went,” she said.", ["He told me, ‘Go. Now.’ I went"]),
        ("«Der «Spiegel» schrieb das», sagte er.", ["Der «Spiegel» schrieb das"]),
        ("„Ja“, sagte er. „Nein“, sagte sie.", ["Ja", "Nein"]),
    ],
)
def test_only_the_outermost_quotation_counts(text: str, expected: list[str]) -> None:
    assert [q.rstrip(",") for q in inner(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "the workers’ rights and the mayor’s plan",
        "He is 6'2\" tall. She is 5'5\" tall.",
        'Ein 17"-Bildschirm und ein 19" großer',
        "„Das ist gut. Mehr sagte er nicht.",
        "“We are ready.\n\n“We will win.",
        "nur ein Ende“ ohne Anfang",
        "„„„„",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert inner(text) == []


def test_a_quotation_ends_before_a_blank_line_but_not_at_a_wrapped_line() -> None:
    assert inner("„Ja,\nnatürlich“, sagte er. „Nein\n \nund Schluss“") == ["Ja,\nnatürlich"]


def test_a_range_of_a_text() -> None:
    text = "„Ja“ und „Nein“"
    assert [q.inner.of(text) for q in find_quotations(text, 5, len(text))] == ["Nein"]


def test_a_quotation_beyond_all_measure_is_none() -> None:
    assert inner("„" + "a" * (MAX_QUOTATION_CHARS + 1) + "“") == []


TEXTS = st.text(
    st.sampled_from(sorted(QUOTE_MARKS) + list("aB.\n ?")) | st.characters(exclude_categories=["Cs"]),
    max_size=80,
)


@given(TEXTS)
def test_quotations_are_in_the_text_in_order_and_consistent(text: str) -> None:
    at = 0
    for q in find_quotations(text):
        assert at <= q.outer.start < q.outer.end <= len(text)
        assert (q.inner.start, q.inner.end) == (q.outer.start + 1, q.outer.end - 1)
        assert {q.outer.of(text)[0], q.outer.of(text)[-1]} <= QUOTE_MARKS
        at = q.outer.end


@given(st.sampled_from('„ “ « " ‘'.split()), st.integers(0, 3))
def test_ever_more_marks_cost_no_more_than_their_number(mark: str, spaces: int) -> None:
    assert find_quotations((mark + " " * spaces + "a") * 5_000) is not None
