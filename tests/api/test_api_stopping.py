"""A stream of lines whose service stops: it ends with a line that says from where on nothing was stored."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.api.killing import Forked

pytestmark = pytest.mark.fault

HEADERS = {"content-type": "application/x-ndjson"}


def line(name: str) -> bytes:
    return json.dumps({"id": name, "text": "Ein Satz."}).encode() + b"\n"


def test_nothing_is_stored_once_the_service_stops(app: FastAPI, here: TestClient) -> None:
    app.state.stopping.set()
    answer = here.post("/v1/articles", content=b"\n" + line("a") + line("b"), headers=HEADERS)
    (last,) = map(json.loads, answer.text.splitlines())
    assert last["line"] == 2
    assert last["problem"]["status"] == 503
    assert here.get("/v1/articles/a").status_code == 404


def test_a_stream_ends_soon_when_the_service_is_told_to_stop(tmp_path: Path) -> None:
    server = Forked(tmp_path, workers=0, shutdown_seconds=300)
    with server.start() as client:
        where, name = urlsplit(str(client.base_url)), uuid4().hex
        assert client.get("/healthz").status_code == 200
    with socket.create_connection((where.hostname, where.port), timeout=60) as made:
        head = f"POST /v1/articles HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 99999\r\n"
        made.sendall(f"{head}Content-Type: application/x-ndjson\r\n\r\n".encode() + line(name))
        lines = _lines(made)
        assert next(lines)["article"]["id"] == name
        begun = time.monotonic()
        server.process.terminate()
        last = next(lines)
        made.shutdown(socket.SHUT_RDWR)
    server.process.join(240)
    assert time.monotonic() - begun < 240
    assert (last["line"], last["problem"]["status"]) == (2, 503)
    assert "Traceback" not in server.log, server.log


def _lines(made: socket.socket) -> Iterator[dict[str, Any]]:
    for row in made.makefile("rb"):
        if row.startswith(b"{"):
            yield json.loads(row)
