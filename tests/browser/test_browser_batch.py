"""The page of batches, as an editor uses it: a folder and an archive are sent, watched, read, taken away."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

WAIT = 120_000
TEXT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. Alle."
NAMES = [f"tief/{'lang' * 30} – Grüße.txt", "<img src=x onerror=window.harm=1>.txt", 'tief/"eins" & zwei.txt']


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles with names that are hard to carry, one not in UTF-8, and a picture."""
    root = tmp_path / "Ordner Ü"
    for number, name in enumerate(NAMES):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT.encode("latin-1" if number == 2 else "utf-8"))
    (root / "bild.png").write_bytes(b"\x89PNG" * 300)
    return root


def send(page: Page) -> None:
    page.get_by_role("button", name="Upload and compare all").click()
    page.wait_for_url(re.compile(r"/batch/[0-9a-f]{32}$"), timeout=WAIT)
    expect(page.locator(".state.done")).to_be_visible(timeout=WAIT)


def test_a_folder_is_sent_with_all_names_and_bytes_as_they_are(page: Page, folder: Path) -> None:
    page.goto("/batch")
    page.set_input_files("#folder", folder)
    expect(page.locator("#chosen")).to_contain_text("Ordner Ü.tar (4)")
    send(page)
    expect(page.locator("h1")).to_have_text("Ordner Ü.tar")
    page.get_by_text("Why files were skipped").click()
    expect(page.locator("details li")).to_contain_text("bild.png")
    with page.expect_download() as taken:
        page.get_by_role("link", name="JSON").click()
    assert taken.value.suggested_filename.endswith(".json")
    found = json.loads(Path(taken.value.path()).read_text())
    assert sorted(m["id"] for m in found["clusters"][0]["members"]) == sorted(NAMES)
    assert page.evaluate("window.harm === undefined")


def test_a_folder_is_dropped(page: Page, folder: Path) -> None:
    page.goto("/batch")
    box = page.locator(".drop").bounding_box()
    assert box is not None
    chromium = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        event = {"type": kind, "x": box["x"] + 20, "y": box["y"] + 10, "data": data}
        chromium.send("Input.dispatchDragEvent", event)
    expect(page.locator("#chosen")).to_contain_text("Ordner Ü.tar (4)")
    send(page)
    expect(page.locator(".chips")).to_contain_text("3 articles in clusters")


