"""What a list of stories says of each cluster, and which clusters are those that somebody looks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, exists, func, or_, select

from api.store.articles import STORED, stored_of
from api.store.clusters import MATE, SAME, read_page
from api.store.tables import articles, verdicts, versions
from dedup import Article

OPENING = 300
"""So many characters of a text are searched besides its title: a headline, where no title was given."""

_OF = versions.alias("version_of_mate")
_A, _B = articles.alias("taken_from"), articles.alias("taker")
_OF_A = versions.alias("version_taken_from")
_CLUSTERS: BindParameter[str] = bindparam("clusters", expanding=True)
_HERE = articles.c.collection == bindparam("collection")
_SPANS = (
    select(articles.c.cluster, func.min(versions.c.published), func.max(versions.c.published))
    .join(versions, versions.c.id == articles.c.latest)
    .where(_HERE, articles.c.cluster.in_(_CLUSTERS))
    .group_by(articles.c.cluster)
)
_SOURCES = (
    select(articles.c.cluster, versions.c.source)
    .join(versions, versions.c.id == articles.c.latest)
    .where(_HERE, articles.c.cluster.in_(_CLUSTERS), versions.c.source.is_not(None))
    .distinct()
    .order_by(versions.c.source)
)
_TAKEN = (
    select(
        _B.c.cluster.label("cluster"),
        func.max(verdicts.c.verdict["containment_b_in_a"].as_float()).label("share"),
    )
    .join(verdicts, verdicts.c.b == _B.c.latest)
    .join(_OF_A, _OF_A.c.id == verdicts.c.a)
    .join(_A, (_A.c.id == _OF_A.c.article) & (_A.c.latest == _OF_A.c.id) & (_A.c.cluster == _B.c.cluster))
    .where(_B.c.collection == bindparam("collection"), _B.c.cluster.in_(_CLUSTERS))
    .where(verdicts.c.relation != "unrelated")
    .group_by(_B.c.cluster, _B.c.id)
    .subquery()
)
_COPIED = select(_TAKEN.c.cluster, func.avg(_TAKEN.c.share)).group_by(_TAKEN.c.cluster)
_NEWEST = STORED.where(versions.c.id.in_(bindparam("versions", expanding=True)))


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories are meant: some article has all `words`, some comes from `source`, and so on.

    Moments are seconds; `published_to` is not included any more.
    """

    words: tuple[str, ...] = ()
    source: str | None = None
    published_from: float | None = None
    published_to: float | None = None
    least: int = 2


@dataclass(frozen=True, slots=True)
class StoryHead:
    """A cluster as a story in a list; `newest` is the article that came last.

    `copied` is the share of their text that those articles which took from others here took on average.
    """

    id: str
    articles: int
    updated: float
    newest: Article
    sources: tuple[str, ...]
    first: float | None
    last: float | None
    copied: float | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A part of the list of stories, and the cursor of the part that follows, if any."""

    items: list[StoryHead]
    next: str | None


def read_stories(
    connection: Connection, collection: int, wanted: StoryFilter, cursor: str | None, limit: int
) -> StoryPage:
    """Return up to `limit` stories after a cursor, those first that an article came to last."""
    page = read_page(connection, collection, cursor, limit, conditions(wanted))
    asked = {"collection": collection, "clusters": [head.id for head in page.items]}
    places = {"versions": [head.place for head in page.items]}
    newest = {row.version: stored_of(row).article for row in connection.execute(_NEWEST, places)}
    spans = {cluster: (first, last) for cluster, first, last in connection.execute(_SPANS, asked)}
    copied = {row[0]: row[1] for row in connection.execute(_COPIED, asked)}
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for cluster, source in connection.execute(_SOURCES, asked):
        sources[cluster].append(source)
    heads = [
        StoryHead(
            head.id,
            head.articles,
            head.updated,
            newest[head.place],
            tuple(sources[head.id]),
            *spans[head.id],
            copied.get(head.id),
        )
        for head in page.items
    ]
    return StoryPage(heads, page.next)


def conditions(wanted: StoryFilter) -> list[ColumnElement[bool]]:
    """Return what holds of the clusters that are meant."""
    found = []
    if wanted.words:
        said = func.lower(
            func.coalesce(_OF.c.title, "") + "\n" + MATE.c.name + "\n" + func.substr(_OF.c.text, 1, OPENING)
        )
        found.append(_some(*(_contains(said, word) for word in wanted.words)))
    if wanted.source is not None:
        found.append(_some(func.lower(_OF.c.source).in_(cases(wanted.source))))
    if wanted.published_from is not None:
        found.append(_some(_OF.c.published >= wanted.published_from))
    if wanted.published_to is not None:
        found.append(_some(_OF.c.published < wanted.published_to))
    if wanted.least > 2:
        found.append(select(func.count()).where(*SAME).scalar_subquery() >= wanted.least)
    return found


def cases(word: str) -> list[str]:
    """Return how a word may stand in small letters where the database makes only A to Z small.

    SQLite does so, and PostgreSQL with the locale C.

    >>> cases("Überfälle"), cases("Hafen")
    (['ÜberfÄlle', 'Überfälle', 'überfälle'], ['hafen'])
    """
    small = word.lower()
    others = "".join(letter if letter.isascii() else letter.upper() for letter in small)
    first = small[:1] if small[:1].isascii() else small[:1].upper()
    return sorted({small, others, first + small[1:]})


def _contains(said: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return or_(*(said.contains(case, autoescape=True) for case in cases(word)))


def _some(*holds: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return that all this holds of the newest version of some article of the cluster."""
    return exists().where(*SAME, _OF.c.id == MATE.c.latest, *holds)


def sources_of(pages: Sequence[StoryHead]) -> list[str]:
    """Return the sources of some stories, each once.

    >>> sources_of([])
    []
    """
    return sorted({source for head in pages for source in head.sources})
