"""The folder of an index: files that never change, and one manifest that names those that belong together.

A save writes new files, then puts a new manifest in the place of the old one in a single step, and only then
removes files that none names. So whenever it is stopped, the manifest that is there names whole files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from dedup.errors import DedupError, ReadError
from dedup.index.arrays import UNFINISHED, damaged
from dedup.index.lock import LOCK, locked

MANIFEST = "index.json"
FORMAT = "dedup index"
SCHEMA_VERSION = 1

SEGMENT, REMOVED = "segment", "removed"
"""How the names of files begin that hold articles, and flags of those that were removed."""

Manifest = Mapping[str, Any]


def read_manifest(folder: Path, kind: str) -> tuple[str, Manifest]:
    """Return the manifest of an index of a kind, as it stands there and what it says.

    Raises ReadError if there is none, or none that this dedup can read.
    """
    file = folder / MANIFEST
    try:
        text = file.read_text(encoding="utf-8")
        manifest = json.loads(text)
        known, whole = manifest["format"] == FORMAT, manifest["crc"] == _sum(manifest)
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError(
            f"{folder}: there is no index ({MANIFEST} is missing); check the path, or save one there first"
        ) from None
    except OSError as error:
        raise ReadError(f"{file}: cannot be read ({error.strerror}); check its permissions") from None
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(file, type(error).__name__) from None
    if not known:
        raise damaged(file, "it says that it is something else")
    if not whole:
        raise damaged(file, "its check sum is wrong")
    _check_kind(file, manifest, kind)
    return text, manifest


def _check_kind(file: Path, manifest: Manifest, kind: str) -> None:
    if manifest.get("schema_version") != SCHEMA_VERSION:
        raise ReadError(
            f"{file}: written in version {manifest.get('schema_version')} of the form, this dedup reads "
            f"version {SCHEMA_VERSION}; use the dedup that wrote it, or add the articles to a new index"
        )
    if manifest.get("kind") != kind:
        raise ReadError(f"{file}: an index of another kind; open it with {manifest.get('kind')}.open")


@contextmanager
def saving(folder: Path, known: str | None) -> Iterator[Callable[[str, Manifest, Iterable[str]], str]]:
    """Give a function that ends a save: it takes kind, content and file names, and returns the new manifest.

    `known` is the manifest that was last read or written here, None for a folder that has none. Raises
    DedupError if the folder holds anything else or cannot be written, or is being saved to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _check_place(folder, known)

            def finish(kind: str, content: Manifest, files: Iterable[str]) -> str:
                text = _text(kind, content)
                _write_manifest(folder, text)
                _remove_leftovers(folder, {*files, MANIFEST, LOCK})
                return text

            yield finish
    except OSError as error:
        raise DedupError(
            f"cannot save to {folder}: {error.strerror or error}; make room or choose another folder"
        ) from error


def _check_place(folder: Path, known: str | None) -> None:
    try:
        there = (folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        there = None
    if there is None:
        strangers = sorted(file.name for file in folder.iterdir() if not _ours(file.name))
        if strangers:
            raise DedupError(f"{folder} holds other files ({strangers[0]}); choose an empty or a new folder")
    elif known is None or there != known.encode():
        raise DedupError(
            f"{folder} holds an index that this one does not know, or that was saved again by another "
            "process since; open it and repeat what you added, or choose another folder"
        )


def _ours(name: str) -> bool:
    return name in {LOCK, MANIFEST} or name.startswith((f"{SEGMENT}-", f"{REMOVED}-", MANIFEST))


def _text(kind: str, content: Manifest) -> str:
    said = {"format": FORMAT, "schema_version": SCHEMA_VERSION, "kind": kind, **content}
    return json.dumps({**said, "crc": _sum(said)}, indent=1)


def _sum(manifest: Manifest) -> int:
    """Return the check sum of what a manifest says."""
    said = {name: value for name, value in manifest.items() if name != "crc"}
    return crc32(json.dumps(said, sort_keys=True).encode())


def _write_manifest(folder: Path, text: str) -> None:
    """Put a manifest in the place of the old one, after everything that was written before is on the disk."""
    unfinished = folder / f"{MANIFEST}{UNFINISHED}"
    with unfinished.open("wb") as out:
        out.write(text.encode())
        out.flush()
        os.fsync(out.fileno())
    _sync(folder)
    unfinished.replace(folder / MANIFEST)
    _sync(folder)


def _sync(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, where a system has that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_leftovers(folder: Path, named: set[str]) -> None:
    """Remove our files that the manifest does not name: merged ones, and those of a save that was stopped."""
    for file in folder.iterdir():
        if _ours(file.name) and file.name not in named:
            with suppress(OSError):  # still open elsewhere on some systems: the next save removes it
                file.unlink()
