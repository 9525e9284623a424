"""The pages for editors over HTTP, without a script."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

PAIR = {"a": "Es kamen 26 Gäste. Alle blieben.", "b": "Es kamen 27 Gäste. Alle blieben."}


def test_without_a_script_the_whole_page_comes_with_the_comparison(here: TestClient) -> None:
    answer = here.post("/compare", data=PAIR)
    assert answer.status_code == 200
    assert "1 fact to check" in answer.text
    assert "Es kamen 26 Gäste." in answer.text.partition("</textarea>")[0]
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_with_it_the_comparison_alone(here: TestClient) -> None:
    answer = here.post("/compare", data={**PAIR, "layout": "inline"}, headers={"dedup-part": "1"})
    assert "<html" not in answer.text
    assert 'class="woven"' in answer.text


def test_two_stored_articles_are_compared_by_their_ids(here: TestClient) -> None:
    for name, text in PAIR.items():
        here.post("/v1/articles", json={"id": name, "text": text})
    assert "1 fact to check" in here.get("/compare", params={"a": "a", "b": "b"}).text
    missing = here.get("/compare", params={"a": "a", "b": "nowhere"})
    assert missing.status_code == 404
    assert 'role="alert"' in missing.text


def test_the_policy_lets_run_what_the_server_has_alone(here: TestClient) -> None:
    page = here.get("/").text
    assert not re.search(r"<script(?! src=)|style=| on[a-z]+=", page)
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        answer = here.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert here.get("/static/0123456789abcdef/app.js").status_code == 404


@pytest.mark.parametrize(
    ("asked", "tongue"),
    [("de-AT,de;q=0.9", "de"), ("fr, en;q=0.5", "en"), ("pl", "en"), ("", "en"), ("*;q=zz", "en")],
)
def test_a_page_speaks_the_language_that_is_liked_best(here: TestClient, asked: str, tongue: str) -> None:
    assert f'<html lang="{tongue}">' in here.get("/", headers={"accept-language": asked}).text


def test_a_browser_signs_in_with_a_key_and_out_again(here: TestClient) -> None:
    key = here.post("/v1/keys", json={"name": "desk", "scope": "write"}).json()["key"]
    html = {"accept": "text/html"}
    assert (
        here.get("/compare?a=a&b=b", headers=html, follow_redirects=False).headers["location"] == "/sign-in"
    )
    assert here.post("/sign-in", data={"key": "dk_wrong"}).status_code == 401
    signed = here.post("/sign-in", data={"key": f" {key} "}, follow_redirects=False)
    assert signed.status_code == 303
    cookie = signed.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert here.post("/compare", data=PAIR).status_code == 200
    assert here.post("/compare", data=PAIR, headers={"sec-fetch-site": "cross-site"}).status_code == 401
    here.post("/sign-out")
    assert here.post("/compare", data=PAIR).status_code == 401
