"""What is kept beside a result: every judged pair and every article (not its text), as Parquet tables.

With them a new threshold or a question needs no new run. `reading.result` puts all of it together again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster import Clustering
from dedup.diff import SCHEMA_VERSION
from dedup.errors import ReadError, RecipeError
from dedup.verdicts import OF_ITS_KIND, RELATIONS, Columns, Indices, Verdicts

_MADE_WITH = b"dedup"
"""Where a table says which schema and recipe it belongs to."""

ROWS = 100_000
"""Pairs that are made into a table and written at a time."""

SHARES = ("resemblance", "containment_a_in_b", "containment_b_in_a")

_SPAN = pa.list_(pa.int64(), 2)
_EVIDENCE = pa.struct([pa.field("a", _SPAN), pa.field("b", _SPAN)])
_PAIR: list[pa.Field[Any]] = [
    pa.field("a", pa.string()),
    pa.field("b", pa.string()),
    pa.field("from", pa.string()),
    pa.field("relation", pa.string()),
    pa.field("score", pa.float64()),
    pa.field("reason", pa.string()),
    pa.field("resemblance", pa.float64()),
    pa.field("containment_a_in_b", pa.float64()),
    pa.field("containment_b_in_a", pa.float64()),
    pa.field("longest_shared_run_words", pa.int64()),
    pa.field("evidence", pa.list_(_EVIDENCE)),
]
PAIRS = pa.schema(_PAIR)
ARTICLES = pa.schema([(name, pa.string()) for name in ("id", "title", "date", "source", "language", "path")])


def pairs_path(result: Path) -> Path:
    """Return where the judged pairs of a result are kept.

    >>> pairs_path(Path("news/result.json")).name
    'result.json.candidates.parquet'
    """
    return result.with_name(f"{result.name}.candidates.parquet")


def articles_path(result: Path) -> Path:
    """Return where the articles of a result are kept.

    >>> articles_path(Path("news/result.json")).name
    'result.json.articles.parquet'
    """
    return result.with_name(f"{result.name}.articles.parquet")


def write_record(clustering: Clustering, result: Path) -> None:
    """Write both tables beside a result. Raises OSError if one cannot be written."""
    verdicts = Verdicts.of(clustering.candidates)
    slices = (verdicts[start : start + ROWS] for start in range(0, len(verdicts), ROWS))
    _write(map(pair_table, slices), PAIRS, clustering.recipe, pairs_path(result))
    articles = list(map(_about, clustering.known().values()))
    table = pa.Table.from_pylist(articles, schema=ARTICLES)
    _write([table], ARTICLES, clustering.recipe, articles_path(result))


def read_pairs(result: Path, recipe: Mapping[str, object], ids: Sequence[str]) -> Verdicts:
    """Return every judged pair, also the rejected ones, of the result with this recipe and these articles.

    Raises ReadError if they cannot be read, RecipeError if they belong to another result, KeyError if they
    name other articles.
    """
    return verdicts_from(_read(pairs_path(result), PAIRS, recipe), ids)


def verdicts_from(table: pa.Table, ids: Sequence[str]) -> Verdicts:
    """Return rows of `PAIRS` as verdicts on articles with these ids. Raises KeyError if they name others."""
    place = {name: n for n, name in enumerate(ids)}
    sides = [[place[str(name)] for name in table[side].to_pylist()] for side in ("a", "b")]
    passages, first = _passages(table["evidence"])
    relation = [RELATIONS.index(name) for name in table["relation"].to_pylist()]
    shares = [table[name].to_numpy() for name in SHARES]
    columns = Columns(
        pairs=np.array(sides, dtype=np.int32).T.reshape(-1, 2),
        relation=np.array(relation, dtype=np.uint8),
        score=table["score"].to_numpy(),
        shares=np.stack(shares, axis=1),
        longest=table["longest_shared_run_words"].to_numpy().astype(np.int32),
        passages=passages,
        first=first,
        overruled=pc.ends_with(table["reason"], OF_ITS_KIND).to_numpy(),
    )
    return Verdicts(ids, columns)


def read_articles(result: Path, recipe: Mapping[str, object]) -> dict[str, Article]:
    """Return every article of the result with this recipe by its id, its text empty.

    Raises ReadError if they cannot be read, RecipeError if they belong to another result.
    """
    rows = _read(articles_path(result), ARTICLES, recipe).to_pylist()
    return {row["id"]: Article(text="", **row) for row in rows}


def _passages(evidence: pa.ChunkedArray[Any]) -> tuple[NDArray[np.int32], Indices]:
    """Return the passages of all pairs, and where those of each begin."""
    lengths = pc.list_value_length(evidence).to_numpy()
    flat = pc.list_flatten(evidence)
    sides = [pc.list_flatten(pc.struct_field(flat, side)).to_numpy().reshape(-1, 2) for side in ("a", "b")]
    first = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=first[1:])
    return np.concatenate(sides, axis=1).astype(np.int32), first


def _write(tables: Iterable[pa.Table], schema: pa.Schema, recipe: Mapping[str, object], path: Path) -> None:
    made_with = json.dumps({"schema_version": SCHEMA_VERSION, "recipe": dict(recipe)})
    with pq.ParquetWriter(path, schema.with_metadata({_MADE_WITH: made_with})) as out:
        for table in tables:
            out.write_table(table.replace_schema_metadata({_MADE_WITH: made_with}))


def _read(path: Path, schema: pa.Schema, recipe: Mapping[str, object]) -> pa.Table:
    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
    except FileNotFoundError:
        raise ReadError(
            f"{path}: there is no such file; `dedup cluster FOLDER --format json -o RESULT` writes it beside "
            "the result, and both must stay together"
        ) from None
    except (OSError, pa.ArrowException) as error:
        what = str(error).partition("\n")[0]
        raise ReadError(f"{path}: cannot be read ({what}); cluster the articles again") from None
    made_with = json.loads((table.schema.metadata or {}).get(_MADE_WITH, b"null"))
    asked = {"schema_version": SCHEMA_VERSION, "recipe": recipe}
    if made_with != asked or not table.schema.equals(schema):
        raise RecipeError(
            f"{path}: was not made together with the result; cluster the articles again, "
            "and keep both files together"
        )
    return table


def _about(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in ARTICLES.names}


def pair_table(verdicts: Verdicts) -> pa.Table:
    """Return some verdicts as rows."""
    columns = verdicts.columns.ordered(verdicts.rows)
    names = [pa.array(map(verdicts.ids.__getitem__, side.tolist()), pa.string()) for side in columns.pairs.T]
    spans = [
        pa.FixedSizeListArray.from_arrays(pa.array(columns.passages[:, k : k + 2].ravel(), pa.int64()), 2)
        for k in (0, 2)
    ]
    passages = pa.StructArray.from_arrays(spans, names=["a", "b"])
    rows: dict[str, pa.Array[Any]] = {
        "a": names[0],
        "b": names[1],
        "from": pa.array(["a"] * len(verdicts), pa.string()),
        "relation": pa.array([RELATIONS[n] for n in columns.relation.tolist()], pa.string()),
        "score": pa.array(columns.score),
        "reason": pa.array([verdict.reason for verdict in verdicts], pa.string()),
        **{name: pa.array(share) for name, share in zip(SHARES, columns.shares.T, strict=True)},
        "longest_shared_run_words": pa.array(columns.longest, pa.int64()),
        "evidence": pa.ListArray.from_arrays(pa.array(columns.first, pa.int32()), passages),
    }
    return pa.Table.from_arrays(list(rows.values()), schema=PAIRS)
