"""What a browser takes for the page that compares two texts: first paint, weight, and the longest task.

Run `python -m benchmarks.pages [--runs N]`; it needs the extra `dev` and `apt-get install chromium`.
Every run opens the empty page in a fresh profile, compares two texts of so many sentences, one of which was
edited, unfolds all of them, and scrolls through. A task that takes longer than 50 ms is one that is felt.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.desk import SWAPS
from benchmarks.generator import Generator, given_articles
from benchmarks.servers import PORTS, connected, running
from dedup import parse

RUNS, SENTENCES = 5, 300
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) tasks.push(each.duration);
}).observe({ type: "longtask", buffered: true });
"""
LONGEST = "Math.max(0, ...tasks)"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
SCROLL = """async () => {
  for (const fold of document.querySelectorAll('.fold details')) fold.open = true;
  const frame = () => new Promise(requestAnimationFrame);
  for (let y = 0; y < document.body.scrollHeight; y += 400) { scrollTo(0, y); await frame(); }
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One run: milliseconds to the first paint and of the longest task (0: none over 50), bytes."""

    paint: float
    weight: int
    empty_task: float
    diff_task: float


def written() -> list[str]:
    """Return so many sentences of generated articles."""
    made = (item.article for item in Generator(given_articles()).stream(seed=1))
    sentences: list[str] = []
    for article in islice(made, 1_000):
        sentences += [article.text[each.start : each.end] for each in parse(article).sentences]
        if len(sentences) >= SENTENCES:
            break
    return sentences[:SENTENCES]


def texts(old: Sequence[str], rng: random.Random) -> tuple[str, str]:
    """Return sentences as one article, and what a desk could have made of it."""
    new = [_reworded(each, rng) for each in old if rng.random() > 0.15]
    for _ in range(SENTENCES // 30):
        new.insert(rng.randrange(len(new)), new.pop(rng.randrange(len(new))))
    return "\n\n".join(old), "\n\n".join(new)


def _reworded(sentence: str, rng: random.Random) -> str:
    swaps = {**SWAPS["de"], **SWAPS["en"]}
    words = [swaps.get(word, word) for word in sentence.split(" ") if rng.random() > 0.05]
    return " ".join(words) if rng.random() < 0.5 else sentence


def visits(runs: int) -> list[Visit]:
    """Return what a real Chromium measured."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("no Chromium here; apt-get install chromium")
    sentences, rng = written(), random.Random(1)
    with TemporaryDirectory() as folder, running(Path(folder)), sync_playwright() as playwright:
        connected(PORTS["service"]).close()
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        found = [visit(browser, *texts(sentences, rng)) for _ in range(runs + 1)]
        browser.close()
    return found[1:]  # the first one also warmed the service


def visit(browser: Browser, a: str, b: str) -> Visit:
    """Open the page as if for the first time, and compare two texts there."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{PORTS['service']}")
    page = context.new_page()
    page.add_init_script(WATCH)
    weights: list[int] = []
    page.on("requestfinished", lambda request: weights.append(request.sizes()["responseBodySize"]))
    page.goto("/", wait_until="networkidle")
    paint, empty, weight = page.evaluate(PAINT), page.evaluate(LONGEST), sum(weights)
    page.fill("#text-a", a)
    page.fill("#text-b", b)
    page.evaluate("tasks = []")
    page.get_by_role("button", name="Compare").click()
    page.locator(".rows").wait_for(timeout=120_000)
    page.evaluate(SCROLL)
    seen = Visit(paint, weight, empty, page.evaluate(LONGEST))
    context.close()
    return seen


def main(arguments: Sequence[str] | None = None) -> None:
    """Print medians and extremes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args(arguments)
    found = visits(given.runs)
    paints, tasks = [each.paint for each in found], [each.diff_task for each in found]
    print(f"first paint      {median(paints):.0f} ms (up to {max(paints):.0f})")
    print(f"page weight      {found[0].weight / 1_000:.0f} kB")
    print(f"longest task     {max(each.empty_task for each in found):.0f} ms on the empty page")
    print(f"                 {median(tasks):.0f} ms (up to {max(tasks):.0f}) with {SENTENCES} sentences")


if __name__ == "__main__":
    main()
