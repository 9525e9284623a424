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
INTAKE = "intake"
"""The part that says that all arrays are complete."""

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

    def size(self) -> int:
        """Return how many bytes the file has, with all that was added."""
        self._file.flush()
        return os.fstat(self._file.fileno()).st_size

    def all(self) -> NDArray[Number]:
        """Return the whole array, as the file has it: what is not looked at takes no memory."""
        size = self.size()
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
    """A folder for what a clustering has done so far.

    Without a folder it is a temporary one, and gone when the work is closed. A folder stays until `remove`,
    and nobody else can work there until it is closed. If the same work is begun again after it was cut off,
    what is there is taken from there; what lies there of other work is thrown away. `key` says what is worked
    on: name the articles in it. Raises DedupError if the folder holds something else or another run works
    there, OSError if it cannot be written to.
    """

    def __init__(self, folder: Path | None = None, key: str = "") -> None:
        if folder is not None and not key:
            raise ValueError("a work in a folder needs a key that says which articles are worked on")
        self._stays = folder is not None
        self._key = key
        self._grown: dict[str, Grown[Any]] = {}
        self.folder = Path(mkdtemp(prefix="dedup-")) if folder is None else folder
        self._lock = _locked(self.folder)

    def __enter__(self) -> Work:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close_arrays()
        finally:
            if not self._stays:
                self.remove()
            self._lock.close()

    def begin(self, recipe: Mapping[str, object]) -> bool:
        """Keep what was done with the same key and recipe, and throw other work away; tell what was kept."""
        text = json.dumps({"format": _FORMAT, "key": self._key, "recipe": recipe}, sort_keys=True)
        manifest = self.folder / MANIFEST
        self._close_arrays()
        if manifest.read_text("utf-8") != text:
            for path in self.folder.iterdir():
                if path != manifest:
                    path.unlink()
            manifest.write_text(text, "utf-8")
        return self.load(INTAKE) is not None

    def _close_arrays(self) -> None:
        for grown in self._grown.values():
            with suppress(OSError):  # what could not be written is not counted as done
                grown.close()
        self._grown.clear()

    def grown(self, name: str, kind: type[Number], width: int = 1) -> Grown[Number]:
        """Return an array that grows; it goes on where it was only if the intake is done."""
        made = Grown(self.folder / name, kind, width, keep=self.load(INTAKE) is not None)
        self._grown[name] = made
        return made

    def save(self, part: str, **arrays: NDArray[Any]) -> None:
        """Keep a finished part; it is there as a whole or not at all, with the arrays as they are now."""
        sizes = (
            [[name, grown.size()] for name, grown in sorted(self._grown.items())] if part == INTAKE else []
        )
        made = self.folder / f"{part}.part"
        with made.open("wb") as out:
            np.savez(out, sizes=_packed(sizes), **arrays)  # type: ignore[arg-type]  # names are names of columns
        made.replace(self.folder / f"{part}.npz")

    def load(self, part: str) -> dict[str, NDArray[Any]] | None:
        """Return the arrays of a finished part, None if it is not there or damaged."""
        try:
            with np.load(self.folder / f"{part}.npz", allow_pickle=False) as found:
                arrays = dict(found)
            sizes = json.loads(arrays.pop("sizes").tobytes())
            whole = all((self.folder / name).stat().st_size == size for name, size in sizes)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        return arrays if whole else None

    def remove(self) -> None:
        """Throw the folder away, all at once: one cut off half-way would look like something else."""
        gone = self.folder.with_name(f"{self.folder.name}.gone")
        shutil.rmtree(gone, ignore_errors=True)
        with suppress(OSError):
            self.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _packed(rows: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(rows).encode(), dtype=np.uint8)


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
