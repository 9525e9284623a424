"""The page that compares two texts, as an editor uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
OLDER, NEWER = ((SEEDS / f"de-gipfel-{n}.txt").read_text(encoding="utf-8") for n in (1, 2))
PHONE = {"viewport": {"width": 360, "height": 740}}
DARK = {"color_scheme": "dark"}


def compare(page: Page, a: str = OLDER, b: str = NEWER) -> None:
    page.goto("/")
    page.fill("#text-a", a)
    page.fill("#text-b", b)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".rows")).to_be_visible()


def test_two_pasted_texts_are_compared_without_loading_the_page_anew(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.same = true")
    page.fill("#text-a", "Es kamen 26 Gäste. Alle blieben bis zum Morgen.")
    page.fill("#text-b", "Es kamen 27 Gäste. Alle blieben bis zum Morgen.")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="1 fact to check")).to_be_visible()
    assert page.evaluate("window.same")
    expect(page.locator("del").filter(has_text="26")).to_be_visible()
    expect(page.locator("ins").filter(has_text="27")).to_be_visible()
    expect(page.get_by_text("show 1 sentence unchanged")).to_be_visible()


def test_the_real_pair_in_one_text_and_swapped(page: Page) -> None:
    compare(page)
    assert page.locator(".pair .b .sentence").count() > 15
    page.get_by_label("In one text").check()
    expect(page.locator(".woven").first).to_be_visible()
    page.get_by_role("button", name="Swap sides").click()
    expect(page.locator(".versions")).to_contain_text("2025-10-16")
    assert page.input_value("#text-a") == NEWER


def test_changes_are_walked_by_keyboard(page: Page) -> None:
    compare(page)
    page.locator("h1").click()
    seen = []
    for _ in range(3):
        page.keyboard.press("n")
        seen.append(page.evaluate("document.activeElement.id"))
    assert len(set(seen)) == 3
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == seen[1]
    folds = page.locator(".fold details")
    page.keyboard.press("u")
    assert all(fold.get_attribute("open") is not None for fold in folds.all())
    page.keyboard.press("u")
    assert all(fold.get_attribute("open") is None for fold in folds.all())


def test_kinds_can_be_left_out(page: Page) -> None:
    compare(page)
    dropped = page.locator(".row.dropped")
    assert dropped.first.is_visible()
    page.get_by_role("checkbox", name="dropped").uncheck()
    assert not any(row.is_visible() for row in dropped.all())
    assert page.locator(".row.reworded").first.is_visible()


def test_a_fact_leads_to_its_place(page: Page) -> None:
    compare(page)
    spot = page.locator(".panel a.spot").first
    target = spot.get_attribute("href")
    spot.click()
    expect(page.locator(f"{target}")).to_be_in_viewport()


def test_what_moved_is_told_at_both_places(page: Page) -> None:
    compare(page)
    moved = page.locator(".row.moved").first
    moved.locator("a.from").click()
    gap = page.locator(f"#from-{moved.get_attribute('id')}")
    expect(gap).to_be_in_viewport()
    gap.locator("a").click()
    expect(moved).to_be_in_viewport()


@pytest.mark.parametrize("page", [PHONE, DARK], indirect=True, ids=["phone", "dark"])
def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    compare(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_pasted_ever_runs(page: Page) -> None:
    harm = "<img src=x onerror=alert(1)><script>window.harm = 1</script> Es kamen 26 Gäste </div>."
    compare(page, harm, harm.replace("26", "27"))
    assert page.evaluate("window.harm === undefined")
    assert not page.locator("#result img, #result script").count()
    expect(page.locator("#result")).to_contain_text("onerror=alert(1)")


def test_the_page_speaks_german_and_remembers_it(page: Page) -> None:
    page.goto("/?lang=de")
    page.goto("/")
    expect(page.get_by_role("button", name="Vergleichen")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "de"


def test_two_stored_articles_are_picked_and_their_comparison_has_an_address(page: Page) -> None:
    for name, text in (("summit-1", OLDER), ("summit/2", NEWER)):
        assert page.request.post(
            "/v1/articles", data={"id": name, "title": f"Gipfel {name}", "text": text}
        ).ok
    page.goto("/")
    for side, name in (("a", "summit-1"), ("b", "summit/2")):
        box = page.locator(f".store[data-into=text-{side}]")
        box.locator("summary").click()
        box.get_by_role("searchbox").fill(f"gipfel {name}")
        box.get_by_role("button", name=f"Gipfel {name}").click()
        expect(page.locator(f"#text-{side}")).to_be_focused()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".rows")).to_be_visible()
    assert "/compare?a=summit-1&b=summit%2F2" in page.url
    page.reload()
    expect(page.locator(".rows")).to_be_visible()
    assert page.input_value("#text-b") == NEWER


def test_pasted_texts_are_kept_under_a_link(page: Page) -> None:
    compare(page)
    page.get_by_role("button", name="Keep under a link").click()
    expect(page.get_by_role("button", name="Delete this link")).to_be_visible()
    address = page.url
    assert "/compare/kept/" in address
    page.get_by_label("In one text").check()
    expect(page.locator(".woven").first).to_be_visible()
    assert "layout=inline" in page.url
    page.goto(address)
    assert page.input_value("#text-a") == OLDER


def test_what_is_kept_is_found_in_the_list_and_deleted_there(page: Page) -> None:
    page.goto("/")
    page.fill("#text-a", "Im Hafen liegen neun Schiffe. Alle laden Holz.")
    page.fill("#text-b", "Im Hafen liegen zehn Schiffe. Alle laden Holz.")
    page.get_by_role("button", name="Keep under a link").click()
    expect(page.get_by_role("button", name="Delete this link")).to_be_visible()
    page.get_by_role("link", name="Kept comparisons").click()
    assert not Axe().run(page).response["violations"]
    page.get_by_role("link", name="Im Hafen liegen neun Schiffe").click()
    expect(page.get_by_text("1 fact to check")).to_be_visible()
    page.get_by_role("link", name="Kept comparisons").click()
    page.get_by_role("button", name="Delete: Im Hafen liegen neun Schiffe").click()
    expect(page.get_by_role("heading", name="Kept comparisons")).to_be_visible()
    expect(page.get_by_role("link", name="Im Hafen liegen neun Schiffe")).to_have_count(0)


def test_a_file_of_another_encoding_is_opened(page: Page) -> None:
    page.goto("/")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": "Die Brücke ist zu.".encode("cp1252")}
    )
    expect(page.locator("#text-a")).to_have_value("Die Brücke ist zu.")


@pytest.mark.parametrize("page", [PHONE, DARK, {}], indirect=True, ids=["phone", "dark", "desktop"])
@pytest.mark.parametrize("layout", ["Side by side", "In one text"])
def test_axe_finds_nothing_to_complain_of(page: Page, layout: str) -> None:
    page.goto("/")
    assert not Axe().run(page).response["violations"]
    compare(page)
    page.get_by_label(layout).check()
    expect(page.locator(".woven" if layout == "In one text" else ".row .pair").first).to_be_visible()
    assert not Axe().run(page).response["violations"]


def store(page: Page) -> None:
    for name, text in (("first", OLDER), ("..", NEWER)):
        article = {"id": name, "title": f"Gipfel {name}", "text": text}
        assert page.request.post("/v1/articles", data=article).ok


def test_facts_are_ticked_off_also_in_the_other_layout_and_after_a_swap(page: Page) -> None:
    store(page)
    page.goto("/compare?a=first&b=..")
    page.get_by_label("In one text").check()
    expect(page.locator(".woven").first).to_be_visible()
    page.locator(".panel .tick button").first.click()
    expect(page.locator(".panel button[aria-pressed=true]")).to_have_count(1)
    page.get_by_role("button", name="Swap sides").click()
    expect(page.locator(".panel button[aria-pressed=true]")).to_have_count(0)
    assert "a=..&b=first" in page.url
    page.get_by_role("button", name="Swap sides").click()
    expect(page.locator(".panel button[aria-pressed=true]")).to_have_count(1)


def test_an_article_is_picked_whatever_its_id(page: Page) -> None:
    store(page)
    page.goto("/")
    box = page.locator(".store[data-into=text-b]")
    box.locator("summary").click()
    box.get_by_role("searchbox").fill("gipfel ..")
    box.get_by_role("button", name="Gipfel ..").click()
    expect(page.locator("#text-b")).to_have_value(NEWER)


def test_another_language_loses_no_text(page: Page) -> None:
    page.goto("/")
    page.fill("#text-a", OLDER)
    page.fill("#text-b", NEWER)
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Zwei Fassungen vergleichen")).to_be_visible()
    assert page.input_value("#text-b") == NEWER
    store(page)
    page.goto("/compare?a=first&b=..&lang=en")
    page.get_by_label("In one text").check()
    expect(page.locator(".woven").first).to_be_visible()
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Zwei Fassungen vergleichen")).to_be_visible()
    assert "a=first" in page.url
    expect(page.get_by_label("In einem Text")).to_be_checked()


def test_edited_texts_of_a_link_are_kept_under_another_one(page: Page) -> None:
    compare(page)
    page.get_by_role("button", name="Keep under a link").click()
    expect(page.get_by_role("button", name="Delete this link")).to_be_visible()
    first = page.url
    page.fill("#text-a", f"{OLDER} Und Schluss.")
    expect(page.get_by_role("button", name="Delete this link")).to_have_count(0)
    page.get_by_role("button", name="Keep under a link").click()
    expect(page.get_by_role("button", name="Delete this link")).to_be_visible()
    assert page.url != first


def test_single_letters_can_be_switched_off(page: Page) -> None:
    compare(page)
    page.locator(".keys summary").click()
    page.get_by_label("Single letters are keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.reload()
    assert not page.locator("#keys-on").is_checked()
