"""What hangs together, on any engine: rounds of stars, each of them materialised."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dedup.engine.columns import numbers
from dedup.engine.port import Data, Engine, Input
from dedup.pipeline import stars


def components(engine: Engine[Data], pairs: Data, name: str) -> Data:
    """Return `stars.LINKS` of every article in a pair to the least that it hangs together with."""
    links = engine.materialise(engine.map_batches(pairs, stars.linked, stars.LINKS), f"{name}-0")
    before, rounds = _sums(engine, links, f"{name}-sums-0"), 0
    while True:
        rounds += 1
        ways = engine.map_batches(links, stars.both_ways, stars.LINKS)
        large = engine.exchange({"links": Input(ways, "n")}, stars.large_star, stars.LINKS)
        small = engine.exchange({"links": Input(large, "n")}, stars.small_star, stars.LINKS)
        links = engine.materialise(small, f"{name}-{rounds}")
        sums = _sums(engine, links, f"{name}-sums-{rounds}")
        if sums == before:
            return engine.materialise(engine.map_batches(links, stars.rooted, stars.LINKS), f"{name}-roots")
        before = sums


def _sums(engine: Engine[Data], links: Data, name: str) -> tuple[int, int]:
    found = engine.materialise(engine.map_batches(links, stars.sums, stars.SUMS), name)
    table = pa.Table.from_batches(engine.rows(found), stars.SUMS)
    return int(numbers(table, "rows").sum()), int(numbers(table, "sum", np.uint64).sum(dtype=np.uint64))
