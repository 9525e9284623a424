"""The job `cluster`: an upload, or stored articles, into clusters."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from api.jobs.asking import UPLOAD
from api.jobs.stored import keep_articles
from api.jobs.story_writing import STORIES, write_stories
from api.jobs.task import Report, Task
from dedup import (
    Article,
    Clustering,
    ReadError,
    Settings,
    Skipped,
    Tongue,
    Work,
    cluster_articles,
    clustering_csv,
    clustering_json,
    clustering_page,
    find_stories,
    iter_folder,
    printable,
    write_clustering_parquet,
)

RESULTS = {form: f"result.{form}" for form in ("json", "csv", "parquet", "html")}
SUMMARY = "summary.json"
SHOWN_REASONS = 3
SHOWN_SKIPPED = 100


def cluster(task: Task, report: Report) -> None:
    """Cluster the articles of a task and write the results. A task that was cut off goes on where it was."""
    options = task.request["options"]
    source = _source(task, report)
    settings = Settings().with_bars(options["threshold"], options["near"])
    with_page = bool(options["html"])
    with Work(task.folder / "work", "the articles of this job") as work:
        found = cluster_articles(_articles(task, source), settings, report, texts=with_page, work=work)
        if not found.articles:
            raise ReadError(_nothing_read(found))
        if options["stories"]:
            found = find_stories(_articles(task, source), found, progress=report)
        report("write", 0, None)
        with _made(task.results) as made:
            _write(found, made, Tongue(options["language"]) if with_page else None)
            write_stories(made / STORIES, found, _articles(task, source), report)
        work.remove()


def _source(task: Task, report: Report) -> Path:
    """Return the file of the articles; stored ones are written to one, so that all attempts see the same."""
    if "file" in task.request:
        return task.folder / str(task.request["file"])
    path = task.folder / "articles.jsonl"
    if not path.exists():
        keep_articles(task, path, report)
    return path


def _articles(task: Task, source: Path) -> Iterable[Article | Skipped]:
    if "file" in task.request:
        return iter_folder(source, _called(task, source))
    return (replace(row, path=None) if isinstance(row, Article) else row for row in iter_folder(source))


def _called(task: Task, source: Path) -> str | None:
    """Return the name that the upload came with, None if it came with none that tells how to read it."""
    called = printable(str(task.request.get("called", "")))
    return called if called.lower().endswith(source.name.removeprefix(UPLOAD)) else None


def _summary(found: Clustering) -> dict[str, Any]:
    """Return what people want to know before they look at a result."""
    return {
        "articles": found.articles,
        "clusters": len(found.clusters),
        "joined": sum(len(cluster.members) for cluster in found.clusters),
        "skipped": len(found.skipped),
        "reasons": [[item.path, item.why] for item in found.skipped[:SHOWN_SKIPPED]],
    }


def _nothing_read(found: Clustering) -> str:
    reasons = [f"{item.path}: {item.why}" for item in found.skipped[:SHOWN_REASONS]]
    more = len(found.skipped) - len(reasons)
    return "; ".join(("no article could be read", *reasons, *[f"and {more} more"] * (more > 0)))


@contextmanager
def _made(results: Path) -> Iterator[Path]:
    """Give a folder for all forms of a result; they are there together or not at all."""
    made = results.with_suffix(".part")
    made.mkdir(exist_ok=True)
    yield made
    for path in made.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())  # the job is called done only when its results are durable
    made.rename(results)


def _write(found: Clustering, made: Path, tongue: Tongue | None) -> None:
    """Write the forms of a result that are taken away, a page in a language."""
    with (made / RESULTS["json"]).open("w", encoding="utf-8") as out:
        out.writelines(chain(clustering_json(found), ["\n"]))
    (made / RESULTS["csv"]).write_text(clustering_csv(found), encoding="utf-8")
    write_clustering_parquet(found, made / RESULTS["parquet"])
    (made / SUMMARY).write_text(json.dumps(_summary(found)), encoding="utf-8")
    if tongue:
        (made / RESULTS["html"]).write_text(clustering_page(found, tongue), encoding="utf-8")
