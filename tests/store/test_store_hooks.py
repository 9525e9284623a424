"""Hooks, and who is told what when articles come in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import event, select

from api.clusters import Clusters
from api.intake import Intake
from api.store.collections import CollectionStore
from api.store.database import Database
from api.store.errors import FullError, NotKnownError
from api.store.hooks import HookStore
from api.store.tables import audit, deliveries
from dedup import Article

ONE = 1
URL = "https://desk.example/?key=s3cret"
RAT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
ZUG = "Wegen eines Stellwerkschadens fielen am Dienstag fast alle Züge zwischen Kiel und Lübeck aus."
SEE = "Forscher haben im Bodensee eine bislang unbekannte Art von kleinen Krebsen nachgewiesen, heißt es."


@pytest.fixture
def hooks(database: Database) -> HookStore:
    return HookStore(database)


@pytest.fixture
def clusters(database: Database) -> Clusters:
    return Clusters(database)


def put(intake: Intake, name: str, text: str, collection: int = ONE) -> None:
    intake.put(collection, [Article(text, name)], 1.0)


def told(database: Database) -> list[Any]:
    """Return what was to be told since the last time."""
    with database.write() as connection:
        rows = connection.execute(select(deliveries.c.type, deliveries.c.id, deliveries.c.body)).all()
        connection.execute(deliveries.delete())
    found = [json.loads(row.body) for row in rows]
    assert [(row.type, row.id) for row in rows] == [(each["type"], each["id"]) for each in found]
    return found


def heads(database: Database) -> list[tuple[str, str, str, int]]:
    """Return of each message its type, the followed article, the one that came and its version."""
    found = ((each["type"], each["data"]) for each in told(database))
    return sorted((t, d["follows"], d["article"]["id"], d["article"]["version"]) for t, d in found)


def test_hooks_are_made_read_and_deleted_in_their_collection(
    database: Database, hooks: HookStore, intake: Intake
) -> None:
    put(intake, "a", RAT)
    made = hooks.create(ONE, "a", URL, 1.0)
    assert hooks.get(ONE, made.id) == made
    assert hooks.all(ONE) == [made]
    assert made.secret.startswith("whsec_")
    other = CollectionStore(database).create("other", 1.0).id
    assert hooks.all(other) == []
    for call in (hooks.get, lambda c, h: hooks.delete(c, h, 2.0)):
        with pytest.raises(NotKnownError):
            call(other, made.id)
    with pytest.raises(NotKnownError):
        hooks.create(other, "a", URL, 1.0)
    hooks.delete(ONE, made.id, 2.0)
    assert hooks.all(ONE) == []
    with database.read() as connection:
        rows = connection.execute(select(audit.c.action, audit.c.target)).all()
    assert [row.action for row in rows if row.target == made.id] == ["hook.create", "hook.delete"]
    assert not any("s3cret" in str(row) for row in rows)


def test_a_collection_has_only_so_many(
    hooks: HookStore, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(intake, "a", RAT)
    monkeypatch.setattr("api.store.hooks.MOST_HOOKS", 2)
    for _ in range(2):
        hooks.create(ONE, "a", URL, 1.0)
    with pytest.raises(FullError):
        hooks.create(ONE, "a", URL, 1.0)


def test_the_followers_of_a_story_hear_of_versions_and_of_new_articles(
    database: Database, hooks: HookStore, intake: Intake
) -> None:
    put(intake, "a/1", RAT)
    made = hooks.create(ONE, "a/1", URL, 1.0)
    put(intake, "x", ZUG)
    put(intake, "a/1", RAT)
    assert told(database) == []
    put(intake, "b", f"{RAT} Endlich.")
    (said,) = told(database)
    assert said["data"]["because"]["id"] == "a/1"
    assert said["data"]["because"]["relation"] == "near_duplicate"
    assert said["data"]["hook"] == made.id
    assert said["data"]["diff"] is None
    put(intake, "a/1", f"{RAT} Die Opposition stimmte dagegen.")
    (said,) = told(database)
    path = "/v1/articles/a%2F1"
    assert (said["type"], said["data"]["article"]["path"]) == ("article.version", f"{path}?version=2")
    assert said["data"]["diff"] == f"{path}/diff/a%2F1?version=1&other_version=2"
    assert RAT[:20] not in json.dumps(said, ensure_ascii=False)
    put(intake, "b", f"{RAT} Endlich. Es wurde Zeit.")
    assert heads(database) == [("article.version", "a/1", "b", 2)]


@pytest.mark.parametrize("is_settled", [False, True])
def test_a_story_reaches_over_articles_between(
    database: Database, hooks: HookStore, intake: Intake, clusters: Clusters, is_settled: bool
) -> None:
    harbour, trains, lake = (" ".join(f"{word}{n}" for n in range(40)) + "." for word in ("h", "t", "l"))
    put(intake, "a", f"{harbour} {trains}")
    hooks.create(ONE, "a", URL, 1.0)
    put(intake, "b", f"{trains} {lake}")
    if is_settled:
        clusters.settle(ONE)
    put(intake, "c", lake)
    assert heads(database) == [("story.article", "a", "b", 1), ("story.article", "a", "c", 1)]


def test_a_version_that_shares_nothing_any_more_is_still_told(
    database: Database, hooks: HookStore, intake: Intake
) -> None:
    put(intake, "a", RAT)
    put(intake, "b", f"{RAT} Endlich.")
    hooks.create(ONE, "a", URL, 1.0)
    put(intake, "b", SEE)
    assert heads(database) == [("article.version", "a", "b", 2)]
    put(intake, "b", ZUG)
    assert heads(database) == []


@pytest.mark.parametrize("is_settled", [False, True])
def test_what_editors_decided_holds(
    database: Database, hooks: HookStore, intake: Intake, clusters: Clusters, is_settled: bool
) -> None:
    for name, text in (("a", RAT), ("b", f"{RAT} Endlich."), ("c", SEE), ("d", f"{SEE} Endlich.")):
        put(intake, name, text)
    hooks.create(ONE, "a", URL, 1.0)
    parted = clusters.decide(ONE, "split", [["a"], ["b"]], 1.0)
    if is_settled:
        clusters.settle(ONE)
    put(intake, "b", f"{RAT} Endlich. Es wurde Zeit.")
    assert heads(database) == []
    clusters.undo(ONE, parted.id, 2.0)
    clusters.decide(ONE, "merge", [["a", "c"]], 2.0)
    put(intake, "e", f"{SEE} Gestern.")
    put(intake, "b", f"{RAT} Endlich. Es wurde auch Zeit.")
    assert heads(database) == [("article.version", "a", "b", 3), ("story.article", "a", "e", 1)]
    clusters.decide(ONE, "exclude", [["a"]], 3.0)
    put(intake, "f", f"{RAT} Heute.")
    put(intake, "a", f"{RAT} Morgen.")
    assert heads(database) == [("article.version", "a", "a", 2)]


def test_articles_of_one_request_are_told_each(database: Database, hooks: HookStore, intake: Intake) -> None:
    put(intake, "a", RAT)
    for _ in range(2):
        hooks.create(ONE, "a", URL, 1.0)
    intake.put(ONE, [Article(f"{RAT} {word}", word) for word in ("Eins.", "Zwei.")], 1.0)
    expected = [("story.article", "a", name, 1) for name in ("Eins.", "Zwei.")]
    assert heads(database) == sorted(expected * 2)


def test_other_collections_and_other_stories_are_told_nothing(
    database: Database, hooks: HookStore, intake: Intake
) -> None:
    other = CollectionStore(database).create("other", 1.0).id
    put(intake, "a", RAT)
    put(intake, "z", ZUG)
    hooks.create(ONE, "z", URL, 1.0)
    put(intake, "a", RAT, other)
    hooks.create(other, "a", URL, 1.0)
    put(intake, "b", f"{RAT} Endlich.")
    assert told(database) == []


def test_what_is_not_stored_is_not_told(
    database: Database, hooks: HookStore, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(intake, "a", RAT)
    hooks.create(ONE, "a", URL, 1.0)

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("api.intake.unsettle", fail)
        with pytest.raises(OSError, match="full"):
            put(intake, "b", f"{RAT} Endlich.")
    assert told(database) == []


def test_a_collection_without_hooks_is_asked_next_to_nothing(database: Database, intake: Intake) -> None:
    put(intake, "a", RAT)
    asked: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement.lower())

    put(intake, "b", ZUG)
    assert not any("hooks" in statement for statement in asked)
    put(intake, "c", f"{RAT} Endlich.")
    assert sum("from hooks" in statement for statement in asked) == 1
    assert not any("deliveries" in statement for statement in asked)


def test_a_hook_takes_what_waits_with_it(database: Database, hooks: HookStore, intake: Intake) -> None:
    put(intake, "a", RAT)
    made = hooks.create(ONE, "a", URL, 1.0)
    put(intake, "a", f"{RAT} Endlich.")
    hooks.delete(ONE, made.id, 2.0)
    assert told(database) == []


def test_a_followed_article_that_was_deleted_and_comes_back_is_followed_again(
    database: Database, hooks: HookStore, intake: Intake
) -> None:
    put(intake, "a", RAT)
    hooks.create(ONE, "a", URL, 1.0)
    intake.delete(ONE, "a", 2.0)
    put(intake, "b", f"{RAT} Endlich.")
    assert told(database) == []
    put(intake, "a", RAT)
    assert heads(database) == [("story.article", "a", "a", 1)]
