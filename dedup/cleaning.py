"""A folder of articles, written again without its copies."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from dedup.article import Article
from dedup.choosing import omissions
from dedup.cluster import Skipped
from dedup.clustering import cluster_articles
from dedup.errors import DedupError, ReadError
from dedup.omission import Cleaning, Keep
from dedup.progress import Progress, silent
from dedup.reading import iter_files, printable, write_without
from dedup.render.ledger import ledger_csv
from dedup.settings import Settings

Rows = dict[str, list[str | None]]
"""For every file, by its path in the folder, the ids of its articles in order; None for what is none."""


def clean_folder(
    folder: Path,
    out: Path,
    keep: Keep = "origin",
    derived: bool = False,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Cleaning:
    """Write `folder` to `out` without its copies, with a ledger of what was left out, for whom and why.

    See `omissions` for what goes and what stays. `folder` is never touched. `out` must not exist or be
    empty, and must not lie in `folder`; it appears when all is written, or not at all. A file is left out if
    all of its articles are; of .jsonl and .json files the lines and list items are; whatever else lies there
    is copied byte for byte, also archives and tables, which are not looked into.

    Raises ReadError if nothing in `folder` can be read, DedupError if `out` cannot be written.
    """
    out = _checked(folder, out)
    rows: Rows = {}
    found = cluster_articles(_noted(folder, rows), settings, progress)
    if not found.articles:
        raise ReadError(f"no article could be read in {folder}; {len(found.skipped)} files were skipped")
    left_out = omissions(found, keep, derived)
    gone = {item.article.id for item in left_out}
    drops = {path: {n for n, key in enumerate(ids) if key in gone} for path, ids in rows.items()}
    with _appearing(out) as made:
        not_copied = _copy(folder, made, rows, drops, progress or silent)
        missing = {item.path for item in not_copied}
        cleaning = Cleaning(
            recipe=found.recipe,
            keep=keep,
            derived=derived,
            articles=found.articles,
            left_out=left_out,
            skipped=tuple(item for item in found.skipped if item.path not in missing),
            not_copied=not_copied,
            ledger=_free_name(made),
        )
        (made / cleaning.ledger).write_text(ledger_csv(cleaning), encoding="utf-8")
    return cleaning


def _checked(folder: Path, out: Path) -> Path:
    """Return where `out` really lies, or raise an error that says why nothing can be written there."""
    try:
        if folder.is_file():
            raise ReadError(f"{folder}: a file, and only a folder can be cleaned; put what it holds into one")
        if not folder.is_dir():
            raise ReadError(f"{folder}: there is no such folder; check the path")
        inside, target = folder.resolve(), out.resolve()
        if target == inside or inside in target.parents:
            raise DedupError(f"{out} lies in {folder}, which is never touched; choose a folder elsewhere")
        if target.exists() and not (target.is_dir() and not any(target.iterdir())):
            raise DedupError(f"{out} is there already and not an empty folder; choose another one")
        if not target.parent.is_dir():
            raise DedupError(f"there is no folder {target.parent} to write {out.name} into; make it first")
    except (OSError, ValueError, RuntimeError) as error:
        raise _cannot_write(out, error) from error
    return target


def _noted(folder: Path, rows: Rows) -> Iterator[Article | Skipped]:
    """Yield what the folder holds, and note in `rows` in which file every article stands."""
    for path, found in iter_files(folder, unpack=False):
        ids = rows.setdefault(path, [])
        for row in found:
            ids.append(row.id if isinstance(row, Article) else None)
            yield row


@contextmanager
def _appearing(out: Path) -> Iterator[Path]:
    """Give a folder to write into that takes the place of `out` at the end; after an error it is gone."""
    try:
        beside = Path(mkdtemp(prefix=".dedup-", dir=out.parent))
        try:
            made = beside / "made"
            made.mkdir()
            yield made
            if out.exists():
                out.rmdir()
            made.rename(out)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise _cannot_write(out, error) from error


def _cannot_write(out: Path, error: Exception) -> DedupError:
    return DedupError(
        f"cannot write {out}: {getattr(error, 'strerror', None) or error}; choose another folder with -o"
    )


def _copy(
    folder: Path, made: Path, rows: Rows, drops: Mapping[str, set[int]], progress: Progress
) -> tuple[Skipped, ...]:
    """Copy everything but what is dropped; return what cannot be copied, and why."""
    missing: list[Skipped] = []
    # A stack, since folders may lie deeper in each other than functions may call each other.
    waiting, count = [Path()], 0
    while waiting:
        below = waiting.pop()
        try:
            children = sorted(child.name for child in (folder / below).iterdir())
        except OSError as error:
            missing.append(Skipped(printable(below.as_posix()), _why(error)))
            continue
        for path in (below / child for child in children):
            key, target = path.as_posix(), made / path
            why = _write(folder / path, target, len(rows.get(key, [])), drops.get(key, set()))
            if why:
                missing.append(Skipped(printable(key), why))
            elif target.is_dir() and not target.is_symlink():
                waiting.append(path)
            count += 1
            progress("copy", count, None)
    return tuple(sorted(missing, key=lambda item: item.path))


def _write(source: Path, target: Path, rows: int, dropped: set[int]) -> str | None:
    """Write one entry of a folder without the dropped rows; return why not if it cannot be read."""
    try:
        is_folder, is_file, is_link = source.is_dir(), source.is_file(), source.is_symlink()
    except OSError as error:
        return _why(error)
    if is_link and not is_file:
        target.symlink_to(source.readlink())  # to a folder or to nowhere: nothing was read through it
    elif is_folder:
        target.mkdir()
    elif not is_file:
        return "not a regular file (a pipe, socket or device)"
    elif not dropped:
        return _copy_file(source, target)
    elif len(dropped) < rows:
        write_without(source, target, dropped)
        _keep_times(source, target)
    return None


def _copy_file(source: Path, target: Path) -> str | None:
    try:
        file = source.open("rb")
    except OSError as error:
        return _why(error)
    with file, target.open("xb") as copy:
        shutil.copyfileobj(file, copy)
    _keep_times(source, target)
    return None


def _keep_times(source: Path, target: Path) -> None:
    with suppress(OSError):  # another disk may not be able to
        shutil.copystat(source, target)


def _why(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error}); check its permissions"


def _free_name(folder: Path) -> str:
    """Return a name for the ledger that no file of the folder has (the ledger of an earlier cleaning)."""
    name, number = "ledger.csv", 1
    while os.path.lexists(folder / name):
        number += 1
        name = f"ledger-{number}.csv"
    return name
