"""Collections, keys and the log of writes, for admins of all and of one collection."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.problems import KINDS


@pytest.fixture
def admin(here: TestClient) -> TestClient:
    """An admin of all collections, of which `sport` is one."""
    text = here.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()["key"]
    here.headers["Authorization"] = f"Bearer {text}"
    assert here.post("/v1/collections", json={"name": "sport"}).status_code == 201
    return here


@pytest.fixture
def bound(admin: TestClient) -> TestClient:
    """An admin of `sport`."""
    made = admin.post("/v1/keys", json={"name": "desk", "scope": "admin", "collection": "sport"})
    headers = {"X-API-Key": made.json()["key"]}
    return TestClient(admin.app, "http://localhost", client=("192.0.2.7", 1), headers=headers)


def names(found: Any) -> list[str]:
    return [each["name"] for each in found]


def test_a_collection_is_made_once(admin: TestClient) -> None:
    assert names(admin.get("/v1/collections").json()["collections"]) == ["default", "sport"]
    taken = admin.post("/v1/collections", json={"name": "sport"})
    assert (taken.status_code, taken.json()["title"]) == (409, KINDS[409].title)


def test_a_collection_that_is_made_again_with_one_idempotency_key_is_made_once(admin: TestClient) -> None:
    key = {"Idempotency-Key": "k"}
    made = [admin.post("/v1/collections", json={"name": "politics"}, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].content == made[1].content


@pytest.mark.parametrize("name", ["", "Sport", "a b", "-a", "x" * 65, "ä"])
def test_an_odd_name_is_refused(admin: TestClient, name: str) -> None:
    assert admin.post("/v1/collections", json={"name": name}).status_code == 422


def test_a_key_never_comes_back_whole(admin: TestClient) -> None:
    made = admin.post("/v1/keys", json={"name": "import", "scope": "write"}).json()
    shown = admin.get("/v1/keys").text
    assert made["prefix"] in shown
    assert made["key"].split("_", 2)[2] not in shown


def test_the_log_names_who_wrote_what(admin: TestClient) -> None:
    made = admin.post("/v1/keys", json={"name": "import", "scope": "write"}).json()
    admin.delete(f"/v1/keys/{made['prefix']}")
    found = admin.get("/v1/audit", params={"limit": 2}).json()
    assert [(each["action"], each["target"]) for each in found["entries"]] == [
        ("key.revoke", made["prefix"]),
        ("key.create", made["prefix"]),
    ]
    assert {each["key"] for each in found["entries"]} == {1}
    rest = admin.get("/v1/audit", params={"before": found["next"]}).json()
    assert [each["action"] for each in rest["entries"]] == ["collection.create", "key.create"]
    assert rest["next"] is None


def test_the_admin_of_a_collection_sees_it_alone(bound: TestClient) -> None:
    assert names(bound.get("/v1/collections").json()["collections"]) == ["sport"]
    assert names(bound.get("/v1/keys").json()["keys"]) == ["desk"]
    entries = bound.get("/v1/audit").json()["entries"]
    assert {each["collection"] for each in entries} == {"sport"}


def test_the_admin_of_a_collection_makes_keys_of_it_alone(bound: TestClient) -> None:
    made = bound.post("/v1/keys", json={"name": "a", "scope": "admin"})
    assert (made.status_code, made.json()["collection"]) == (201, "sport")
    foreign = {"name": "a", "scope": "read", "collection": "default"}
    assert bound.post("/v1/keys", json=foreign).status_code == 404
    assert bound.post("/v1/collections", json={"name": "mine"}).status_code == 403


def test_the_admin_of_a_collection_revokes_no_other_key(admin: TestClient, bound: TestClient) -> None:
    prefix = next(each["prefix"] for each in admin.get("/v1/keys").json()["keys"] if each["name"] == "boss")
    assert bound.delete(f"/v1/keys/{prefix}").status_code == 404
    assert bound.delete("/v1/keys/nonsense").status_code == 404
    assert admin.get("/v1/keys").status_code == 200


def test_only_keys_of_all_collections_choose_one(admin: TestClient, bound: TestClient) -> None:
    def status(client: TestClient, name: str) -> int:
        return int(client.get("/v1/keys", headers={"Dedup-Collection": name}).status_code)

    assert [status(admin, name) for name in ("default", "sport", "nowhere")] == [200, 200, 404]
    assert [status(bound, name) for name in ("default", "sport", "nowhere")] == [404, 200, 404]
