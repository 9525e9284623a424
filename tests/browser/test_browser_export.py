"""A comparison taken away as a file, and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OLD = "Es kamen 26 Gäste. Alle blieben bis zum Morgen. Danach wurde es still."
NEW = "Es kamen 27 Gäste. Alle blieben bis zum Morgen. Danach wurde es still."


@pytest.fixture
def compared(page: Page) -> Page:
    page.goto("/")
    expect(page.get_by_text("Export:")).to_be_hidden()
    page.fill("#text-a", OLD)
    page.fill("#text-b", NEW)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".rows")).to_be_visible(timeout=60_000)
    return page


def taken(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path())


def test_all_forms_are_taken_while_the_comparison_stays(compared: Page) -> None:
    assert "26 became 27" in taken(compared, "Markdown").read_text()
    assert "<del>" in taken(compared, "HTML").read_text()
    with taken(compared, "Word").open("rb") as file:
        assert [comment.text for comment in Document(file).comments] == ["check number: 26 became 27"]
    expect(compared.locator(".rows")).to_be_visible()


def test_print_shows_the_comparison_alone_and_all_of_it(compared: Page) -> None:
    assert not compared.locator(".fold .sentence").first.is_visible()
    compared.emulate_media(media="print")
    assert compared.locator(".fold .sentence").first.is_visible()
    for gone in (".top", "#compare", ".filters"):
        assert not compared.locator(gone).is_visible()
