"""Reports as files: what `dedup cluster` and `dedup diff` write, opened without a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dedup import Article, clustering_page, compare_articles, diff_page
from tests.render.test_render_report import clustering_of, made

pytestmark = pytest.mark.browser

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PHONE = {"viewport": {"width": 360, "height": 740}}
DARK = {"color_scheme": "dark"}
WIDE = {"viewport": {"width": 2560, "height": 1300}}
LOOKS = pytest.mark.parametrize("page", [PHONE, DARK, WIDE], indirect=True, ids=["phone", "dark", "wide"])


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Reports by their names, as addresses of files."""
    folder = tmp_path_factory.mktemp("reports")
    a, b = (Article((SEEDS / f"de-gipfel-{n}.txt").read_text(encoding="utf-8")) for n in (1, 2))
    pages = {
        "few": clustering_page(clustering_of(*(made(n, 3 + n) for n in range(4)))),
        "many": clustering_page(clustering_of(*(made(n, 4) for n in range(1_500)))),
        "diff": diff_page(compare_articles(a, b)),
    }
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


@LOOKS
@pytest.mark.parametrize("name", ["few", "diff"])
def test_axe_finds_nothing_to_complain_of(page: Page, reports: dict[str, str], name: str) -> None:
    page.goto(reports[name])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not Axe().run(page).response["violations"]


def test_contents_lead_to_a_cluster_far_away(page: Page, reports: dict[str, str]) -> None:
    page.goto(reports["many"])
    page.get_by_text("By day, the newest first").click()
    link = page.locator(".contents a").last
    cluster = page.locator(link.get_attribute("href") or "")
    link.click()
    expect(cluster).to_be_in_viewport()
    cluster.click()
    expect(page.locator("details[open] table .origin")).to_be_in_viewport()


def test_kinds_can_be_left_out_of_a_diff(page: Page, reports: dict[str, str]) -> None:
    page.goto(reports["diff"])
    page.get_by_role("checkbox", name="dropped").uncheck()
    assert not any(row.is_visible() for row in page.locator(".row.dropped").all())
