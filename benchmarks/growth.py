"""How time and memory of a clustering grow with the number of articles.

Run `python -m benchmarks.growth [SIZE ...]`. Each corpus is generated into a file and clustered in a process
of its own, streamed from there; one that takes more than an hour of processor time is stopped, and how far it
came is shown.
`--profile SIZE` shows where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generator import Generator, given_articles
from dedup import Article, cluster_articles

SIZES = (10_000, 100_000, 1_000_000)
MOST_SECONDS = 3_600
MEBI = 1 << 20


class StoppedError(Exception):
    """It takes too long."""


class Clock:
    """Notes how much processor time each step of a clustering takes, and stops it after the most."""

    def __init__(self) -> None:
        self.began = self._last = time.process_time()
        self.steps: defaultdict[str, float] = defaultdict(float)
        self._step = self.reached = ""

    def __call__(self, step: str, done: int, of: int | None) -> None:
        """Take note; called with the progress of a clustering."""
        now = time.process_time()
        self.steps[self._step] += now - self._last
        self._step, self._last = step, now
        self.reached = f"{step} {done:,} of {of:,}" if of else step
        if now - self.began > MOST_SECONDS:
            raise StoppedError

    @property
    def seconds(self) -> float:
        """How much has been noted."""
        return self._last - self.began


def write(generator: Generator, size: int, file: Path) -> None:
    """Write a corpus as lines of JSON."""
    with file.open("w", encoding="utf-8") as out:
        for made in generator.corpus(size, seed=1):
            article = made.article
            out.write(json.dumps([article.text, article.id, article.date]) + "\n")


def read(file: Path) -> Iterator[Article]:
    """Yield the articles of a corpus."""
    with file.open(encoding="utf-8") as lines:
        for text, name, date in map(json.loads, lines):
            yield Article(text, id=name, date=date)


def cluster(file: Path) -> str:
    """Cluster a corpus; say how fast it went, in how much memory, and how long each step took."""
    cluster_articles(islice(read(file), 100))  # what is compiled or loaded at first use is not measured
    before, clock = peak(), Clock()
    try:
        result = cluster_articles(read(file), progress=clock, texts=False)
        clock("end", 0, None)
        rate = f"{result.articles:9,} articles, {result.articles / clock.seconds:8,.0f} a second"
        said = f"{rate}, {len(result.candidates):,} pairs verified, {len(result.clusters):,} clusters"
    except StoppedError:
        said = f"stopped after {clock.seconds:.0f} s at: {clock.reached}"
    steps = ", ".join(f"{step} {spent:.1f} s" for step, spent in clock.steps.items() if step)
    return f"{said}; peak {peak():,} MiB ({before:,} before); {steps}"


def peak() -> int:
    """Return the most memory held so far, in MiB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(size if sys.platform == "darwin" else size * 1024) // MEBI


def profile(file: Path) -> None:
    """Print the ten functions that take most time themselves, and the ten that take most in all."""
    cluster_articles(islice(read(file), 100))
    profiler = cProfile.Profile()
    try:
        profiler.runcall(cluster_articles, read(file), None, Clock(), False)
    except StoppedError:
        print(f"stopped after {MOST_SECONDS} s")
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).strip_dirs().sort_stats(order).print_stats(10)


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description="How time and memory of a clustering grow.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--profile", type=int, metavar="SIZE")
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.file:
        print(cluster(options.file), flush=True)
        return
    generator = Generator(given_articles())
    with TemporaryDirectory() as folder:
        file = Path(folder) / "corpus.jsonl"
        for size in [options.profile] if options.profile else options.sizes:
            write(generator, size, file)
            if options.profile:
                profile(file)
            else:
                subprocess.run([sys.executable, "-m", "benchmarks.growth", "--file", file], check=True)


if __name__ == "__main__":
    main()
