"""A history as JSON, in a terminal, as a page, as Markdown and as plain text."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from dedup.article import Article
from dedup.history import History
from dedup.render.history_display import thread_rows, timeline
from dedup.render.history_schema import history_to_dict
from dedup.render.markdown_history import history_markdown
from dedup.render.terminal_history import print_history
from dedup.render.unified_history import history_text
from dedup.render.webpage import history_page
from dedup.versions import compare_versions

GOLDEN = Path(__file__).parent / "golden"
TEXTS = (
    "In Kiel brennt eine Lagerhalle. 26 Menschen wurden verletzt. Der Hafen bleibt gesperrt.",
    "In Kiel brennt seit dem Morgen eine Lagerhalle. 27 Menschen wurden verletzt. Es regnet.",
    "In Kiel brennt seit dem Morgen eine Lagerhalle. 27 Menschen wurden verletzt. "
    "Die Ursache <ist> *unklar*. Der Hafen bleibt gesperrt.",
    "30 Menschen wurden verletzt. In Kiel brennt seit dem Morgen eine Lagerhalle. "
    "Die Ursache <ist> *unklar*. Der Hafen bleibt gesperrt.",
)


@pytest.fixture(scope="module")
def history() -> History:
    return compare_versions(
        [Article(text, id=f"v{n}", date=f"2026-03-0{n}", language="de") for n, text in enumerate(TEXTS, 1)]
    )


def printed(history: History, width: int = 80) -> str:
    out = io.StringIO()
    print_history(history, Console(file=out, width=width))
    return out.getvalue()


def test_history_looks_as_in_the_golden_file(history: History) -> None:
    assert printed(history) == (GOLDEN / "history_80.txt").read_text("utf-8")


def test_markdown_looks_as_in_the_golden_file(history: History) -> None:
    assert history_markdown(history) == (GOLDEN / "history.md").read_text("utf-8")


def test_text_looks_as_in_the_golden_file(history: History) -> None:
    assert history_text(history) == (GOLDEN / "history.txt").read_text("utf-8")


def test_every_row_of_a_markdown_table_has_its_cells() -> None:
    texts = ("Titel | Zwei\n\nEs | regnet `viel`.", "Titel | Zwei\n\nEs | regnet `wenig`.")
    shown = history_markdown(compare_versions([Article(text, language="de") for text in texts]))
    rows = [line for line in shown.split("### Sentences")[1].splitlines() if line.startswith("|")]
    assert {row.replace("\\|", "").count("|") for row in rows} == {4}
    assert "**Titel \\| Zwei**" in shown


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_too_wide_or_ends_in_spaces(history: History, width: int) -> None:
    lines = printed(history, width).splitlines()
    assert max(map(len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]


def test_a_timeline_says_each_value_once(history: History) -> None:
    assert [timeline(fact) for fact in history.facts] == [[("26", "1"), ("27", "2–3"), ("30", "4")]]


def test_rows_keep_to_the_story_and_hold_every_thread(history: History) -> None:
    rows = thread_rows(history)
    assert sorted(row.id for row in rows) == list(range(len(history.threads)))
    assert rows[0].text.startswith("In Kiel")
    assert all(len(row.cells) == len(TEXTS) for row in rows)


def test_json_can_be_read_back(history: History) -> None:
    answer = json.loads(json.dumps(history_to_dict(history)))
    assert [version["id"] for version in answer["versions"]] == ["v1", "v2", "v3", "v4"]
    assert [(diff["a"], diff["b"]) for diff in answer["diffs"]] == [(0, 1), (1, 2), (2, 3)]
    for fact in answer["facts"]:
        for saying in fact["sayings"]:
            text, value = answer["versions"][saying["version"]]["text"], saying["value"]
            assert text[value["start"] : value["end"]] == value["text"]


def test_page_is_safe_and_complete(history: History) -> None:
    page = history_page(history)
    assert "&lt;ist&gt;" in page
    assert "<script" not in page
    assert page.count('<bdi class="said">') == 3


def test_a_story_without_changed_facts_says_so() -> None:
    article = Article("Es regnet.", language="de")
    same = compare_versions([article, article])
    for show in (printed, history_page, history_markdown, history_text):
        assert "No fact changed" in show(same)
