"""Hooks over HTTP: a story is followed, and what comes to it is told to a real receiver."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings
from dedup import verify_webhook
from tests.api.receiver import SECONDS, Received, Receiver, receiving

RAT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
ZUG = "Wegen eines Stellwerkschadens fielen am Dienstag fast alle Züge zwischen Kiel und Lübeck aus."
OUTSIDE = "https://desk.example/hooks?token=t0ken"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("hooks")
    given = {"store": f"{folder}/news.db", "data": Path(folder) / "data", "workers": 0}
    return create_app(read_settings(**given, hook_networks="127.0.0.0/8, ::1/128"))


@pytest.fixture(scope="module")
def service(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, "http://localhost", client=("127.0.0.1", 1)) as service:
        for name, text in (("a", RAT), ("z", ZUG)):
            assert service.post("/v1/articles", json={"id": name, "text": text}).status_code == 201
        yield service


@pytest.fixture
def client(service: TestClient) -> Iterator[TestClient]:
    """The service, whose hooks are forgotten after each test."""
    yield service
    for hook in service.get("/v1/hooks").json()["hooks"]:
        assert service.delete(f"/v1/hooks/{hook['id']}").status_code == 204


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def follow(client: TestClient, url: str = OUTSIDE, article: str = "a") -> Any:
    made = client.post("/v1/hooks", json={"url": url, "article": article})
    assert made.status_code == 201, made.text
    return made.json()


def ended(client: TestClient, hook: str, count: int) -> list[Any]:
    """Return the deliveries of a hook once so many have ended."""
    end = monotonic() + SECONDS
    while True:
        found: list[Any] = client.get(f"/v1/hooks/{hook}").json()["deliveries"]
        if sum(each["state"] != "waiting" for each in found) >= count:
            return found
        assert monotonic() < end, found
        sleep(0.02)


def told(hook: Any, received: Received) -> Any:
    """Return what a receiver was told, if the signature is right."""
    said = verify_webhook(hook["secret"], received.headers, received.body)
    assert said["id"] == received.headers["webhook-id"]
    return said


def test_a_story_is_followed(
    client: TestClient, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.got.clear()
    with caplog.at_level(logging.DEBUG):
        hook = follow(client, f"{receiver.url}/hooks?token=t0ken")
        client.post("/v1/articles", json={"id": "b", "text": f"{RAT} Endlich."})
        client.put("/v1/articles/a", json={"text": f"{RAT} Die Opposition stimmte dagegen."})
        joined, version = (told(hook, got) for got in receiver.wait(2))
        delivered = ended(client, hook["id"], 2)
    assert (joined["type"], version["type"]) == ("story.article", "article.version")
    assert joined["data"]["article"] == {"id": "b", "version": 1, "path": "/v1/articles/b?version=1"}
    for path in (
        joined["data"]["article"]["path"],
        joined["data"]["because"]["diff"],
        version["data"]["diff"],
    ):
        assert client.get(path).status_code == 200
    assert [each["id"] for each in delivered] == [version["id"], joined["id"]]
    assert {(each["state"], each["status"], each["attempts"]) for each in delivered} == {
        ("delivered", 204, 1)
    }
    assert [got.path for got in receiver.got] == ["/hooks?token=t0ken"] * 2
    assert "t0ken" not in caplog.text
    assert hook["secret"] not in caplog.text


def test_a_receiver_that_fails_is_told_again_under_the_same_id(
    app: FastAPI, client: TestClient, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.store.deliveries.AGAIN_AFTER", (0.0, 0.0))
    monkeypatch.setattr("api.store.deliveries.FIRST_REST", 0.0)
    receiver.got.clear()
    receiver.statuses[:] = [500, 302]
    hook = follow(client, receiver.url)
    assert client.post(f"/v1/hooks/{hook['id']}/test").status_code == 202
    (delivered,) = ended(client, hook["id"], 1)
    assert (delivered["state"], delivered["attempts"], delivered["status"]) == ("delivered", 3, 204)
    said = [told(hook, got) for got in receiver.wait(3)]
    assert said[0]["type"] == "hook.test"
    assert said[0] == said[1] == said[2]


def test_the_secret_is_shown_once(client: TestClient) -> None:
    hook = follow(client)
    secret = hook.pop("secret")
    assert client.get("/v1/hooks").json() == {"hooks": [hook]}
    assert client.get(f"/v1/hooks/{hook['id']}").json() == {**hook, "failures": 0, "deliveries": []}
    assert secret not in client.get("/v1/audit").text


def test_a_hook_that_was_deleted_is_gone(client: TestClient) -> None:
    name = follow(client)["id"]
    assert client.delete(f"/v1/hooks/{name}").status_code == 204
    for found in (
        client.get(f"/v1/hooks/{name}"),
        client.delete(f"/v1/hooks/{name}"),
        client.post(f"/v1/hooks/{name}/test"),
    ):
        assert found.status_code == 404
        assert found.headers["content-type"] == "application/problem+json"


def test_the_same_request_again_makes_one_hook(client: TestClient) -> None:
    body = {"url": OUTSIDE, "article": "a"}
    both = [client.post("/v1/hooks", json=body, headers={"Idempotency-Key": "once"}) for _ in range(2)]
    assert both[0].json() == both[1].json()
    assert len(client.get("/v1/hooks").json()["hooks"]) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "ftp://desk.example/",
        "https://me:s3cret@desk.example/",
        "https://desk.example/" + "x" * 2_000,
        "",
    ],
)
def test_where_nothing_may_be_sent_is_refused_at_once(client: TestClient, url: str) -> None:
    found = client.post("/v1/hooks", json={"url": url, "article": "a"})
    assert found.status_code == 422
    assert [error["field"] for error in found.json()["errors"]] == ["url"]
    assert "s3cret" not in found.text


def test_this_machine_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    app = create_app(read_settings(store=f"{tmp_path}/news.db", data=tmp_path / "data", workers=0))
    with TestClient(app, "http://localhost", client=("127.0.0.1", 1)) as client:
        for url in ("http://localhost/", "http://127.0.0.1:8000/", "http://[::1]/"):
            assert client.post("/v1/hooks", json={"url": url, "article": "a"}).status_code == 422


def test_an_article_that_is_not_there_cannot_be_followed(client: TestClient) -> None:
    assert client.post("/v1/hooks", json={"url": OUTSIDE, "article": "nobody"}).status_code == 404


def test_there_are_only_so_many_hooks(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.store.hooks.MOST_HOOKS", 2)
    follow(client)
    follow(client)
    found = client.post("/v1/hooks", json={"url": OUTSIDE, "article": "a"})
    assert (found.status_code, found.json()["detail"]) == (409, "A collection has at most 2 hooks.")


def test_a_test_that_waits_is_enough(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.state.deliveries, "take", lambda *_: None)
    name = follow(client)["id"]
    again = {"Idempotency-Key": "k"}
    sent = [client.post(f"/v1/hooks/{name}/test", headers=again) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [202, 202]
    assert sent[0].json()["id"] == sent[1].json()["id"]
    assert client.post(f"/v1/hooks/{name}/test").status_code == 409
    assert "dedup_queued_deliveries 1.0" in client.get("/metrics").text


def test_what_is_written_stands_in_the_audit_log(client: TestClient) -> None:
    name = follow(client)["id"]
    client.post(f"/v1/hooks/{name}/test")
    found = client.get("/v1/audit").json()["entries"]
    assert [each["action"] for each in found if each["target"] == name] == ["hook.test", "hook.create"]
    assert "t0ken" not in str(found)
