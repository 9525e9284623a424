"""Servers killed at random moments while articles come in: what they acknowledged is there, and is found."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread

import httpx
import pytest

from api.store.database import Database
from api.store.tables import articles
from benchmarks.generator import Generator, given_articles
from tests.api.killing import Forked
from tests.store.postgres import MissingError, running

pytestmark = pytest.mark.fault

KILLS = 50
CLIENTS = 3
GENEROUS = 300.0
LINES = {"content-type": "application/x-ndjson"}


class Desk:
    """One client, and what it knows of its articles: their texts (None: deleted), or what they may be."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._stream = (made.article for made in Generator(given_articles()).stream(seed=seed))
        self._seed = seed
        self._number = 0
        self.known: dict[str, set[str | None]] = {}
        self.acknowledged = 0

    def work(self, client: httpx.Client) -> None:
        """Store, change and delete articles until the service is gone."""
        while True:
            changes = self._next()
            before = {name: self.known.get(name, {None}) for name in changes}
            self.known |= {name: before[name] | {text} for name, text in changes.items()}
            try:
                done = _asked(client, changes)
            except (httpx.HTTPError, json.JSONDecodeError):  # the service is gone, or has sent half a line
                return
            assert set(done) == set(changes)
            self.known |= {name: {text} for name, text in changes.items()}
            self.acknowledged += len(changes)

    def _next(self) -> dict[str, str | None]:
        sure = [name for name, texts in self.known.items() if len(texts) == 1 and None not in texts]
        what = self._rng.random()
        if sure and what < 0.2:
            return {self._rng.choice(sure): self._text() if what < 0.1 else None}
        return {self._name(): self._text() for _ in range(8 if what > 0.8 else 1)}

    def _name(self) -> str:
        self._number += 1
        return f"{self._seed}/{self._number}"

    def _text(self) -> str:
        return next(self._stream).text[:1_500]


def _asked(client: httpx.Client, changes: dict[str, str | None]) -> list[str]:
    """Ask for changes and return the ids of those that were acknowledged."""
    if len(changes) > 1:
        rows = [{"id": name, "text": text} for name, text in changes.items()]
        answer = client.post("/v1/articles", content="\n".join(map(json.dumps, rows)), headers=LINES)
        return [json.loads(line)["article"]["id"] for line in answer.text.splitlines()]
    ((name, text),) = changes.items()
    path = f"/v1/articles/{name.replace('/', '%2F')}"
    answer = client.delete(path) if text is None else client.put(path, json={"text": text})
    assert answer.status_code in (200, 201, 204), answer.text
    return [name]


def disturb(servers: Sequence[Forked], desks: Sequence[Desk], kills: int, rng: random.Random) -> None:
    """Let each desk work with one of the servers, and kill one after the other; the others go on."""
    clients = [server.start() for server in servers]
    threads = [_at_work(desk, clients[n % len(servers)]) for n, desk in enumerate(desks)]
    for _ in range(kills):
        chosen = rng.randrange(len(servers))
        hit = range(chosen, len(desks), len(servers))
        get_on([desks[n] for n in hit], rng.randint(1, 8))
        time.sleep(rng.uniform(0.0, 0.05))
        servers[chosen].kill()
        for n in hit:
            threads[n].join()
        clients[chosen].close()
        clients[chosen] = servers[chosen].start()
        for n in hit:
            threads[n] = _at_work(desks[n], clients[chosen])
    for server in servers:
        server.kill()
    for thread in threads:
        thread.join()


def get_on(desks: Sequence[Desk], changes: int) -> None:
    """Wait until so many more changes were acknowledged, however long the machine takes for it."""
    goal = sum(desk.acknowledged for desk in desks) + changes
    end = time.monotonic() + GENEROUS
    while sum(desk.acknowledged for desk in desks) < goal:
        assert time.monotonic() < end, "the service acknowledges nothing more"
        time.sleep(0.001)


def _at_work(desk: Desk, client: httpx.Client) -> Thread:
    thread = Thread(target=desk.work, args=(client,))
    thread.start()
    return thread


def check(server: Forked, desks: Sequence[Desk], store: str) -> None:
    """Compare what a server has and finds with what was acknowledged."""
    with server.start() as client:
        for name, texts in (item for desk in desks for item in desk.known.items()):
            answer = client.get(f"/v1/articles/{name.replace('/', '%2F')}")
            text = answer.json()["text"] if answer.status_code == 200 else None
            assert text in texts, (name, answer.text, texts)
            for each in texts - {None}:
                found = client.post("/v1/similar", json={"text": each, "limit": 32}).json()["similar"]
                same = [item["id"] for item in found if item["relation"] == "identical"]
                assert (name in same) == (each == text), (name, same)
        lines = client.get("/metrics").text.splitlines()
    indexed = next(line.split()[-1] for line in lines if line.startswith("dedup_index_articles "))
    assert float(indexed) == _stored(store)
    server.stop()


def _stored(store: str) -> int:
    database = Database(store)
    with database.read() as connection:
        keys = connection.execute(articles.select().where(articles.c.deleted.is_(None))).all()
    database.close()
    return len(keys)


def killed_on_sqlite(folder: Path, kills: int) -> int:
    desks = [Desk(seed) for seed in range(CLIENTS)]
    server = Forked(folder, workers=0)
    disturb([server], desks, kills, random.Random(kills))
    check(server, desks, f"sqlite:///{folder}/news.db")
    return sum(desk.acknowledged for desk in desks)


def test_what_was_acknowledged_is_there_after_kills(tmp_path: Path) -> None:
    assert killed_on_sqlite(tmp_path, 3) >= 3


@pytest.mark.slow
def test_what_was_acknowledged_is_there_after_many_kills(tmp_path: Path) -> None:
    assert killed_on_sqlite(tmp_path, KILLS) >= KILLS


@pytest.fixture
def postgres_url() -> Iterator[str]:
    try:
        with running() as server:
            yield server.url(server.create())
    except MissingError as missing:
        pytest.skip(str(missing))


@pytest.mark.slow
def test_two_servers_share_a_store_and_are_killed_in_turn(tmp_path: Path, postgres_url: str) -> None:
    servers = [Forked(tmp_path / name, postgres_url, workers=0) for name in ("a", "b")]
    desks = [Desk(seed) for seed in range(4)]
    disturb(servers, desks, KILLS, random.Random(7))
    for server in servers:
        check(server, desks, postgres_url)
    assert sum(desk.acknowledged for desk in desks) >= KILLS
