"""Pasted texts under a link, on both databases."""

from __future__ import annotations

import pytest

from api.store.audit import NOBODY, AuditLog
from api.store.collections import CollectionStore
from api.store.comparisons import ComparisonStore
from api.store.database import Database
from api.store.errors import NotKnownError

ONE = 1


@pytest.fixture
def store(database: Database) -> ComparisonStore:
    return ComparisonStore(database)


@pytest.mark.parametrize("text", ["Es regnet.", "", "Größe\r\n\x00 🙂"])
def test_texts_come_back_as_they_were_kept(store: ComparisonStore, text: str) -> None:
    kept = store.get(ONE, store.keep(ONE, text, "Es schneit.", 7.0, NOBODY))
    assert (kept.a, kept.b, kept.created) == (text, "Es schneit.", 7.0)


def test_the_same_texts_are_kept_once(store: ComparisonStore, database: Database) -> None:
    names = {store.keep(ONE, "ab", "c", now, NOBODY) for now in (1.0, 2.0)}
    assert len(names) == 1
    assert store.get(ONE, names.pop()).created == 1.0
    assert store.keep(ONE, "a", "bc", 3.0, NOBODY) != store.keep(ONE, "ab", "c", 3.0, NOBODY)
    entries = [entry for _, entry in AuditLog(database).before(None, ONE, 9)]
    assert [entry.action for entry in entries] == ["comparison.keep"] * 2


def test_what_another_collection_keeps_is_not_there(store: ComparisonStore, database: Database) -> None:
    other = CollectionStore(database).create("sport", 1.0).id
    name = store.keep(ONE, "a", "b", 1.0, NOBODY)
    with pytest.raises(NotKnownError):
        store.get(other, name)
    with pytest.raises(NotKnownError):
        store.delete(other, name, 2.0, NOBODY)
    assert store.keep(other, "a", "b", 3.0, NOBODY) == name


def test_what_was_deleted_is_gone(store: ComparisonStore) -> None:
    name = store.keep(ONE, "a", "b", 1.0, NOBODY)
    store.delete(ONE, name, 2.0, NOBODY)
    with pytest.raises(NotKnownError, match="no such comparison"):
        store.get(ONE, name)
