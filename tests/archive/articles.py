"""Articles of all kinds for archives: with copies, of other ages than they come in, and without a date."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks import sources
from benchmarks.generator import Generator, Mix
from dedup.article import Article

MADE_FROM = ("seeds", "tune", "tune2-de", "tune2-en")
BUSY = Mix(alone=0.3, template=0.12, largest_family=7)


def made(size: int, seed: int) -> list[Article]:
    """Return about so many articles."""
    given = [article for name in MADE_FROM for article in sources.articles(name)]
    found = [one.article for one in Generator(given).corpus(size, seed, BUSY)]
    rng = random.Random(seed)
    found = [replace(one, date=None) if rng.random() < 0.2 else one for one in found]
    found += [replace(one, id=f"ö {n} \U0001f600/{one.id}") for n, one in enumerate(rng.sample(found, 9))]
    return found + [replace(found[0], id=f"\ud800{n}", date=f"2024-0{n}-01") for n in range(1, 5)]
