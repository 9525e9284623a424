"""The folder of a clustering that can be cut off: who works there, and on what."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from dedup.errors import DedupError

MANIFEST = "work.json"

_FORMAT = 2


class Work:
    """A folder for what a clustering has done so far.

    It stays until `remove`, and nobody else can work there until it is closed. If the same work is begun
    again after it was cut off, what is there is taken from there; what lies there of other work is thrown
    away. `key` says what is worked on: name the articles in it. Raises DedupError if the folder holds
    something else or another run works there, OSError if it cannot be written to.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Work(Path(folder) / "work", "some articles") as work:
    ...     work.begin({"threshold": 0.5})
    False
    """

    def __init__(self, folder: Path, key: str) -> None:
        self._key = key
        self.folder = folder
        self._lock = _locked(folder)

    def __enter__(self) -> Work:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.close()

    def begin(self, recipe: Mapping[str, object]) -> bool:
        """Keep what was done with the same key and recipe, and throw other work away; tell what was kept."""
        text = json.dumps({"format": _FORMAT, "key": self._key, "recipe": recipe}, sort_keys=True)
        manifest = self.folder / MANIFEST
        there = [path for path in self.folder.iterdir() if path != manifest]
        if manifest.read_text("utf-8") == text:
            return bool(there)
        for path in there:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        manifest.write_text(text, "utf-8")
        return False

    def remove(self) -> None:
        """Throw the folder away, all at once: one cut off half-way would look like something else."""
        gone = self.folder.with_name(f"{self.folder.name}.gone")
        shutil.rmtree(gone, ignore_errors=True)
        with suppress(OSError):
            self.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _locked(folder: Path) -> IO[str]:
    """Return the open manifest of a folder that nobody else works in now."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).exists():
        raise DedupError(f"{folder} holds something else; move it away, or write elsewhere with -o")
    folder.mkdir(exist_ok=True)
    manifest = (folder / MANIFEST).open("a", encoding="utf-8")
    try:
        fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        manifest.close()
        raise DedupError(f"another run works in {folder}; wait for it, or write elsewhere with -o") from None
    return manifest
