"""A folder written again without its copies: nothing is touched, nothing is lost, nothing is half made."""

from __future__ import annotations

import csv
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dedup import cleaning
from dedup.article import Article
from dedup.cleaning import clean_folder
from dedup.errors import DedupError, ReadError
from dedup.omission import Cleaning
from dedup.reading import iter_folder

REPORT = (
    "Der Rat hat am Montag den Umbau des alten Hafens für {} Millionen Euro beschlossen. Es gab viel Streit. "
    "Die Arbeit beginnt im Frühjahr und soll vier Jahre dauern, wie die Baurätin am Abend sagte."
)
PARK = "Der Tierpark wird umgebaut."
ZOO = "Im Zoo lebt ein junges Nashorn."
ROW = b'{"id": "r1", "text": "Im Zoo lebt ein junges Nashorn."}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "deep" / "empty").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "a.txt").write_text(REPORT.format("zwölf"), encoding="utf-8")
    (folder / "deep" / "ä.txt").write_bytes(REPORT.format("zwölf").encode("cp1252"))
    rows = [{"id": "r1", "text": ZOO}, {"id": "r2", "text": REPORT.format("zwölf")}]
    lines = [json.dumps(rows[0]), "", "{broken", json.dumps(rows[1], ensure_ascii=False), ""]
    (folder / "rows.jsonl").write_text("\r\n".join(lines), encoding="utf-8", newline="")
    (folder / "all.jsonl").write_text(json.dumps(rows[1]), encoding="utf-8")
    (folder / "list.json").write_text(json.dumps([{"text": PARK}, rows[1]]), encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n")
    (folder / "scan.txt").write_bytes(b"%PDF-1.4")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "up").symlink_to("..")
    (folder / ".git" / "config").write_bytes(b"\0")
    os.mkfifo(folder / "pipe.txt")
    return folder


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Return everything below a folder: bytes of files, targets of links, None for all else."""
    return {path.relative_to(folder).as_posix(): content(path) for path in sorted(folder.rglob("*"))}


def content(path: Path) -> bytes | str | None:
    if path.is_symlink():
        return str(path.readlink())
    return path.read_bytes() if path.is_file() else None


def ids(folder: Path) -> set[str]:
    return {found.id for found in iter_folder(folder) if isinstance(found, Article)}


def rows(out: Path, found: Cleaning) -> list[dict[str, str]]:
    return list(csv.DictReader((out / found.ledger).read_text(encoding="utf-8").splitlines()))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "clean"


def test_copies_go_and_all_else_is_there_byte_for_byte(folder: Path, out: Path) -> None:
    before = tree(folder)
    found = clean_folder(folder, out)
    assert tree(folder) == before
    after = tree(out)
    after.pop(found.ledger)
    assert after.pop("rows.jsonl") == ROW + b"\r\n\r\n{broken\r\n"
    assert after.pop("list.json") == b'[{"text": "Der Tierpark wird umgebaut."}]'
    gone = {"rows.jsonl", "list.json", "all.jsonl", "deep/\u00e4.txt", "pipe.txt"}
    assert after == {name: data for name, data in before.items() if name not in gone}


def test_every_article_is_kept_or_left_out_for_one_that_is_kept(folder: Path, out: Path) -> None:
    found = clean_folder(folder, out)
    gone = {item.article.id for item in found.left_out}
    assert gone == {"deep/ä.txt", "r2", "r2#2", "r2#3"}
    assert {item.kept.id for item in found.left_out} == {"a.txt"}
    assert ids(out) == {"a.txt", "r1", "list.json#1"}
    assert found.articles == 3 + len(gone)


def test_the_ledger_tells_what_for_whom_and_why(folder: Path, out: Path) -> None:
    found = clean_folder(folder, out)
    told = rows(out, found)
    left = {row["id"]: row for row in told if row["what"] == "left out"}
    assert left["r2"]["path"] in {"all.jsonl", "rows.jsonl"}
    assert {(row["kept"], row["relation"], row["containment"]) for row in left.values()} == {
        ("a.txt", "identical", "1.0000")
    }
    unread = {row["path"] for row in told if row["what"] == "copied unread"}
    assert unread == {".git", "gone.txt", "photo.png", "rows.jsonl", "scan.txt", "up"}
    assert [(row["path"], row["reason"]) for row in told if row["what"] == "not copied"] == [
        ("pipe.txt", "not a regular file (a pipe, socket or device)")
    ]


def test_a_folder_that_was_cleaned_loses_nothing_more_and_keeps_its_ledger(folder: Path, out: Path) -> None:
    clean_folder(folder, out)
    again = clean_folder(out, out.with_name("again"))
    assert (again.left_out, again.ledger) == ((), "ledger-2.csv")
    assert tree(out.with_name("again")).items() >= tree(out).items()


def test_derived_articles_stay_unless_they_are_to_go(folder: Path, out: Path) -> None:
    text = (
        f"{REPORT.format('zwölf')} Die Opposition stimmte dagegen, da ihr die Zahl der Plätze nicht genügt."
    )
    (folder / "long.txt").write_text(text + " " + " ".join(f"Wort{n}" for n in range(80)), encoding="utf-8")
    assert ids_after(folder, out) >= {"a.txt", "long.txt"}
    fewer = ids_after(folder, out.with_name("fewer"), derived=True)
    assert "a.txt" not in fewer
    assert "long.txt" in fewer


def ids_after(folder: Path, out: Path, derived: bool = False) -> set[str]:
    clean_folder(folder, out, derived=derived)
    return ids(out)


def test_an_empty_folder_is_filled_and_a_link_to_one_is_followed(folder: Path, out: Path) -> None:
    out.mkdir()
    link = out.with_name("link")
    link.symlink_to(out)
    clean_folder(folder, link)
    assert (out / "a.txt").is_file()
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("news", "which is never touched"),
        ("news/deep/new", "which is never touched"),
        ("up/news/new", "which is never touched"),
        (".", "not an empty folder"),
        ("file", "not an empty folder"),
        ("no/such/folder", "there is no folder"),
        ("file/new", "there is no folder"),
        ("x\0y", "cannot write"),
        ("n" * 300, "cannot write"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_refused_at_once(
    folder: Path, tmp_path: Path, where: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "up").symlink_to(".")
    before = tree(tmp_path)
    monkeypatch.setattr(cleaning, "cluster_articles", None)
    with pytest.raises(DedupError, match=said):
        clean_folder(folder, tmp_path / where)
    assert tree(tmp_path) == before


def test_archives_and_tables_are_copied_whole_and_named(folder: Path, out: Path) -> None:
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.write(folder / "a.txt", "a.txt")
    pq.write_table(pa.table({"text": [REPORT.format("zwölf")]}), folder / "rows.parquet")
    found = clean_folder(folder, out)
    for name in ("more.zip", "rows.parquet"):
        assert (out / name).read_bytes() == (folder / name).read_bytes()
        assert any(item.path == name and "left out one by one" in item.why for item in found.skipped)
    assert not any(item.article.id.startswith("more.zip") for item in found.left_out)


def test_a_folder_with_nothing_to_read_gives_nothing(tmp_path: Path, out: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo.png").touch()
    with pytest.raises(ReadError, match="no article could be read"):
        clean_folder(tmp_path / "in", out)
    with pytest.raises(ReadError, match="a file, and only a folder can be cleaned"):
        clean_folder(tmp_path / "in" / "photo.png", out)
    assert not out.exists()


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(143), OSError(28, "No space left on device")]
)
def test_an_interrupted_run_leaves_nothing(
    folder: Path, out: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Iterator[object]:
        raise error

    before = tree(out.parent)
    monkeypatch.setattr(shutil, "copyfileobj", fail)
    expected = DedupError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected):
        clean_folder(folder, out)
    assert tree(out.parent) == before


def test_what_cannot_be_read_is_named_and_stops_nothing(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Path.open

    def refuse(path: Path, mode: str = "r", **rest: Any) -> IO[Any]:
        if path.name == "photo.png":
            raise PermissionError(13, "Permission denied")
        return really(path, mode, **rest)

    monkeypatch.setattr(Path, "open", refuse)
    found = clean_folder(folder, out)
    assert [item.path for item in found.not_copied] == ["photo.png", "pipe.txt"]
    assert not (out / "photo.png").exists()
    assert "photo.png" not in {item.path for item in found.skipped}


def test_folders_may_lie_deep_in_each_other(folder: Path, out: Path) -> None:
    place = folder
    for _ in range(300):
        place = place / "d"
        place.mkdir()
    (place / "x.txt").write_text("Tief unten.", encoding="utf-8")
    clean_folder(folder, out)
    assert (out / place.relative_to(folder) / "x.txt").is_file()


def test_progress_tells_of_copying(folder: Path, out: Path) -> None:
    told: list[str] = []
    clean_folder(folder, out, progress=lambda step, _done, _of: told.append(step))
    assert told[0] == "read and hash"
    assert told[-1] == "copy"
