"""A database that is full, or gone and back: requests are told so, and all goes on without a restart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Connection, Engine, event

from api.app import create_app
from api.intake import MOST_PARTS
from api.known import Known
from api.settings import read_settings
from tests.api.corpora import lines
from tests.store.postgres import MissingError, Server, running

pytestmark = pytest.mark.fault

ADDRESS = ("127.0.0.1", 50_000)
GENEROUS = 120.0


def comes(found: Callable[[], object]) -> bool:
    end = time.monotonic() + GENEROUS
    while not found() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(found())


def put(client: TestClient, name: str, more: str = "") -> int:
    text = " ".join(f"{name}{n}" for n in range(30)) + f". {more}"
    answer = client.post("/v1/articles", json={"id": name, "text": text})
    if answer.status_code == 503:
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0
    return int(answer.status_code)


def test_a_full_database_stores_nothing_and_goes_on_once_there_is_room(
    app: FastAPI, here: TestClient
) -> None:
    assert put(here, "a") == 201
    engine = app.state.database.engine
    full = _bounded(engine, "200")
    assert [put(here, f"full{n}", "x" * 900_000) for n in range(2)] == [503, 503]
    assert here.get("/v1/articles/a").status_code == 200
    full("1073741823")
    assert here.get("/v1/articles/full0").status_code == 404
    assert put(here, "b") == 201
    listed = here.get("/v1/articles").json()["articles"]
    assert [item["id"] for item in listed] == ["b", "a"]
    assert app.state.intake.size() == 2


def _longer(calls: list[int], least: int) -> bool:
    return len(calls) >= least


def _bounded(engine: Engine, pages: str) -> Callable[[str], None]:
    """Let no connection make the file longer, until told otherwise."""
    bound = [pages]

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"pragma max_page_count = {bound[0]}")

    event.listen(engine, "begin", begin, insert=True)
    return lambda more: bound.__setitem__(0, more)


@pytest.fixture
def postgres() -> Iterator[Server]:
    try:
        with running() as server:
            yield server
    except MissingError as missing:
        pytest.skip(str(missing))


@pytest.mark.slow
def test_a_database_that_was_gone_is_used_again(postgres: Server, tmp_path: Path) -> None:
    settings = read_settings(store=postgres.url(postgres.create()), data=tmp_path / "data", workers=1)
    app = create_app(settings)
    with TestClient(app, "http://localhost", raise_server_exceptions=False, client=ADDRESS) as client:
        assert put(client, "a") == 201
        job = client.post("/v1/jobs", files={"file": ("a.jsonl", lines(500))}).json()["id"]
        assert comes(lambda: client.get(f"/v1/jobs/{job}").json()["state"] == "running")
        for _ in range(2):
            postgres.stop()
            time.sleep(1.1)  # until the keys must be read again
            assert [put(client, "b"), put(client, "c")] == [503, 503]
            assert client.get("/v1/articles/a").status_code == 503
            assert client.get("/healthz").status_code == 200
            assert client.get("/readyz").status_code == 503
            postgres.start()
            assert comes(lambda: client.get("/readyz").status_code == 200)
        assert [put(client, name) for name in ("b", "c")] == [201, 201]
        assert app.state.intake.size() == 3
        assert client.get("/v1/articles/a").status_code == 200
        assert app.state.intake._keeper.is_alive()
        assert comes(lambda: client.get(f"/v1/jobs/{job}").json()["state"] == "done")


def test_the_index_is_kept_small_after_that_has_failed(
    app: FastAPI, here: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def tidy(_known: Known) -> None:
        calls.append(len(calls))
        if len(calls) == 1:
            raise ZeroDivisionError

    monkeypatch.setattr(Known, "tidy", tidy)
    monkeypatch.setattr(Known, "parts", lambda _known: MOST_PARTS + 1)
    monkeypatch.setattr("api.intake.RETRY_SECONDS", 0.0)
    for n in (1, 2):
        assert put(here, f"kept{n}") == 201
        assert comes(partial(_longer, calls, n))
