"""The words that every rendering of a result shares."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from dedup.diff import Diff
from dedup.render.markdown import diff_markdown
from dedup.render.speech import Tongue
from dedup.render.terminal import print_diff
from dedup.render.unified import diff_text
from dedup.render.webpage import diff_page
from dedup.render.wording import shares


@pytest.fixture
def reworded(diff: Diff) -> Diff:
    """The same diff as if the texts had no run of words in common."""
    return replace(diff, summary=replace(diff.summary, containment_a_in_b=0.0, containment_b_in_a=0.0))


def printed(diff: Diff) -> str:
    out = io.StringIO()
    print_diff(diff, Console(file=out, width=100))
    return out.getvalue()


@pytest.mark.parametrize("show", [printed, diff_page, diff_markdown, diff_text])
def test_texts_without_a_shared_run_are_not_said_to_share_nothing(show: object, reworded: Diff) -> None:
    assert callable(show)
    shown = show(reworded)
    assert "b: 10 of 12 sentences matched" in shown
    assert "0 % of" not in shown
    assert "no 5 words in a row" in shown


def test_shares_are_told_for_both_texts(diff: Diff) -> None:
    assert shares(diff.summary) == ["37 % of b stands in a", "41 % of a stands in b"]


@pytest.mark.parametrize("show", [printed, diff_page, diff_markdown])
def test_texts_with_matched_sentences_are_not_called_unrelated(show: object, diff: Diff) -> None:
    assert callable(show)
    loose = replace(diff, summary=replace(diff.summary, relation="unrelated"))
    assert "little wording in common" in show(loose).lower()
    assert "unrelated" in show(replace(loose, links=())).lower()


def test_german_words_of_a_verdict_are_german(diff: Diff) -> None:
    unrelated = replace(diff, summary=replace(diff.summary, relation="unrelated"))
    assert "<h1>Ohne Bezug</h1>" in diff_page(replace(unrelated, links=()), Tongue.DE)
    shown = diff_page(unrelated, Tongue.DE)
    assert "<h1>Wenig gemeinsamer Wortlaut</h1>" in shown
    assert "12 Sätze, davon 10 zugeordnet" in shown
