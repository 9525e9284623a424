"""Templates, round-ups and clusters step by step, against the grouping that sees everything at once."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.engine.columns import batch, encoded
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine
from dedup.frames import reconsidered
from dedup.grouping import group_articles
from dedup.guard import guarded
from dedup.pipeline.articles import microseconds
from dedup.pipeline.bench import JOINED, JUDGED, VERDICTS, findings, verdicts_of
from dedup.pipeline.grouped import grouped
from dedup.pipeline.readings import READINGS
from dedup.span import Span
from dedup.verdict import Evidence, Relation, Verdict
from dedup.verdicts import Verdicts
from tests.engine.engines import opened

Dates = Mapping[str, int]
Place = tuple[int, int]


def judged(a: str, b: str, score: float, *places: tuple[Place, Place]) -> Verdict:
    """Return a verdict on a pair that shares passages; its relation follows from the score."""
    relation: Relation = "unrelated" if score < 0.5 else "derived" if score < 0.9 else "near_duplicate"
    evidence = tuple(Evidence(Span(*one), Span(*other)) for one, other in places)
    return Verdict(a, b, "a", relation, "", 0.1, 0.2, 0.3, 9, score, evidence)


def number(name: str) -> int:
    """Return the number of an article: in the order of the ids, and far beyond 32 bits."""
    return (int(name) << 40) | 77


def articles_of(verdicts: Verdicts, dates: Dates) -> dict[str, Article]:
    known = {name: f"2026-01-{day:02}" for name, day in dates.items()}
    return {name: Article("", name, date=known.get(name)) for name in verdicts.ids}


def rows_of(verdicts: Verdicts, articles: Mapping[str, Article], order: list[int]) -> pa.RecordBatch:
    """Return `VERDICTS`, in some order."""
    columns = verdicts.columns.ordered(np.array(order, dtype=np.int64))
    names = [[verdicts.ids[n] for n in side] for side in columns.pairs.T.tolist()]
    times = [[microseconds(articles[name].date) for name in side] for side in names]
    return batch(
        VERDICTS,
        a=np.array([number(name) for name in names[0]], dtype=np.int64),
        b=np.array([number(name) for name in names[1]], dtype=np.int64),
        id_a=encoded(names[0]),
        id_b=encoded(names[1]),
        time_a=np.array(times[0], dtype=np.int64),
        time_b=np.array(times[1], dtype=np.int64),
        **findings(columns),
    )


def readings_of(articles: Mapping[str, Article], verdicts: Verdicts) -> pa.RecordBatch:
    """Return `READINGS`, of every article twice: only the first stands for itself."""
    names = [name for name in verdicts.ids for _ in range(2)]
    about = [json.dumps([None, articles[name].date, None, None, None]).encode() for name in names]
    n = np.array([number(name) for name in names], dtype=np.int64)
    return batch(
        READINGS,
        home=np.arange(len(names)),
        n=n,
        first=np.arange(len(names)) % 2 == 0,
        id=encoded(names),
        about=pa.array(about, pa.binary()),
        spans=encoded([""] * len(names)),
        text=encoded([""] * len(names)),
        why=pa.nulls(len(names), pa.string()),
    )


def assert_grouped(
    engine: AnyEngine, verdicts: list[Verdict], dates: Dates, rng: random.Random, size: int = 7
) -> None:
    """Check verdicts, what joins, and the clusters."""
    every = Verdicts.of(sorted(verdicts, key=lambda v: (v.a, v.b)))
    articles = articles_of(every, dates)
    rows = rows_of(every, articles, rng.sample(range(len(every)), len(every)))
    parts = [rows.slice(start, size) for start in range(0, len(rows), size)]
    judged = (part.append_column("why", pa.nulls(len(part), pa.string())) for part in parts)
    given_rows = engine.materialise(engine.given(judged, JUDGED), "verdicts")
    read = engine.materialise(engine.given([readings_of(articles, every)], READINGS), "readings")
    found = grouped(engine, read, given_rows)
    table = pa.Table.from_batches(engine.rows(found.verdicts), JOINED)
    table = table.sort_by([("id_a", "ascending"), ("id_b", "ascending")]).combine_chunks()
    expected = group_articles(articles, every)
    assert verdicts_of(table) == expected.verdicts
    joins, _ = guarded(reconsidered(every), [articles[name].published() for name in every.ids])
    assert (
        np.flatnonzero(np.array(table.column("joins").to_pylist(), dtype=np.bool_)).tolist() == joins.tolist()
    )
    members = [row for part in engine.rows(found.clusters) for row in part.to_pylist()]
    assert sorted(
        (x["cluster"], x["place"], x["id"].decode(), x["role"], x["size"]) for x in members
    ) == sorted(
        (cluster.id, place, member.article.id, member.role, len(cluster.members))
        for cluster in expected.clusters
        for place, member in enumerate(cluster.members)
    )
    leaders = {(row["cluster"], row["leader"].decode()) for row in members}
    assert leaders == {(cluster.id, cluster.members[0].article.id) for cluster in expected.clusters}


PLACE = st.tuples(st.integers(0, 400), st.integers(1, 300)).map(lambda s: (s[0], s[0] + s[1]))
PLACES = st.lists(st.tuples(PLACE, PLACE), min_size=1, max_size=3)
PAIRS = st.sets(
    st.tuples(st.integers(10, 19), st.integers(10, 19)).filter(lambda p: p[0] != p[1]), max_size=25
)
DATES = st.dictionaries(st.integers(10, 19).map(str), st.integers(1, 4))


@st.composite
def collections(draw: st.DrawFn, scores: st.SearchStrategy[float]) -> list[Verdict]:
    """Draw verdicts on some pairs of ten articles, either of which may be the older one."""
    pairs = {tuple(sorted(pair)): pair for pair in sorted(draw(PAIRS))}
    return [judged(str(a), str(b), draw(scores), *draw(PLACES)) for a, b in pairs.values()]


@given(collections(st.floats(0, 1)), DATES, st.randoms(use_true_random=False), st.integers(1, 9))
@settings(max_examples=20)
def test_any_verdicts(verdicts: list[Verdict], dates: Dates, rng: random.Random, size: int) -> None:
    with LocalEngine() as engine:
        assert_grouped(engine, verdicts, dates, rng, size)


@given(collections(st.floats(0.5, 1)), DATES, st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_related_pairs_alone(verdicts: list[Verdict], dates: Dates, rng: random.Random) -> None:
    with LocalEngine() as engine:
        assert_grouped(engine, verdicts, dates, rng)


def roundups(rng: random.Random, count: int) -> list[Verdict]:
    """Return stories with reports on them, and round-ups that took from them and from each other."""
    found: dict[tuple[str, str], Verdict] = {}
    for n in range(count):
        story, report = str(1000 + n), str(3000 + n)
        found[story, report] = judged(story, report, 0.8, ((0, 300), (0, rng.choice([90, 300]))))
    for n in range(count // 4):
        name, many = str(2000 + n), rng.randint(2, 8)
        for place, source in enumerate(rng.sample(range(1000, 1000 + count), many)):
            passage = place * 100, place * 100 + rng.choice([40, 90, 90, 300])
            found[str(source), name] = judged(str(source), name, 0.7, ((0, 90), passage))
        if n % 3 == 0 and n:
            before = str(2000 + rng.randrange(n))
            width = rng.choice([150, 800])
            found[before, name] = judged(before, name, 0.9, ((0, width), (10, 10 + width)))
    return list(found.values())


@pytest.mark.parametrize("known", [0.0, 0.5, 1.0], ids=["undated", "partly dated", "dated"])
@pytest.mark.parametrize("seed", range(2))
def test_many_round_ups(seed: int, known: float) -> None:
    rng = random.Random(seed)
    verdicts = roundups(rng, 120)
    names = sorted({name for one in verdicts for name in (one.a, one.b)})
    dates = {name: int(name[0]) + rng.randrange(2) for name in names if rng.random() < known}
    every = Verdicts.of(verdicts)
    articles = articles_of(every, dates)
    assert len(group_articles(articles, every).connections) > 20
    with LocalEngine() as engine:
        assert_grouped(engine, verdicts, dates, rng, 50)


def templates(rng: random.Random, count: int) -> list[Verdict]:
    """Return families of reports by template: most pairs are rejected, and a few look like rewrites."""
    found = []
    for a in range(100, 100 + count):
        for b in range(a + 1, min(100 + count, a + 15)):
            score = rng.choice([0.1, 0.2, 0.3, 0.45, 0.55, 0.7, 0.85, 0.97])
            start = 40 * rng.randrange(4)
            found.append(judged(str(a), str(b), score, ((start, start + 90), (start, start + 90))))
    return found


@pytest.mark.parametrize("kind", ["held", "spilled 7", "sail", pytest.param("spark", marks=pytest.mark.slow)])
def test_templates_fall_in_rounds(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    verdicts = templates(random.Random(3), 60)
    related = {(v.a, v.b) for v in verdicts if v.relation != "unrelated"}
    stand = {(v.a, v.b) for v in reconsidered(Verdicts.of(verdicts)) if v.relation != "unrelated"}
    assert set() < stand < related
    assert_grouped(opened(kind, tmp_path, request), verdicts, {}, random.Random(4), 100)
    assert kind == "held" or len(list(tmp_path.glob("fallen-*"))) > 3


def test_no_verdicts_at_all() -> None:
    with LocalEngine() as engine:
        assert_grouped(engine, [], {}, random.Random(0))
