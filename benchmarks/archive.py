"""What a day costs an archive, by how much is stored; and how far days differ from one run over all.

Run `python -m benchmarks.archive [STORED ...]` for the cost of 1,000 new articles against 10,000 and 50,000
stored ones, in bytes read of each table, or `--differ SIZE` for the difference that budgets and stock phrases
make over ten days.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from math import comb
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from benchmarks.generator import Generator, given_articles
from dedup import Article, Clustering, add_to_archive, archive_clusters, cluster_articles, compact_archive
from dedup.archive.places import LOGS, ROWS

STORED = (10_000, 50_000)
NEW = 1_000
DAYS = 10
TABLES = ("postings", *ROWS, *LOGS)
MEGA = 1_000_000

read_bytes: Counter[str] = Counter()
"""How many bytes were read of each table."""


class Counted(io.FileIO):
    """A file of an archive; what is read of it counts."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read some bytes."""
        found = super().read(size)
        read_bytes[next(name for name in Path(str(self.name)).parts if name in TABLES)] += len(found)
        return found


def counted(file: Path) -> pq.ParquetFile:
    """Open a file so that what is read of it counts."""
    return pq.ParquetFile(Counted(file), pre_buffer=False)


def size_of(archive: Path, table: str) -> int:
    """Return how many bytes a table has."""
    return sum(file.stat().st_size for file in (archive / table).rglob("*.parquet"))


def fill(archive: Path, articles: Sequence[Article], days: int) -> None:
    """Put articles into an archive, in so many days."""
    for n in range(days):
        add_to_archive(archive, articles[n::days], f"2025-01-{n + 1:02}")


def cost(stored: int, articles: Sequence[Article]) -> None:
    """Print what 1,000 articles cost an archive with so many."""
    with TemporaryDirectory() as name:
        archive = Path(name)
        began = time.process_time()
        fill(archive, articles[:stored], 2)
        filled = time.process_time() - began
        compact_archive(archive)
        sizes = {table: size_of(archive, table) for table in TABLES}
        read_bytes.clear()
        began, wall = time.process_time(), time.perf_counter()
        news = add_to_archive(archive, articles[stored : stored + NEW], "2025-02-01")
        took, wall = time.process_time() - began, time.perf_counter() - wall
        read = dict(read_bytes)
        # The day's own words and texts are read as well, after they were written.
        whole, some = sum(sizes.values()), sum(read.values())
        print(
            f"{stored:,} stored in {filled:.1f} s of processor time, {whole / MEGA:.1f} MB; {NEW:,} more in "
            f"{took:.2f} s ({wall:.2f} s passed), {some / MEGA:.1f} MB read, {len(news.pairs):,} new pairs"
        )
        for table in TABLES:
            print(f"  {table:9} {sizes[table] / MEGA:8.2f} MB, read {read.get(table, 0) / MEGA:8.2f} MB")


def differ(articles: Sequence[Article]) -> None:
    """Print how far an archive of ten days differs from one run over all articles."""
    known = cluster_articles(articles, texts=False)
    with TemporaryDirectory() as name:
        fill(Path(name), articles, DAYS)
        found = archive_clusters(Path(name))
    pairs, others = related(known), related(found)
    print(
        f"{len(articles):,} articles in {DAYS} days: {len(pairs):,} related pairs in one run "
        f"(complete: {known.recipe['complete']}), {len(pairs & others):,} of them in the archive and "
        f"{len(others - pairs):,} others; adjusted Rand index of the clusters {rand(known, found):.5f}"
    )


def related(result: Clustering) -> set[tuple[str, str]]:
    """Return all related pairs."""
    return {(one.a, one.b) for one in result.candidates if one.relation != "unrelated"}


def rand(one: Clustering, other: Clustering) -> float:
    """Return the adjusted Rand index of two clusterings of the same articles."""
    homes = [
        {member.article.id: cluster.id for cluster in result.clusters for member in cluster.members}
        for result in (one, other)
    ]
    ids = list(one.known())
    rows = [tuple(home.get(name, name) for home in homes) for name in ids]
    both, first, second = (pairs_in(rows), pairs_in(r[0] for r in rows), pairs_in(r[1] for r in rows))
    expected = first * second / comb(len(ids), 2)
    return (both - expected) / ((first + second) / 2 - expected)


def pairs_in(homes: Iterable[object]) -> int:
    """Return how many pairs have one home."""
    return sum(comb(count, 2) for count in Counter(homes).values())


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description="What a day costs an archive.")
    parser.add_argument("stored", nargs="*", type=int, default=STORED)
    parser.add_argument("--differ", type=int, metavar="SIZE")
    options = parser.parse_args()
    size = options.differ or max(options.stored) + NEW
    made = [one.article for one in Generator(given_articles()).corpus(size, seed=1)]
    if options.differ:
        differ(made)
        return
    with TemporaryDirectory() as name:  # what is compiled or loaded at first use is not measured
        fill(Path(name), made[:100], 2)
    vars(import_module("dedup.archive.shelves"))["opened"] = counted
    for stored in options.stored:
        cost(stored, made)


if __name__ == "__main__":
    main()
