"""The stories of a result as a file of its own, so that a page reads no more of it than it shows.

It is a small database of SQLite beside the other forms of the result, made once and never changed. The texts
of all articles in clusters are in it: what was uploaded may be an archive in which nothing is found quickly.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from api.jobs.task import Report
from api.precedence import in_order
from dedup import Article, Cluster, Clustering, Skipped

STORIES = "stories.db"
OPENING = 300
"""So many characters of a text are searched besides its title."""

Row = tuple[object, ...]

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE stories (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, articles INTEGER, copied REAL);
CREATE TABLE articles (number INTEGER PRIMARY KEY, story INTEGER, about TEXT, source TEXT, published REAL);
CREATE TABLE openings (number INTEGER PRIMARY KEY, said TEXT);
CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE takings (
    story INTEGER, a INTEGER, b INTEGER, origin TEXT, relation TEXT,
    resemblance REAL, containment_a_in_b REAL, containment_b_in_a REAL
);
"""
_INDEXES = """
CREATE INDEX articles_of_story ON articles (story);
CREATE INDEX takings_of_story ON takings (story);
"""


def write_stories(
    path: Path, found: Clustering, articles: Iterable[Article | Skipped], report: Report
) -> None:
    """Write the clusters of a result with the texts of their articles, which are read once more.

    The articles of a cluster get numbers that follow each other, in the order in which they are told.
    Raises OSError if there is no room.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as into:
            into.executescript(_TABLES)
            into.execute("BEGIN")
            numbers = _write_clusters(into, found.clusters)
            for done, article in enumerate(_of_these(numbers, articles), 1):
                _write_text(into, numbers[article.id], article)
                report("write", done, len(numbers))
            into.execute("COMMIT")
            into.executescript(_INDEXES)
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error)) from error


def _write_clusters(into: sqlite3.Connection, clusters: Iterable[Cluster]) -> dict[str, int]:
    """Write all but the texts, and return the numbers of the articles by their ids."""
    numbers: dict[str, int] = {}
    for place, cluster in enumerate(clusters):
        told = {name: number for number, name in enumerate(_told(cluster), len(numbers) + 1)}
        numbers.update(told)
        into.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", _articles(place, cluster, told))
        into.executemany(
            "INSERT INTO takings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _takings(place, cluster, told)
        )
        story = (place, cluster.id, len(told), _copied(cluster))
        into.execute("INSERT INTO stories VALUES (?, ?, ?, ?)", story)
    return numbers


def _write_text(into: sqlite3.Connection, number: int, article: Article) -> None:
    said = f"{article.title or ''}\n{article.id}\n{article.text[:OPENING]}".lower()
    into.execute("INSERT INTO openings VALUES (?, ?)", (number, said))
    into.execute("INSERT INTO texts VALUES (?, ?)", (number, article.text))


def _of_these(names: Container[str], articles: Iterable[Article | Skipped]) -> Iterator[Article]:
    return (article for article in articles if isinstance(article, Article) and article.id in names)


def _told(cluster: Cluster) -> list[str]:
    """Return the ids of the articles in the order in which they are told."""
    moments = {member.article.id: _seconds(member.article) for member in cluster.members}
    return in_order(moments, [(edge.a, edge.b) for edge in cluster.edges])


def _articles(place: int, cluster: Cluster, numbers: Mapping[str, int]) -> Iterator[Row]:
    for member in cluster.members:
        article = member.article
        about = (article.id, article.title, article.date, article.source, article.language, article.path)
        row = json.dumps([*about, member.role])
        yield numbers[article.id], place, row, article.source, _seconds(article)


def _takings(place: int, cluster: Cluster, numbers: Mapping[str, int]) -> Iterator[Row]:
    for edge in cluster.edges:
        shares = edge.resemblance, edge.containment_a_in_b, edge.containment_b_in_a
        yield place, numbers[edge.a], numbers[edge.b], edge.origin, edge.relation, *shares


def _copied(cluster: Cluster) -> float | None:
    """Return which part of their text those articles that took from others took on average."""
    most: dict[str, float] = {}
    for edge in cluster.edges:
        most[edge.b] = max(most.get(edge.b, 0.0), edge.containment_b_in_a)
    return sum(most.values()) / len(most) if most else None


def _seconds(article: Article) -> float | None:
    published = article.published()
    return None if published is None else published.timestamp()
