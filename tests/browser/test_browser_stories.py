"""Stories as an editor uses them: read, any two versions compared, facts ticked off, split and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

HARBOUR = (
    "Der Rat der Stadt hat am Montag den Umbau des Hafens für {} Millionen Euro beschlossen. "
    "Die Arbeiten am Kai sollen im Frühjahr beginnen und drei Jahre dauern, sagte die Dezernentin. {}"
)
STORM = (
    "In der Nacht zum Dienstag hat ein Sturm in Oberau das Dach der alten Turnhalle abgedeckt. "
    "Verletzt wurde niemand, weil die Handballer ihr Training eine Stunde vorher beendet hatten. {}"
)
ROADS = (
    "Der Kreistag hat am Mittwoch neue Radwege entlang der Landesstraße nach Halden beschlossen. "
    "Gebaut wird in zwei Abschnitten, der erste soll noch vor den Sommerferien fertig werden. {}"
)
MOOR = (
    "Im Hochmoor bei Nordsund haben Forscher am Freitag einen Bohlenweg aus der Bronzezeit gefunden.",
    "Er ist nach ersten Messungen fast vierzig Meter lang und erstaunlich gut erhalten.",
    "Die Eichenbohlen sollen nun in einem Labor der Universität untersucht werden.",
    "Ein Landwirt hatte die Fachleute gerufen, als sein Pflug auf Holz stieß.",
    "Bürgermeisterin Anke Wolters sprach von einem Glücksfall für die ganze Gegend.",
    "Besucher dürfen die Grabung vorerst nur von einem Steg aus betrachten.",
)
HARM = """<img src=x onerror="window.harm=1"><script>window.harm=1</script>'>"""
PHONE = {"viewport": {"width": 360, "height": 740}}
DARK = {"color_scheme": "dark"}


@pytest.fixture(scope="module")
def client(base_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base_url, timeout=300, trust_env=False) as client:
        yield client


def send(client: httpx.Client, name: str, text: str, **more: str) -> None:
    client.post("/v1/articles", json={"id": name, "text": text, **more}).raise_for_status()


def story(client: httpx.Client, article: str) -> str:
    """Return the address of the story that an article is in."""
    for head in client.get("/v1/clusters").json()["clusters"]:
        members = client.get(f"/v1/clusters/{head['id']}").json()["members"]
        if article in {member["id"] for member in members}:
            return f"/stories/{head['id']}"
    raise AssertionError(article)


@pytest.fixture(scope="module")
def harbour(client: httpx.Client) -> str:
    """A story of three articles, of which one has two versions."""
    send(
        client,
        "h-2",
        HARBOUR.format(12, "Alle."),
        source="Nordblatt",
        date="2026-03-02",
        title="Hafen früher",
    )
    for n, more in enumerate(("Alle stimmten zu.", "Alle stimmten zu.", "Es regnete dabei."), 1):
        source, day = ("dpa", "Nordblatt", "Tageskurier")[n - 1], f"2026-03-0{n}"
        send(client, f"h-{n}", HARBOUR.format(11 + n, more), source=source, date=day, title=f"Hafen {n}")
    return story(client, "h-1")


@pytest.fixture(scope="module")
def wide(client: httpx.Client) -> str:
    """A story of twenty articles from sources with long names."""
    for n in range(20):
        source = f"Allgemeine Rundschau für Nordsund und das Umland, Ausgabe {n % 7}"
        text = " ".join(sentence for k, sentence in enumerate(MOOR) if k != 1 + n % 6)
        send(client, f"w-{n}", text, source=source, date=f"2026-02-{n + 1:02}")
    return story(client, "w-1")


def test_a_story_is_found_and_any_two_of_its_versions_are_compared(page: Page, harbour: str) -> None:
    page.goto("/stories")
    page.get_by_label("Words of a title").fill("HAFEN")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Hafen 3").click()
    assert page.url.endswith(harbour)
    for name in ("Versions by source and time", "Who took from whom"):
        expect(page.get_by_role("img", name=name)).to_be_visible()
    expect(page.get_by_role("heading", name="1 fact that changed")).to_be_visible()
    page.get_by_label("Version 1 of article 2 as a").check()
    page.get_by_label("Version 2 of article 2 as b").check()
    page.get_by_role("button", name="Compare a with b").click()
    expect(page.get_by_role("heading", name="1 fact to check")).to_be_visible(timeout=60_000)
    expect(page.locator(".versions")).to_contain_text("Hafen früher")


def test_a_fact_is_ticked_off_for_everybody(page: Page, client: httpx.Client, harbour: str) -> None:
    page.goto("/compare?a=h-1&b=h-2")
    page.evaluate("window.same = true")
    button = page.get_by_role("button", name="checked: 12 Millionen → 13 Millionen")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 1 checked")).to_be_visible(timeout=60_000)
    assert page.evaluate("window.same")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(harbour)
    page.get_by_text("The same as a list").click()
    expect(page.get_by_role("row", name=re.compile("2 Nordblatt 1 dpa"))).to_contain_text("1 of 1")
    page.goto("/compare?a=h-1&b=h-2")
    button.click()
    expect(page.get_by_text("0 of 1 checked")).to_be_visible(timeout=60_000)
    (fact,) = client.get("/v1/articles/h-1/checks/h-2").json()["facts"]
    assert fact["checked"] is None


