"""The first step of clustering: articles are checked, put on the shelf and sketched, batch by batch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import numpy as np

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ArticleError
from dedup.gathering import Gathered
from dedup.hashing import Offsets
from dedup.parsing import check_text
from dedup.progress import Progress
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan
from dedup.screening import Packed, Screen, packed
from dedup.shelf import Shelf
from dedup.sketch import Sketches
from dedup.work import INTAKE, Work
from dedup.workers import in_order

BATCH_ARTICLES = 1_000


class Intake:
    """What was taken in: the articles on the shelf, their sketches and words, and what was skipped."""

    def __init__(self, work: Work, in_memory: bool, settings: RetrievalSettings) -> None:
        self.shelf = Shelf(work, in_memory)
        self.gathered = Gathered(work, settings.permutations)
        self.screen = Screen(work)
        self.skipped: list[Skipped] = []
        self._work = work
        self._settings = settings

    def take(self, articles: Iterable[Article | Skipped], report: Progress) -> None:
        """Take in all articles, or what is left of an earlier run over the same articles.

        Raises ArticleError if two articles have the same id.
        """
        done = self._work.load(INTAKE)
        if done:
            self.skipped = [Skipped(*row) for row in json.loads(done["skipped"].tobytes())]
            return
        for _, (sketches, words, first) in in_order(self._sketched, self._batches(articles)):
            self.gathered.add(sketches)
            self.screen.add(words, first)
            report("read and hash", len(self.gathered), None)
        rows = json.dumps([(item.path, item.why) for item in self.skipped])
        self._work.save(INTAKE, skipped=np.frombuffer(rows.encode(), dtype=np.uint8))

    def _sketched(self, texts: list[str]) -> tuple[Sketches, Packed, Offsets]:
        words = scan(texts)
        return self._settings.sketch(words), packed(words), words.first

    def _batches(self, articles: Iterable[Article | Skipped]) -> Iterator[list[str]]:
        """Yield the texts of good articles in batches, at least one; what is not good joins the skipped."""
        seen: set[str] = set()
        batch: list[str] = []
        for item in articles:
            if isinstance(item, Skipped):
                self.skipped.append(item)
                continue
            if item.id in seen:
                raise ArticleError(
                    f"two articles have the id {item.id!r}; give every article its own", field="id"
                )
            seen.add(item.id)
            try:
                check_text(item.text)
            except ArticleError as error:
                self.skipped.append(Skipped(item.path or item.id, str(error)))
                continue
            self.shelf.add(item)
            batch.append(item.text)
            if len(batch) == BATCH_ARTICLES:
                yield batch
                batch = []
        yield batch
