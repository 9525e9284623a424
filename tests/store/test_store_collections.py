"""Collections and the audit log, on both databases."""

from __future__ import annotations

import pytest

from api.store.articles import ArticleStore
from api.store.audit import NOBODY, AuditLog, Author, Entry
from api.store.collections import CollectionStore
from api.store.database import Database
from api.store.errors import NotKnownError, TakenError
from dedup import Article


@pytest.fixture
def collections(database: Database) -> CollectionStore:
    return CollectionStore(database)


def newest(database: Database, limit: int) -> list[Entry]:
    return [entry for _, entry in AuditLog(database).before(None, None, limit)]


def test_one_collection_is_there_from_the_start(collections: CollectionStore) -> None:
    assert collections.all() == [collections.named("default")]
    assert collections.named() == collections.named("default")


def test_more_can_be_made(collections: CollectionStore) -> None:
    made = collections.create("Sport & Kultur", 2.0)
    assert collections.named("Sport & Kultur") == made
    assert [collection.name for collection in collections.all()] == ["default", "Sport & Kultur"]


def test_a_name_stands_for_one_collection(collections: CollectionStore) -> None:
    with pytest.raises(TakenError):
        collections.create("default", 2.0)
    with pytest.raises(NotKnownError):
        collections.named("sport")


def test_every_write_is_in_the_audit_log(
    collections: CollectionStore, store: ArticleStore, database: Database
) -> None:
    here, desk = collections.create("sport", 1.0, Author(key=4)).id, Author(key=5, request="r1")
    store.put(here, [Article("a", id="a"), Article("b", id="b")], 2.0, desk)
    store.put(here, [Article("a", id="a")], 3.0, desk)
    store.delete(here, "a", 4.0)
    assert newest(database, 3) == [
        Entry(4.0, here, NOBODY, "article.delete", "a"),
        Entry(2.0, here, desk, "article.put", "b"),
        Entry(2.0, here, desk, "article.put", "a"),
    ]
    assert newest(database, 9)[-1] == Entry(1.0, here, Author(4), "collection.create", "sport")


def test_what_fails_is_not_in_the_audit_log(store: ArticleStore, database: Database) -> None:
    with pytest.raises(NotKnownError):
        store.delete(1, "a", 4.0)
    assert newest(database, 9) == []
