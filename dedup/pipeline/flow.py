"""The whole way from rows of articles to judged pairs, on any engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa

from dedup.cluster import StockText
from dedup.engine.columns import decoded, numbers, values
from dedup.engine.port import Data, Engine, Input
from dedup.errors import ArticleError
from dedup.pipeline import bench, buckets, homes, meetings, partners, postings, readings, screen, telling
from dedup.pipeline.articles import ARTICLES, READ, TAKEN, Numbered
from dedup.pipeline.components import components
from dedup.pipeline.copies import COPIES, copies
from dedup.pipeline.hot import (
    HOT,
    PARTED,
    SAMPLED,
    Chosen,
    Frequent,
    Hot,
    Parted,
    Without,
    heads,
    hot_articles,
    parts,
)
from dedup.pipeline.lengths import LENGTHS, Lengths, lengths_of
from dedup.pipeline.stock_phrases import stock_of
from dedup.progress import Progress, silent
from dedup.retrieval import RetrievalSettings
from dedup.settings import Settings


@dataclass(frozen=True, slots=True)
class Judged(Generic[Data]):
    """What became of the articles of a folder: rows of `READ`, `ARTICLES`, `READINGS` and `JUDGED`."""

    read: Data
    articles: Data
    readings: Data
    verdicts: Data
    stock: tuple[StockText, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Proposed(Generic[Data]):
    """Pairs that are worth a look (`ASKED`), `COPIES`, and what is known of the postings they come from."""

    asked: Data
    copied: Data
    stock: tuple[StockText, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Met(Generic[Data]):
    """Who met in postings (`MEETINGS`), and what is known of the postings."""

    meetings: Data
    stock: tuple[StockText, ...]
    complete: bool


def judged(engine: Engine[Data], read: Data, settings: Settings, report: Progress = silent) -> Judged[Data]:
    """Return the verdicts on all pairs of articles that share text; `read` is what was read, materialised.

    Raises ArticleError if two articles have the same id.
    """
    articles = numbered(engine, read, settings.retrieval, report)
    refuse_repeated(engine, articles)
    report("find candidates", 0, None)
    found = proposed(engine, articles, settings.retrieval)
    report("screen", 0, None)
    pairs = _pairs(engine, articles, found, settings.retrieval)
    report("verify", 0, None)
    close, verdicts = verdicts_on(engine, articles, pairs, settings, report)
    return Judged(read, articles, close, verdicts, found.stock, found.complete)


def proposed(engine: Engine[Data], articles: Data, settings: RetrievalSettings) -> Proposed[Data]:
    """Return the pairs of articles that are worth a look, and the copies, which need none."""
    times = Input(articles, "digest", ("n", "time", "digest", "why"))
    copied = engine.materialise(engine.exchange({"articles": times}, copies, COPIES), "copies")
    met = _met(engine, articles, copied, settings)
    asked = _asked(engine, articles, met.meetings, settings)
    return Proposed(asked, copied, met.stock, met.complete and _all(engine, asked, "kept"))


def numbered(
    engine: Engine[Data], read: Data, settings: RetrievalSettings, report: Progress = silent
) -> Data:
    """Return `ARTICLES` of what was read, in the order of their ids, with their sketches."""
    count = engine.count(read)
    sample = engine.materialise(engine.map_batches(read, buckets.sampling(count), buckets.IDS), "sample")
    bucketed = engine.map_batches(read, buckets.Bucketed.between(engine.rows(sample), count), READ)
    made = engine.exchange({"read": Input(bucketed, "bucket")}, Numbered(settings), ARTICLES)
    return engine.materialise(made, "articles", lambda rows: report("read and hash", rows, count))


def refuse_repeated(engine: Engine[Data], articles: Data) -> None:
    """Raise ArticleError if two articles have the same id."""
    for rows in engine.rows(articles, ("id", "why")):
        taken = rows.filter(pa.array([why == TAKEN for why in values(rows, "why")], pa.bool_()))
        for name in decoded(taken, "id"):
            raise ArticleError(f"two articles have the id {name!r}; give every article its own", field="id")


def _met(engine: Engine[Data], articles: Data, copied: Data, settings: RetrievalSettings) -> Met[Data]:
    distinct = _count(engine, articles, "count") - engine.count(copied)
    sketches = Input(articles, "n", ("n", "hashes", "signature", "why"))
    keyed = postings.Keyed(settings)

    def keys() -> Data:
        given = {"articles": sketches, "copies": Input(copied, "n", ("n",))}
        return engine.exchange(given, keyed, postings.KEYS)

    hot = _hot(engine, articles, copied, keyed, distinct)
    known = engine.map_batches(keys(), Without(hot), postings.KEYS) if hot else keys()
    made = engine.exchange({"keys": Input(known, "value")}, postings.postings, postings.POSTINGS)
    posted: tuple[Data, ...] = (engine.materialise(made, "postings"),)
    met: tuple[Data, ...] = ()
    if hot:
        in_parts, whole = _parted(engine, keys(), hot)
        met = (engine.map_batches(in_parts, meetings.Met(0, settings.partners), meetings.MEETINGS),)
        posted = (*posted, whole)
    counted = engine.materialise(engine.map_batches(engine.together(posted), lengths_of, LENGTHS), "lengths")
    lengths = Lengths.of(engine.rows(counted))
    bar = int(max(settings.stock_articles, settings.stock_share * distinct))
    limit = min(lengths.limit(bar, distinct), hot_articles(distinct) // 2)
    every = meetings.Met(limit, settings.partners)
    met = (engine.map_batches(engine.together(posted), every, meetings.MEETINGS), *met)
    return Met(
        engine.together(met),
        stock_of(engine, engine.together(posted), articles, limit, settings.shingle),
        lengths.complete(limit, bar, settings.partners),
    )


def _hot(engine: Engine[Data], articles: Data, copied: Data, keyed: postings.Keyed, distinct: int) -> Hot:
    """Return the hashes that stand in too many articles for one task, as a sample tells."""
    least = hot_articles(distinct)
    if distinct < least:
        return Hot((), ())
    of = max(1, distinct // SAMPLED)
    some = engine.map_batches(articles, Chosen(of), ARTICLES)
    given = {
        "articles": Input(some, "n", ("n", "hashes", "signature", "why")),
        "copies": Input(copied, "n", ("n",)),
    }
    keys = Input(engine.exchange(given, keyed, postings.KEYS), "value")
    found = engine.exchange({"keys": keys}, Frequent(max(2, least // of)), HOT)
    return Hot.of(engine.rows(engine.materialise(found, "hot")))


def _parted(engine: Engine[Data], keys: Data, hot: Hot) -> tuple[Data, Data]:
    """Return the postings of hot hashes in parts, and what is known of them as a whole."""
    parted = engine.map_batches(keys, Parted(hot), PARTED)
    made = engine.exchange(
        {"keys": Input(parted, "home", tuple(postings.KEYS.names))}, parts, postings.POSTINGS
    )
    hot_parts = engine.materialise(made, "parts")
    whole = engine.exchange({"parts": Input(hot_parts, "value")}, heads, postings.POSTINGS)
    return hot_parts, engine.materialise(whole, "heads")


def _asked(engine: Engine[Data], articles: Data, met: Data, settings: RetrievalSettings) -> Data:
    proposed = engine.exchange({"meetings": Input(met, "i")}, meetings.Proposed(settings), meetings.PROPOSED)
    strongest = partners.Strongest(settings.partners)
    chosen = engine.exchange({"proposed": Input(proposed, "owner")}, strongest, partners.CHOSEN)
    words = Input(articles, "n", ("n", "words"))
    made = engine.exchange({"chosen": Input(chosen, "short"), "articles": words}, screen.asked, screen.ASKED)
    return engine.materialise(made, "asked")


def _pairs(engine: Engine[Data], articles: Data, found: Proposed[Data], settings: RetrievalSettings) -> Data:
    words = Input(articles, "n", ("n", "words"))
    shared = engine.exchange(
        {"asked": Input(found.asked, "long"), "articles": words}, screen.screened, screen.SHARED
    )
    told = engine.exchange({"shared": Input(shared, "owner")}, telling.Telling(settings), telling.TOLD)
    made = engine.exchange(
        {"told": Input(told, "short"), "copies": Input(found.copied, "n")}, telling.pairs, telling.PAIRS
    )
    return engine.materialise(made, "pairs")


def verdicts_on(
    engine: Engine[Data], articles: Data, pairs: Data, settings: Settings, report: Progress = silent
) -> tuple[Data, Data]:
    """Return `READINGS` and `JUDGED` of the pairs; of `articles` count `n`, `id`, `about` and `text`."""
    links = components(engine, pairs, "families")
    rooted = engine.exchange(
        {"pairs": Input(pairs, "a"), "links": Input(links, "n")}, homes.rooted, homes.ROOTED
    )
    housed = engine.materialise(
        engine.exchange({"rooted": Input(rooted, "root")}, homes.homes, homes.HOMES), "homes"
    )
    texts = Input(articles, "n", ("n", "id", "about", "text"))
    close = engine.exchange(
        {"homes": Input(housed, "owner", ("owner", "home")), "articles": texts},
        readings.readings,
        readings.READINGS,
    )
    close = engine.materialise(close, "readings")
    judging = bench.Judging(settings.verification)
    made = engine.exchange(
        {"readings": Input(close, "home"), "homes": Input(housed, "home")}, judging, bench.JUDGED
    )
    every = engine.count(pairs)
    return close, engine.materialise(made, "verdicts", lambda rows: report("verify", rows, every))


def _count(engine: Engine[Data], data: Data, name: str) -> int:
    made = engine.map_batches(data, buckets.counted, buckets.COUNTS)
    return buckets.total(engine.rows(engine.materialise(made, name)))


def _all(engine: Engine[Data], data: Data, column: str) -> bool:
    return all(numbers(rows, column, np.bool_).all() for rows in engine.rows(data, (column,)))
