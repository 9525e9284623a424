"""A copy of a store in one file, made while the service runs, and a store made from such a copy.

Only for SQLite: PostgreSQL has tools of its own for both.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url


class BackupError(Exception):
    """A copy cannot be made or used; the message says why, and what to do."""


def back_up(store: str, copy: Path) -> None:
    """Copy the SQLite store of a URL to a new file; it is there as a whole or not at all."""
    source = _file(store, "pg_dump")
    if not source.is_file():
        raise BackupError(f"there is no store at {source}")
    if copy.exists():
        raise BackupError(f"{copy} is there already; choose another name")
    _refuse_without_folder(copy)
    _copy(source, copy)


def restore(store: str, copy: Path) -> None:
    """Make the SQLite store of a URL from a copy. Refused where a store is: nothing is ever written over."""
    target = _file(store, "pg_restore")
    rest = [target, *(target.with_name(f"{target.name}-{end}") for end in ("wal", "shm", "journal"))]
    for old in rest:
        if old.exists():
            raise BackupError(f"{old} is there already; stop the service and move it away first")
    if not copy.is_file():
        raise BackupError(f"there is no file {copy}")
    _refuse_without_folder(target)
    _copy(copy, target)


def _file(store: str, tool: str) -> Path:
    url = make_url(store)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupError(f"this is not a store in a file; use {tool} of PostgreSQL")
    return Path(url.database)


def _refuse_without_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise BackupError(f"there is no folder {path.parent}")


def _copy(source: Path, target: Path) -> None:
    """Copy under another name first: who is stopped leaves no half of a file that looks like a whole one."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(part)) as into,
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as out,
        ):
            # In one step: it reads one state while others write. In many it would begin again at every write.
            out.backup(into)
            _check(into)
        _keep(part, target)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{source} cannot be copied: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _check(copied: sqlite3.Connection) -> None:
    found = copied.execute("pragma quick_check").fetchone()
    tables = copied.execute("select count(*) from sqlite_master where name = 'alembic_version'").fetchone()
    if found != ("ok",) or tables != (1,):
        raise sqlite3.DatabaseError("it is damaged, or no store of dedup")


def _keep(part: Path, target: Path) -> None:
    """Give a finished copy its name, once all of it is on the disk."""
    for path in (part, part.parent):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    os.link(part, target)
