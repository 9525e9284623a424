"""The job `cluster`: an upload, or stored articles, into clusters."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from api.jobs.stored import keep_articles
from api.jobs.task import Report, Task
from dedup import (
    Article,
    Clustering,
    ReadError,
    Settings,
    Skipped,
    Work,
    cluster_articles,
    clustering_csv,
    clustering_json,
    clustering_page,
    find_stories,
    iter_folder,
    write_clustering_parquet,
)

RESULTS = {form: f"result.{form}" for form in ("json", "csv", "parquet", "html")}
SHOWN_REASONS = 3


def cluster(task: Task, report: Report) -> None:
    """Cluster the articles of a task and write the results. A task that was cut off goes on where it was."""
    options = task.request["options"]
    source = _source(task, report)
    settings = Settings().with_bars(options["threshold"], options["near"])
    with_page = bool(options["html"])
    work = Work(task.folder / "work", {**settings.clustering_recipe(), "texts": with_page})
    found = cluster_articles(_articles(task, source), settings, report, texts=with_page, work=work)
    if not found.articles:
        raise ReadError(_nothing_read(found))
    if options["stories"]:
        found = find_stories(_articles(task, source), found, progress=report)
    report("write", 0, None)
    _write(found, task.results, with_page)
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
        return iter_folder(source)
    return (replace(row, path=None) if isinstance(row, Article) else row for row in iter_folder(source))


def _nothing_read(found: Clustering) -> str:
    reasons = [f"{item.path}: {item.why}" for item in found.skipped[:SHOWN_REASONS]]
    more = len(found.skipped) - len(reasons)
    return "; ".join(("no article could be read", *reasons, *[f"and {more} more"] * (more > 0)))


def _write(found: Clustering, results: Path, with_page: bool) -> None:
    """Write all forms of a result; they are there together or not at all."""
    made = results.with_suffix(".part")
    made.mkdir(exist_ok=True)
    with (made / RESULTS["json"]).open("w", encoding="utf-8") as out:
        out.writelines(chain(clustering_json(found), ["\n"]))
    (made / RESULTS["csv"]).write_text(clustering_csv(found), encoding="utf-8")
    write_clustering_parquet(found, made / RESULTS["parquet"])
    if with_page:
        (made / RESULTS["html"]).write_text(clustering_page(found), encoding="utf-8")
    for path in made.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())  # the job is called done only when its results are durable
    made.rename(results)
