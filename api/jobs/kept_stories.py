"""The stories of a result as they were written: found, told, and the texts of their articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from api.store.errors import NotKnownError
from api.store.story_lists import StoryFilter, StoryHead
from dedup import Article, Cluster, Member, Verdict

Numbers = dict[str, int]
"""The numbers of articles by their ids."""

_OF = "FROM articles AS article JOIN openings USING (number) WHERE article.story = story.place"


class KeptStories:
    """The stories in a file; an article is asked for by its number.

    All raise NotKnownError if what is asked for is not there, or the file is gone.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def page(self, wanted: StoryFilter, start: int, limit: int) -> list[tuple[int, StoryHead]]:
        """Return up to `limit` stories from a place on, the largest first, each with its place."""
        holds, values = _conditions(wanted)
        asked = f"SELECT place, id, articles, copied FROM stories AS story WHERE {' AND '.join(holds)}"
        with self._open() as file:
            rows = file.execute(f"{asked} ORDER BY place LIMIT ?", (start, *values, limit)).fetchall()
            return [(row[0], _head(file, *row)) for row in rows]

    def cluster(self, name: str) -> tuple[Cluster, Numbers]:
        """Return a cluster by its id, without texts, and the numbers of its articles."""
        with self._open() as file:
            row = file.execute("SELECT place FROM stories WHERE id = ?", (name,)).fetchone()
            if row is None:
                raise NotKnownError("the result has no cluster with this id")
            rows = file.execute("SELECT number, about FROM articles WHERE story = ? ORDER BY number", row)
            members = {number: _member(about) for number, about in rows}
            edges = [_edge(members, taking) for taking in file.execute(_TAKINGS, row)]
        numbers = {member.article.id: number for number, member in members.items()}
        return Cluster(name, tuple(members.values()), edges), numbers

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        """Return articles with their texts."""
        with self._open() as file:
            return [_article(file, number) for number in numbers]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # Nobody writes to it any more, so it needs no lock, which a shared folder might not have.
        address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            file = sqlite3.connect(address, uri=True)
        except sqlite3.OperationalError as error:
            raise NotKnownError("the result is gone") from error
        with closing(file):
            file.create_function("small", 1, _small, deterministic=True)
            yield file


_TAKINGS = (
    "SELECT a, b, origin, relation, resemblance, containment_a_in_b, containment_b_in_a "
    "FROM takings WHERE story = ? ORDER BY rowid"
)


def _conditions(wanted: StoryFilter) -> tuple[list[str], list[object]]:
    """Return what holds of the stories that are meant, from a place on, with the values of all but that."""
    holds = ["place >= ?", "articles >= ?"]
    values: list[object] = [wanted.least]
    some: list[tuple[str, list[object]]] = []
    if wanted.words:
        each = " AND ".join("instr(said, ?)" for _ in wanted.words)
        some.append((each, [word.lower() for word in wanted.words]))
    if wanted.source is not None:
        some.append(("small(source) = ?", [wanted.source.lower()]))
    if wanted.published_from is not None:
        some.append(("published >= ?", [wanted.published_from]))
    if wanted.published_to is not None:
        some.append(("published < ?", [wanted.published_to]))
    for condition, given in some:
        holds.append(f"EXISTS (SELECT 1 {_OF} AND {condition})")
        values.extend(given)
    return holds, values


def _head(file: sqlite3.Connection, place: int, name: str, articles: int, copied: float | None) -> StoryHead:
    spans = "SELECT MIN(published), MAX(published) FROM articles WHERE story = ?"
    first, last = file.execute(spans, (place,)).fetchone()
    named = "SELECT DISTINCT source FROM articles WHERE story = ? AND source IS NOT NULL ORDER BY source"
    sources = tuple(row[0] for row in file.execute(named, (place,)))
    told_last = "SELECT about FROM articles WHERE story = ? ORDER BY number DESC LIMIT 1"
    newest = _member(file.execute(told_last, (place,)).fetchone()[0]).article
    return StoryHead(name, articles, last or 0.0, newest, sources, first, last, copied)


def _article(file: sqlite3.Connection, number: int) -> Article:
    asked = "SELECT about, text FROM articles JOIN texts USING (number) WHERE number = ?"
    row = file.execute(asked, (number,)).fetchone()
    if row is None:
        raise NotKnownError("the result has no article with this number")
    return _member(row[0], row[1]).article


def _member(about: str, text: str = "") -> Member:
    *known, role = json.loads(about)
    return Member(Article(text, *known), role)


def _edge(members: Mapping[int, Member], row: Sequence[Any]) -> Verdict:
    a, b, origin, relation, resemblance, a_in_b, b_in_a = row
    return Verdict(
        a=members[a].article.id,
        b=members[b].article.id,
        origin=origin,
        relation=relation,
        resemblance=resemblance,
        containment_a_in_b=a_in_b,
        containment_b_in_a=b_in_a,
        reason="",  # this and what follows is not shown
        longest_shared_run_words=0,
        score=0.0,
        evidence=(),
    )


def _small(text: str | None) -> str | None:
    return None if text is None else text.lower()
