from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.engine.columns import batch, decoded, encoded, numbers, packed, packing, shape

KINDS = st.sampled_from([np.int32, np.uint32, np.int64, np.uint64, np.uint8])
LISTS = st.lists(st.lists(st.integers(0, 255), max_size=5), max_size=8)


def packed_rows(rows: list[list[int]], kind: type[np.generic]) -> pa.Array[Any]:
    first = np.cumsum([0, *map(len, rows)])
    return packing(np.array([n for row in rows for n in row], dtype=kind), first)


def unpacked(table: pa.Table | pa.RecordBatch, kind: type[np.generic]) -> list[list[int]]:
    values, first = packed(table, "n", kind)
    assert values.dtype == kind
    assert len(first) == len(table) + 1
    bounds = first.tolist()
    return [values[lo:hi].tolist() for lo, hi in pairwise(bounds)]


@given(LISTS, KINDS)
def test_numbers_come_back_row_by_row(rows: list[list[int]], kind: type[np.generic]) -> None:
    assert unpacked(pa.table({"n": packed_rows(rows, kind)}), kind) == rows


@given(LISTS, KINDS, st.integers(0, 8), st.integers(0, 8), st.integers(0, 3))
def test_numbers_come_back_from_a_slice(
    rows: list[list[int]], kind: type[np.generic], start: int, length: int, odd: int
) -> None:
    # Behind a row of a few bytes, numbers of several bytes do not stand where a machine likes them.
    before = pa.array([b"x" * odd], pa.binary())
    column = pa.concat_arrays([before, packed_rows(rows, kind)])
    part = pa.table({"n": column}).slice(1 + start, length)
    assert unpacked(part, kind) == rows[start : start + length]
    for found in part.to_batches():
        assert unpacked(found, kind) == rows[start : start + length]


@given(LISTS, LISTS, KINDS)
def test_numbers_come_back_from_several_chunks(
    one: list[list[int]], other: list[list[int]], kind: type[np.generic]
) -> None:
    both = pa.chunked_array([packed_rows(one, kind), packed_rows(other, kind)], pa.binary())
    assert unpacked(pa.table({"n": both}), kind) == one + other


@pytest.mark.parametrize("empty", [pa.chunked_array([], pa.binary()), pa.array([], pa.binary())])
def test_a_column_without_rows_has_no_numbers(empty: pa.Array[Any]) -> None:
    assert unpacked(pa.table({"n": empty}), np.int64) == []


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=[]), max_size=9), max_size=9),
    st.integers(0, 9),
)
def test_any_text_comes_back(texts: list[str], start: int) -> None:
    table = pa.table({"text": encoded(texts)}).slice(start)
    assert decoded(table, "text") == texts[start:]


def test_half_a_surrogate_pair_comes_back() -> None:
    assert decoded(pa.table({"text": encoded(["a\ud800b", "\udfff"])}), "text") == ["a\ud800b", "\udfff"]


@given(st.lists(st.integers(0, 2**64 - 1), max_size=9))
def test_numbers_of_64_bits_may_be_seen_without_a_sign(values: list[int]) -> None:
    table = pa.table({"n": pa.array(np.array(values, dtype=np.uint64).view(np.int64))})
    assert numbers(table, "n", np.uint64).tolist() == values


def test_a_batch_has_the_columns_of_its_schema_in_their_order() -> None:
    schema = shape(b=pa.int32(), a=pa.binary())
    made = batch(schema, a=pa.array([b"x"]), b=np.array([7], dtype=np.int32))
    assert made.schema.equals(schema)
    assert made.to_pylist() == [{"b": 7, "a": b"x"}]
    with pytest.raises(KeyError):
        batch(schema, a=pa.array([b"x"]))
