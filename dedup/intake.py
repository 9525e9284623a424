"""The first step of clustering: articles are checked, put on the shelf and sketched, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ArticleError
from dedup.gathering import Gathered
from dedup.parsing import check_text
from dedup.progress import Progress
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan
from dedup.shelf import Shelf
from dedup.sketch import Sketches
from dedup.workers import in_order

BATCH_ARTICLES = 1_000


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken in: the sketches of the articles on the shelf, and what was skipped."""

    gathered: Gathered = field(default_factory=Gathered)
    skipped: list[Skipped] = field(default_factory=list)


def take_in(
    articles: Iterable[Article | Skipped], shelf: Shelf, settings: RetrievalSettings, report: Progress
) -> Intake:
    """Put the articles that can be worked on onto the shelf, and sketch them.

    Raises ArticleError if two articles have the same id.
    """
    intake = Intake()

    def sketched(texts: list[str]) -> Sketches:
        return settings.sketch(scan(texts))

    for _, sketches in in_order(sketched, _batches(articles, shelf, intake.skipped)):
        intake.gathered.add(sketches)
        report("read and hash", len(intake.gathered), None)
    return intake


def _batches(
    articles: Iterable[Article | Skipped], shelf: Shelf, skipped: list[Skipped]
) -> Iterator[list[str]]:
    """Yield the texts of good articles in batches, at least one; what is not good joins the skipped."""
    seen: set[str] = set()
    batch: list[str] = []
    for item in articles:
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        if item.id in seen:
            raise ArticleError(
                f"two articles have the id {item.id!r}; give every article its own", field="id"
            )
        seen.add(item.id)
        try:
            check_text(item.text)
        except ArticleError as error:
            skipped.append(Skipped(item.path or item.id, str(error)))
            continue
        shelf.add(item)
        batch.append(item.text)
        if len(batch) == BATCH_ARTICLES:
            yield batch
            batch = []
    yield batch
