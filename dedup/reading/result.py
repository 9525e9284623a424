"""A clustering as `dedup cluster` wrote it, with what is kept beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member, Skipped, StockText, Story
from dedup.diff import SCHEMA_VERSION
from dedup.errors import ReadError, RecipeError
from dedup.reading.parts import read_parts
from dedup.record import read_articles, read_pairs
from dedup.verdicts import RELATIONS, Verdicts
from dedup.version import VERSION

_KEYS = {
    "schema_version",
    "recipe",
    "engine",
    "articles",
    "skipped",
    "clusters",
    "connections",
    "singletons",
    "stock_phrases",
    "stories",
}
_HOW = "`dedup cluster FOLDER --format json -o RESULT` writes one"


def read_result(path: Path) -> Clustering:
    """Return the clustering in a JSON file or folder that `dedup cluster` wrote; its articles have no texts.

    Raises `ReadError` if the file, or what is kept beside it, is missing or damaged, and `RecipeError` if
    another version of dedup made it or the files do not belong together.
    """
    if path.is_dir():
        return read_parts(path)
    found = _parsed(path)
    recipe = found["recipe"]
    if found["schema_version"] != SCHEMA_VERSION or recipe.get("version") != VERSION:
        raise RecipeError(
            f"{path}: made by dedup {recipe.get('version', 'of an unknown version')} with schema version "
            f"{found['schema_version']}, this is dedup {VERSION} with schema version {SCHEMA_VERSION}; "
            "cluster the articles again"
        )
    articles = read_articles(path, recipe)
    try:
        return _clustering(found, articles, read_pairs(path, recipe, sorted(articles)))
    except (KeyError, TypeError):
        raise RecipeError(
            f"{path}: names articles or pairs that are not in the files beside it; cluster the articles again"
        ) from None


def _parsed(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file; {_HOW}") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except (ValueError, RecursionError):
        raise ReadError(f"{path}: not the JSON of a clustering; {_HOW}") from None
    if not isinstance(found, dict) or _KEYS - found.keys() or not isinstance(found["recipe"], dict):
        raise ReadError(f"{path}: not the result of a clustering; {_HOW}")
    return found


def _clustering(found: Mapping[str, Any], articles: Mapping[str, Article], verdicts: Verdicts) -> Clustering:
    edges = _Edges(verdicts)
    clusters = tuple(_cluster(cluster, articles, edges) for cluster in found["clusters"])
    singletons = tuple(articles[key] for key in found["singletons"])
    placed = sum(len(cluster.members) for cluster in clusters) + len(singletons)
    if not placed == len(articles) == found["articles"]:
        raise KeyError("articles")
    return Clustering(
        recipe=found["recipe"],
        engine=found["engine"],
        articles=found["articles"],
        skipped=tuple(Skipped(item["path"], item["why"]) for item in found["skipped"]),
        clusters=clusters,
        connections=edges.of(found["connections"]),
        singletons=singletons,
        stock=tuple(StockText(item["text"], item["articles"]) for item in found["stock_phrases"]),
        candidates=verdicts,
        stories=_stories(found["stories"]),
    )


def _cluster(found: Mapping[str, Any], articles: Mapping[str, Article], edges: _Edges) -> Cluster:
    members = tuple(Member(articles[member["id"]], member["role"]) for member in found["members"])
    return Cluster(found["id"], members, edges.of(found["edges"]))


def _stories(found: Sequence[Mapping[str, Any]] | None) -> tuple[Story, ...] | None:
    if found is None:
        return None
    return tuple(
        Story(story["id"], tuple(story["clusters"]), tuple(story["articles"]), tuple(story["terms"]))
        for story in found
    )


class _Edges:
    """Finds verdicts by the pair that they are on."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._verdicts = verdicts
        self._place = {name: n for n, name in enumerate(verdicts.ids)}
        pairs = map(tuple, verdicts.columns.pairs.tolist())
        self._row = {pair: n for n, pair in enumerate(pairs)}

    def of(self, found: Sequence[Mapping[str, Any]]) -> Verdicts:
        """Return the verdicts on pairs as a result names them. Raises KeyError if one is not there."""
        rows = [self._row[self._place[edge["a"]], self._place[edge["b"]]] for edge in found]
        relations = self._verdicts.columns.relation[np.array(rows, dtype=np.int64)].tolist()
        if [RELATIONS[n] for n in relations] != [edge["relation"] for edge in found]:
            raise KeyError("relation")
        return self._verdicts.take(np.array(rows, dtype=np.int64))
