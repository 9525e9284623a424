"""The page of tricky cases is run: what it says works does, and what it admits to fail still fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.comparison import compare_articles
from dedup.diff import Diff
from dedup.parsing import parse

PAGE = (Path(__file__).parents[1] / "docs" / "tricky.md").read_text(encoding="utf-8")
WORKING, FAILING = PAGE.split("\n## What fails today\n")
Case = dict[str, str]


def cases(part: str) -> list[object]:
    """Return the cases of one part of the page by their headings; each has one line per field."""
    found = re.findall(r"^### (.+?)\n.*?^```text\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    return [
        pytest.param(dict(line.split(": ", 1) for line in block.splitlines()), id=title)
        for title, block in found
    ]


def answer(case: Case) -> str:
    """Return what the library says, in the words of the page."""
    a, b = (Article(case.get(side, "").replace(" ¶ ", "\n\n").replace(" ↵ ", "\n")) for side in "ab")
    if "reads" in case:
        return " | ".join(read(a))
    diff = compare_articles(a, b)
    return diff.summary.relation if "relation" in case else " · ".join(shown(diff))


def said(case: Case) -> str:
    """Return what the page says comes out."""
    (field,) = {"reads", "relation", "shows"} & case.keys()
    return case[field]


def read(article: Article) -> Iterator[str]:
    document = parse(article)
    spans = {(s.start, s.end): str(s.kind) for s in document.sentences}
    spans |= {(m.start, m.end): str(m.kind) for m in document.metadata}
    for (start, end), kind in sorted(spans.items()):
        yield f"{kind}: {article.text[start:end]}"


def shown(diff: Diff) -> Iterator[str]:
    for link in diff.links:
        yield f"{'moved ' if link.moved else ''}{link.kind} {joined(link.a)}>{joined(link.b)}"
    if diff.dropped:
        yield f"dropped {joined(diff.dropped)}"
    if diff.added:
        yield f"added {joined(diff.added)}"
    for fact in (fact for link in diff.links for fact in link.facts):
        before, after = (value.text if value else "nothing" for value in (fact.a, fact.b))
        yield f"{fact.type} {before} → {after}"


def joined(numbers: tuple[int, ...]) -> str:
    return "+".join(map(str, numbers))


@pytest.mark.parametrize("case", cases(WORKING))
def test_what_works(case: Case) -> None:
    assert "wanted" not in case
    assert answer(case) == said(case)


@pytest.mark.parametrize("case", cases(FAILING))
def test_what_fails_still_fails(case: Case) -> None:
    assert answer(case) != case["wanted"], "this works now: move the case up to what works"
    assert answer(case) == said(case)


def test_every_case_of_the_page_is_run() -> None:
    assert len(cases(WORKING)) + len(cases(FAILING)) == PAGE.count("\n### ") == PAGE.count("```text")
    assert len(cases(WORKING)) >= 20
    assert len(cases(FAILING)) >= 10
