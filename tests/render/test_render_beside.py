"""Two texts beside each other without marks."""

from __future__ import annotations

import re

import pytest

from dedup import Article, Tongue, plain_markdown, plain_page, plain_part
from dedup.render.beside import TITLE, paragraphs_beside

OLD = Article("Titel\n\nEs kamen 26 Gäste.\n\nAlle <b>blieben</b>.\n\nEnde.", title="Alt", date="2025-09-04")
NEW = Article("Titel\n\nVorspann.\n\nAlle <b>blieben</b>.\n\nEnde.\n\nNachsatz | mehr.")


def test_equal_paragraphs_stand_beside_each_other_and_all_are_there() -> None:
    rows = paragraphs_beside(OLD, NEW)
    assert ("Alle <b>blieben</b>.", "Alle <b>blieben</b>.") in rows
    assert ("", "Nachsatz | mehr.") in rows
    for side, article in enumerate((OLD, NEW)):
        assert [row[side] for row in rows if row[side]] == article.text.split("\n\n")


def test_repeated_paragraphs_go_with_each_other_in_turn() -> None:
    a, b = Article("Ja.\n\nNein.\n\nJa."), Article("Ja.\n\nJa.")
    assert paragraphs_beside(a, b) == [("Ja.", "Ja."), ("Nein.", ""), ("Ja.", "Ja.")]


@pytest.mark.parametrize("tongue", list(Tongue))
def test_a_page_names_the_lack_of_marks_and_says_what_can_be_done(tongue: Tongue) -> None:
    named = {Tongue.EN: TITLE, Tongue.DE: "Zu lang zum Markieren: nebeneinander gezeigt, ohne Markierungen"}
    for shown in (
        plain_part(OLD, NEW, tongue),
        plain_page(OLD, NEW, tongue),
        plain_markdown(OLD, NEW, tongue),
    ):
        assert named[tongue] in shown
        assert "dedup diff" in shown
        assert "POST /v1/diff" in shown
        assert not re.search("<(ins|del|b)[ >]", shown)
    assert "Alt" in plain_page(OLD, NEW, tongue)


def test_both_texts_stand_on_the_page_in_their_language() -> None:
    shown = plain_part(OLD, NEW)
    assert shown.count("Alle &lt;b&gt;blieben&lt;/b&gt;.") == 2
    assert 'lang="de"' in plain_part(Article(OLD.text, language="de"), NEW)
    assert "26 Gäste" in shown


def test_the_table_in_markdown_keeps_its_columns() -> None:
    rows = plain_markdown(OLD, NEW).splitlines()
    table = [row for row in rows if row.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 3 for row in table)
    assert r"|  | Nachsatz \| mehr. |" in table
