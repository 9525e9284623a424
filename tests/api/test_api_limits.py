"""Every limit of the service, set low: what breaks it is told which one it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings
from dedup import MAX_ARTICLE_CHARS, MAX_BATCH_ARTICLES, DedupError

CHARS, ARTICLES, BYTES = 100, 3, 2_000
LONG = {"text": "a " * 51}
SHORT = {"text": "a " * 50}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("limits")
    low = {"max_article_chars": CHARS, "max_batch_articles": ARTICLES, "max_body_bytes": BYTES}
    settings = read_settings(store=f"{folder}/news.db", data=Path(folder) / "data", workers=0, **low)
    with TestClient(create_app(settings), "http://localhost", client=("127.0.0.1", 1)) as small:
        yield small


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "limit"),
    [
        ("POST", "/v1/diff", {"a": SHORT, "b": LONG}, "b.text", CHARS),
        ("POST", "/v1/check", {"a": LONG, "b": SHORT}, "a.text", CHARS),
        ("POST", "/v1/similar", LONG, "text", CHARS),
        ("POST", "/v1/articles", LONG, "text", CHARS),
        ("PUT", "/v1/articles/x", LONG, "text", CHARS),
        ("POST", "/v1/versions", {"articles": [SHORT, LONG]}, "articles[1].text", CHARS),
        ("POST", "/v1/clusters", {"articles": [SHORT] * 4}, "articles", ARTICLES),
        ("POST", "/v1/versions", {"articles": [SHORT] * 4}, "articles", ARTICLES),
        ("POST", "/v1/articles", {"articles": [SHORT] * 4}, "articles", ARTICLES),
    ],
)
def test_the_field_and_the_limit_are_named(
    small: TestClient, method: str, path: str, body: Any, field: str, limit: int
) -> None:
    answer = small.request(method, path, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert (error["field"], error["limit"]) == (field, limit)


def test_a_line_is_limited_as_any_article(small: TestClient) -> None:
    lines = b'{"text": "%s"}\n{"text": "%s"}\n' % (LONG["text"].encode(), SHORT["text"].encode())
    answer = small.post("/v1/articles", content=lines, headers={"content-type": "application/x-ndjson"})
    first, second = answer.text.splitlines()
    assert f'"limit":{CHARS}' in first.replace(" ", "")
    assert '"article"' in second


def test_what_is_allowed_goes_through(small: TestClient) -> None:
    assert small.post("/v1/clusters", json={"articles": [SHORT] * ARTICLES}).status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_a_large_body_is_refused(small: TestClient, *, chunked: bool) -> None:
    body = b'{"a": "' + b"x" * BYTES + b'"}'
    content = iter([body[:1_000], body[1_000:]]) if chunked else body
    answer = small.post("/v1/diff", content=content, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert answer.json()["errors"] == [
        {"field": "body", "detail": f"must have at most {BYTES} bytes", "limit": BYTES}
    ]


def test_the_limits_are_published(small: TestClient) -> None:
    schemas = small.get("/openapi.json").json()["components"]["schemas"]
    assert schemas["ArticleRequest"]["properties"]["text"]["maxLength"] == CHARS
    assert schemas["ClustersRequest"]["properties"]["articles"]["maxItems"] == ARTICLES
    assert schemas["MergeRequest"]["properties"]["articles"]["maxItems"] > ARTICLES


@pytest.mark.parametrize(
    "high", [{"max_article_chars": MAX_ARTICLE_CHARS + 1}, {"max_batch_articles": MAX_BATCH_ARTICLES + 1}]
)
def test_no_limit_goes_beyond_that_of_the_library(high: dict[str, int]) -> None:
    with pytest.raises(DedupError, match="DEDUP_MAX_"):
        read_settings(**high)


def test_too_many_requests_are_told_when_to_come_again(tmp_path: Path) -> None:
    settings = read_settings(
        store=f"{tmp_path}/news.db", data=tmp_path / "data", workers=0, requests_per_minute=2
    )
    with TestClient(create_app(settings), "http://localhost", client=("127.0.0.1", 1)) as local:
        key = local.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()["key"]
        asked = [local.get("/v1/articles", headers={"X-API-Key": key}) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert asked[-1].headers["content-type"] == "application/problem+json"
    assert 1 <= int(asked[-1].headers["retry-after"]) <= 61
