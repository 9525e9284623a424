"""Articles as a stream of lines, asked of the real service."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

from api.bulk import MAX_LINE_BYTES

HEADERS = {"content-type": "application/x-ndjson"}


@pytest.fixture
def name() -> str:
    return uuid4().hex


def line(**article: object) -> bytes:
    return json.dumps(article).encode() + b"\n"


def answers(response: httpx.Response) -> list[Any]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/x-ndjson"
    return [json.loads(each) for each in response.text.splitlines()]


def test_each_line_is_answered_and_a_bad_one_stops_nothing(client: httpx.Client, name: str) -> None:
    body = (
        line(id=f"{name}-1", text="Ein Satz.")
        + b"\n"
        + b"{no json\n"
        + line(id=f"{name}-4", text="")
        + b'{"text": "\\ud800"}\n\xff\n'
        + line(id=f"{name}-7", text="Noch ein Satz.").rstrip()
    )
    found = answers(client.post("/v1/articles", content=body, headers=HEADERS))
    assert [each["line"] for each in found] == [1, 3, 4, 5, 6, 7]
    assert [each.get("article", {}).get("id") for each in found] == [f"{name}-1", *[None] * 4, f"{name}-7"]
    assert [each.get("problem", {}).get("status") for each in found] == [None, 400, 422, 400, 400, None]
    assert found[2]["problem"]["errors"][0]["field"] == "text"
    assert client.get(f"/v1/articles/{name}-7").json()["text"] == "Noch ein Satz."


def test_many_lines_of_a_client_that_reads_nothing_before_it_has_sent_all(
    client: httpx.Client, name: str
) -> None:
    def body() -> Iterator[bytes]:
        for number in range(3_000):
            yield line(id=f"{name}-{number}", text=f"Satz {number} von {name}.", title="x" * 900)

    found = answers(client.post("/v1/articles", content=body(), headers=HEADERS))
    assert [each["article"]["id"] for each in found] == [f"{name}-{number}" for number in range(3_000)]


def test_a_line_is_answered_before_the_next_one_is_sent(base_url: str, name: str) -> None:
    where = urlsplit(base_url)
    with socket.create_connection((where.hostname, where.port), timeout=60) as connection:
        head = f"POST /v1/articles HTTP/1.1\r\nHost: {where.netloc}\r\nTransfer-Encoding: chunked\r\n"
        connection.sendall(f"{head}Content-Type: application/x-ndjson\r\n\r\n".encode())
        reader = connection.makefile("rb")
        for number in (1, 2):
            data = line(id=f"{name}-{number}", text="Ein Satz.")
            connection.sendall(b"%x\r\n%s\r\n" % (len(data), data))
            while f'"id":"{name}-{number}"'.encode() not in reader.readline():
                pass
        connection.sendall(b"0\r\n\r\n")
        while reader.readline() != b"0\r\n":
            pass


def test_what_was_sent_before_the_client_went_away_is_stored(
    client: httpx.Client, base_url: str, name: str
) -> None:
    where = urlsplit(base_url)
    data = line(id=f"{name}-1", text="Ein Satz.") + line(id=f"{name}-2", text="Halb")[:-4]
    with socket.create_connection((where.hostname, where.port), timeout=60) as connection:
        head = f"POST /v1/articles HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 9999\r\n"
        connection.sendall(f"{head}Content-Type: application/x-ndjson\r\n\r\n".encode() + data)
        reader = connection.makefile("rb")
        while f'"id":"{name}-1"'.encode() not in reader.readline():
            pass
    assert client.get(f"/v1/articles/{name}-1").status_code == 200
    assert client.get(f"/v1/articles/{name}-2").status_code == 404


def test_a_line_that_is_too_long(client: httpx.Client, name: str) -> None:
    body = b'{"text": "' + b"a" * MAX_LINE_BYTES + b'"}\n' + line(id=name, text="Ein Satz.")
    found = answers(client.post("/v1/articles", content=body, headers=HEADERS))
    assert found[0]["problem"]["status"] == 413
    assert found[1]["article"]["id"] == name


def test_with_a_key_lines_without_ids_are_stored_once(client: httpx.Client, name: str) -> None:
    headers = {**HEADERS, "idempotency-key": name}
    body = line(text=f"Ein Satz von {name}.") + line(text="Noch ein Satz.")
    first, again = (answers(client.post("/v1/articles", content=body, headers=headers)) for _ in range(2))
    assert [each["article"]["id"] for each in first] == [each["article"]["id"] for each in again]
    assert [each["article"]["fresh"] for each in first + again] == [True, True, False, False]


def test_no_lines(client: httpx.Client) -> None:
    assert answers(client.post("/v1/articles", content=b"", headers=HEADERS)) == []
    assert answers(client.post("/v1/articles", content=b"\n\n", headers=HEADERS)) == []
