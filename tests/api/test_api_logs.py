"""Logs of the real service: one line a request, the id of its answer, and no secret anywhere."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import structlog
from fastapi.testclient import TestClient

from api.logs import configure_logs

ROOT = Path(__file__).resolve().parents[2]
SERVE = [sys.executable, "-c", "from api.command import serve; serve()", "--port", "0"]
TEXT = "Ein geheimer Entwurf liegt vor."


@dataclass
class Running:
    process: subprocess.Popen[str]
    client: httpx.Client
    log: Path

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    log = tmp_path / "log.txt"
    environment = {**os.environ, "DEDUP_STORE": f"{tmp_path}/news.db", "DEDUP_DATA": f"{tmp_path}/data"}
    with log.open("w") as errors:
        process = subprocess.Popen(
            SERVE, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    announced = process.stdout.readline().split()
    assert announced, log.read_text()
    url = next(word for word in announced if word.startswith("http://"))
    with httpx.Client(base_url=url, timeout=120, trust_env=False) as client:
        yield Running(process, client, log)
    process.kill()
    process.communicate(timeout=30)


def test_one_line_a_request_without_a_secret(running: Running) -> None:
    client = running.client
    made = client.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()
    secret = made["key"].split("_", 2)[2]
    keyed = {"Authorization": f"Bearer {made['key']}", "X-Request-ID": "desk-17"}
    answers = [
        client.get("/v1/audit", params={"limit": 7}, headers=keyed),
        client.get("/v1/audit", params={"limit": made["key"]}, headers=keyed),
        client.get(f"/v1/{made['key']}", headers={"X-API-Key": made["key"]}),
        client.get("/v1/keys", headers={"X-API-Key": made["key"] + "x"}),
        client.post("/v1/diff", json={"a": {"text": TEXT}, "b": {"text": TEXT}}, headers=keyed),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 404, 401, 200]
    running.process.send_signal(signal.SIGTERM)
    running.process.wait(timeout=60)
    lines = [line for line in running.lines() if line["event"] == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/v1/keys", 201),
        ("GET", "/v1/audit", 200),
        ("GET", "/v1/audit", 422),
        ("GET", None, 404),
        ("GET", None, 401),
        ("POST", "/v1/diff", 200),
    ]
    assert [line["key"] for line in lines] == [None, *[made["prefix"]] * 3, None, made["prefix"]]
    assert [line["request_id"] for line in lines][1:] == [each.headers["x-request-id"] for each in answers]
    assert lines[1]["request_id"] == "desk-17"
    assert all(line["ms"] > 0 for line in lines)
    written = running.log.read_text(encoding="utf-8")
    assert secret not in written
    assert TEXT not in written


def test_a_request_in_work_is_answered_before_the_service_stops(running: Running) -> None:
    body = json.dumps({"a": {"text": TEXT}, "b": {"text": TEXT}}).encode()
    where = urlsplit(str(running.client.base_url))
    with socket.create_connection((where.hostname, where.port), timeout=60) as made:
        head = f"POST /v1/diff HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {len(body)}\r\n"
        made.sendall(f"{head}Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n".encode())
        answer = made.makefile("rb")
        assert answer.readline().split()[1] == b"100"  # the service has begun with it, and waits for the body
        running.process.send_signal(signal.SIGTERM)
        made.sendall(body)
        assert [answer.readline(), answer.readline().split()[1]] == [b"\r\n", b"200"]
    running.process.wait(timeout=60)
    with pytest.raises(httpx.ConnectError):
        running.client.get("/healthz")


@pytest.mark.parametrize("given", [b"a b", b"x" * 65, b"a%0ab", b"\xc3\xa4", b""])
def test_an_id_that_could_forge_a_line_is_replaced(here: TestClient, given: bytes) -> None:
    found = here.get("/healthz", headers=[(b"x-request-id", given)])
    assert len(found.headers["x-request-id"]) == 32


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_traceback_shows_no_values(capsys: pytest.CaptureFixture[str], form: str) -> None:
    configure_logs("info", form)
    secret = "dk_" + "a_b"
    try:
        raise ValueError(len(secret))
    except ValueError:
        structlog.get_logger("dedup.request").exception("failed")
    finally:
        structlog.reset_defaults()
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert secret not in written


def test_a_library_logs_in_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    import logging

    configure_logs("info", "json")
    try:
        logging.getLogger("library").warning("look at %s", "this")
        logging.getLogger("library").info("nothing new")
    finally:
        structlog.reset_defaults()
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line).items() >= {"event": "look at this", "level": "warning"}.items()
