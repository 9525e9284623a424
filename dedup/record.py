"""What is kept beside a result: every judged pair and every article (not its text), as Parquet tables.

With them a new threshold or a question needs no new run. `reading.result` puts all of it together again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dedup.article import Article
from dedup.cluster import Clustering
from dedup.diff import SCHEMA_VERSION
from dedup.errors import ReadError, RecipeError
from dedup.span import Span
from dedup.verdict import Evidence, Verdict

_MADE_WITH = b"dedup"
"""Where a table says which schema and recipe it belongs to."""

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
    _write(map(_pair, clustering.candidates), PAIRS, clustering.recipe, pairs_path(result))
    _write(map(_about, clustering.known().values()), ARTICLES, clustering.recipe, articles_path(result))


def read_pairs(result: Path, recipe: Mapping[str, object]) -> tuple[Verdict, ...]:
    """Return every judged pair, also the rejected ones, of the result with this recipe.

    Raises ReadError if they cannot be read, RecipeError if they belong to another result.
    """
    return tuple(map(_verdict, _read(pairs_path(result), PAIRS, recipe)))


def read_articles(result: Path, recipe: Mapping[str, object]) -> dict[str, Article]:
    """Return every article of the result with this recipe by its id, its text empty.

    Raises ReadError if they cannot be read, RecipeError if they belong to another result.
    """
    rows = _read(articles_path(result), ARTICLES, recipe)
    return {row["id"]: Article(text="", **row) for row in rows}


def _write(
    rows: Iterable[Mapping[str, object]], schema: pa.Schema, recipe: Mapping[str, object], path: Path
) -> None:
    made_with = json.dumps({"schema_version": SCHEMA_VERSION, "recipe": dict(recipe)})
    table = pa.Table.from_pylist(list(rows), schema=schema.with_metadata({_MADE_WITH: made_with}))
    pq.write_table(table, path)


def _read(path: Path, schema: pa.Schema, recipe: Mapping[str, object]) -> list[dict[str, Any]]:
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
    return table.to_pylist()


def _about(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in ARTICLES.names}


def _pair(verdict: Verdict) -> dict[str, object]:
    row = asdict(verdict)
    row["from"] = row.pop("origin")
    row["evidence"] = [{"a": [e.a.start, e.a.end], "b": [e.b.start, e.b.end]} for e in verdict.evidence]
    return row


def _verdict(row: dict[str, Any]) -> Verdict:
    evidence = tuple(Evidence(Span(*e["a"]), Span(*e["b"])) for e in row.pop("evidence"))
    return Verdict(origin=row.pop("from"), evidence=evidence, **row)
