"""Archives as people send them, and as they should not."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.reading import archives, content, iter_folder

TEXT = "Die Brücke ist gesperrt.".encode()
ROWS = b'{"text": "Eins."}\n\n{"text": "Zwei.", "id": "two"}\n{broken\n'
PLAIN = {"news/a.txt": TEXT, "./rows.jsonl": ROWS, "page.html": b"<p>Es regnet.</p>"}
IDS = {"news/a.txt", "rows.jsonl#1", "two", "page.html"}


def zipped(files: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    with tarfile.open(fileobj=(out := io.BytesIO()), mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


KINDS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "news.zip": zipped,
    "news.tar": tarred,
    "news.tar.gz": lambda files: gzip.compress(tarred(files)),
    "news.TGZ": lambda files: gzip.compress(tarred(files)),
    "news.tar.bz2": lambda files: bz2.compress(tarred(files)),
    "news.tar.xz": lambda files: lzma.compress(tarred(files)),
}


def ids(path: Path) -> set[str]:
    return {found.id for found in iter_folder(path) if isinstance(found, Article)}


def skipped(path: Path) -> dict[str, str]:
    return {found.path: found.why for found in iter_folder(path) if isinstance(found, Skipped)}


@pytest.mark.parametrize("name", KINDS)
def test_an_archive_is_read_as_a_folder_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(KINDS[name](PLAIN))
    assert ids(tmp_path / name) == IDS
    assert skipped(tmp_path / name).keys() == {"rows.jsonl"}


@pytest.mark.parametrize("name", KINDS)
def test_in_a_folder_the_name_of_the_archive_comes_first(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(KINDS[name](PLAIN))
    assert ids(tmp_path) == {"two", *(f"{name}/{key}" for key in IDS - {"two"})}


def test_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "news.zip").write_bytes(zipped(PLAIN))
    ids(tmp_path)
    assert os.listdir(tmp_path) == ["news.zip"]  # noqa: PTH208


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", gzip.compress), ("a.jsonl.bz2", bz2.compress), ("a.jsonl.xz", lzma.compress)],
)
def test_a_packed_file_is_read_as_the_file(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(pack(ROWS))
    assert ids(tmp_path) == ids(tmp_path / name) == {f"{name}#1", "two"}
    assert skipped(tmp_path)[name].startswith("line 4: not valid JSON")


@pytest.mark.parametrize("kind", ["news.zip", "news.tar.gz"])
def test_every_entry_that_is_not_read_is_named_and_the_rest_goes_on(tmp_path: Path, kind: str) -> None:
    reasons = {
        "photo.png": "the ending .png is not known",
        "/etc/a.txt": "a name that leads out",
        "x/../../b.txt": "a name that leads out",
        "C:\\c.txt": "a name that leads out",
        "__MACOSX": "hidden or made by the system",
        "d/.git": "hidden or made by the system",
        "inner.zip": "an archive or packed file inside an archive",
        "inner.jsonl.gz": "an archive or packed file inside an archive",
        "empty.txt": "empty file",
        "scan.txt": "looks like a PDF file",
        "huge.txt": "the file has 20,000,001 bytes, the limit is 20,000,000",
    }
    files = {name: b"Wort" for name in reasons if name not in ("__MACOSX", "d/.git")}
    files |= {
        "__MACOSX/a.txt": b"Wort",
        "__MACOSX/b/c.txt": b"Wort",
        "d/.git/e.txt": b"Wort",
        "good.txt": TEXT,
    }
    files |= {"empty.txt": b"", "scan.txt": b"%PDF-1.4", "huge.txt": b"Wort " * 4_000_000 + b"!"}
    (tmp_path / kind).write_bytes(KINDS[kind](files))
    found = skipped(tmp_path / kind)
    assert found.keys() == reasons.keys()
    assert all(found[name].startswith(why) for name, why in reasons.items())
    assert ids(tmp_path / kind) == {"good.txt"}


def test_what_is_no_regular_file_is_named(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, kind in (
            ("link.txt", tarfile.SYMTYPE),
            ("hard.txt", tarfile.LNKTYPE),
            ("pipe.txt", tarfile.FIFOTYPE),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "a.txt"
            archive.addfile(entry)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "a.txt")
    found = skipped(tmp_path)
    assert found.keys() == {"a.tar/link.txt", "a.tar/hard.txt", "a.tar/pipe.txt", "b.zip/link.txt"}
    assert all(why.startswith("not a regular file") for why in found.values())


def test_an_encrypted_entry_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert skipped(tmp_path)["a.zip/a.txt"].startswith("encrypted")
    assert ids(tmp_path) == {"a.zip/b.txt"}


def test_a_damaged_entry_of_a_zip_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"Wort " * 500, "b.txt": TEXT}))
    data[45:50] = b"#####"
    (tmp_path / "a.zip").write_bytes(data)
    assert skipped(tmp_path)["a.zip/a.txt"].startswith("damaged")
    assert ids(tmp_path) == {"a.zip/b.txt"}


@pytest.mark.parametrize("name", KINDS)
def test_a_torn_archive_gives_what_can_be_read_and_says_so(tmp_path: Path, name: str) -> None:
    files = {f"{n}.txt": os.urandom(3_000).hex().encode() for n in range(20)}
    whole = KINDS[name](files)
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    (tmp_path / "z.txt").write_bytes(TEXT)
    found = skipped(tmp_path)
    assert any(why.startswith("damaged") for why in found.values())
    assert "z.txt" in ids(tmp_path)
    assert len(ids(tmp_path)) < 20


@pytest.mark.parametrize(
    "name", ["a.zip", "a.tar.gz", "a.tgz", "a.tar.xz", "a.jsonl.gz", "a.jsonl.xz", "a.txt.bz2"]
)
def test_an_archive_that_is_none_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"Dies ist kein Archiv." * 40)
    assert skipped(tmp_path)[name].startswith("damaged or not what its ending says")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.txt.gz"])
def test_an_archive_with_nothing_in_it_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(
        KINDS[f"news{name[1:]}"]({}) if name in ("a.zip", "a.tar") else gzip.compress(b"")
    )
    assert "fill it or remove it" in skipped(tmp_path)[name]


@pytest.mark.fault
@pytest.mark.parametrize("name", [*KINDS, "news.jsonl.gz"])
def test_an_archive_that_unpacks_to_too_much_is_left_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 50_000)
    monkeypatch.setattr(archives, "MAX_RATIO", 5)
    line = b'{"text": "Wort"}\n'
    files = {"a.txt": TEXT, "bomb.jsonl": line * 100_000, "last.txt": TEXT}
    data = KINDS[name](files) if name in KINDS else gzip.compress(line * 100_000)
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_bytes(TEXT)
    if name == "news.tar":  # nothing is packed in it
        assert not skipped(tmp_path)
    else:
        assert skipped(tmp_path)[name].startswith("it unpacks to more bytes")
        assert f"{name}/last.txt" not in ids(tmp_path)
    assert "z.txt" in ids(tmp_path)


@pytest.mark.parametrize("name", ["news.zip", "news.tar"])
def test_an_archive_of_too_many_entries_is_left_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 2)
    (tmp_path / name).write_bytes(KINDS[name](PLAIN))
    assert skipped(tmp_path)[name].startswith("it has more entries")


def test_a_wide_json_lines_file_in_an_archive_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = '{"text": "Brücke"}\n{"text": "Köln"}\n'.encode("utf-16")
    (tmp_path / "a.zip").write_bytes(zipped({"a.jsonl": wide}))
    assert ids(tmp_path) == {"a.zip/a.jsonl#1", "a.zip/a.jsonl#2"}
    monkeypatch.setattr(content, "MAX_FILE_BYTES", 40)
    assert skipped(tmp_path)["a.zip/a.jsonl"].startswith("more than 40 bytes")


@given(st.binary(max_size=300), st.integers(0, 600), st.sampled_from(sorted(KINDS)))
def test_whatever_is_changed_in_an_archive_something_is_said(junk: bytes, at: int, name: str) -> None:
    data = bytearray(KINDS[name](PLAIN))
    data[at : at + len(junk)] = junk
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(data)
        assert list(iter_folder(Path(folder)))
