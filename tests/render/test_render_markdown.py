from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dedup.diff import Diff
from dedup.render.markdown import diff_markdown, escaped

GOLDEN = Path(__file__).parent / "golden"
ZERO_WIDTH = "\u200b"


def parsed(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def texts(markdown: str, mark: str) -> list[str]:
    """What stands inside a kind of mark."""
    found: list[str] = []
    for token in parsed(markdown):
        open_ = False
        for child in token.children or ():
            if child.type == f"{mark}_open":
                found.append("")
            open_ = child.type == f"{mark}_open" or (open_ and child.type != f"{mark}_close")
            if open_ and child.type.startswith("text"):
                found[-1] += child.content
    return found


def shown(markdown: str) -> str:
    """The text of a paragraph as a reader sees it; any markup in it is shown by its name."""
    (inline,) = (token for token in parsed(markdown) if token.type == "inline")
    plain = {"text", "text_special", "html_inline"}
    pieces = (child.content if child.type in plain else f"[{child.type}]" for child in inline.children or ())
    return "".join(pieces).replace("<span>$</span>", "$").replace(ZERO_WIDTH, "")


def test_diff_looks_as_in_the_golden_file(diff: Diff) -> None:
    assert diff_markdown(diff) == (GOLDEN / "diff.md").read_text("utf-8")


def test_equal_texts_look_as_in_the_golden_file(same: Diff) -> None:
    assert diff_markdown(same) == (GOLDEN / "same.md").read_text("utf-8")


def test_old_and_new_words_are_marked_also_beside_a_comma(diff: Diff) -> None:
    removed, added = texts(diff_markdown(diff), "s"), texts(diff_markdown(diff), "strong")
    assert removed == [
        "removed",
        "Mittwoch",
        "Das teilte die Stadt mit.",
        "26",
        ", und",
        "die",
        "nicht",
        "רביעי",
    ]
    assert added[-6:] == ["laut Stadt", "Donnerstag", "27", ".", "Die", "חמישי"]


def test_the_table_has_one_row_a_fact(diff: Diff) -> None:
    assert sum(token.type == "tr_open" for token in parsed(diff_markdown(diff))) == 1 + 4


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "**fett** _kursiv_ ~~weg~~ `code`",
        "[Link](https://example.org) ![Bild](x)",
        "a | b \\| c",
        "&lt; &amp; <!-- -->",
        "$x$ und $5",
    ],
)
def test_article_text_is_no_markup(text: str) -> None:
    assert shown(f"x {escaped(text)}") == f"x {text}"


@given(st.text(st.sampled_from("ab .*_~`[]()<>!|\\&;#:@/$\"'-+=1"), min_size=1))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert shown(f"x{escaped(text)}x") == f"x{text}x"


@pytest.mark.parametrize("text", ["@redaktion", "#12", "GH-12", ":bus:"])
def test_what_github_links_later_is_broken_up(text: str) -> None:
    assert text not in escaped(text).replace("&#8203;", ZERO_WIDTH)


def test_web_addresses_are_no_links() -> None:
    assert escaped("https://a.de www.b.de") == r"https\:\/\/a.de www\.b.de"
