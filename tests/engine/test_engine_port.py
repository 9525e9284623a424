"""The suite that every engine passes, and the laws of the local one for any rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.engine import spill
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine, Input
from tests.engine import steps
from tests.engine.engines import KINDS, LOCAL, opened
from tests.engine.steps import KEYED, NAMED, ROWS, TWICE, Row, batches, listed

LEAST, MOST = -(2**63), 2**63 - 1
EVERY = tuple(ROWS.names)


def row(k: int, n: int) -> Row:
    """Return a row with key `k`, whose other values are odd ones by turns."""
    return {
        "k": k,
        "small": (None, -(2**31), 2**31 - 1, n)[n % 4],
        "score": (None, -0.5, 1e300, float("inf"), n / 3)[n % 5],
        "good": (True, None, False)[n % 3],
        "name": (None, "", "größer \U0001f600 \x00 als", "x" * 5_000, str(n))[n % 5],
        "raw": (b"\x00\xff\x00", None, b"", bytes([n % 256]) * 9)[n % 4],
    }


LEFT = [row((LEAST, -1, 0, 1, MOST, n, -n)[n % 7], n) for n in range(200)]
RIGHT = [row((LEAST, 2, 0, -n)[n % 4], 3 * n + 1) for n in range(60)]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> AnyEngine:
    return opened(kind, tmp_path / "work", request)


def rows_of(engine: AnyEngine, data: Any, name: str = "found") -> list[Row]:
    return listed(engine.rows(engine.materialise(data, name)))


NESTED = pa.schema(
    [("name", pa.string()), ("places", pa.list_(pa.struct([("a", pa.list_(pa.int64())), ("b", pa.int64())])))]
)


@pytest.mark.parametrize("count", [0, 100])
def test_a_table_for_others_has_all_rows_in_files_of_one_name(
    engine: AnyEngine, tmp_path: Path, count: int
) -> None:
    folder = tmp_path / "for others"
    data = engine.exchange({"rows": Input(given_to(engine, LEFT[:count], "left"), "k")}, steps.nested, NESTED)
    assert engine.export(data, folder) == count
    assert all(file.name.startswith("part-") and file.suffix == ".parquet" for file in folder.iterdir())
    table = pq.read_table(folder)
    assert table.schema.names == NESTED.names
    assert sorted(table.to_pylist(), key=repr) == sorted(map(steps.nested_row, LEFT[:count]), key=repr)


def given_to(engine: AnyEngine, rows: Iterable[Row], name: str) -> Any:
    return engine.materialise(engine.given(batches(rows, 37), ROWS), name)


def expected(left: Iterable[Row], right: Iterable[Row], columns: tuple[str, ...] = EVERY) -> list[Row]:
    """Return `KEYED` as one look at all rows makes it."""
    sides = (pa.Table.from_pylist(list(side), schema=ROWS).select(list(columns)) for side in (left, right))
    return listed(steps.by_key(dict(zip(("left", "right"), sides, strict=True))))


def exchanged(engine: AnyEngine, left: Any, right: Any, columns: tuple[str, ...] = EVERY) -> list[Row]:
    inputs = {"left": Input(left, "k", columns), "right": Input(right, "k", columns)}
    return rows_of(engine, engine.exchange(inputs, steps.by_key, KEYED))


def test_rows_come_back_as_they_were_given(engine: AnyEngine) -> None:
    assert rows_of(engine, engine.given(batches(LEFT, 37), ROWS)) == listed(batches(LEFT, 200))


def test_batches_have_the_types_of_the_schema(engine: AnyEngine) -> None:
    data = engine.materialise(engine.given(batches(LEFT, 37), ROWS), "rows")
    found = list(engine.rows(engine.materialise(engine.map_batches(data, steps.as_they_are, ROWS), "same")))
    assert found
    assert all(part.schema.equals(ROWS) for part in found)


def test_a_step_may_yield_more_or_fewer_rows_than_it_was_given(engine: AnyEngine) -> None:
    made = engine.map_batches(given_to(engine, LEFT, "rows"), steps.good_twice, TWICE)
    good = [{"k": one["k"], "name": one["name"]} for one in LEFT if one["good"]]
    assert rows_of(engine, made) == sorted(good * 2, key=repr)


def test_rows_with_one_key_are_together_and_none_is_lost_or_doubled(engine: AnyEngine) -> None:
    left, right = given_to(engine, LEFT, "left"), given_to(engine, RIGHT, "right")
    assert exchanged(engine, left, right) == expected(LEFT, RIGHT)


def test_a_step_is_given_the_columns_asked_for_and_no_others(engine: AnyEngine) -> None:
    data = given_to(engine, LEFT, "rows")
    made = engine.exchange({"rows": Input(data, "k", ("raw", "name"))}, steps.without_key, NAMED)
    assert rows_of(engine, made) == sorted(({"name": x["name"], "raw": x["raw"]} for x in LEFT), key=repr)


def test_a_step_is_given_all_columns_if_none_are_named(engine: AnyEngine) -> None:
    left, right = given_to(engine, LEFT, "left"), given_to(engine, RIGHT, "right")
    assert exchanged(engine, left, right, ()) == expected(LEFT, RIGHT)


@pytest.mark.parametrize(
    ("left", "right"), [([], RIGHT), (LEFT, []), ([], [])], ids=["left", "right", "both"]
)
def test_inputs_may_be_empty(engine: AnyEngine, left: list[Row], right: list[Row]) -> None:
    made = exchanged(engine, given_to(engine, left, "left"), given_to(engine, right, "right"))
    assert made == expected(left, right)


def test_a_dataset_that_came_out_empty_is_an_input_like_others(engine: AnyEngine) -> None:
    none = [{**one, "good": False} for one in LEFT]
    empty = engine.map_batches(given_to(engine, none, "rows"), steps.good_twice, TWICE)
    assert rows_of(engine, empty, "empty") == []
    again = engine.materialise(
        engine.map_batches(given_to(engine, none, "more"), steps.good_twice, TWICE), "empty-2"
    )
    right = engine.materialise(engine.given(batches(LEFT, 37), ROWS), "right")
    inputs = {"left": Input(again, "k", ("k",)), "right": Input(right, "k", ("k",))}
    made = engine.exchange(inputs, steps.by_key, KEYED)
    assert rows_of(engine, made) == expected([], LEFT, ("k",))


def test_steps_follow_each_other_without_being_written(engine: AnyEngine) -> None:
    both = engine.together((given_to(engine, LEFT, "left"), given_to(engine, RIGHT, "right")))
    mapped = engine.map_batches(both, steps.as_they_are, ROWS)
    first = engine.exchange({"rows": Input(mapped, "k", ("raw", "name"))}, steps.without_key, NAMED)
    found = sorted(({"name": x["name"], "raw": x["raw"]} for x in (*LEFT, *RIGHT)), key=repr)
    assert rows_of(engine, engine.map_batches(first, steps.as_they_are, NAMED)) == found


def test_one_dataset_may_stand_for_two_inputs(engine: AnyEngine) -> None:
    data = given_to(engine, LEFT, "rows")
    assert exchanged(engine, data, data, ("k", "small")) == expected(LEFT, LEFT, ("k", "small"))


def test_together_are_all_rows_of_all_datasets(engine: AnyEngine) -> None:
    data = tuple(given_to(engine, rows, name) for name, rows in (("l", LEFT), ("r", RIGHT), ("e", [])))
    assert rows_of(engine, engine.together(data)) == listed(batches([*LEFT, *RIGHT], 999))


def test_what_is_materialised_may_be_read_often_and_by_columns(engine: AnyEngine) -> None:
    data = given_to(engine, LEFT, "rows")
    assert listed(engine.rows(data)) == listed(engine.rows(data))
    found = list(engine.rows(data, ("raw", "k")))
    assert all(part.schema.names == ["raw", "k"] for part in found)
    assert listed(found) == sorted(({"raw": one["raw"], "k": one["k"]} for one in LEFT), key=repr)


def test_the_next_run_takes_what_was_materialised_and_makes_nothing_again(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first = opened(kind, tmp_path, request)
    data = given_to(first, LEFT, "rows")
    made = rows_of(first, first.map_batches(data, steps.good_twice, TWICE), "good")
    second = opened(kind, tmp_path, request)
    given_again = given_to(second, LEFT, "rows")
    assert rows_of(second, second.map_batches(given_again, steps.poisoned, TWICE), "good") == made


def test_what_was_not_finished_is_made_again(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "rows").mkdir()
    (tmp_path / "rows" / "part-00000.parquet").write_bytes(b"half a file")
    engine = opened(kind, tmp_path, request)
    assert listed(engine.rows(given_to(engine, LEFT, "rows"))) == listed(batches(LEFT, 200))


def test_files_of_an_exchange_that_was_killed_are_in_nobodys_way(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "exchange-1").mkdir()
    (tmp_path / "exchange-1" / "left-0.arrow").write_bytes(b"half a file")
    engine = opened("spilled 7", tmp_path, request)
    left, right = given_to(engine, LEFT, "left"), given_to(engine, RIGHT, "right")
    assert exchanged(engine, left, right) == expected(LEFT, RIGHT)


@pytest.mark.filterwarnings("ignore")
def test_the_error_of_a_step_is_not_lost(engine: AnyEngine) -> None:
    data = given_to(engine, LEFT, "rows")
    with pytest.raises(Exception, match="rows of poison"):
        rows_of(engine, engine.map_batches(data, steps.poisoned, ROWS))


@pytest.mark.parametrize("local", LOCAL)
def test_a_local_dataset_that_was_not_materialised_is_not_read_twice(
    local: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    engine = opened(local, tmp_path, request)
    data = engine.given(batches(LEFT, 37), ROWS)
    assert len(listed(engine.rows(data))) == len(LEFT)
    with pytest.raises(RuntimeError, match="materialise it first"):
        engine.rows(data)


def test_a_temporary_folder_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with LocalEngine(held_bytes=1) as engine:
        given_to(engine, LEFT, "rows")
        assert list(tmp_path.rglob("*.parquet"))
    assert list(tmp_path.iterdir()) == []


def test_the_files_of_an_exchange_are_gone_after_it(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    engine = opened("spilled 7", tmp_path, request)
    left, right = given_to(engine, LEFT, "left"), given_to(engine, RIGHT, "right")
    inputs = {"left": Input(left, "k", EVERY), "right": Input(right, "k", EVERY)}
    made = engine.rows(engine.exchange(inputs, steps.by_key, KEYED))
    next(made)
    assert list(tmp_path.rglob("*.arrow"))
    list(made)
    assert list(tmp_path.rglob("*.arrow")) == []


KEYS = st.one_of(st.integers(-3, 3), st.integers(LEAST, MOST))
SOME = st.lists(
    st.fixed_dictionaries(
        {
            "k": KEYS,
            "small": st.none() | st.integers(-(2**31), 2**31 - 1),
            "score": st.none() | st.floats(allow_nan=False),
            "good": st.none() | st.booleans(),
            "name": st.none() | st.text(max_size=9),
            "raw": st.none() | st.binary(max_size=9),
        }
    ),
    max_size=30,
)


@given(SOME, SOME, st.integers(1, 9), st.integers(1, 9), st.sampled_from([0, 100, 1 << 20]))
@settings(max_examples=20)
def test_an_exchange_gives_the_same_whatever_the_batches_and_partitions(
    left: list[Row], right: list[Row], size: int, partitions: int, held: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spill, "FEW_BYTES", 50)
        patched.setattr(spill, "_BUFFER_BYTES", held)
        with LocalEngine(held_bytes=held, partitions=partitions) as engine:
            one, other = (engine.given(batches(rows, size), ROWS) for rows in (left, right))
            assert exchanged(engine, one, other) == expected(left, right)


@given(SOME, st.integers(1, 31))
@settings(max_examples=20)
def test_a_step_on_batches_gives_the_same_whatever_the_cut(rows: list[Row], size: int) -> None:
    def cut(by: int) -> Iterator[pa.RecordBatch]:
        with LocalEngine() as engine:
            yield from engine.rows(
                engine.map_batches(engine.given(batches(rows, by), ROWS), steps.good_twice, TWICE)
            )

    assert listed(cut(size)) == listed(cut(99))
