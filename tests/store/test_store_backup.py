from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest

from api.store.articles import ArticleStore
from api.store.backup import BackupError, back_up, restore
from api.store.database import Database
from dedup import Article


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/news.db"


def names(url: str) -> list[str]:
    database = Database(url)
    with database.read() as connection:
        found = connection.exec_driver_sql("select name from articles order by id").scalars().all()
    database.close()
    return list(found)


def test_a_copy_made_while_others_write_is_a_whole_store(tmp_path: Path, url: str) -> None:
    database = Database(url)
    database.upgrade()
    store, stop = ArticleStore(database), Event()
    store.put(1, [Article("Der Anfang.", id="first")], 0.0)

    def write() -> None:
        for number in range(10_000):
            if stop.is_set():
                return
            store.put(1, [Article(f"Satz {number}.", id=f"n{number}")], 1.0)

    writing = Thread(target=write)
    writing.start()
    back_up(url, tmp_path / "copy.db")
    stop.set()
    writing.join()
    database.close()
    restore(f"sqlite:///{tmp_path}/again.db", tmp_path / "copy.db")
    found, written = names(f"sqlite:///{tmp_path}/again.db"), names(url)
    assert found[0] == "first"
    assert found == written[: len(found)]
    assert not list(tmp_path.glob("*.part"))


def test_nothing_is_written_over(tmp_path: Path, url: str) -> None:
    Database(url).upgrade()
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(BackupError, match="there already"):
        back_up(url, tmp_path / "copy.db")
    with pytest.raises(BackupError, match="there already"):
        restore(url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_store_is_refused(tmp_path: Path, url: str, content: bytes) -> None:
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(BackupError, match=r"copy\.db cannot be copied"):
        restore(url, tmp_path / "copy.db")
    assert not (tmp_path / "news.db").exists()


def test_a_damaged_copy_is_refused(tmp_path: Path, url: str) -> None:
    Database(url).upgrade()
    back_up(url, tmp_path / "copy.db")
    content = bytearray((tmp_path / "copy.db").read_bytes())
    content[5_000:9_000] = b"\xff" * 4_000
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(BackupError, match="cannot be copied"):
        restore(f"sqlite:///{tmp_path}/again.db", tmp_path / "copy.db")


def test_postgresql_has_tools_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="pg_dump"):
        back_up("postgresql+psycopg://desk:secret@host/news", tmp_path / "copy.db")
    with pytest.raises(BackupError, match="pg_restore"):
        restore("postgresql+psycopg://desk:secret@host/news", tmp_path / "copy.db")


def test_a_store_that_is_not_there_is_named(tmp_path: Path, url: str) -> None:
    with pytest.raises(BackupError, match=r"no store at .*news\.db"):
        back_up(url, tmp_path / "copy.db")
    with pytest.raises(BackupError, match=r"no file .*copy\.db"):
        restore(url, tmp_path / "copy.db")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, url: str) -> None:
    Database(url).upgrade()
    with pytest.raises(BackupError, match=r"no folder .*gone"):
        back_up(url, tmp_path / "gone" / "copy.db")
    back_up(url, tmp_path / "copy.db")
    with pytest.raises(BackupError, match=r"no folder .*gone"):
        restore(f"sqlite:///{tmp_path}/gone/news.db", tmp_path / "copy.db")


def test_the_mode_of_writing_is_that_of_every_store(tmp_path: Path, url: str) -> None:
    Database(url).upgrade()
    back_up(url, tmp_path / "copy.db")
    restore(f"sqlite:///{tmp_path}/again.db", tmp_path / "copy.db")
    assert names(f"sqlite:///{tmp_path}/again.db") == []
    found = sqlite3.connect(tmp_path / "again.db").execute("pragma journal_mode").fetchone()
    assert found == ("wal",)
