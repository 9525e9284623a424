"""Texts that are too long to mark, as an editor sees them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}}
DARK = {"color_scheme": "dark"}
PARAGRAPHS, SENTENCES = 40, 45


def long_text(first: int) -> str:
    lines = (
        " ".join(
            f"Am Morgen kam der Zug Nummer {first + SENTENCES * n + k} mit Verspätung in Hannover an."
            for k in range(SENTENCES)
        )
        for n in range(PARAGRAPHS)
    )
    return "\n\n".join(("Fahrplan der Woche", *lines))


OLD, NEW = long_text(10_000), long_text(50_000)


@pytest.fixture
def beside(page: Page) -> Page:
    page.goto("/")
    for side, text in (("a", OLD), ("b", NEW)):  # written at once: typing so much takes Chromium seconds
        page.eval_on_selector(f"#text-{side}", "(area, text) => { area.value = text; }", text)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Too long to mark")).to_be_visible()
    return page


@pytest.mark.parametrize("page", [PHONE, DARK], indirect=True, ids=["phone", "dark"])
def test_both_texts_stand_beside_each_other_without_marks(beside: Page) -> None:
    expect(beside.get_by_text("dedup diff")).to_be_visible()
    assert beside.locator(".rows .row").count() == PARAGRAPHS + 1
    for side, first in (("a", 10_000), ("b", 50_000)):
        expect(beside.locator(f".row .{side} .sentence").nth(1)).to_contain_text(f"Nummer {first} mit")
    assert beside.locator("#result ins, #result del").count() == 0
    assert "Too long to mark" in str(beside.locator("#status").text_content())
    assert beside.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not Axe().run(beside).response["violations"]


def test_paragraphs_are_walked_by_keyboard_and_taken_as_a_file(beside: Page) -> None:
    beside.locator("h1").click()
    beside.keyboard.press("n")
    beside.keyboard.press("n")
    focused = beside.evaluate("document.activeElement.textContent")
    assert "Nummer 10000 mit" in focused
    assert "Nummer 50000 mit" in focused
    with beside.expect_download() as download:
        beside.get_by_role("button", name="HTML").click()
    assert "Too long to mark" in download.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True, ids=["no script"])
def test_without_a_script_a_stored_pair_is_taken_with_its_titles(page: Page) -> None:
    for name, said in (("old-report", "Es kamen 26 Gäste."), ("new-report", "Es kamen\n27 Gäste.")):
        article = {"id": name, "title": f"Titel {name}", "text": said}
        assert page.request.post("/v1/articles", data=article).ok
    page.goto("/compare?a=old-report&b=new-report")
    with page.expect_download() as download:
        page.get_by_role("button", name="HTML").click()
    assert "Titel new-report" in download.value.path().read_text(encoding="utf-8")
