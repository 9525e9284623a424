"""What one desk has, the key of another finds nowhere and can change nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings

REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
HAS = ["a", "b", "c"]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("isolation")
    app = create_app(read_settings(store=f"{folder}/news.db", data=Path(folder) / "data", workers=0))
    with TestClient(app, "http://localhost", client=("127.0.0.1", 1)) as local:
        yield local


@pytest.fixture(scope="module")
def desks(local: TestClient) -> tuple[dict[str, str], dict[str, str]]:
    """Return the headers of the desk that has all that is asked for, and of the one that has nothing."""
    boss = {"X-API-Key": local.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()["key"]}
    local.post("/v1/collections", json={"name": "sport"}, headers=boss)
    desk, foreign = ({"X-API-Key": key(local, boss, name)} for name in ("default", "sport"))
    articles = [{"id": name, "text": f"{REPORT} Teil {name}."} for name in HAS]
    assert local.post("/v1/articles", json={"articles": articles}, headers=desk).status_code == 201
    return desk, foreign


@pytest.fixture(scope="module")
def desk(desks: tuple[dict[str, str], dict[str, str]]) -> dict[str, str]:
    return desks[0]


def key(local: TestClient, boss: dict[str, str], collection: str) -> str:
    body = {"name": collection, "scope": "admin", "collection": collection}
    found: str = local.post("/v1/keys", json=body, headers=boss).json()["key"]
    return found


@pytest.fixture(scope="module")
def foreign(desks: tuple[dict[str, str], dict[str, str]]) -> dict[str, str]:
    return desks[1]


@pytest.fixture(scope="module")
def things(local: TestClient, desk: dict[str, str]) -> dict[str, Any]:
    """Return the ids of a cluster, a decision and a job of the desk."""
    decision = local.post("/v1/clusters/exclude", json={"articles": ["c"]}, headers=desk).json()["id"]
    cluster = local.get("/v1/clusters", headers=desk).json()["clusters"][0]["id"]
    job = local.post("/v1/jobs", json={"articles": {}}, headers=desk).json()["id"]
    return {"cluster": cluster, "decision": decision, "job": job}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/articles/a", None),
        ("GET", "/v1/articles/a/versions", None),
        ("GET", "/v1/articles/a/duplicates", None),
        ("GET", "/v1/articles/a/diff/b", None),
        ("DELETE", "/v1/articles/a", None),
        ("GET", "/v1/clusters/{cluster}", None),
        ("POST", "/v1/clusters/split", {"cluster": "{cluster}", "articles": ["a"]}),
        ("POST", "/v1/clusters/merge", {"articles": ["a", "c"]}),
        ("POST", "/v1/clusters/exclude", {"articles": ["a"]}),
        ("DELETE", "/v1/decisions/{decision}", None),
        ("GET", "/v1/jobs/{job}", None),
        ("GET", "/v1/jobs/{job}/events", None),
        ("GET", "/v1/jobs/{job}/result", None),
        ("POST", "/v1/jobs/{job}/cancel", None),
        ("DELETE", "/v1/jobs/{job}", None),
    ],
)
def test_a_foreign_key_finds_nothing_by_name(
    local: TestClient, foreign: dict[str, str], things: dict[str, Any], method: str, path: str, body: Any
) -> None:
    filled = {**body, "cluster": things["cluster"]} if body and "cluster" in body else body
    answer = local.request(method, path.format(**things), json=filled, headers=foreign)
    assert answer.status_code == 404, answer.text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/articles", "articles"),
        ("/v1/clusters", "clusters"),
        ("/v1/decisions", "decisions"),
        ("/v1/jobs", "jobs"),
    ],
)
def test_a_foreign_key_lists_nothing(
    local: TestClient,
    desk: dict[str, str],
    foreign: dict[str, str],
    things: dict[str, Any],
    path: str,
    field: str,
) -> None:
    assert things
    assert local.get(path, headers=desk).json()[field]
    assert local.get(path, headers=foreign).json()[field] == []


def test_a_foreign_key_finds_nothing_by_its_text(
    local: TestClient, desk: dict[str, str], foreign: dict[str, str]
) -> None:
    body = {"text": REPORT}
    assert local.post("/v1/similar", json=body, headers=desk).json()["similar"]
    assert local.post("/v1/similar", json=body, headers=foreign).json()["similar"] == []
    answer = local.post("/v1/articles", json={"id": "a", **body}, headers=foreign).json()
    assert (answer["version"], answer["takes_from"]) == (1, [])
    local.delete("/v1/articles/a", headers=foreign)


def test_nothing_was_changed_by_what_a_foreign_key_tried(
    local: TestClient, desk: dict[str, str], things: dict[str, Any]
) -> None:
    found = local.get("/v1/articles", headers=desk).json()["articles"]
    assert sorted(each["id"] for each in found) == HAS
    assert local.get(f"/v1/clusters/{things['cluster']}", headers=desk).status_code == 200
    (decision,) = local.get("/v1/decisions", headers=desk).json()["decisions"]
    assert decision["undone"] is None
    assert local.get(f"/v1/jobs/{things['job']}", headers=desk).json()["state"] == "queued"


def test_the_same_idempotency_key_of_another_desk_is_another(
    local: TestClient, desk: dict[str, str], foreign: dict[str, str]
) -> None:
    once = {"Idempotency-Key": "one"}
    ids = [
        local.post("/v1/jobs", json={"articles": {}}, headers={**who, **once}).json()["id"]
        for who in (desk, foreign)
    ]
    assert ids[0] != ids[1]
