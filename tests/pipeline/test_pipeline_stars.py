"""What hangs together, found by rounds of stars, is what a search finds."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import components as known
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine
from dedup.pipeline.components import components
from dedup.pipeline.telling import PAIRS
from tests.engine.engines import opened

Pairs = list[tuple[int, int]]


def batches(pairs: Pairs, size: int) -> Iterable[pa.RecordBatch]:
    for start in range(0, len(pairs), size):
        a, b = zip(*pairs[start : start + size], strict=True)
        yield pa.RecordBatch.from_arrays([pa.array(a, pa.int64()), pa.array(b, pa.int64())], schema=PAIRS)


def found_by(engine: AnyEngine, pairs: Pairs, size: int) -> list[tuple[int, int]]:
    data = engine.materialise(engine.given(batches(pairs, size), PAIRS), "pairs")
    links = components(engine, data, "found")
    return [(row["n"], row["root"]) for part in engine.rows(links) for row in part.to_pylist()]


def assert_found(engine: AnyEngine, pairs: Pairs, size: int = 7) -> None:
    found = found_by(engine, pairs, size)
    assert sorted(set(found)) == sorted(dict(found).items())
    assert dict(found) == known.components(pairs)


NUMBERS = st.one_of(st.integers(0, 9), st.integers(0, 2**62))
GRAPHS = st.lists(
    st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] != pair[1]).map(lambda p: (min(p), max(p))),
    max_size=25,
    unique=True,
)


@given(GRAPHS, st.integers(1, 9))
@settings(max_examples=25)
def test_any_graph(pairs: Pairs, size: int) -> None:
    with LocalEngine() as engine:
        assert_found(engine, pairs, size)


def chain(length: int) -> Pairs:
    """Return a path through so many articles, in an order that has nothing to do with their numbers."""
    order = random.Random(length).sample(range(10**6), length)
    return [(min(pair), max(pair)) for pair in pairwise(order)]


SHAPES = {
    "nothing": [],
    "a path in order": [(n, n + 1) for n in range(300)],
    "a path at random": chain(300),
    "a path whose ends are least": [(n, n + 2) for n in range(1, 300)] + [(0, 1)],
    "a star around the least": [(0, n) for n in range(1, 200)],
    "a star around the greatest": [(n, 999) for n in range(200)],
    "a circle": [*((n, n + 1) for n in range(99)), (0, 99)],
    "a comb": [pair for n in range(0, 200, 2) for pair in ((n, n + 1), (n, n + 2))],
    "many pairs": [(2 * n, 2 * n + 1) for n in range(200)],
    "everyone with everyone": [(a, b) for a in range(25) for b in range(a + 1, 25)],
}


@pytest.mark.parametrize("size", [1, 1000])
@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str, size: int) -> None:
    with LocalEngine() as engine:
        assert_found(engine, SHAPES[shape], size)


@pytest.mark.parametrize("kind", ["spilled 7", "sail", pytest.param("spark", marks=pytest.mark.slow)])
def test_on_every_engine(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert_found(opened(kind, tmp_path, request), [*chain(60), (2**40, 2**41)])


def test_a_long_path_takes_few_rounds(tmp_path: Path) -> None:
    with LocalEngine(tmp_path) as engine:
        assert_found(engine, chain(2_000), 1)
    rounds = [path for path in tmp_path.iterdir() if path.name.removeprefix("found-").isdigit()]
    assert len(rounds) <= 20
