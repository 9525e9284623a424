"""How fast a standing index takes articles in and answers, and how large it is, as it grows.

Run `python -m benchmarks.index [SIZE ...]`. Fingerprints are made by random numbers, as many as articles of
400 words have: reading a million articles would measure something else. In each, one hash in fifty is that of
a phrase that others use as well, the n-th commonest n times as seldom as the first. Times are those of the
processor, so that a busy machine changes them little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.growth import peak
from dedup import SegmentedIndex
from dedup.index.question import Question
from dedup.sketch import Sketches

SIZES = (10_000, 100_000, 1_000_000)
BATCH = 4_000
QUESTIONS = 200
COMMON = 0.02
PHRASES = 100_000
SHOWN = 10
"""Hits asked for."""

_MIXER = np.uint64(0x9E3779B97F4A7C15)


def sketches(count: int, seed: int, common: float) -> Sketches:
    """Return sketches like those of articles of 400 words; such a share of the hashes are common phrases."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(150, 170, count)
    first = np.concatenate(([0], np.cumsum(sizes)))
    hashes = rng.integers(0, 2**64, first[-1], dtype=np.uint64)
    shared = np.flatnonzero(rng.random(len(hashes)) < common)
    ranks = (PHRASES ** rng.random(len(shared))).astype(np.uint64)
    hashes[shared] = ranks * _MIXER ^ (ranks * _MIXER >> np.uint64(29))
    places = np.cumsum(rng.integers(1, 5, len(hashes)))
    return Sketches(
        digests=rng.integers(0, 2**64, count, dtype=np.uint64),
        signatures=rng.integers(0, 2**32, (count, 128), dtype=np.uint32),
        hashes=hashes,
        places=(places - np.repeat(places[first[:-1]], sizes)).astype(np.int32),
        first=first,
    )


def seconds(work: Callable[[], object]) -> float:
    """Return how much processor time some work takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def fill(index: SegmentedIndex, size: int) -> float:
    """Add so many articles, and return how many a second."""
    spent = 0.0
    for start in range(0, size, BATCH):
        made = sketches(min(BATCH, size - start), start, COMMON)
        ids = [f"news/2025/{n:07}.txt" for n in range(start, start + len(made))]
        spent += seconds(lambda ids=ids, made=made: index.add_sketches(ids, made))  # type: ignore[misc]
    return size / spent


def answering(index: SegmentedIndex, common: float) -> float:
    """Return how many microseconds an answer takes."""
    made = sketches(QUESTIONS, 2**40, common)
    asked = [Question.of_text(made.take(np.array([n]))) for n in range(QUESTIONS)]
    return median(seconds(lambda q=q: index._answer(q, SHOWN)) for q in asked) * 1e6  # type: ignore[misc]


def measured(size: int) -> Iterator[str]:
    """Yield what there is to say of an index of a size."""
    index = SegmentedIndex()
    yield f"{size:9,} articles: {fill(index, size):7,.0f} added/s"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        yield f"peak {peak():,} MiB, saved in {seconds(lambda: index.save(path)):.2f} s"
        yield f"{sum(file.stat().st_size for file in path.iterdir()) / size:,.0f} bytes an article"
        opening = median(seconds(lambda: SegmentedIndex.open(path)) for _ in range(5))
        yield f"opened in {opening * 1e3:.0f} ms"
        index = SegmentedIndex.open(path)
        answering(index, COMMON)
        alone, common = answering(index, 0.0), answering(index, COMMON)
        yield f"answer {alone:,.0f} µs, {common:,.0f} µs with common phrases"


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description="How a standing index grows.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    list(measured(BATCH))  # what is compiled at first use is not what is measured
    for size in parser.parse_args().sizes:
        print("; ".join(measured(size)), flush=True)


if __name__ == "__main__":
    main()
