"""The page on which an editor signs in."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DARK_PHONE = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}


@pytest.mark.parametrize("page", [{}, DARK_PHONE], indirect=True, ids=["light", "dark"])
def test_axe_finds_nothing_to_complain_of(page: Page) -> None:
    page.goto("/sign-in")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not Axe().run(page).response["violations"]