def test_how_much_was_sent_is_told_by_quarters_alone(page: Page) -> None:
    page.goto("/batch")
    page.evaluate("""() => {
        window.told = [];
        const chosen = document.getElementById("chosen");
        new MutationObserver(() => window.told.push(chosen.textContent)).observe(chosen, { childList: true });
        XMLHttpRequest.prototype.send = function () {
            for (let n = 0; n <= 100; n++)
                this.upload.dispatchEvent(new ProgressEvent("progress", { loaded: n * 1e5, total: 1e7 }));
        };
    }""")
    page.set_input_files("#file", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Der Rat tagt."})
    page.get_by_role("button", name="Upload and compare all").click()
    expect(page.locator("#chosen")).to_have_text("All is sent; the batch begins.")
    assert page.locator("#sending").evaluate("bar => bar.value") == 1
    assert (
        page.evaluate("window.told.length") <= 6
    )  # the name with its size, the start, three quarters, the end


def test_an_archive_becomes_a_report_that_can_be_opened(page: Page, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, TEXT)
    page.goto("/batch")
    page.set_input_files("#file", tmp_path / "news.zip")
    send(page)
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    page.get_by_role("link", name="Open the report").click()
    expect(page.get_by_role("heading", name="1 cluster in 2 articles")).to_be_visible(timeout=WAIT)
    expect(page.locator("svg[role=img]").first).to_be_visible()
    colour = page.locator("svg rect.part").first.evaluate("rect => getComputedStyle(rect).fill")
    assert colour != "rgb(0, 0, 0)"  # the style sheet is applied under the policy


def test_a_story_of_a_folder_is_opened_compared_and_its_history_read(page: Page, tmp_path: Path) -> None:
    root = tmp_path / "Stadt"
    root.mkdir()
    for number, amount in enumerate(("zwölf", "zwölf", "dreizehn"), 1):
        text = TEXT.replace("zwölf", amount) + " Es regnete." * (number == 2)
        (root / f"{number}.txt").write_text(f"date 2026-03-0{number}\n{text}", encoding="utf-8")
    page.goto("/batch")
    page.set_input_files("#folder", root)
    send(page)
    page.get_by_role("link", name="Open as stories").click()
    page.locator(".stories a").first.click()
    expect(page.get_by_role("heading", name="1 fact that changed")).to_be_visible(timeout=WAIT)
    assert not Axe().run(page).response["violations"]
    story = page.url
    page.get_by_label("Version 1 of article 1 as a").check()
    page.get_by_label("Version 1 of article 3 as b").check()
    page.get_by_role("button", name="Compare a with b").click()
    expect(page.get_by_role("heading", name="1 fact to check")).to_be_visible(timeout=WAIT)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Markdown").click()
    assert "dreizehn" in Path(taken.value.path()).read_text()
    page.get_by_label("In one text").check()
    expect(page).to_have_url(re.compile(r"/compare\?.*layout=inline"), timeout=WAIT)
    page.reload()
    expect(page.get_by_role("heading", name="1 fact to check")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Swap sides").click()
    expect(page).to_have_url(re.compile(r"/compare\?.*job=[0-9a-f]{32}"), timeout=WAIT)
    expect(page.get_by_label("Original")).to_have_value(re.compile("dreizehn"))
    expect(page.get_by_role("heading", name="1 fact to check")).to_be_visible(timeout=WAIT)
    page.goto(story)
    page.get_by_role("link", name="The history alone").click()
    expect(page.get_by_role("heading", name="1 fact that changed")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="The story").click()
    assert page.url == story


def test_several_files_are_sent_together(page: Page, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("eins.txt", "zwei.txt")]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    page.goto("/batch")
    page.set_input_files("#file", paths)
    expect(page.locator("#chosen")).to_contain_text("files.tar (2)")
    send(page)
    expect(page.locator(".chips")).to_contain_text("2 articles in clusters")


def test_what_cannot_be_read_is_told_and_another_file_may_be_sent(
    browser: Browser, base_url: str, tmp_path: Path
) -> None:
    (tmp_path / "news.exe").write_bytes(b"MZ")
    page = browser.new_page(base_url=base_url)  # of an answer of 422 the browser itself complains
    page.goto("/batch")
    page.set_input_files("#file", tmp_path / "news.exe")
    page.get_by_role("button", name="Upload and compare all").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read", timeout=WAIT)
    expect(page.get_by_role("button", name="Upload and compare all")).to_be_enabled()
    page.close()


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 740}}], indirect=True, ids=["phone"])
def test_long_names_fit_a_phone(page: Page, tmp_path: Path) -> None:
    path = tmp_path / f"{'lang' * 40}.txt"
    path.write_text(TEXT, encoding="utf-8")
    page.goto("/batch")
    page.set_input_files("#file", path)
    send(page)
    for address in (page.url, "/batch"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    "page",
    [{}, {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}],
    indirect=True,
    ids=["light", "dark"],
)
def test_axe_finds_nothing_to_complain_of(page: Page, tmp_path: Path) -> None:
    page.goto("/batch")
    assert not Axe().run(page).response["violations"]
    (tmp_path / "eins.txt").write_text(TEXT, encoding="utf-8")
    page.set_input_files("#file", tmp_path / "eins.txt")
    send(page)
    assert not Axe().run(page).response["violations"]


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True, ids=["no script"])
def test_without_a_script_a_file_is_sent_and_the_page_comes_anew(page: Page, tmp_path: Path) -> None:
    (tmp_path / "news.ndjson").write_text("\n".join(json.dumps({"id": n, "text": TEXT}) for n in ("a", "b")))
    page.goto("/batch")
    page.set_input_files("#file", tmp_path / "news.ndjson")
    send(page)
    expect(page.locator(".chips")).to_contain_text("1 cluster")
