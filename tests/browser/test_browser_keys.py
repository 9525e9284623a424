"""The pages of a service that takes keys: a session that ends, and the choice of a collection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.api.serving import Service
from tests.browser.conftest import PATIENCE_MS

pytestmark = pytest.mark.browser

A, B = "Es kamen 26 Gäste. Alle blieben.", "Es kamen 27 Gäste. Alle blieben."
TEXT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. {}"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that takes keys, with a collection for sport in which there is one story."""
    with Service(tmp_path_factory.mktemp("keys"), workers=0) as service:
        service.client.post("/v1/collections", json={"name": "sport"})
        for name in "ab":
            article = {"id": name, "text": TEXT.format(name), "title": f"Hafen {name}"}
            service.client.post("/v1/articles", json=article, headers={"Dedup-Collection": "sport"})
        boss = service.client.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()["key"]
        service.client.headers["x-api-key"] = boss
        yield service


@pytest.fixture
def client(closed: Service) -> httpx.Client:
    return closed.client


@pytest.fixture
def page(browser: Browser, client: httpx.Client) -> Iterator[Page]:
    """A page of somebody who signed in with a key that may write."""
    context = browser.new_context(base_url=str(client.base_url), locale="en-GB")
    sign_in(context, client.headers["x-api-key"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


def sign_in(context: BrowserContext, key: str) -> None:
    url = str(context.request.get("/").url)
    context.add_cookies([{"name": "dedup-key", "value": key, "url": url}])


def pasted(page: Page) -> None:
    """Paste two texts, and let the session end."""
    page.goto("/")
    page.get_by_label("Original").fill(A)
    page.get_by_label("Rewrite").fill(B)
    page.context.clear_cookies()


def signed_in_beside(page: Page, link: str = "Sign in on another page") -> None:
    """Follow the link to the sign-in, which opens another page, and come back."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=link).click()
    expect(opened.value.get_by_label("Your key")).to_be_visible()
    opened.value.get_by_label("Your key").fill(page.key)  # type: ignore[attr-defined]
    opened.value.get_by_role("button", name="Sign in").click()
    expect(opened.value.get_by_role("button", name="Sign out")).to_be_visible()
    opened.value.close()


@pytest.fixture
def key(page: Page, client: httpx.Client) -> str:
    page.key = client.headers["x-api-key"]  # type: ignore[attr-defined]
    return str(client.headers["x-api-key"])


@pytest.mark.usefixtures("key")
def test_texts_stay_while_one_signs_in_again(page: Page) -> None:
    pasted(page)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("You are not signed in")
    assert not Axe().run(page).response["violations"]
    signed_in_beside(page)
    expect(page.get_by_label("Original")).to_have_value(A)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("1 fact to check")).to_be_visible()


@pytest.mark.usefixtures("key")
def test_texts_stay_also_where_a_page_is_loaded_anew(page: Page) -> None:
    pasted(page)
    page.get_by_role("button", name="Keep under a link").click()
    expect(page.get_by_role("alert")).to_contain_text("You are not signed in")
    expect(page.get_by_label("Rewrite")).to_have_value(B)
    signed_in_beside(page)
    page.get_by_role("button", name="Keep under a link").click()
    expect(page.get_by_role("button", name="Delete this link")).to_be_visible()


@pytest.mark.usefixtures("key")
def test_a_chosen_upload_stays_while_one_signs_in_again(page: Page, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(A)
    page.goto("/batch")
    page.set_input_files("#file", tmp_path / "one.txt")
    page.context.clear_cookies()
    page.get_by_role("button", name="Upload and compare all").click()
    expect(page.get_by_role("alert")).to_contain_text("You are not signed in")
    signed_in_beside(page)
    expect(page.locator("#chosen")).to_contain_text("one.txt")
    page.get_by_role("button", name="Upload and compare all").click()
    expect(page.get_by_role("heading", name="one.txt")).to_be_visible()


@pytest.mark.usefixtures("key")
def test_a_fact_is_not_ticked_off_without_a_session_and_nothing_is_lost(
    page: Page, client: httpx.Client
) -> None:
    for name, guests in (("t-1", 26), ("t-2", 27)):
        client.post("/v1/articles", json={"id": name, "text": f"Es kamen {guests} Gäste. Alle blieben."})
    page.goto("/compare?a=t-1&b=t-2")
    page.context.clear_cookies()
    tick = page.get_by_role("button", name="checked: 26")
    tick.click()
    expect(page.locator("#tick-notice")).to_contain_text("You are not signed in")
    assert not Axe().run(page).response["violations"]
    signed_in_beside(page)
    tick.click()
    expect(page.get_by_text("1 of 1 checked")).to_be_visible()
    expect(page.locator("#tick-notice")).to_be_empty()


@pytest.mark.usefixtures("key")
def test_a_collection_is_chosen_and_stays_chosen(page: Page) -> None:
    page.goto("/stories")
    expect(page.get_by_text("There are no stories yet.")).to_be_visible()
    page.get_by_text("Collection: default").click()
    assert not Axe().run(page).response["violations"]
    page.get_by_role("link", name="sport").click()
    page.get_by_role("link", name="Hafen b").click()
    page.get_by_role("button", name="Compare a with b").click()
    expect(page.get_by_label("Original")).to_have_value(TEXT.format("a"))
    page.get_by_role("button", name="Swap sides").click()
    expect(page.get_by_label("Original")).to_have_value(TEXT.format("b"))
    expect(page.locator("#result .rows")).to_be_visible()
    page.get_by_text("Pick from the store").first.click()
    expect(page.get_by_role("button", name="Hafen a")).to_be_visible()
    page.get_by_label("Original").fill(A)
    page.get_by_text("Collection: sport").click()
    page.get_by_role("link", name="default").click()
    expect(page.get_by_label("Original")).to_have_value(A)
    expect(page.get_by_text("Collection: default")).to_be_visible()


def test_who_may_only_read_is_offered_no_more(page: Page, client: httpx.Client) -> None:
    guest = client.post("/v1/keys", json={"name": "guest", "scope": "read"}).json()["key"]
    page.context.clear_cookies()
    sign_in(page.context, guest)
    page.goto("/")
    expect(page.get_by_text("Your key may read, but not keep texts")).to_be_visible()
    page.get_by_label("Original").fill(A)
    page.get_by_label("Rewrite").fill(B)
    page.get_by_role("button", name="Swap sides").click()
    expect(page.get_by_text("1 fact to check")).to_be_visible()
    assert not Axe().run(page).response["violations"]


@pytest.mark.usefixtures("key")
def test_a_story_that_an_editor_ended_says_why_and_comes_back(page: Page, client: httpx.Client) -> None:
    found = client.get("/v1/clusters", headers={"Dedup-Collection": "sport"}).json()["clusters"]
    page.goto(f"/stories/{found[0]['id']}?collection=sport")
    page.get_by_label("Choose article 1").check()
    page.get_by_role("button", name="Exclude from all stories").click()
    expect(page.get_by_role("status").get_by_text("1 article kept out of all stories")).to_be_visible()
    page.goto(f"/stories/{found[0]['id']}?collection=sport")
    expect(page.get_by_role("heading", name="This story is there no more")).to_be_visible()
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("2 articles").first).to_be_visible()
    assert page.url.partition("?")[0].endswith(f"/stories/{found[0]['id']}")
