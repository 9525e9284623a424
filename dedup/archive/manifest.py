"""What belongs to an archive: its days and parts, in one small file that is replaced as a whole.

Everything else is Parquet that never changes. An operation writes new files under its own number, and only
the new manifest makes them part of the archive: one that is killed before leaves the archive as it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dedup.errors import ReadError, RecipeError
from dedup.index.lock import locked
from dedup.settings import Settings

MANIFEST = "archive.json"
FORMAT = "dedup archive"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """What one operation wrote, and the date under which it lies; the number of a day is in its articles'."""

    number: int
    date: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of an archive.

    `next` is the number of the next operation. `articles` and `wordings` say how many there are, copies in
    the same words counted once in the latter; `complete` whether no budget was ever reached.
    """

    recipe: Mapping[str, object]
    next: int = 1
    articles: int = 0
    wordings: int = 0
    complete: bool = True
    days: tuple[Part, ...] = ()
    postings: tuple[Part, ...] = ()
    logs: tuple[Part, ...] = ()

    def settings(self) -> Settings:
        """Return the settings that the archive was begun with."""
        return Settings.of_clustering(self.recipe)

    def last_date(self) -> str:
        """Return the date of the last day."""
        return max(day.date for day in self.days)

    def commit(self, folder: Path) -> Manifest:
        """Make this the state of the archive in a folder, in one step."""
        content = {"format": FORMAT, "schema_version": SCHEMA_VERSION, **asdict(self)}
        waiting = folder / f"{MANIFEST}.tmp"
        with waiting.open("w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(folder / MANIFEST)
        return self


def read_manifest(folder: Path) -> Manifest:
    """Return the state of an archive. Raises ReadError if there is none that can be read here."""
    file = folder / MANIFEST
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        known = content.pop("format"), content.pop("schema_version")
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError(
            f"{folder}: there is no archive ({MANIFEST} is missing); check the path, or add articles first"
        ) from None
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ReadError(f"{file}: cannot be read ({type(error).__name__}); restore it from a copy") from None
    if known != (FORMAT, SCHEMA_VERSION):
        raise ReadError(f"{file}: no archive that this dedup reads; use the dedup that wrote it")
    for name in ("days", "postings", "logs"):
        content[name] = tuple(Part(**row) for row in content[name])
    return Manifest(**content)


def begun(folder: Path, settings: Settings | None) -> Manifest:
    """Return the state of an archive, that of an empty one if there is none yet.

    Raises RecipeError if it was begun with other settings.
    """
    if not (folder / MANIFEST).exists():
        return Manifest((settings or Settings()).clustering_recipe())
    found = read_manifest(folder)
    wanted = (settings or found.settings()).clustering_recipe()
    if json.dumps(wanted, sort_keys=True) != json.dumps(found.recipe, sort_keys=True):
        raise RecipeError(
            f"{folder} was begun with other settings or another version of dedup; add its articles to a new "
            "archive"
        )
    return found


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold an archive, so that one process at a time changes it. Raises DedupError if another one does."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, f"{folder} is being changed by another process; wait until it is done"):
        yield


def with_part(state: Manifest, part: Part) -> Manifest:
    """Return the state after an operation that wrote rows of logs."""
    return replace(state, next=part.number + 1, logs=(*state.logs, part))
