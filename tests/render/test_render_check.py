"""A check as JSON, in a terminal, as Markdown and as a page."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console

from dedup.article import Article
from dedup.check import Check, Reason
from dedup.checking import check_rewrite
from dedup.policy import Policy
from dedup.render.check_display import bar, facts_to_verify, new_values, reason_text
from dedup.render.check_schema import check_to_dict
from dedup.render.markdown_check import check_markdown
from dedup.render.terminal_check import print_check
from dedup.render.webpage import check_page

GOLDEN = Path(__file__).parent / "golden"

ORIGINAL = (
    "Drei Verletzte bei Brand in Tannrode\n\n"
    "Bei einem Brand in einem Sägewerk in Tannrode sind am Montag drei Menschen verletzt worden. "
    "„Das Holz brennt wie Zunder“, sagte Kreisbrandmeister Stefan Lorch. "
    "Der Schaden beträgt nach Angaben der Polizei 1,2 Mrd. Euro. "
    "Die Landstraße 118 bleibt bis Freitag gesperrt. "
    "Zwölf Züge fielen aus."
)
REWRITE = (
    "Vier Verletzte bei Brand in Tannrode\n\n"
    "Bei einem Brand in einem Sägewerk in Tannrode sind am Montag vier Menschen verletzt worden. "
    "„Das Holz brannte wie Zunder“, sagte Lorch. "
    "„Wir hatten *keine* Chance“, fügte seine Kollegin Ruth Ammann hinzu. "
    "Der Schaden beträgt nach Angaben der Polizei 1.200 Millionen Euro. "
    "In Osterau hatte es am 3. Mai gebrannt, 40 Kilometer entfernt."
)


@pytest.fixture(scope="module")
def check() -> Check:
    a = Article(ORIGINAL, id="agentur", date="2026-03-09", language="de")
    b = Article(REWRITE, id="blatt", date="2026-03-10", language="de")
    return check_rewrite(a, b, Policy(max_verbatim_share=0.3))


@pytest.fixture(scope="module")
def copy() -> Check:
    article = Article("Es regnet in Kiel.", language="de")
    return check_rewrite(article, article)


def printed(check: Check, width: int = 80, coloured: bool = False) -> str:
    out = io.StringIO()
    colours: Literal["truecolor"] | None = "truecolor" if coloured else None
    print_check(check, Console(file=out, width=width, force_terminal=coloured, color_system=colours))
    return out.getvalue()


def test_check_looks_as_in_the_golden_files(check: Check) -> None:
    assert printed(check) == (GOLDEN / "check_80.txt").read_text("utf-8")
    assert check_markdown(check) == (GOLDEN / "check.md").read_text("utf-8")


def test_a_copy_looks_as_in_the_golden_files(copy: Check) -> None:
    assert printed(copy) == (GOLDEN / "check_copy_80.txt").read_text("utf-8")
    assert check_markdown(copy) == (GOLDEN / "check_copy.md").read_text("utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_too_wide_or_ends_in_spaces(check: Check, width: int) -> None:
    lines = printed(check, width).splitlines()
    assert max(map(len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]


def test_colours_take_the_place_of_brackets(check: Check) -> None:
    assert "{+" in printed(check)
    assert "{+" not in printed(check, coloured=True)


def test_nothing_is_told_twice(check: Check) -> None:
    told = [finding.shown for finding in facts_to_verify(check)]
    new = [value for sentence in new_values(check) for value in sentence.values]
    assert any("vier" in shown for shown in told)
    assert not any("vier" in value or "Vier" in value for value in new)
    assert "number 40 Kilometer" in new


def test_json_offsets_slice_to_what_they_claim(check: Check) -> None:
    answer = json.loads(json.dumps(check_to_dict(check)))
    texts = {side: answer[side]["text"] for side in "ab"}
    named = [(side, item[side]) for item in answer["facts"] + answer["quotations"] for side in "ab"]
    named += [("b", claim["value"]) for claim in answer["unsupported"]]
    named += [("a", claim["value"]) for claim in answer["lost"]["values"]]
    for side, value in named:
        assert value is None or texts[side][value["start"] : value["end"]] == value["text"]
    run = answer["longest_run"]
    assert texts["a"][slice(*run["a"])] == texts["b"][slice(*run["b"])]


def test_json_says_why_it_failed(check: Check) -> None:
    answer = check_to_dict(check)
    assert answer["verdict"] == "fail"
    assert answer["reasons"][0]["threshold"] == "max_verbatim_share"
    assert answer["recipe"]["policy"]["max_verbatim_share"] == 0.3
    assert sum(answer["shares"][kind] for kind in ("verbatim", "reworded", "new")) == pytest.approx(
        1, abs=1e-3
    )


def test_page_is_safe_and_complete(check: Check) -> None:
    page = check_page(check)
    assert "<script" not in page
    assert re.search(r"<h1><span class=\"verdict fail\">Fail</span></h1>", page)
    for words in ("altered", "invented", "40 Kilometer", "Ruth Ammann", "Zwölf", "taken over verbatim"):
        assert words in page
    assert "Content-Security-Policy" in page


def test_page_of_a_copy(copy: Check) -> None:
    page = check_page(copy)
    assert "No threshold is broken" in page
    assert "No facts to verify" in page


def test_text_is_no_markup() -> None:
    evil = Article("<script>alert(1)</script> 40 *Tote* [x](y).", language="de")
    found = check_rewrite(Article("Es regnet.", language="de"), evil)
    assert "<script>" not in check_page(found)
    assert "<script>" not in check_markdown(found)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason("max_verbatim_run_words", 31, 20), "31 words in the longest verbatim run, 20 allowed"),
        (Reason("max_invented_quotations", 1, 0), "1 invented quotation, 0 allowed"),
        (Reason("max_unsupported_values", 4, 2), "4 unsupported values, 2 allowed"),
        (Reason("max_facts_low", 1, 0), "1 fact of low severity, 0 allowed"),
    ],
)
def test_reasons_in_words(reason: Reason, words: str) -> None:
    assert reason_text(reason) == words


def test_a_bar_is_as_wide_as_asked() -> None:
    assert sum(bar([1 / 3, 1 / 3, 1 / 3], 40)) == 40
    assert bar([0, 0, 1], 40) == [0, 0, 40]
    assert bar([0, 0, 0], 40) == [0, 0, 0]
