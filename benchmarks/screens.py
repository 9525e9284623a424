"""Pictures of the service's pages, as the README shows them.

Run `python -m benchmarks.screens [FOLDER]`; it needs the extra `dev` and `apt-get install chromium`. The
articles of `seeds/` are stored and clustered, and every page is taken as an editor sees it first.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tarfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from benchmarks.pages import FLAGS
from benchmarks.servers import PORTS, connected, running
from dedup import Article, iter_folder, parse

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
DESK = {"viewport": {"width": 1200, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 780}}
WAIT_MS = 120_000
SOURCES = ("nda", "Kreisblatt", "Abendpost", "Harbour Times", "Stadtfunk")


def pictures(browser: Browser, folder: Path) -> None:
    """Take all pictures."""
    base = f"http://127.0.0.1:{PORTS['service']}"
    for name, looks in (("", DESK), ("-dark", {**DESK, "color_scheme": "dark"}), ("-phone", PHONE)):
        page = browser.new_context(base_url=base, locale="en-GB", **looks).new_page()
        page.set_default_timeout(WAIT_MS)
        if not name:
            _fill(page)
            _stories(page, folder)
            _batch(page, folder)
        page.goto("/compare?a=de-gipfel-1.txt&b=de-gipfel-2.txt")
        page.locator(".verdict-line").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.verdict-line').scrollIntoView()")
        page.screenshot(path=folder / f"compare{name}.png")
        page.context.close()


def _fill(page: Page) -> None:
    articles = [found for found in iter_folder(SEEDS) if isinstance(found, Article)]
    rows = [
        {"id": each.id, "text": each.text, "title": each.title, "date": parse(each).date, "source": source}
        for each, source in zip(articles, cycle(SOURCES), strict=False)
    ]
    assert page.request.post("/v1/articles", data={"articles": rows}).ok


def _stories(page: Page, folder: Path) -> None:
    page.goto("/stories")
    page.screenshot(path=folder / "stories.png")
    page.locator(".stories a", has_text="Tannrode").first.click()
    page.screenshot(path=folder / "story.png")


def _batch(page: Page, folder: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(SEEDS, arcname="seeds")
    page.goto("/batch")
    file = FilePayload(name="seeds.tar.gz", mimeType="application/gzip", buffer=packed.getvalue())
    page.locator("input[type=file]:not([webkitdirectory])").set_input_files(file)
    page.get_by_role("button", name="Upload and compare all").click()
    page.get_by_role("link", name="Open the report").wait_for()
    page.screenshot(path=folder / "batch.png")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screens")
    folder = parser.parse_args(arguments).folder
    program = shutil.which("chromium") or sys.exit("no Chromium here; apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, running(Path(data), workers=1), sync_playwright() as playwright:
        connected(PORTS["service"]).close()
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        pictures(browser, folder)
        browser.close()


if __name__ == "__main__":
    main()
