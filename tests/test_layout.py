"""Lines and blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.layout import find_blocks


def blocks(text: str) -> list[str]:
    return [b.span.of(text) for b in find_blocks(text)]


def items(text: str) -> list[str]:
    return [b.span.of(text) for b in find_blocks(text) if b.item]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\n \t\n", "\r\n\r\n"])
def test_every_kind_of_line_end(end: str) -> None:
    assert blocks(f"Rat tagt{end}Er berät.{end}") == ["Rat tagt", "Er berät."]


def test_one_line_per_paragraph_is_not_wrapped() -> None:
    text = "Rat tagt\nDer Rat tagt am Montag.\nEr berät den Haushalt."
    assert blocks(text) == text.split("\n")


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    text = (
        "Council meets\n\n"
        "The council meets on Monday to discuss the budget that was\n"
        "presented last week by the mayor. It will discuss the budget\n"
        "and the plan for the bridge.\n"
        "\n"
        "The city must save money."
    )
    assert [len(b.splitlines()) for b in blocks(text)] == [1, 3, 1]


def test_a_short_line_ends_a_wrapped_paragraph() -> None:
    text = (
        "The council meets on Monday to discuss the budget that was\npresented last week.\nThe mayor said so."
    )
    assert blocks(text)[-1] == "The mayor said so."


def test_an_indented_line_begins_a_paragraph_of_a_wrapped_text() -> None:
    text = (
        "    The council meets on Monday to discuss the budget that\n"
        "was presented last week by the mayor of the small town.\n"
        "    The city must save money. The mayor said so on Monday\n"
        "evening."
    )
    assert [len(b.splitlines()) for b in blocks(text)] == [2, 2]


def test_a_ragged_margin_goes_on_with_a_small_letter() -> None:
    text = (
        "Moody's Investors Service Inc said it\n"
        "lowered its rating on the debt of the town to B, from BA-2.\n\n"
        "The mayor was sad.\nMoody's said that it may lower the rating once more, in May."
    )
    assert [len(b.splitlines()) for b in blocks(text)] == [2, 1, 1]


@pytest.mark.parametrize("mark", ["-", "–", "•", "*", "‣"])
def test_bulleted_items(mark: str) -> None:
    text = f"Geplant sind:\n{mark} neue Schulen\n{mark} neue Straßen"
    assert items(text) == [f"{mark} neue Schulen", f"{mark} neue Straßen"]


def test_numbered_items_count_up() -> None:
    assert items("The plan:\n1. New schools\n2) New roads") == ["1. New schools", "2) New roads"]


@pytest.mark.parametrize(
    "text",
    [
        "1. FC Köln verliert\n\nDer Trainer tobt.",
        "1. FC Köln verliert\n\n3. Liga startet",
        "– Das hat er nicht gesagt.\n\nSie ging.",
        "2:1 endete das Spiel.\n10 Fans kamen.",
        "-5 Grad\n-6 Grad",
    ],
)
def test_what_is_no_list(text: str) -> None:
    assert items(text) == []


@given(
    st.text(
        st.sampled_from(list("aB -•1.\n\r\t\u2028\x1c\x85")) | st.characters(exclude_categories=["Cs"]),
        max_size=200,
    )
)
def test_blocks_cover_all_non_space_text_in_order(text: str) -> None:
    at = 0
    for block in find_blocks(text):
        assert block.span.start >= at
        assert not text[at : block.span.start].strip()
        assert block.span.of(text) == block.span.of(text).strip() != ""
        at = block.span.end
    assert not text[at:].strip()
