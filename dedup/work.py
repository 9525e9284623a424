"""Where the work of a clustering lies: growing arrays and finished parts. A run can go on there."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import IO, Any, Generic, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dedup.errors import DedupError

MANIFEST = "work.json"
_FORMAT = 1
_BUFFER = 1 << 20

Number = TypeVar("Number", bound=np.generic)


class Grown(Generic[Number]):
    """An array in a file that grows at its end; `width` numbers are a row.

    >>> with Work() as work:
    ...     grown = work.grown("numbers", np.int64)
    ...     grown.add(np.array([3, 4]))
    ...     grown.add(np.array([5]))
    ...     grown.all().tolist()
    [3, 4, 5]
    """

    def __init__(self, path: Path, kind: type[Number], width: int, keep: bool) -> None:
        self._kind: np.dtype[Number] = np.dtype(kind)
        self._width = width
        self._file = path.open("ab+" if keep else "wb+", buffering=_BUFFER)

    def add(self, rows: NDArray[Any]) -> None:
        """Put rows at the end. Raises OSError if there is no room."""
        self._file.write(np.ascontiguousarray(rows, dtype=self._kind).data)

    def flush(self) -> None:
        """Let the file have all that was added."""
        self._file.flush()

    def all(self) -> NDArray[Number]:
        """Return the whole array, as the file has it: what is not looked at takes no memory."""
        self._file.flush()
        size = os.fstat(self._file.fileno()).st_size
        shape = (-1, self._width) if self._width > 1 else (-1,)
        if not size:
            return np.empty(0, dtype=self._kind).reshape((0, self._width) if self._width > 1 else (0,))
        return np.asarray(np.memmap(self._file, dtype=self._kind, mode="r+").reshape(shape))

    def read(self, start: int, end: int) -> NDArray[Number]:
        """Return the numbers ``[start, end)``, copied from the file; rows count as so many numbers."""
        self._file.flush()
        size = self._kind.itemsize
        found = np.empty(end - start, dtype=self._kind)
        os.preadv(self._file.fileno(), [found.data], start * size)
        return found

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Work:
    """A folder for what a clustering has done so far: `key` says of what, in which way.

    Without a folder it is a temporary one, and gone when the work is closed. A folder stays until `remove`:
    if the same work is begun again after it was cut off, what is there is taken from there. What lies there
    of other work is thrown away. Raises DedupError if the folder holds something else or another run works
    there, OSError if it cannot be written to.
    """

    def __init__(self, folder: Path | None = None, key: Mapping[str, object] | None = None) -> None:
        self._stays = folder is not None
        self._grown: list[Grown[Any]] = []
        self.folder = Path(mkdtemp(prefix="dedup-")) if folder is None else folder
        self._lock = _locked(self.folder)
        self._begin({"format": _FORMAT, **(key or {})})

    def __enter__(self) -> Work:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for grown in self._grown:
            grown.close()
        self._lock.close()
        if not self._stays:
            self.remove()

    def grown(self, name: str, kind: type[Number], width: int = 1) -> Grown[Number]:
        """Return an array that grows; it goes on where it was only if the intake is done (see `done`)."""
        made = Grown(self.folder / name, kind, width, keep=self.load("intake") is not None)
        self._grown.append(made)
        return made

    def save(self, part: str, **arrays: NDArray[Any]) -> None:
        """Keep a finished part; it is there as a whole or not at all."""
        for grown in self._grown:
            grown.flush()  # what was added before the part belongs to it
        made = self.folder / f"{part}.part"
        with made.open("wb") as out:
            np.savez(out, **arrays)  # type: ignore[arg-type]  # names are names of columns
        made.replace(self.folder / f"{part}.npz")

    def load(self, part: str) -> dict[str, NDArray[Any]] | None:
        """Return the arrays of a finished part, None if it is not there or damaged."""
        try:
            with np.load(self.folder / f"{part}.npz", allow_pickle=False) as found:
                return dict(found)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    def remove(self) -> None:
        """Throw the folder away, all at once: one cut off half-way would look like something else."""
        gone = self.folder.with_name(f"{self.folder.name}.gone")
        shutil.rmtree(gone, ignore_errors=True)
        with suppress(OSError):
            self.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def _begin(self, key: Mapping[str, object]) -> None:
        """Keep what is there if it belongs to the same work, and throw it away otherwise."""
        text = json.dumps(key, sort_keys=True)
        manifest = self.folder / MANIFEST
        if manifest.read_text("utf-8") != text:
            for path in self.folder.iterdir():
                if path != manifest:
                    path.unlink()
            manifest.write_text(text, "utf-8")


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
