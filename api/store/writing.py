"""Articles put into the tables, many at once: what is new is found first, then written table by table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, func, insert, select, text, update

from api.store.tables import articles, changes, versions
from dedup import Article

MAX_NAMES = 500
"""Names in one list of a statement: long ones are slow to prepare, and SQLite has a bound."""

_KNOWN = (
    select(
        articles.c.name,
        articles.c.id,
        versions.c.id,
        versions.c.number,
        versions.c.digest,
        versions.c.created,
    )
    .join(versions, versions.c.id == articles.c.latest, isouter=True)
    .where(
        articles.c.collection == bindparam("collection"),
        articles.c.name.in_(bindparam("names", expanding=True)),
    )
)
_LAST_NUMBERS = text("select name, seq from sqlite_sequence where name in ('articles', 'versions')")
_NEXT_NUMBERS = select(func.nextval("articles_id_seq"), func.nextval("versions_id_seq")).select_from(
    func.generate_series(1, bindparam("count"))
)
_NEW_ARTICLES = insert(articles)
_NEW_VERSIONS = insert(versions)
_NEW_CHANGES = insert(changes)
_NEW_LATEST = (
    update(articles)
    .where(articles.c.id == bindparam("key"))
    .values(latest=bindparam("newest"), updated=bindparam("now"), deleted=None)
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article lies: its numbers in the database, its version's number from 1 and its digest."""

    key: int
    version: int
    number: int
    digest: bytes
    created: float
    fresh: bool


class Writing:
    """Puts articles into a collection, within the transaction of a connection that has its turn there."""

    def __init__(self, connection: Connection, collection: int, now: float) -> None:
        self._connection = connection
        self._collection = collection
        self._now = now

    def put(self, sent: Sequence[Article]) -> list[Place]:
        """Write what differs from the newest version of its id; return where each article lies."""
        keys, newest = self._known(list({article.id for article in sent}))
        numbers, known = self._numbers(len(sent)), set(keys)
        places = []
        for article in sent:
            digest, last = digest_of(article), newest.get(article.id)
            if last and last.digest == digest:
                places.append(replace(last, fresh=False))
                continue
            key, version = next(numbers)
            key = keys.setdefault(article.id, key)
            number = last.number + 1 if last else 1
            newest[article.id] = Place(key, version, number, digest, self._now, fresh=True)
            places.append(newest[article.id])
        self._write([pair for pair in zip(sent, places, strict=True) if pair[1].fresh], known)
        return places

    def _known(self, names: Sequence[str]) -> tuple[dict[str, int], dict[str, Place]]:
        """Return the keys of the articles that were ever here, and the newest versions of those that are."""
        keys, newest = {}, {}
        for start in range(0, len(names), MAX_NAMES):
            wanted = {"collection": self._collection, "names": names[start : start + MAX_NAMES]}
            for name, key, version, number, digest, created in self._connection.execute(_KNOWN, wanted):
                keys[name] = key
                if version is not None:
                    newest[name] = Place(key, version, number, digest, created, fresh=False)
        return keys, newest

    def _numbers(self, count: int) -> Iterator[tuple[int, int]]:
        """Give numbers for new articles and versions, so that rows can name each other from the start."""
        if self._connection.dialect.name != "sqlite":
            found = self._connection.execute(_NEXT_NUMBERS, {"count": count})
            return iter([(key, version) for key, version in found])
        last = {str(row.name): int(row.seq) for row in self._connection.execute(_LAST_NUMBERS)}
        key, version = last.get("articles", 0), last.get("versions", 0)
        return ((key + step, version + step) for step in range(1, count + 1))

    def _write(self, fresh: Sequence[tuple[Article, Place]], known: set[str]) -> None:
        newest = {article.id: place for article, place in fresh}
        self._run(_NEW_ARTICLES, [self._article(*new) for new in newest.items() if new[0] not in known])
        self._run(_NEW_VERSIONS, [_version(*pair) for pair in fresh])
        self._run(_NEW_LATEST, [self._latest(place) for name, place in newest.items() if name in known])
        self._run(_NEW_CHANGES, [self._change(place) for _, place in fresh])

    def _run(self, statement: Executable, rows: list[Row]) -> None:
        if rows:
            self._connection.execute(statement, rows)

    def _article(self, name: str, newest: Place) -> Row:
        return {
            "id": newest.key,
            "collection": self._collection,
            "name": name,
            "latest": newest.version,
            "created": self._now,
            "updated": self._now,
        }

    def _latest(self, newest: Place) -> Row:
        return {"key": newest.key, "newest": newest.version, "now": self._now}

    def _change(self, place: Place) -> Row:
        return {"collection": self._collection, "article": place.key, "version": place.version}


def digest_of(article: Article) -> bytes:
    """Return the SHA-256 of all that was sent of an article but its id."""
    sent = (article.text, article.title, article.date, article.source, article.language)
    # With its length before each part no two articles have the same bytes.
    parts = (b"-" if part is None else b"%d:%s" % (len(part), part.encode()) for part in sent)
    return sha256(b"".join(parts)).digest()


def _version(article: Article, place: Place) -> Row:
    published = article.published()
    return {
        "id": place.version,
        "article": place.key,
        "number": place.number,
        "text": article.text,
        "title": article.title,
        "date": article.date,
        "published": published and published.timestamp(),
        "source": article.source,
        "language": article.language,
        "digest": place.digest,
        "created": place.created,
    }
