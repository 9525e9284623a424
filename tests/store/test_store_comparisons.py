"""Pasted texts under a link, on both databases."""

from __future__ import annotations

import pytest

from api.store.audit import NOBODY, AuditLog, Author
from api.store.collections import CollectionStore
from api.store.comparisons import DAY, ComparisonStore
from api.store.database import Database
from api.store.errors import CursorError, NotKnownError
from api.store.keys import KeyStore

ONE = 1


@pytest.fixture
def store(database: Database) -> ComparisonStore:
    return ComparisonStore(database)


@pytest.mark.parametrize("text", ["Es regnet.", "", "Größe\r\n\x00 🙂"])
def test_texts_come_back_as_they_were_kept(store: ComparisonStore, text: str) -> None:
    kept = store.get(ONE, store.keep(ONE, text, "Es schneit.", 7.0, NOBODY), 8.0)
    assert (kept.a, kept.b, kept.created) == (text, "Es schneit.", 7.0)


def test_the_same_texts_are_kept_once(store: ComparisonStore, database: Database) -> None:
    names = {store.keep(ONE, "ab", "c", now, NOBODY) for now in (1.0, 2.0)}
    assert len(names) == 1
    assert store.get(ONE, names.pop(), 3.0).created == 2.0
    assert store.keep(ONE, "a", "bc", 3.0, NOBODY) != store.keep(ONE, "ab", "c", 3.0, NOBODY)
    entries = [entry for _, entry in AuditLog(database).before(None, ONE, 9)]
    assert [entry.action for entry in entries] == ["comparison.keep"] * 4


def test_what_another_collection_keeps_is_not_there(store: ComparisonStore, database: Database) -> None:
    other = CollectionStore(database).create("sport", 1.0).id
    name = store.keep(ONE, "a", "b", 1.0, NOBODY)
    with pytest.raises(NotKnownError):
        store.get(other, name, 2.0)
    with pytest.raises(NotKnownError):
        store.delete(other, name, 2.0, NOBODY)
    assert store.keep(other, "a", "b", 3.0, NOBODY) == name


def test_what_was_deleted_is_gone(store: ComparisonStore) -> None:
    name = store.keep(ONE, "a", "b", 1.0, NOBODY)
    store.delete(ONE, name, 2.0, NOBODY)
    with pytest.raises(NotKnownError, match="no such comparison"):
        store.get(ONE, name, 3.0)


def test_the_list_has_the_newest_first_and_says_how_texts_begin(
    store: ComparisonStore, database: Database
) -> None:
    key, _ = KeyStore(database).create("desk", "write", None, 1.0)
    first = store.keep(ONE, "\n Hafen gesperrt\nMehr.", "x" * 1_000, 1.0, Author(key.id, None))
    names = [store.keep(ONE, f"a{n}", "ü" * 999, 2.0, NOBODY) for n in range(3)]
    page = store.page(ONE, None, 2, 3.0)
    rest = store.page(ONE, page.next, 2, 3.0)
    assert [head.id for head in (*page.items, *rest.items)] == [*sorted(names, reverse=True), first]
    assert rest.next is None
    head = rest.items[-1]
    assert (head.a, head.b, head.created, head.editor) == ("Hafen gesperrt", "x" * 89 + "…", 1.0, "desk")
    assert page.items[0].editor is None
    with pytest.raises(CursorError):
        store.page(ONE, "0" * 32, 2, 3.0)


def test_after_some_days_it_is_gone_unless_it_is_kept_again(database: Database) -> None:
    store = ComparisonStore(database, days=2)
    old, again = store.keep(ONE, "a", "b", 0.0, NOBODY), store.keep(ONE, "c", "d", 0.0, NOBODY)
    store.keep(ONE, "c", "d", DAY, NOBODY)
    assert store.get(ONE, old, 2 * DAY - 1).a == "a"
    with pytest.raises(NotKnownError):
        store.get(ONE, old, 2 * DAY)
    assert [head.id for head in store.page(ONE, None, 9, 2 * DAY).items] == [again]
    assert ComparisonStore(database).get(ONE, old, 9 * DAY).a == "a"
    assert ComparisonStore(database).sweep(9 * DAY) == 0
    assert (store.sweep(2 * DAY), store.sweep(2 * DAY)) == (1, 0)
    assert ComparisonStore(database).get(ONE, again, 9 * DAY).a == "c"
