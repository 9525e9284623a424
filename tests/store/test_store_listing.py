"""Lists of articles, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from api.store.articles import ArticleStore
from api.store.collections import CollectionStore
from api.store.database import Database
from api.store.errors import CursorError
from api.store.listing import Filters
from api.store.tables import articles
from dedup import Article

DAY = 86_400.0
NEW_YEAR = 1_735_689_600.0


@pytest.fixture
def here(database: Database, store: ArticleStore) -> int:
    number = CollectionStore(database).named().id
    sent = [
        Article("a", id="a", date="2025-01-01", source="dpa", language="de"),
        Article("bb", id="b", date="2025-01-02T12:00:00Z", source="Reuters", language="en-GB"),
        Article("c", id="c", date="2025-01-03", source="dpa", language="de-AT"),
        Article("d", id="d", language="den"),
    ]
    store.put(number, sent, 1.0)
    other = CollectionStore(database).create("other", 1.0)
    store.put(other.id, [Article("z", id="z", source="dpa", language="de")], 1.0)
    return number


def names(store: ArticleStore, here: int, filters: Filters) -> list[str]:
    return [item.name for item in store.page(here, filters=filters).items]


def test_the_newest_article_comes_first(store: ArticleStore, here: int) -> None:
    page = store.page(here)
    assert [item.name for item in page.items] == ["d", "c", "b", "a"]
    assert page.next is None
    second = page.items[2]
    assert (second.chars, second.source, second.number, second.created) == (2, "Reuters", 1, 1.0)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(published_from=NEW_YEAR), ["c", "b", "a"]),
        (Filters(published_from=NEW_YEAR + 1), ["c", "b"]),
        (Filters(published_to=NEW_YEAR + 2 * DAY), ["b", "a"]),
        (Filters(published_from=NEW_YEAR + DAY, published_to=NEW_YEAR + 2 * DAY), ["b"]),
        (Filters(source="dpa"), ["c", "a"]),
        (Filters(source="dp%"), []),
        (Filters(language="de"), ["c", "a"]),
        (Filters(language="DE-at"), ["c"]),
        (Filters(language="d_"), []),
        (Filters(cluster="k1"), []),
        (Filters(source="dpa", language="de", published_to=NEW_YEAR + 1), ["a"]),
    ],
)
def test_filters(store: ArticleStore, here: int, filters: Filters, found: list[str]) -> None:
    assert names(store, here, filters) == found


def test_filter_by_cluster(store: ArticleStore, database: Database, here: int) -> None:
    with database.write() as connection:
        connection.execute(update(articles).where(articles.c.name == "b").values(cluster="k1"))
    assert names(store, here, Filters(cluster="k1")) == ["b"]


def test_only_the_newest_version_counts(store: ArticleStore, here: int) -> None:
    store.put(here, [Article("a", id="a", source="AFP")], 2.0)
    assert names(store, here, Filters(source="dpa")) == ["c"]
    assert names(store, here, Filters(source="AFP")) == ["a"]


def test_pages_hold_everything_once_also_while_more_is_stored(store: ArticleStore, here: int) -> None:
    seen, cursor = [], None
    for new in ("e", "f", "g", "h"):
        page = store.page(here, cursor, 1)
        seen += [item.name for item in page.items]
        cursor = page.next
        store.put(here, [Article(new, id=new)], 2.0)
    assert seen == ["d", "c", "b", "a"]
    assert cursor is None


def test_deleted_articles_are_not_listed(store: ArticleStore, here: int) -> None:
    first = store.page(here, None, 2)
    store.delete(here, "c", 2.0)
    store.delete(here, "b", 2.0)
    assert names(store, here, Filters()) == ["d", "a"]
    assert [item.name for item in store.page(here, first.next).items] == ["a"]


@pytest.mark.parametrize("cursor", ["", "a", "1", "axyz", "a-1", "a1_0", "a 1", "ä", "a" * 300])
def test_what_is_no_cursor_is_refused(store: ArticleStore, here: int, cursor: str) -> None:
    with pytest.raises(CursorError):
        store.page(here, cursor)
