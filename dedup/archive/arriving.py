"""How articles are taken in: numbered, without those that the archive knows, and written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

import pyarrow.compute as pc

from dedup.archive import arrivals
from dedup.archive.manifest import Part
from dedup.archive.open import Open
from dedup.archive.rows import COPIES, ENTRIES, KEYED, NUMBERED, POSTED, Keys, Renumbered
from dedup.archive.shelves import WRITTEN, DayWritten, PostingsWritten
from dedup.cluster import Skipped
from dedup.engine.columns import decoded, numbers, values
from dedup.engine.port import Data, Input
from dedup.pipeline.articles import articles_of
from dedup.pipeline.flow import numbered, refuse_repeated
from dedup.settings import Settings

KNOWN = "the archive has an article with this id; remove that one first, or give this one its own"


@dataclass(frozen=True, slots=True)
class Arrived(Generic[Data]):
    """A day's articles: `KEYED` of those that came in, `POSTED` of what the archive had with such values.

    `articles` came in, in so many new `wordings`; the others were `skipped`.
    """

    keys: Data
    hits: Data
    articles: int
    wordings: int
    skipped: tuple[Skipped, ...]


def arrived(
    before: Open[Data], after: Open[Data], read: Data, part: Part, settings: Settings
) -> Arrived[Data]:
    """Take in what was read, as the day `part` of an archive; it is written there.

    Raises ArticleError if two articles have the same id.
    """
    engine = before.engine
    ranked = numbered(engine, read, settings.retrieval)
    refuse_repeated(engine, ranked)
    renumbered = engine.map_batches(ranked, Renumbered(part.number), NUMBERED)
    made = engine.materialise(renumbered, "archive-numbered")
    keys = engine.materialise(engine.map_batches(made, Keys(settings.retrieval), KEYED), "archive-keys")
    hits = engine.materialise(before.looked_up(keys), "archive-hits")
    fresh = engine.materialise(engine.map_batches(made, arrivals.fresh, arrivals.CALLERS), "archive-fresh")
    stored = _stored(before, hits)
    worded = _worded(before, fresh, stored)
    entered = engine.materialise(
        engine.map_batches(worded, arrivals.entered, arrivals.ENTERED), "archive-entered"
    )
    both = {"keys": Input(keys, "n"), "entered": Input(entered, "n", ("n", "wording"))}
    admitted = engine.materialise(engine.exchange(both, arrivals.admitted, KEYED), "archive-admitted")
    after.write_log("copies", part, engine.map_batches(worded, arrivals.copies, COPIES))
    postings = PostingsWritten(str(after.root), part)
    after.written(engine.exchange({"keys": Input(admitted, "prefix")}, postings, WRITTEN), "postings")
    rows = {"articles": Input(made, "home"), "entered": Input(entered, "home", ("n", "wording"))}
    after.written(engine.exchange(rows, DayWritten(str(after.root), part), WRITTEN), "rows")
    known = {"fresh": Input(fresh, "key"), "stored": Input(stored, "key")}
    refused = engine.materialise(
        engine.exchange(known, arrivals.repeated, arrivals.CALLERS), "archive-refused"
    )
    skipped = (*_unreadable(before, read, ranked), *_known(before, refused))
    return Arrived(admitted, hits, *_counts(before, entered), tuple(sorted(skipped, key=_by_path)))


def _stored(archive: Open[Data], hits: Data) -> Data:
    """Return the articles of the archive that have the id or the words of a new one."""
    engine = archive.engine
    named = engine.map_batches(hits, arrivals.named, POSTED)
    entries = archive.fetched(named, ("n",), "articles", tuple(ENTRIES.names))
    deleted = archive.log("deleted", ("n",))
    given = {"articles": Input(entries, "n"), "deleted": Input(deleted, "n")}
    remaining = engine.exchange(given, arrivals.remaining, ENTRIES)
    callers = engine.map_batches(remaining, arrivals.stored, arrivals.CALLERS)
    return engine.materialise(callers, "archive-stored")


def _worded(archive: Open[Data], fresh: Data, stored: Data) -> Data:
    engine = archive.engine
    known = {"fresh": Input(fresh, "key"), "stored": Input(stored, "key")}
    unknown = engine.exchange(known, arrivals.unknown, arrivals.CALLERS)
    given = {"fresh": Input(unknown, "digest"), "stored": Input(stored, "digest")}
    return engine.materialise(engine.exchange(given, arrivals.worded, arrivals.WORDED), "archive-worded")


def _counts(archive: Open[Data], entered: Data) -> tuple[int, int]:
    articles = wordings = 0
    for rows in archive.engine.rows(entered, ("n", "wording")):
        articles += len(rows)
        wordings += int((numbers(rows, "n") == numbers(rows, "wording")).sum())
    return articles, wordings


def _unreadable(archive: Open[Data], read: Data, ranked: Data) -> Iterator[Skipped]:
    for rows in archive.engine.rows(read, ("id", "why")):
        bad = rows.filter(pc.is_valid(rows.column("why")))
        yield from map(Skipped, decoded(bad, "id"), values(bad, "why"))
    for rows in archive.engine.rows(ranked, ("id", "about", "why")):
        bad = rows.filter(pc.is_valid(rows.column("why")))
        paths = (article.path or article.id for article in articles_of(bad))
        yield from map(Skipped, paths, values(bad, "why"))


def _known(archive: Open[Data], refused: Data) -> Iterator[Skipped]:
    for rows in archive.engine.rows(refused, ("id",)):
        yield from (Skipped(name, KNOWN) for name in decoded(rows, "id"))


def _by_path(skipped: Skipped) -> tuple[str, str]:
    return skipped.path, skipped.why
