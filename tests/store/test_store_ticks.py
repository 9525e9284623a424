"""What was checked of two versions stays with them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from api.clusters import Clusters
from api.intake import Intake
from api.store.articles import ArticleStore, Stored
from api.store.audit import Author
from api.store.database import Database
from api.store.errors import NotKnownError
from api.store.keys import KeyStore
from api.store.tables import audit, ticks
from api.store.ticks import Ticked, TickStore
from dedup import Article

ONE = 1
REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
FACT = "number:10-12:5-7"


@pytest.fixture
def kept(database: Database) -> TickStore:
    return TickStore(database)


@pytest.fixture
def pair(store: ArticleStore) -> tuple[Stored, Stored]:
    a, b = store.put(ONE, [Article(REPORT, "a"), Article(f"{REPORT} Bald.", "b")], 1.0)
    return a, b


def test_a_fact_is_ticked_off_once_and_the_tick_taken_back(
    database: Database, kept: TickStore, pair: tuple[Stored, Stored]
) -> None:
    key = KeyStore(database).create("desk", "write", None, 1.0)[0]
    kept.tick(ONE, pair, FACT, 2, 2.0, Author(key.id))
    kept.tick(ONE, pair, FACT, 2, 3.0)
    (tick,) = kept.of(ONE, *pair).values()
    assert (tick.fact, tick.created, tick.editor) == (FACT, 2.0, "desk")
    assert kept.of(ONE, *pair[::-1]) == kept.of(2, *pair) == {}
    kept.untick(ONE, pair, FACT, 4.0)
    kept.untick(ONE, pair, FACT, 5.0)
    assert kept.of(ONE, *pair) == {}
    with database.read() as connection:
        written = connection.execute(select(audit.c.action, audit.c.target).order_by(audit.c.id)).all()
    told = [tuple(row) for row in written if row.action.startswith("fact.")]
    assert told == [(f"fact.{act}", f"a (1), b (1): {FACT}") for act in ("tick", "untick")]


def test_a_tick_belongs_to_the_versions_and_goes_with_them(
    database: Database, store: ArticleStore, kept: TickStore, pair: tuple[Stored, Stored]
) -> None:
    kept.tick(ONE, pair, FACT, 2, 2.0)
    (newer,) = store.put(ONE, [Article(f"{REPORT} Endlich.", "b")], 3.0)
    assert kept.of(ONE, pair[0], newer) == {}
    assert set(kept.of(ONE, *pair)) == {FACT}
    store.delete(ONE, "a", 4.0)
    with database.read() as connection:
        assert connection.execute(select(ticks)).all() == []
    with pytest.raises(NotKnownError):
        kept.tick(ONE, pair, FACT, 2, 5.0)


def test_ticks_are_counted_for_the_pairs_of_a_cluster(
    database: Database, intake: Intake, kept: TickStore
) -> None:
    sent = [Article(f"{REPORT} {word}.", word) for word in ("Bald", "Endlich", "Gestern")]
    a, b, c = (found.stored for found in intake.put(ONE, sent, 1.0))
    (head,) = Clusters(database).page(ONE, None, 9).items
    for fact in (FACT, "negation:1-2:"):
        kept.tick(ONE, (a, b), fact, 5, 2.0)
    kept.tick(ONE, (b, c), FACT, 1, 2.0)
    assert kept.of_cluster(ONE, head.id) == {
        (a.version, b.version): Ticked(2, 5),
        (b.version, c.version): Ticked(1, 1),
    }
    assert kept.of_cluster(2, head.id) == {}
