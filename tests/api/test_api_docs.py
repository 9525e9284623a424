"""The page at /docs: complete, without a script, and nothing is loaded from anywhere."""

from __future__ import annotations

import json
import re
import shlex
from html import unescape
from typing import Any

import httpx
import pytest

from api.problems import KINDS


@pytest.fixture(scope="module")
def response(client: httpx.Client) -> httpx.Response:
    return client.get("/docs")


def test_page_is_html_with_a_strict_policy(response: httpx.Response) -> None:
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["x-content-type-options"] == "nosniff"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_is_loaded(response: httpx.Response) -> None:
    assert not re.search(r"<(script|link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(", response.text)
    assert all(target.startswith(("#", "/")) for target in re.findall(r'href="([^"]*)"', response.text))


def test_every_path_schema_and_problem_is_there(response: httpx.Response, openapi: Any) -> None:
    for path, methods in openapi["paths"].items():
        for method in methods:
            assert f'id="{method.upper()}-{path}"' in response.text
    for name, schema in openapi["components"]["schemas"].items():
        assert f'id="{name}"' in response.text
        assert all(f"<code>{field}</code>" in response.text for field in schema["properties"])
    assert all(f'id="{kind.slug}"' in response.text for kind in KINDS.values())


def test_every_fragment_exists(response: httpx.Response) -> None:
    names = set(re.findall(r'id="([^"]*)"', response.text))
    assert set(re.findall(r'href="#([^"]*)"', response.text)) <= names


def test_curl_examples_work(client: httpx.Client, response: httpx.Response, base_url: str) -> None:
    commands = [
        shlex.split(unescape(code)) for code in re.findall(r"<code>(curl .*?)</code>", response.text, re.S)
    ]
    assert len(commands) == sum(map(len, client.get("/openapi.json").json()["paths"].values()))
    # Keys would close the service to the other tests, and what editors decide needs a cluster that is there.
    untried = ("{", "/v1/keys", "/v1/clusters/")
    tried = [command for command in commands if not any(part in command[1] for part in untried)]
    assert len(tried) > 4
    for _, url, *options in tried:
        assert url.startswith(base_url)
        if "-d" in options:
            body = json.loads(options[options.index("-d") + 1])
            assert client.post(url, json=body).status_code in (200, 201, 202)
        else:
            assert client.get(url).status_code == 200


def test_errors_are_published_as_problems(openapi: Any) -> None:
    for path in ("/v1/diff", "/v1/check", "/v1/versions", "/v1/clusters"):
        responses = openapi["paths"][path]["post"]["responses"]
        own = {"406"} if path == "/v1/diff" else set()
        assert set(responses) - own == {
            "200", "400", "401", "403", "404", "408", "413", "415", "422", "429", "503"
        }  # fmt: skip
        assert own <= set(responses)
        assert all(
            list(responses[code]["content"]) == ["application/problem+json"]
            for code in responses
            if code != "200"
        )


def test_frameworks_own_pages_are_off(client: httpx.Client) -> None:
    assert client.get("/redoc").status_code == 404
