"""Ingest, /similar and live clusters of the real service, and what is there after it was killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from benchmarks.generator import Generator, given_articles
from dedup import Article
from tests.api.conftest import ROOT, SERVE

ROUNDS = 3


def text_of(name: str) -> str:
    """Return a text that no other test has words of."""
    return " ".join(f"{name}{n}" for n in range(30)) + "."


@pytest.fixture
def name() -> str:
    return f"x{uuid4().hex[:8]}"


def put(client: httpx.Client, name: str, text: str, date: str | None = None) -> list[dict[str, Any]]:
    body = {"id": name, "text": text, **({"date": date} if date else {})}
    answer = client.post("/v1/articles", json=body)
    assert answer.status_code in (200, 201), answer.text
    found: list[dict[str, Any]] = answer.json()["takes_from"]
    return found


def test_the_answer_to_a_post_says_what_it_takes_from(client: httpx.Client, name: str) -> None:
    text = text_of(name)
    assert put(client, f"{name}/1", text, "2025-01-01") == []
    longer = f"{text} Das ist neu."
    (taken,) = put(client, f"{name}/2", longer, "2025-01-02")
    assert (taken["id"], taken["version"], taken["direction"]) == (f"{name}/1", 1, "from")
    (passage,) = taken["evidence"]
    (start, end), (known_start, known_end) = passage["article"], passage["known"]
    assert longer[start:end] == text[known_start:known_end]


def test_similar_finds_without_storing(client: httpx.Client, name: str) -> None:
    text = text_of(name)
    put(client, name, text)
    for _ in range(2):
        answer = client.post("/v1/similar", json={"id": name, "text": f"Neu. {text}", "limit": 3}).json()
        assert [item["id"] for item in answer["similar"]] == [name]
    assert answer["recipe"]["version"]


def test_the_duplicates_of_an_article_are_the_others(client: httpx.Client, name: str) -> None:
    for n in (1, 2):
        put(client, f"{name}-{n}", text_of(name))
    answer = client.get(f"/v1/articles/{name}-1/duplicates").json()
    assert [(item["id"], item["relation"]) for item in answer["similar"]] == [(f"{name}-2", "identical")]
    assert client.get(f"/v1/articles/{name}-9/duplicates").status_code == 404


def test_a_cluster_is_read_split_merged_and_put_back(client: httpx.Client, name: str) -> None:
    for n in (1, 2, 3):
        put(client, f"{name}-{n}", f"{text_of(name)} Teil {n}.", f"2025-01-0{n}")
    head = client.get("/v1/clusters", params={"limit": 1}).json()["clusters"][0]
    assert head["articles"] == 3
    cluster = client.get(f"/v1/clusters/{head['id']}").json()
    assert cluster["members"][0]["role"] == "origin"
    assert [moment["id"] for moment in cluster["timeline"]] == [f"{name}-{n}" for n in (1, 2, 3)]
    assert {source["id"] for source in cluster["timeline"][2]["takes_from"]} == {f"{name}-1", f"{name}-2"}
    body = {"cluster": head["id"], "articles": [f"{name}-3"]}
    decision = client.post("/v1/clusters/split", json=body)
    assert decision.status_code == 201, decision.text
    assert client.get(f"/v1/clusters/{head['id']}").status_code == 404
    assert client.delete(f"/v1/decisions/{decision.json()['id']}").status_code == 204
    assert client.get(f"/v1/clusters/{head['id']}").status_code == 200
    assert client.post("/v1/clusters/exclude", json={"articles": [f"{name}-1"]}).status_code == 201
    assert client.get("/v1/clusters", params={"limit": 1}).json()["clusters"][0]["articles"] == 2
    merged = client.post("/v1/clusters/merge", json={"articles": [f"{name}-1", f"{name}-2"]})
    assert merged.status_code == 201
    assert client.get(f"/v1/clusters/{head['id']}").status_code == 200
    assert client.post("/v1/clusters/merge", json={"articles": ["nobody", name]}).status_code == 404
    twice = client.post("/v1/clusters/merge", json={"articles": [f"{name}-1"] * 2})
    assert twice.json()["detail"] == "articles must name every article once"


def test_what_editors_decided_is_listed(client: httpx.Client, name: str) -> None:
    for n in (1, 2, 3):
        put(client, f"{name}-{n}", f"{text_of(name)} Teil {n}.")
    names = [f"{name}-{n}" for n in (1, 2, 3)]
    merge = client.post("/v1/clusters/merge", json={"articles": names[:2]}).json()
    exclude = client.post("/v1/clusters/exclude", json={"articles": names[2:]}).json()
    assert client.delete(f"/v1/decisions/{merge['id']}").status_code == 204
    client.delete(f"/v1/articles/{names[2]}")
    first = client.get("/v1/decisions", params={"limit": 1}).json()
    assert first["decisions"] == [exclude]
    assert (exclude["kind"], exclude["groups"], exclude["undone"]) == ("exclude", [names[2:]], None)
    rest = client.get("/v1/decisions", params={"limit": 1, "cursor": first["next"]}).json()["decisions"]
    assert (rest[0]["id"], rest[0]["groups"]) == (merge["id"], [names[:2]])
    assert rest[0]["undone"] >= rest[0]["created"]
    assert rest[0]["created"].endswith("Z")


@pytest.mark.parametrize("path", ["/v1/decisions", "/v1/clusters", "/v1/articles", "/v1/jobs"])
def test_a_cursor_of_no_list(client: httpx.Client, path: str) -> None:
    answer = client.get(path, params={"cursor": "0" * 40})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


def test_a_decision_that_is_sent_again_is_made_once(client: httpx.Client, name: str) -> None:
    for n in (1, 2, 3):
        put(client, f"{name}-{n}", f"{text_of(name)} Teil {n}.")
    head = client.get("/v1/clusters", params={"limit": 1}).json()["clusters"][0]
    for path, body in (
        ("split", {"cluster": head["id"], "articles": [f"{name}-3"]}),
        ("merge", {"articles": [f"{name}-1", f"{name}-3"]}),
        ("exclude", {"articles": [f"{name}-2"]}),
    ):
        key = {"idempotency-key": uuid4().hex}
        first, again = (client.post(f"/v1/clusters/{path}", json=body, headers=key) for _ in range(2))
        assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
        undo = [client.delete(f"/v1/decisions/{first.json()['id']}", headers=key) for _ in range(2)]
        assert [answer.status_code for answer in undo] == [422, 422]  # the key came with another request
        key = {"idempotency-key": uuid4().hex}
        undo = [client.delete(f"/v1/decisions/{first.json()['id']}", headers=key) for _ in range(2)]
        assert [(answer.status_code, answer.content) for answer in undo] == [(204, b"")] * 2


@contextmanager
def service(folder: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    given = {"DEDUP_STORE": f"{folder}/news.db", "DEDUP_DATA": f"{folder}/data", "DEDUP_WORKERS": "0"}
    process = subprocess.Popen(
        SERVE,
        cwd=ROOT,
        env={**os.environ, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    url = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
    try:
        with httpx.Client(base_url=url, timeout=120, trust_env=False) as client:
            yield client, process
    finally:
        process.kill()
        process.communicate()


def killed_while_storing(folder: Path, articles: list[Article], rng: random.Random) -> list[Article]:
    """Store articles until the service is killed, from another process; return those it acknowledged."""
    stored = []
    with service(folder) as (client, process):
        client.post("/v1/similar", json={"text": "Es stürmt."})
        killer = subprocess.Popen(["sh", "-c", f"sleep {rng.uniform(0.2, 1.5)}; kill -9 {process.pid}"])
        for article in articles:
            try:
                answer = client.post("/v1/articles", json={"id": article.id, "text": article.text})
            except httpx.HTTPError:
                break
            assert answer.status_code == 201
            stored.append(article)
        killer.wait()
        assert process.wait() == -signal.SIGKILL
    return stored


@pytest.mark.slow
def test_what_was_acknowledged_is_there_and_found_after_a_kill(tmp_path: Path) -> None:
    rng = random.Random(3)
    stream = (made.article for made in Generator(given_articles()).stream(seed=13))
    stored: list[Article] = []
    for _ in range(ROUNDS):
        stored += killed_while_storing(tmp_path, list(islice(stream, 100)), rng)
    assert len(stored) > ROUNDS
    with service(tmp_path) as (client, _):
        for article in stored:
            assert client.get(f"/v1/articles/{article.id}").json()["text"] == article.text
            found = client.post("/v1/similar", json={"text": article.text}).json()["similar"]
            assert "identical" in [item["relation"] for item in found if item["id"] == article.id]
