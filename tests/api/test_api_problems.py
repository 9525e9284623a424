"""Bad requests: each gets problem+json with the right status, field and limit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

import api.routes.texts
from api.problems import KINDS
from dedup import MAX_ARTICLE_CHARS, MAX_BATCH_ARTICLES, MAX_REQUEST_BYTES, ArticleError

JSON = {"content-type": "application/json"}
GOOD = {"text": "Ein Satz."}


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers.get_list("x-content-type-options") == ["nosniff"]
    found = response.json()
    assert found["status"] == status
    assert found["type"] == f"/docs#{KINDS[status].slug}"
    assert found["title"] == KINDS[status].title
    assert found["detail"]
    return found


def only_error(response: httpx.Response) -> tuple[str, Any, str]:
    (error,) = problem(response, 422)["errors"]
    return error["field"], error.get("limit"), error["detail"]


def diff_of(**article: object) -> dict[str, object]:
    return {"a": article, "b": GOOD}


@pytest.mark.parametrize(
    ("body", "field", "limit", "words"),
    [
        ({"a": GOOD}, "b", None, "required"),
        ({"a": GOOD, "b": None}, "b", None, "JSON object"),
        ([], "body", None, "JSON object"),
        (diff_of(), "a.text", None, "required"),
        (diff_of(text=7), "a.text", None, "string"),
        (diff_of(text=""), "a.text", 1, "empty"),
        (diff_of(text=" .\n-"), "a.text", None, "word"),
        (diff_of(text="a\x00b"), "a.text", None, "U+0000"),
        (diff_of(text="a " * (MAX_ARTICLE_CHARS // 2 + 1)), "a.text", MAX_ARTICLE_CHARS, "1000000"),
        (diff_of(text="a", txet="b"), "a.txet", None, "did you mean text?"),
        (diff_of(text="a", zzz="b"), "a.zzz", None, "not a known field"),
        (diff_of(text="a", articles="b"), "a.articles", None, "is not a known field"),
        (diff_of(text="a", **{f"k{n}": n for n in range(30)}), "a", 20, "at most 20 fields"),
        (diff_of(text="a", id=""), "a.id", 1, "empty"),
        (diff_of(text="a", id="x" * 201), "a.id", 200, "200"),
        (diff_of(text="a", id="x\x00"), "a.id", None, "U+0000"),
        (diff_of(text="a", title="x" * 1001), "a.title", 1000, "1000"),
        (diff_of(text="a", source=["dpa"]), "a.source", None, "string"),
        (
            diff_of(text="a", language="German!"),
            "a.language",
            "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
            "pattern",
        ),
        (diff_of(text="a", date="4.9.2025"), "a.date", None, "ISO 8601"),
        (diff_of(text="a", date="2025-02-30"), "a.date", None, "ISO 8601"),
        (diff_of(text="a", date="0001-01-01T00:00:00+23:59"), "a.date", None, "ISO 8601"),
        ({"a": GOOD, "b": GOOD, "c": GOOD}, "c", None, "not a known field"),
    ],
)
def test_invalid_diff_request(
    client: httpx.Client, body: object, field: str, limit: object, words: str
) -> None:
    found = only_error(client.post("/v1/diff", json=body))
    assert found[:2] == (field, limit)
    assert words in found[2]


@pytest.mark.parametrize(
    ("articles", "field", "limit", "words"),
    [
        ([], "articles", 1, "at least 1"),
        ("text", "articles", None, "list"),
        ([GOOD] * (MAX_BATCH_ARTICLES + 1), "articles", MAX_BATCH_ARTICLES, "at most 1000 items"),
        ([GOOD, {"text": ""}], "articles[1].text", 1, "empty"),
        ([{**GOOD, "id": "x"}, GOOD, {**GOOD, "id": "x"}], "articles[2].id", None, "articles[0]"),
    ],
)
def test_invalid_clusters_request(
    client: httpx.Client, articles: object, field: str, limit: object, words: str
) -> None:
    found = only_error(client.post("/v1/clusters", json={"articles": articles}))
    assert found[:2] == (field, limit)
    assert words in found[2]


def test_many_errors_are_counted(client: httpx.Client) -> None:
    found = problem(client.post("/v1/clusters", json={"articles": [{}] * 500}), 422)
    assert len(found["errors"]) == 20
    assert "500 errors, the first 20 are listed" in found["detail"]


@pytest.mark.parametrize("body", [rb'{"a": {"text": "a \ud800"}, "b": {"text": "b"}}'])
def test_lone_surrogate_in_a_text(client: httpx.Client, body: bytes) -> None:
    field, _, detail = only_error(client.post("/v1/diff", content=body, headers=JSON))
    assert field == "a.text"
    assert "surrogate" in detail


def test_lone_surrogate_in_a_name(client: httpx.Client) -> None:
    body = rb'{"a": {"text": "a", "\ud800": 1}, "b": {"text": "b"}, "\udfff": 2}'
    problem(client.post("/v1/diff", content=body, headers=JSON), 422)


def test_missing_body(client: httpx.Client) -> None:
    assert only_error(client.post("/v1/diff", headers=JSON))[0] == "body"


def test_malformed_json_names_the_place(client: httpx.Client) -> None:
    found = problem(client.post("/v1/diff", content='{"a":\n  x}', headers=JSON), 400)
    assert found["detail"] == "line 2, column 3: Expecting value"


@pytest.mark.parametrize("body", [b'{"a": "\xff"}', b"[" * 1_000_000, b"1" * 10_000])
def test_unreadable_json(client: httpx.Client, body: bytes) -> None:
    problem(client.post("/v1/diff", content=body, headers=JSON), 400)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {**JSON, "content-encoding": "gzip"},
    ],
)
def test_wrong_content_type(client: httpx.Client, headers: dict[str, str]) -> None:
    body = json.dumps({"a": GOOD, "b": GOOD}).encode()
    found = problem(client.post("/v1/diff", content=body, headers=headers), 415)
    assert "application/json" in found["detail"]


def test_content_type_may_name_the_charset(client: httpx.Client) -> None:
    body = json.dumps({"a": GOOD, "b": GOOD}).encode()
    response = client.post(
        "/v1/diff", content=body, headers={"content-type": "Application/JSON; charset=utf-8"}
    )
    assert response.status_code == 200


def chunks(size: int) -> Iterator[bytes]:
    yield b'{"a": '
    for _ in range(size // 100_000):
        yield b" " * 100_000


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large_body(client: httpx.Client, chunked: bool) -> None:
    body = chunks(MAX_REQUEST_BYTES) if chunked else b"".join(chunks(MAX_REQUEST_BYTES))
    (error,) = problem(client.post("/v1/diff", content=body, headers=JSON), 413)["errors"]
    assert (error["field"], error["limit"]) == ("body", MAX_REQUEST_BYTES)


def test_unknown_path(client: httpx.Client) -> None:
    problem(client.get("/v1/nothing"), 404)
    problem(client.post("/v1/diff/"), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"), [("GET", "/v1/diff", "POST"), ("PUT", "/healthz", "GET")]
)
def test_wrong_method(client: httpx.Client, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)
    problem(response, 405)
    assert response.headers["allow"] == allowed


def fail(error: Exception) -> Any:
    def failing(*_: object) -> None:
        raise error

    return failing


def test_unexpected_error_tells_nothing_of_the_inside(
    monkeypatch: pytest.MonkeyPatch, here: TestClient
) -> None:
    monkeypatch.setattr(api.routes.texts, "compare_articles", fail(RuntimeError("a secret")))
    response = here.post("/v1/diff", json={"a": GOOD, "b": GOOD})
    problem(response, 500)
    assert "secret" not in response.text
    assert "Traceback" not in response.text


def test_article_that_only_the_library_refuses(monkeypatch: pytest.MonkeyPatch, here: TestClient) -> None:
    monkeypatch.setattr(api.routes.texts, "compare_articles", fail(ArticleError("no words here", "text")))
    found = only_error(here.post("/v1/diff", json={"a": GOOD, "b": GOOD}))
    assert found == ("text", None, "no words here")
