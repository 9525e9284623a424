"""Stored articles as a file, so that a job is about the same articles however often it is tried."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from api.jobs.task import Report, Task
from api.store.articles import ArticleStore
from api.store.database import Database
from api.store.listing import Filters
from dedup import Article, ReadError

PAGE = 500
_FIELDS = ("id", "text", "title", "date", "source", "language")


def keep_articles(task: Task, path: Path, report: Report) -> None:
    """Write the articles that a task's filter finds, one a line, as a whole or not at all.

    They are the newest versions. Raises ReadError if there is none.
    """
    database = Database(task.store)
    made = path.with_suffix(".part")
    done = 0
    try:
        with made.open("w", encoding="utf-8") as out:
            for article in _found(ArticleStore(database), task.collection, Filters(**task.request["filter"])):
                out.write(json.dumps({name: getattr(article, name) for name in _FIELDS}) + "\n")
                done += 1
                report("read from the store", done, None)
    finally:
        database.close()
    if not done:
        raise ReadError("no stored article is found by the filter")
    made.rename(path)


def _found(store: ArticleStore, collection: int, filters: Filters) -> Iterator[Article]:
    cursor: str | None = None
    while True:
        page = store.page(collection, cursor, PAGE, filters)
        stored = store.by_versions([item.version for item in page.items])
        # One that was changed meanwhile is left as it was listed; one that was deleted is left out.
        yield from (stored[item.version].article for item in page.items if item.version in stored)
        if page.next is None:
            return
        cursor = page.next
