"""The parts of a segmented index in a folder: saved, opened and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dedup.index.arrays import check_arrays, damaged, map_arrays, write_arrays
from dedup.index.folder import REMOVED, SEGMENT, Manifest, read_manifest, saving
from dedup.index.names import Flags
from dedup.index.part import Part
from dedup.index.recipe import Recipe
from dedup.index.segment import Segment

KIND = "SegmentedIndex"

CHECKED_BYTES = 1 << 26
"""Files up to this size are read whole when an index is opened: that takes some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an index was last saved or opened, and the manifest as it stood there then."""

    folder: Path | None
    manifest: str | None


NOWHERE = Kept(None, None)


def save_parts(path: Path, recipe: Recipe, parts: Sequence[Part], kept: Kept) -> tuple[list[Part], Kept]:
    """Write the parts that are not in the folder yet, and the manifest; return all as read from there."""
    folder = path.resolve()
    here = folder == kept.folder
    with saving(folder, kept.manifest if here else None) as finish:
        rows = [_write(folder, part, part.file if here else None) for part in parts]
        named = [name for row in rows for name in (row["file"], row["removed"]) if name]
        manifest = finish(KIND, {"recipe": recipe, "segments": rows}, named)
        saved = [
            part if here and part.file else _read(folder, row) for part, row in zip(parts, rows, strict=True)
        ]
    return saved, Kept(folder, manifest)


def open_parts(path: Path) -> tuple[dict[str, Any], list[Part], Kept]:
    """Return the recipe, the parts and the place of a saved index; see `Index.open`."""
    folder = path.resolve()
    while True:
        text, manifest = read_manifest(folder, KIND)
        try:
            parts = [_read(folder, row, CHECKED_BYTES) for row in manifest["segments"]]
            return manifest["recipe"], parts, Kept(folder, text)
        except FileNotFoundError as error:
            # Saved again between the two looks, so its files are others now; or really missing.
            if read_manifest(folder, KIND)[0] == text:
                raise damaged(Path(error.filename), "it is missing") from None


def check_parts(parts: Sequence[Part], kept: Kept) -> None:
    """Read every file whole. Raises ReadError if one is not what was written."""
    for part in parts:
        if kept.folder and part.file:
            check_arrays(kept.folder / part.file)


def _write(folder: Path, part: Part, file: str | None) -> dict[str, str | None]:
    """Write what is not there yet of a part; return its row of the manifest."""
    gone = np.flatnonzero(part.gone).astype(np.uint32)
    return {
        "file": file or write_arrays(folder, SEGMENT, part.segment.arrays()),
        "removed": write_arrays(folder, REMOVED, {"articles": gone}) if len(gone) else None,
    }


def _read(folder: Path, row: Manifest, checked: int = 0) -> Part:
    """Return a part as it is read from its files; those of no more than `checked` bytes are checked."""
    file = folder / row["file"]
    if file.stat().st_size <= checked:
        check_arrays(file)
    try:
        segment = Segment.of_arrays(map_arrays(file))
        return Part(segment, _gone(folder, row, len(segment)), row["file"])
    except (KeyError, IndexError) as error:
        raise damaged(file, str(error)) from None


def _gone(folder: Path, row: Manifest, count: int) -> Flags:
    gone = np.zeros(count, dtype=np.bool_)
    if row["removed"]:
        file = folder / row["removed"]
        check_arrays(file)
        gone[map_arrays(file)["articles"]] = True
    return gone