def test_who_ticks_is_told_that_somebody_else_did_or_that_nothing_could_be_saved(
    page: Page, client: httpx.Client
) -> None:
    for name, numbers in (("n-1", (12, 40)), ("n-2", (13, 50))):
        text = (
            "Der Umbau des Hafens kostet {} Millionen Euro. Am Montag kamen {} Gäste zum Fest in die Halle."
        )
        send(client, name, text.format(*numbers))
    page.goto("/compare?a=n-1&b=n-2")
    other = page.context.new_page()
    other.goto("/compare?a=n-1&b=n-2")
    other.get_by_role("button", name="checked: 40 → 50").click()
    expect(other.get_by_text("1 of 2 checked")).to_be_visible()
    expect(other.locator("#tick-notice")).to_be_empty()
    mine = page.get_by_role("button", name=re.compile("checked: 12"))
    mine.click()
    expect(page.locator("#tick-notice")).to_contain_text("Someone else has ticked")
    page.route("**/compare/ticks", lambda route: route.fulfill(status=200, body="gone"))
    mine.click()
    expect(page.locator("#tick-notice")).to_contain_text("The page was loaded again")


@pytest.mark.parametrize("page", [{"timezone_id": "Asia/Kathmandu"}], indirect=True)
def test_moments_are_in_the_time_of_the_reader_with_its_zone(page: Page, harbour: str) -> None:
    page.goto("/batch")
    page.set_input_files("#file", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Der Rat tagt."})
    page.get_by_role("button", name="Upload and compare all").click()
    page.wait_for_url(re.compile(r"/batch/[0-9a-f]{32}$"))
    expect(page.locator("time")).to_contain_text("GMT+5:45")
    assert "UTC" not in page.locator("main").inner_text()


def test_an_article_is_split_off_and_put_back(page: Page, client: httpx.Client) -> None:
    for n in range(3):
        send(client, f"t-{n}", STORM.format("Die Schule bleibt zu." * n), title=f"Sturm {n}")
    address = story(client, "t-0")
    page.goto(address)
    page.get_by_label("Choose article 2").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Split off").click()
    expect(page.get_by_role("status")).to_contain_text("1 article split off.")
    assert page.evaluate("document.activeElement.id") == "notice"
    expect(page.locator("tr.member")).to_have_count(2)
    assert not page.url.partition("?")[0].endswith(address)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    expect(page.locator("tr.member")).to_have_count(3)
    assert page.url.partition("?")[0].endswith(address)


def test_two_stories_are_merged_by_picking_one(page: Page, harbour: str, wide: str) -> None:
    page.goto(harbour)
    page.get_by_role("link", name="Pick it from the list").click()
    page.get_by_label("Words of a title").fill("Hochmoor")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Merge with this story").click()
    expect(page.get_by_role("status")).to_contain_text("23 articles put into one story.")
    page.get_by_role("link", name="All decisions").click()
    page.get_by_role("button", name="Undo: 23 articles").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    assert page.url.partition("?")[0].endswith(harbour)


@pytest.mark.parametrize("page", [PHONE, DARK], indirect=True, ids=["phone", "dark"])
def test_no_page_is_wider_than_the_screen(page: Page, harbour: str, wide: str) -> None:
    pair = "/compare?a=h-1&b=h-2"
    for address in ("/stories", harbour, wide, f"{wide}/history", "/stories/decisions", pair):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.mark.parametrize("page", [{}, DARK], indirect=True, ids=["light", "dark"])
def test_axe_finds_nothing_to_complain_of(page: Page, harbour: str) -> None:
    pair = "/compare?a=h-1&b=h-2"
    for address in ("/stories", harbour, f"{harbour}/history", "/stories/decisions", pair):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert not Axe().run(page).response["violations"], address


def test_every_box_that_scrolls_is_reached_by_keyboard_and_named(page: Page, wide: str) -> None:
    page.goto(wide)
    boxes = page.locator(".scroll")
    assert boxes.count() > 3
    for box in boxes.all():
        assert box.get_attribute("tabindex") == "0"
        assert box.get_attribute("role") == "region"
        assert box.get_attribute("aria-label") or box.get_attribute("aria-labelledby")


def test_nothing_that_an_article_says_of_itself_runs(page: Page, client: httpx.Client) -> None:
    for n, more in enumerate(("", HARM, f"{HARM} Sie kosten viel Geld.")):
        send(
            client,
            f"{HARM}{n}",
            ROADS.format(more),
            title=f"{HARM} Radweg {n}",
            source=HARM,
            date=f"2026-04-0{n + 1}",
        )
    address = story(client, f"{HARM}0")
    visited = ["/stories", "/stories?q=Radweg", address, f"{address}/history", f"/stories?into={address[9:]}"]
    for there in visited:
        page.goto(there)
        expect(page.get_by_text("window.harm=1").first).to_be_attached()
        assert not page.locator("main img, main script").count()
    page.goto(address)
    page.get_by_role("button", name="Compare a with b").click()
    expect(page.locator(".versions")).to_contain_text("onerror", timeout=60_000)
    page.goto(address)
    page.get_by_label("Choose article 1").check()
    page.get_by_role("button", name="Exclude from all stories").click()
    expect(page.get_by_role("status")).to_contain_text("1 article kept out")
    page.get_by_role("link", name="All decisions").click()
    expect(page.get_by_text("window.harm=1").first).to_be_visible()
    assert page.evaluate("window.harm === undefined")
    page.get_by_role("button", name="Undo: 1 article kept out").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
