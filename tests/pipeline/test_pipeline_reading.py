"""Reading by workers: what `iter_folder` gives, whatever the cut and the partitions."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.engine.columns import decoded, values
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine
from dedup.errors import EngineError, ReadError
from dedup.pipeline.articles import READ, articles_of
from dedup.pipeline.reading import Looking, Reading, read_on
from dedup.reading import iter_folder, splits
from dedup.reading.folder import Entry
from dedup.reading.splits import Split, splits_of
from tests.engine.engines import opened

SPARK = pytest.param("spark", marks=pytest.mark.slow)


def line(text: str, **fields: object) -> bytes:
    return json.dumps({"text": text, **fields}, ensure_ascii=False).encode() + b"\n"


def fill(folder: Path) -> Path:
    """Fill a folder with all that is hard to read, and return it."""
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    lines = [line(f"Bericht {n} über Öl.", **({"id": f"i{n % 7}"} if n % 3 else {})) for n in range(60)]
    lines[5:5] = [b"\n", b"{broken\n", "{'text': 'Brücke'}\n".encode("cp1252"), b"\x00\n", b'{"text": 5}\n']
    files = {
        "a.jsonl": b"\xef\xbb\xbf" + b"".join(lines) + '{"text": "Straße ohne Ende"}'.encode("cp1252"),
        "again.ndjson": b"".join(lines),
        "wide.jsonl": b"".join(lines).decode("utf-8", "replace").encode("utf-16"),
        "blank.jsonl": b"\n \n\t\n" * 30,
        "binary.jsonl": b"%PDF-1.7" + b"x" * 200,
        "empty.jsonl": b"",
        "text.txt": "Die Brücke ist „marode“.".encode("cp1252"),
        "i1": b"a name without an ending",
        "i1.txt": b"\xef\xbb\xbfDer Text hat eine Marke.",
        "page.html": b"<p>Die Sonne scheint.</p>",
        "list.json": json.dumps([{"text": "Eins.", "id": "i1#2"}, {"text": "Zwei.", "id": "i1"}, 7]).encode(),
        "sheet.csv": b'id;text\ni2;"Eins;\nzwei."\n8\n\ni2;Drei.\n',
        "deep/photo.png": b"...",
        "deep/er/b.jsonl.gz": gzip.compress(b"".join(lines[:9])),
        "junk.parquet": b"PAR1" + b"j" * 300,
    }  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    texts = [f"Tafel {n}." if n % 4 else None for n in range(30)]
    pq.write_table(pa.table({"text": texts, "id": ["i3", None] * 15}), folder / "t.parquet", row_group_size=4)
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.write(folder / "list.json", "deep/list.json")
        archive.writestr("../out.txt", "Nein.")
    (folder / "link.txt").symlink_to(folder / "text.txt")
    (folder / "lost.txt").symlink_to(folder / "nowhere")
    Path(os.fsdecode(os.fsencode(folder / "M") + b"\xfcller.txt")).write_text("Müller sagt nichts.")
    return folder


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("hard"))


def items_of(engine: AnyEngine, path: Path) -> list[Article | Skipped]:
    """Return what an engine reads at a path, in the order of reading."""
    table = pa.Table.from_batches(engine.rows(read_on(engine, path)), READ).sort_by("place")
    why, ids = values(table, "why"), decoded(table, "id")
    articles = iter(articles_of(table.filter(pc.is_null(table.column("why"))), texts=True))
    return [
        next(articles) if reason is None else Skipped(name, reason)
        for name, reason in zip(ids, why, strict=True)
    ]


@pytest.mark.parametrize("size", [50, 700, 1 << 24])
@pytest.mark.parametrize("kind", ["held", "spilled 1", "spilled 7", "sail", SPARK])
def test_a_hard_folder_is_read_as_by_one_reader(
    kind: str,
    size: int,
    hard: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if kind in ("sail", "spark") and size != 700:
        pytest.skip("once is enough where it takes a while")
    monkeypatch.setattr(splits, "SPLIT_BYTES", size)
    found = items_of(opened(kind, tmp_path, request), hard)
    expected = list(iter_folder(hard))
    assert found == expected
    assert len({row.id for row in found if isinstance(row, Article)}) == sum(
        isinstance(r, Article) for r in found
    )


@pytest.mark.parametrize("name", ["a.jsonl", "t.parquet", "z.zip", "wide.jsonl", "text.txt"])
def test_a_file_is_read_in_place_of_a_folder(name: str, hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "SPLIT_BYTES", 300)
    with LocalEngine() as engine:
        assert items_of(engine, hard / name) == list(iter_folder(hard / name))


def test_a_relative_path_is_read_where_it_is(hard: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hard.parent)
    with LocalEngine() as engine:
        assert items_of(engine, Path(hard.name)) == list(iter_folder(hard))


def test_an_empty_folder_gives_nothing_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    with LocalEngine() as engine:
        assert items_of(engine, tmp_path) == []
        with pytest.raises(ReadError, match="there is no such folder"):
            read_on(engine, tmp_path / "missing")


@pytest.mark.parametrize("step", [Reading, Looking])
def test_a_worker_that_does_not_see_the_folder_says_so(
    step: type[Reading | Looking], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splits, "SPLIT_BYTES", 10)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.jsonl").write_bytes(line("Eins.") * 9)
    with LocalEngine(tmp_path / "work") as engine:
        read_on(engine, tmp_path / "there")
        (table,) = (pq.read_table(file) for file in (tmp_path / "work" / "files").glob("*.parquet"))
    (tmp_path / "there" / "a.jsonl").unlink()
    with pytest.raises(EngineError, match=r"the workers do not see .*there; put it where all of them see it"):
        list(step(tmp_path / "there")({"splits": table}))
    assert not sum(map(len, step(tmp_path / "there")({"splits": table.slice(0, 0)})))


def test_a_file_that_becomes_unreadable_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Eins.")
    (tmp_path / "b.txt").write_text("Zwei.")

    def listed(entry: Entry) -> list[Split]:
        (tmp_path / "a.txt").unlink(missing_ok=True)
        return splits_of(entry)

    monkeypatch.setattr("dedup.pipeline.reading.splits_of", listed)
    with LocalEngine() as engine:
        first, second = items_of(engine, tmp_path)
    assert first == Skipped("a.txt", "cannot be read (No such file or directory); check its permissions")
    assert isinstance(second, Article)
