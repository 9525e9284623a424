"""What every step keeps to: of nothing it makes nothing, and it can be sent to another process."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

import pyarrow as pa
import pytest

from dedup.article import Article
from dedup.engine.columns import shape
from dedup.engine.local import LocalEngine
from dedup.engine.port import Mapper, Reducer
from dedup.errors import ArticleError
from dedup.pipeline import (
    articles,
    bench,
    buckets,
    clusters,
    copies,
    homes,
    hot,
    lengths,
    meetings,
    partners,
    postings,
    readings,
    roundups,
    screen,
    stars,
    stock_phrases,
    telling,
    template_pairs,
)
from dedup.pipeline.flow import judged
from dedup.retrieval import RetrievalSettings
from dedup.settings import Settings
from dedup.verification import VerificationSettings

R = RetrievalSettings()
LINKS, VERDICTS, PAIRS = stars.LINKS, bench.VERDICTS, telling.PAIRS
NUMBER = shape(n=pa.int64())
Q, S, T = roundups.QUESTIONS, roundups.STRETCHES, roundups.TOLD

REDUCERS: list[tuple[Reducer, Mapping[str, pa.Schema], pa.Schema]] = [
    (articles.Numbered(R), {"read": articles.READ}, articles.ARTICLES),
    (copies.copies, {"articles": articles.ARTICLES}, copies.COPIES),
    (postings.Keyed(R), {"articles": articles.ARTICLES, "copies": copies.COPIES}, postings.KEYS),
    (postings.postings, {"keys": postings.KEYS}, postings.POSTINGS),
    (hot.Frequent(3), {"keys": postings.KEYS}, hot.HOT),
    (hot.parts, {"keys": postings.KEYS}, postings.POSTINGS),
    (hot.heads, {"parts": postings.POSTINGS}, postings.POSTINGS),
    (stock_phrases.commonest, {"phrases": stock_phrases.PHRASES}, stock_phrases.PHRASES),
    (meetings.Proposed(R), {"meetings": meetings.MEETINGS}, meetings.PROPOSED),
    (partners.Strongest(3), {"proposed": meetings.PROPOSED}, partners.CHOSEN),
    (screen.asked, {"chosen": partners.CHOSEN, "articles": articles.ARTICLES}, screen.ASKED),
    (screen.screened, {"asked": screen.ASKED, "articles": articles.ARTICLES}, screen.SHARED),
    (telling.Telling(R), {"shared": screen.SHARED}, telling.TOLD),
    (telling.pairs, {"told": telling.TOLD, "copies": copies.COPIES}, PAIRS),
    (stars.large_star, {"links": LINKS}, LINKS),
    (stars.small_star, {"links": LINKS}, LINKS),
    (homes.rooted, {"pairs": PAIRS, "links": LINKS}, homes.ROOTED),
    (homes.homes, {"rooted": homes.ROOTED}, homes.HOMES),
    (readings.readings, {"homes": homes.HOMES, "articles": articles.ARTICLES}, readings.READINGS),
    (
        bench.Judging(VerificationSettings()),
        {"readings": readings.READINGS, "homes": homes.HOMES},
        bench.JUDGED,
    ),
    (
        template_pairs.rivalling,
        {"sided": template_pairs.SIDED, "fallen": template_pairs.FALLEN},
        template_pairs.RIVALS,
    ),
    (template_pairs.falling, {"rivals": template_pairs.RIVALS}, template_pairs.FALLEN),
    (template_pairs.reconsidered, {"verdicts": VERDICTS, "fallen": template_pairs.FALLEN}, VERDICTS),
    (roundups.suspects, {"stretches": S}, S),
    (roundups.questions, {"suspects": S}, Q),
    (roundups.answers, {"questions": Q, "stretches": S}, Q),
    (roundups.recognised, {"suspects": S, "answers": Q}, NUMBER),
    (roundups.told, {"suspects": S, "roundups": NUMBER}, T),
    (roundups.denied, {"suspects": S, "answers": Q, "roundups": NUMBER, "told": T}, roundups.DENIED),
    (roundups.joining, {"verdicts": VERDICTS, "denied": roundups.DENIED}, bench.JOINED),
    (clusters.edges, {"verdicts": bench.JOINED, "links": LINKS}, clusters.EDGES),
    (clusters.members, {"readings": readings.READINGS, "links": LINKS}, clusters.MEMBERS),
    (
        clusters.clustered,
        {"edges": clusters.EDGES, "members": clusters.MEMBERS},
        clusters.CLUSTERED,
    ),
]

MAPPERS: list[tuple[Mapper, pa.Schema, pa.Schema]] = [
    (buckets.Sampled(2), articles.READ, buckets.IDS),
    (buckets.Bucketed((b"b", b"x")), articles.READ, articles.READ),
    (hot.Chosen(2), articles.ARTICLES, articles.ARTICLES),
    (hot.Without(hot.Hot((1,), (2,))), postings.KEYS, postings.KEYS),
    (hot.Parted(hot.Hot((1,), (2,))), postings.KEYS, hot.PARTED),
    (lengths.lengths_of, postings.POSTINGS, lengths.LENGTHS),
    (meetings.Met(3, 4), postings.POSTINGS, meetings.MEETINGS),
    (stock_phrases.Stock(3), postings.POSTINGS, stock_phrases.PHRASES),
    (stock_phrases.TextsOf((1,)), articles.ARTICLES, stock_phrases.TEXTS),
    (stars.linked, PAIRS, LINKS),
    (stars.both_ways, LINKS, LINKS),
    (stars.rooted, LINKS, LINKS),
    (bench.sound, bench.JUDGED, VERDICTS),
    (template_pairs.sided, VERDICTS, template_pairs.SIDED),
    (roundups.stretched, VERDICTS, S),
    (roundups.joins, bench.JOINED, PAIRS),
]


def name_of(step: object) -> str | None:
    return str(getattr(step, "__qualname__", type(step).__name__)) if callable(step) else None


@pytest.mark.parametrize(("step", "given", "made"), REDUCERS, ids=name_of)
def test_of_no_rows_a_partition_makes_none(
    step: Reducer, given: Mapping[str, pa.Schema], made: pa.Schema
) -> None:
    for empty in (pa.Schema.empty_table, no_chunks):
        found = list(step({name: empty(schema) for name, schema in given.items()}))
        assert sum(map(len, found)) == 0
        assert all(part.schema.names == made.names for part in found)


def no_chunks(schema: pa.Schema) -> pa.Table:
    """Return an empty table as engines make it."""
    return pa.Table.from_batches([], schema)


@pytest.mark.parametrize(("step", "given", "made"), MAPPERS, ids=name_of)
def test_of_no_rows_a_batch_makes_none(step: Mapper, given: pa.Schema, made: pa.Schema) -> None:
    empty = pa.RecordBatch.from_pylist([], schema=given)
    for batches in ([], [empty], [empty, empty]):
        found = list(step(iter(batches)))
        assert sum(map(len, found)) == 0
        assert all(part.schema.names == made.names for part in found)


@pytest.mark.parametrize("step", [row[0] for row in (*REDUCERS, *MAPPERS)], ids=name_of)
def test_a_step_can_be_sent_to_another_process(step: object) -> None:
    assert pickle.loads(pickle.dumps(step)) == step


def test_two_articles_with_one_id_are_refused() -> None:
    given = [Article("Es stürmt.", id="x"), Article("Es brennt.", id="y"), Article("Es taut.", id="x")]
    with LocalEngine() as engine:
        rows = engine.given(articles.given_rows(given), articles.READ)
        read = engine.materialise(rows, "read")
        with pytest.raises(ArticleError, match="two articles have the id 'x'"):
            judged(engine, read, Settings())
