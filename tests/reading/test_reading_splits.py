"""Files in parts: together they give what the file gives."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.reading import splits
from dedup.reading.folder import iter_entries, iter_entry
from dedup.reading.splits import Look, Split, iter_split, lines_between, look_at, settled, splits_of

LINES = [
    b'{"text": "Eins."}',
    b'\xef\xbb\xbf{"text": "Mark."}',
    '{"text": "Brücke", "id": "b"}'.encode("cp1252"),
    '{"text": "Straße und Öl"}'.encode(),
    b"",
    b" \t",
    b"\r",
    "\u00a0".encode(),
    b'{"text": "Zw',
    b"\x00",
    b'{"text": "R\\n"}\r',
]
BODIES = st.lists(st.sampled_from(LINES), max_size=8).map(b"\n".join)
ENDS = st.sampled_from([b"", b"\n", b"\n\n"])


def in_parts(path: Path, size: int) -> list[Article | Skipped]:
    """Return what a file gives that is cut into parts of at most so many bytes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(splits, "SPLIT_BYTES", size)
        (entry,) = iter_entries(path)
        cut = splits_of(entry)
    found = settled(cut, [look_at(one) for one in cut]) if len(cut) > 1 else cut
    return [row for one in found for row in iter_split(one)]


def in_one(path: Path) -> list[Article | Skipped]:
    (entry,) = iter_entries(path)
    return list(iter_entry(entry))


@given(
    BODIES, ENDS, st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"PAR1", b"\n\n"]), st.integers(1, 60)
)
def test_lines_cut_into_parts_of_any_size_give_what_the_file_gives(
    body: bytes, end: bytes, start: bytes, size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes(start + body + end)
        assert in_parts(path, size) == in_one(path)


@given(BODIES, ENDS)
def test_lines_cut_at_every_byte_are_read_once_and_keep_their_numbers(body: bytes, end: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes(body + end)
        with path.open("rb") as file:
            every = [row for row in lines_between(file, "a", 0, 1 << 62) if row]
            for at in range(1, len(body + end)):
                before = splits._lines(file, 0, at)
                parts = (*lines_between(file, "a", 0, at), *lines_between(file, "a", at, 1 << 62, before))
                assert [row for row in parts if row] == every


def test_a_line_that_is_too_long_is_passed_over_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("content", "splits"):
        monkeypatch.setattr(f"dedup.reading.{module}.MAX_FILE_BYTES", 30)
    path = tmp_path / "a.ndjson"
    path.write_bytes(b'{"text": "Eins."}\n' + b'{"text": "' + b"sehr " * 50 + b'"}\n{"text": "Drei."}\n')
    assert in_parts(path, 25) == in_one(path)
    assert [type(row) for row in in_one(path)] == [Article, Skipped, Article]


@pytest.mark.parametrize("size", [1, 300, 700, 1 << 20])
@pytest.mark.parametrize("rows_a_group", [1, 2, 3, 100])
def test_tables_are_cut_between_groups_of_rows(tmp_path: Path, size: int, rows_a_group: int) -> None:
    path = tmp_path / "a.parquet"
    texts = ["Eins.", None, "- -", "Vier.", "Fünf.", "Sechs.", "Sieben."]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=rows_a_group)
    assert in_parts(path, size) == in_one(path)


def test_behind_a_damaged_group_of_rows_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"Bericht {n}." for n in range(9)]
    pq.write_table(
        pa.table({"text": texts}), path, row_group_size=3, compression="none", use_dictionary=False
    )
    place = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[place : place + 20] = b"\xff" * 20
    path.write_bytes(data)
    rows = in_one(path)
    assert [row.id for row in rows if isinstance(row, Article)] == [
        f"a.parquet#{n}" for n in (1, 2, 3, 7, 8, 9)
    ]
    (skipped,) = (row for row in rows if isinstance(row, Skipped))
    assert skipped.why.startswith("not a whole Parquet table (after row 3: ")
    assert in_parts(path, 40) == rows


@pytest.mark.parametrize("data", [b"", b"junk" * 9, b"PAR1" * 9])
@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl", "a.csv", "a.txt", "a.zip"])
def test_what_is_wrong_with_a_file_is_said_once(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert in_parts(path, 10) == in_one(path)


def test_a_file_that_is_gone_when_it_is_to_be_read_is_skipped_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "Eins."}\n' * 9)
    (entry,) = iter_entries(path)
    cut = [Split(entry, 162, part, 3) for part in range(3)]
    path.unlink()
    looks = [look_at(one) for one in cut]
    assert looks == [Look(0, sound=False, filled=False)] * 3
    (row,) = (row for one in settled(cut, looks) for row in iter_split(one))
    assert row == Skipped("a.jsonl", "cannot be read (No such file or directory); check its permissions")
    assert isinstance(next(iter_split(cut[1])), Skipped)


def test_only_lines_and_tables_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "SPLIT_BYTES", 4)
    names = ("a.csv", "a.jsonl", "a.jsonl.gz", "a.parquet", "a.txt")
    for name in names:
        (tmp_path / name).write_bytes(b"ten bytes.")
    (tmp_path / ".hidden").mkdir()
    counts = {entry.relative: len(splits_of(entry)) for entry in iter_entries(tmp_path)}
    assert counts == {".hidden": 1, "a.csv": 1, "a.jsonl": 3, "a.jsonl.gz": 1, "a.parquet": 3, "a.txt": 1}
