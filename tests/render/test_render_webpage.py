from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from dedup.cluster import Clustering
from dedup.diff import Diff
from dedup.render.webpage import clustering_page, diff_page

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Collects the elements of a page and sees that they are well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name))]


@pytest.fixture
def pages(diff: Diff, same: Diff, clustering: Clustering) -> list[str]:
    return [diff_page(diff), diff_page(same), clustering_page(clustering)]


def test_pages_have_no_script_and_ask_for_nothing(pages: list[str]) -> None:
    for html in pages:
        page = Page(html)
        assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "form"}
        assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
        assert not page.values("src")
        assert not page.values("style")
        assert all(target.startswith("#") for target in page.values("href"))
        assert "url(" not in html
        assert "@import" not in html


def test_the_policy_knows_the_style_sheet_by_its_hash(pages: list[str]) -> None:
    for html in pages:
        style = re.search(r"<style>(.*)</style>", html, re.DOTALL)
        assert style is not None
        digest = b64encode(sha256(style[1].encode()).digest()).decode()
        (policy,) = (value for value in Page(html).values("content") if value.startswith("default-src"))
        assert (
            policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )


def test_article_text_is_no_html(diff: Diff, clustering: Clustering) -> None:
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in diff_page(diff)
    assert "Brücke &lt;gesperrt&gt;" in clustering_page(clustering)


def test_a_language_cannot_leave_its_attribute(diff: Diff) -> None:
    odd = replace(diff, a=replace(diff.a, language='de" onclick="x'))
    assert 'de" onclick="x' in Page(diff_page(odd)).values("lang")


def test_the_page_is_english_and_the_texts_have_their_language(pages: list[str]) -> None:
    for html in pages:
        page = Page(html)
        assert page.elements[0] == ("html", {"lang": "en"})
        assert "de" in page.values("lang")
        assert "auto" in page.values("dir")


def test_changes_have_words_before_and_behind_besides_their_colour(diff: Diff) -> None:
    html = diff_page(diff)
    said = '<span class="hidden" lang="en" dir="ltr">'
    assert f"<del>{said}removed: </span>26{said} (end)</span></del>" in html
    assert f"<ins>{said}added: </span>27{said} (end)</span></ins>" in html
    assert "moved from sentence 11" in html


def test_facts_come_first_and_lead_to_their_row(diff: Diff) -> None:
    html = diff_page(diff)
    page = Page(html)
    assert html.index("4 facts to check") < html.index('<ol class="rows">')
    assert [target[1:] for target in page.values("href")] == ["b4", "b7", "b3", "b11", "from-b2", "b2"]
    assert {target[1:] for target in page.values("href")} <= set(page.values("id"))
    assert len(page.values("id")) == len(set(page.values("id")))


def test_unchanged_sentences_are_folded(diff: Diff, same: Diff) -> None:
    assert re.findall(r"<summary>(.*)</summary>", diff_page(diff)) == [
        "= show 1 sentence unchanged",
        "= show 2 sentences unchanged",
    ]
    assert "No facts to check" in diff_page(same)


def test_a_fact_does_not_repeat_its_values(diff: Diff) -> None:
    (table,) = re.findall(r"<tbody>.*?</tbody>", diff_page(diff), re.DOTALL)
    assert "26 became 27" not in table
    assert "another weekday" in table


def test_tables_of_facts_are_stacked_on_narrow_screens(diff: Diff) -> None:
    html = diff_page(diff)
    narrow = html.partition("@media (max-width: 44rem)")[2].partition("@media")[0]
    assert '<table class="stacked">' in html
    assert ".stacked td { display: block;" in narrow


def test_english_words_do_not_decide_which_way_a_sentence_runs(diff: Diff) -> None:
    html = diff_page(diff)
    sentences = re.findall(r'<p class="sentence[^>]*dir="auto"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert sentences
    labels = [label for sentence in sentences for label in re.findall(r"<span ([^>]*)>[^<]*[a-z]", sentence)]
    assert labels
    assert all('dir="ltr"' in label for label in labels)


def test_dates_of_a_cluster_do_not_break(clustering: Clustering) -> None:
    html = clustering_page(clustering)
    assert '<td class="date">2025-09-04</td>' in html
    assert ".date { white-space: nowrap; }" in html


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("ink", "page"),
        ("ink", "panel"),
        ("ink", "warn"),
        ("quiet", "page"),
        ("quiet", "panel"),
        ("quiet", "warn"),
        ("link", "page"),
        ("del-ink", "del"),
        ("ins-ink", "ins"),
        ("warn-ink", "warn"),
        ("high-ink", "high"),
        ("move", "page"),
        ("move", "warn"),
    ],
)
def test_contrast_meets_wcag_aa(theme: int, ink: str, paper: str) -> None:
    css = files("dedup.render").joinpath("templates/page.css").read_text("utf-8")
    colours = [re.findall(rf"--{name}: (#\w{{6}})", css)[theme] for name in (ink, paper)]
    dark, light = sorted(map(luminance, colours))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
