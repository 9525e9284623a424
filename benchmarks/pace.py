"""How fast articles are hashed and clustered, side by side with other libraries, on one core.

Run `python -m benchmarks.pace [ROUNDS]`. What is compared runs in turn, round by round, on the same texts,
and medians of the rounds' ratios of processor time are shown: a busy machine changes them little. The peers
come with the extra `bench`; one that is not installed is named as absent. Peers look for whole texts that are
alike and verify nothing, so from text to clusters they do less. The limit is to decode UTF-8 and hash every
byte once, compiled.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from statistics import median

import numpy as np
from numba import njit
from numpy.typing import NDArray

from benchmarks.generator import Generator, given_articles
from benchmarks.peers import PEERS, Pairs, clusters
from benchmarks.sources import absent
from benchmarks.speed import Work, ratio, seconds
from dedup import Article, cluster_articles
from dedup.engine.local import LocalEngine
from dedup.pipeline.articles import READ, given_rows
from dedup.pipeline.flow import numbered, proposed
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan

ROUNDS = 5
SKETCHED, CLUSTERED = 2_000, 2_000
WORDS = 406
BATCH = 1_000

TARGETS = {"rensa": 8.0, "daft": 1.5}
LIMIT_TARGET = 10.0
CLUSTER_TARGET = 5.0


def texts_of(articles: Iterator[str], count: int) -> list[str]:
    """Return so many texts of 406 words, glued from articles."""
    words: list[str] = []
    texts: list[str] = []
    while len(texts) < count:
        words += next(articles).split()
        while len(words) >= WORDS:
            texts.append(" ".join(words[:WORDS]))
            del words[:WORDS]
    return texts[:count]


def ours(texts: Sequence[str]) -> object:
    """Make signature and fingerprint of every text."""
    settings = RetrievalSettings()
    return [settings.sketch(scan(texts[n : n + BATCH])) for n in range(0, len(texts), BATCH)]


def limit(texts: Sequence[str]) -> object:
    """Decode every text and hash every byte once."""
    return _hash_all(np.frombuffer("".join(texts).encode(), dtype=np.uint8))


@njit(cache=True)
def _hash_all(data: NDArray[np.uint8]) -> np.uint64:
    h = np.uint64(0xCBF29CE484222325)
    at, size = 0, len(data)
    while at < size:
        byte = data[at]
        length = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
        point = np.uint64(byte)
        for n in range(1, length):
            point = point << np.uint64(6) | np.uint64(data[at + n] & 0x3F)
        h = (h ^ point) * np.uint64(0x9E3779B97F4A7C15)
        h = h ^ (h >> np.uint64(29))
        at += length
    return h


def candidates(articles: Sequence[Article]) -> object:
    """Find the pairs of articles that may share text, which is all that the peers do."""
    settings = RetrievalSettings()
    with LocalEngine() as engine:
        read = engine.materialise(engine.given(given_rows(articles), READ), "read")
        return proposed(engine, numbered(engine, read, settings), settings).complete


def compared(works: dict[str, Work], count: int, rounds: int, targets: dict[str, float]) -> Iterator[str]:
    """Yield a line for each work: articles a second, and its time in units of the first one's."""
    for work in works.values():
        work()  # what is compiled or imported at first use is not what is measured
    times = seconds(list(works.values()), rounds)
    for n, name in enumerate(works):
        pace, value = count / median(turn[n] for turn in times), ratio(times, n, 0)
        line = f"{name:16}{pace:10,.0f} articles/s{value:9.2f} x our time"
        if name in targets:
            line += f"   target {targets[name]:.2f}: {'met' if value >= targets[name] else 'NOT MET'}"
        yield line


def _grouped(find_pairs: Callable[[Sequence[str]], Pairs], texts: Sequence[str]) -> object:
    return clusters(find_pairs(texts), len(texts))


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    generator = Generator(given_articles())
    made = [m.article for m in islice(generator.stream(seed=1), CLUSTERED)]
    texts = texts_of((m.article.text for m in generator.stream(seed=2)), SKETCHED)
    peers = [peer for peer in PEERS if peer.installed]
    print(f"absent: {', '.join(absent() + [p.package for p in PEERS if not p.installed]) or 'nothing'}")

    print(f"\ntext to signature and fingerprint, {SKETCHED:,} texts of {WORDS} words")
    works: dict[str, Work] = {"this project": lambda: ours(texts)}
    works |= {p.package: partial(p.sketch, texts) for p in peers}
    works["the limit"] = lambda: limit(texts)
    print(
        *compared(works, SKETCHED, rounds, {**TARGETS, "the limit": 1 / LIMIT_TARGET}), sep="\n", flush=True
    )

    words = sum(len(article.text.split()) for article in made) / len(made)
    print(f"\ntext to clusters, {CLUSTERED:,} generated articles of {words:.0f} words on average")
    alike = [article.text for article in made]
    works = {"this project": lambda: cluster_articles(made), "candidates": lambda: candidates(made)}
    works |= {p.package: partial(_grouped, p.pairs, alike) for p in peers if p.pairs}
    print(*compared(works, CLUSTERED, rounds, {p.package: CLUSTER_TARGET for p in peers}), sep="\n")


if __name__ == "__main__":
    main()
