"""Clients that send slowly, half, or nothing, that leave or do not read: others are answered all the same."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

from tests.api.killing import Forked

pytestmark = pytest.mark.fault

PATIENCE = 2
GENEROUS = 120.0
LONG = " ".join(f"Wort{number} steht hier am {number}. Mai." for number in range(2_000))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    server = Forked(tmp_path_factory.mktemp("faults"), workers=0, body_seconds=PATIENCE)
    yield server
    errors = [line for line in server.log.splitlines() if '"level": "error"' in line]
    assert not errors
    assert "Traceback" not in server.log, server.log


@pytest.fixture(scope="module")
def client(server: Forked) -> Iterator[httpx.Client]:
    with server.start() as client:
        yield client
    server.stop()


@contextmanager
def connection(client: httpx.Client) -> Iterator[socket.socket]:
    where = urlsplit(str(client.base_url))
    with socket.create_connection((where.hostname, where.port), timeout=GENEROUS) as made:
        yield made


def head(kind: str, length: int, path: str = "/v1/articles") -> bytes:
    lines = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    )
    return lines.encode()


def comes(found: Callable[[], bool]) -> bool:
    end = time.monotonic() + GENEROUS
    while not found() and time.monotonic() < end:
        time.sleep(0.02)
    return found()


def answer_to_a_slow_client(made: socket.socket, body: bytes) -> bytes:
    """Send a byte now and then until there is an answer; return all of it."""
    made.settimeout(0.1)
    for n in range(len(body)):
        made.sendall(body[n : n + 1])
        try:
            received = made.recv(65_536)
        except TimeoutError:
            continue
        made.settimeout(GENEROUS)
        while not received.endswith((b"}", b"\r\n0\r\n\r\n")):
            received += made.recv(65_536)
        return received
    raise AssertionError("no answer")


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=b"])
def test_a_body_that_comes_too_slowly_is_refused(client: httpx.Client, kind: str) -> None:
    path, begin = ("/v1/articles", b'{"text": "') if "json" in kind else ("/v1/jobs", b"--b\r\nX-Is: ")
    with connection(client) as made:
        made.sendall(head(kind, 9_999, path))
        received = answer_to_a_slow_client(made, begin + b"a" * 500)
    assert received.startswith(b"HTTP/1.1 408")
    assert b"application/problem+json" in received
    assert b"too-slow" in received


def test_a_stream_that_comes_too_slowly_ends_with_a_line_that_says_so(client: httpx.Client) -> None:
    name = uuid4().hex
    with connection(client) as made:
        first = json.dumps({"id": name, "text": "Ein Satz."}).encode() + b"\n"
        made.sendall(head("application/x-ndjson", 9_999) + first)
        received = answer_to_a_slow_client(made, b'{"text": "' + b"a" * 500)
    lines = [json.loads(line) for line in received.splitlines() if line.startswith(b"{")]
    assert [line["line"] for line in lines] == [1, 2]
    assert lines[0]["article"]["id"] == name
    assert lines[1]["problem"]["status"] == 408
    assert client.get(f"/v1/articles/{name}").status_code == 200


def test_a_head_that_does_not_come_ends_the_connection(client: httpx.Client) -> None:
    with connection(client) as made:
        made.sendall(b"GET /healthz HT")
        with suppress(ConnectionResetError):
            assert made.recv(100) == b""


def test_others_are_answered_while_slow_clients_wait(client: httpx.Client) -> None:
    name = uuid4().hex
    with connection(client) as a, connection(client) as b, connection(client) as c:
        a.sendall(b"GET /healthz HT")
        b.sendall(head("application/json", 9_999) + b"{")
        c.sendall(head("application/x-ndjson", 9_999) + b"{")
        assert client.post("/v1/articles", json={"id": name, "text": "Ein Satz."}).status_code == 201


def test_a_half_sent_body_stores_nothing(client: httpx.Client, server: Forked) -> None:
    name = uuid4().hex
    body = json.dumps({"id": name, "text": "Ein Satz."}).encode()
    before = server.log.count('"route": "/v1/articles"')
    with connection(client) as made:
        made.sendall(head("application/json", len(body)) + body[:-3])
    assert comes(lambda: server.log.count('"route": "/v1/articles"') > before)
    assert client.get(f"/v1/articles/{name}").status_code == 404


def test_a_half_sent_upload_makes_no_job(client: httpx.Client, server: Forked) -> None:
    before = server.log.count('"route": "/v1/jobs"')
    with connection(client) as made:
        part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.ndjson"\r\n\r\n{"text": '
        made.sendall(head("multipart/form-data; boundary=b", 9_999, "/v1/jobs") + part)
    assert comes(lambda: server.log.count('"route": "/v1/jobs"') > before)
    assert client.get("/v1/jobs").json()["jobs"] == []


def test_clients_that_leave_during_a_diff_hold_nobody_up(client: httpx.Client) -> None:
    body = json.dumps({"a": {"text": LONG}, "b": {"text": f"{LONG} Und Schluss."}}).encode()
    for _ in range(3):
        with connection(client) as made:
            made.sendall(head("application/json", len(body), "/v1/diff") + body)
    assert client.get("/healthz").status_code == 200
    assert client.post("/v1/diff", json={"a": {"text": "Ja."}, "b": {"text": "Nein."}}).status_code == 200


@pytest.mark.slow
def test_a_client_that_reads_nothing_loses_its_connection_but_no_article(
    client: httpx.Client, server: Forked
) -> None:
    name = uuid4().hex
    before = server.log.count('"route": "/v1/articles"')
    lines = [json.dumps({"id": f"{name}-{n}", "text": "Ein Satz."}) for n in range(11)]
    wrong = json.dumps(dict.fromkeys(("id", "text", "title", "date", "source", "language"), 1))
    broken = [*lines[:10], *[wrong] * 8_000, lines[10]]  # each is answered by a kilobyte
    body = "\n".join(broken).encode()
    with connection(client) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        made.sendall(head("application/x-ndjson", len(body)) + body)
        assert comes(lambda: server.log.count('"route": "/v1/articles"') > before), "it is still waited for"
    assert client.get(f"/v1/articles/{name}-10").status_code == 200
