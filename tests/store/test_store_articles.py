"""Articles and versions, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from api.store.articles import ArticleStore, Change, Stored
from api.store.collections import CollectionStore
from api.store.database import Database
from api.store.errors import NotKnownError
from api.store.tables import versions
from dedup import Article

FIRST = Article(
    "Die Brücke ist gesperrt.", id="b", title="Brücke", date="2025-03-11", source="dpa", language="de"
)
SECOND = Article("Die Brücke ist wieder frei.", id="b", date="2025-03-12", source="dpa", language="de")


@pytest.fixture
def here(database: Database) -> int:
    return CollectionStore(database).named().id


def test_what_is_put_is_read_as_it_was(store: ArticleStore, here: int) -> None:
    (put,) = store.put(here, [FIRST], 7.0)
    assert put == Stored(put.key, put.version, 1, FIRST, 7.0, fresh=True)
    assert store.get(here, "b") == Stored(put.key, put.version, 1, FIRST, 7.0, fresh=False)


@pytest.mark.parametrize(
    "article",
    [
        Article("🌉 e\u0301 \u2028 \ufeff 'x' \\ %s :name ?", id="a/b c?d#e%2F%00.."),
        Article("x", id="İ" * 200, title="", date="2025-03-11T12:30:00+02:00", source="", language="en-GB"),
        Article("Ein Satz. " * 50_000, id=" "),
    ],
)
def test_odd_articles_are_read_as_they_were(store: ArticleStore, here: int, article: Article) -> None:
    store.put(here, [article], 1.0)
    assert store.get(here, article.id).article == article


def test_another_text_under_the_same_id_is_a_new_version(store: ArticleStore, here: int) -> None:
    first, second = store.put(here, [FIRST], 1.0) + store.put(here, [SECOND], 2.0)
    assert (second.number, second.fresh, second.key) == (2, True, first.key)
    assert store.get(here, "b").article == SECOND
    assert store.get(here, "b", 1).article == FIRST
    assert [(each.number, each.chars) for each in store.versions(here, "b")] == [
        (1, len(FIRST.text)),
        (2, len(SECOND.text)),
    ]


def test_the_same_content_again_makes_no_version(store: ArticleStore, here: int) -> None:
    first, again = store.put(here, [FIRST], 1.0) + store.put(here, [FIRST], 2.0)
    assert again == Stored(first.key, first.version, 1, FIRST, 1.0, fresh=False)
    assert len(store.changes(here, 0, 10)) == 1


def test_an_older_content_sent_again_is_the_newest_version(store: ArticleStore, here: int) -> None:
    for article in (FIRST, SECOND, FIRST):
        store.put(here, [article], 1.0)
    assert store.get(here, "b").number == 3
    assert store.get(here, "b").article == FIRST


def test_every_field_makes_another_version(store: ArticleStore, here: int) -> None:
    sent = [
        Article("a", id="x"),
        Article("a", id="x", title=""),
        Article("a", id="x", title="b"),
        Article("ab", id="x"),
        Article("a", id="x", date="2025-01-01"),
        Article("a", id="x", source="b"),
        Article("a", id="x", language="de"),
    ]
    assert [stored.number for stored in store.put(here, sent, 1.0)] == [1, 2, 3, 4, 5, 6, 7]


def test_one_id_several_times_in_one_batch(store: ArticleStore, here: int) -> None:
    put = store.put(here, [FIRST, FIRST, SECOND], 1.0)
    assert [(stored.number, stored.fresh) for stored in put] == [(1, True), (1, False), (2, True)]
    assert store.get(here, "b").version == put[2].version


def test_many_at_once(store: ArticleStore, here: int) -> None:
    sent = [Article(f"Text {number}", id=str(number)) for number in range(1200)]
    put = store.put(here, sent[::2], 1.0)
    assert len({stored.version for stored in put}) == 600
    again = store.put(here, sent, 2.0)
    assert sum(stored.fresh for stored in again) == 600
    found = store.by_versions([stored.version for stored in again])
    assert [found[stored.version].article for stored in again] == sent


def test_nothing_of_a_batch_stays_if_one_article_cannot_be_written(store: ArticleStore, here: int) -> None:
    with pytest.raises(UnicodeEncodeError):
        store.put(here, [FIRST, Article("\ud800", id="c")], 1.0)
    assert store.changes(here, 0, 10) == []


def test_no_article_is_no_write(store: ArticleStore, here: int) -> None:
    assert store.put(here, [], 1.0) == []
    assert store.by_versions([]) == {}


def test_what_is_not_there(store: ArticleStore, here: int) -> None:
    store.put(here, [FIRST], 1.0)
    with pytest.raises(NotKnownError):
        store.get(here, "c")
    with pytest.raises(NotKnownError):
        store.get(here, "b", 2)
    with pytest.raises(NotKnownError):
        store.versions(here, "c")
    with pytest.raises(NotKnownError):
        store.delete(here, "c", 1.0)
    assert store.by_versions([99]) == {}


def test_a_deleted_article_is_gone_with_all_its_versions(
    store: ArticleStore, database: Database, here: int
) -> None:
    first, second = store.put(here, [FIRST], 1.0) + store.put(here, [SECOND], 2.0)
    store.delete(here, "b", 3.0)
    for ask in (store.get, store.versions):
        with pytest.raises(NotKnownError):
            ask(here, "b")
    with pytest.raises(NotKnownError):
        store.delete(here, "b", 4.0)
    assert store.by_versions([first.version, second.version]) == {}
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(versions)).scalar_one() == 0


def test_an_article_sent_after_it_was_deleted_starts_again(store: ArticleStore, here: int) -> None:
    first, second = store.put(here, [FIRST], 1.0) + store.put(here, [SECOND], 2.0)
    store.delete(here, "b", 3.0)
    (again,) = store.put(here, [SECOND], 4.0)
    assert (again.number, again.key, again.fresh) == (1, first.key, True)
    assert again.version > second.version
    assert store.get(here, "b").created == 4.0


def test_numbers_are_never_given_twice(store: ArticleStore, here: int) -> None:
    (first,) = store.put(here, [FIRST], 1.0)
    store.delete(here, "b", 2.0)
    (other,) = store.put(here, [Article("Ein anderer Text.", id="c")], 3.0)
    assert other.key > first.key
    assert other.version > first.version


def test_changes_tell_what_happened_in_order(store: ArticleStore, here: int) -> None:
    first, other = store.put(here, [FIRST, Article("x", id="x")], 1.0)
    (second,) = store.put(here, [SECOND], 2.0)
    store.delete(here, "b", 3.0)
    found = store.changes(here, 0, 10)
    assert [(change.key, change.version) for change in found] == [
        (first.key, first.version),
        (other.key, other.version),
        (first.key, second.version),
        (first.key, None),
    ]
    assert found == sorted(found, key=lambda change: change.id)
    assert store.changes(here, found[1].id, 1) == [Change(found[2].id, first.key, second.version)]


def test_collections_know_nothing_of_each_other(store: ArticleStore, database: Database, here: int) -> None:
    there = CollectionStore(database).create("sport", 1.0).id
    (mine,) = store.put(here, [FIRST], 1.0)
    (theirs,) = store.put(there, [SECOND], 1.0)
    assert mine.key != theirs.key
    assert (mine.number, theirs.number) == (1, 1)
    assert store.get(here, "b").article == FIRST
    store.delete(here, "b", 2.0)
    assert store.get(there, "b").article == SECOND
    assert [change.key for change in store.changes(there, 0, 10)] == [theirs.key]
