"""Jobs that are asked for again under the same Idempotency-Key are the same job."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

LINES = b'{"id": "x", "text": "Es regnet."}\n{"id": "y", "text": "Es regnet."}\n'
UPLOAD: dict[str, Any] = {"files": {"file": ("news.jsonl", LINES)}, "data": {"stories": "true"}}
ASKED: dict[str, Any] = {"json": {"articles": {"filter": {"language": "xx"}}}}
OTHERS: list[dict[str, Any]] = [
    {"files": {"file": ("news.jsonl", LINES[:-1])}, "data": {"stories": "true"}},
    {"files": {"file": ("news.ndjson", LINES)}, "data": {"stories": "true"}},
    {"files": {"file": ("news.jsonl", LINES)}},
    {"json": {"articles": {"filter": {"language": "yy"}}}},
]


@pytest.mark.parametrize("asked", [UPLOAD, ASKED], ids=["upload", "stored"])
def test_a_job_that_is_asked_for_again_is_the_same(client: httpx.Client, asked: dict[str, Any]) -> None:
    key = {"Idempotency-Key": uuid4().hex}
    first, again = (client.post("/v1/jobs", **asked, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (202, 202, first.json())
    assert again.headers["location"] == first.headers["location"] == f"/v1/jobs/{first.json()['id']}"
    for other in OTHERS:
        assert client.post("/v1/jobs", **other, headers=key).status_code == 422
    assert client.post("/v1/jobs", **asked).json()["id"] != first.json()["id"]


def test_a_job_that_was_refused_leaves_its_key_free(client: httpx.Client) -> None:
    key = {"Idempotency-Key": uuid4().hex}
    assert client.post("/v1/jobs", json={"articles": 1}, headers=key).status_code == 422
    assert client.post("/v1/jobs", **ASKED, headers=key).status_code == 202
