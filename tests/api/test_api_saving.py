"""Texts that were pasted survive a session that has ended, and who may only read is offered nothing else."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

PAIR = {"a": "Es kamen 26 Gäste.\r\n<Alle> blieben.", "b": "Es kamen 27 Gäste. Alle blieben."}
HTML = {"accept": "text/html"}


@pytest.fixture
def closed(here: TestClient) -> TestClient:
    """A service that takes a key."""
    here.headers["x-boss"] = here.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()["key"]
    return here


@pytest.mark.parametrize("path", ["/compare", "/compare/keep", "/compare/export"])
def test_who_is_not_signed_in_any_more_gets_the_texts_back(closed: TestClient, path: str) -> None:
    data = {**PAIR, "layout": "inline", "format": "docx"}
    answer = closed.post(f"{path}?collection=sport", data=data, headers=HTML)
    assert answer.status_code == 401
    assert "Es kamen 26 Gäste.\n&lt;Alle&gt; blieben.</textarea>" in answer.text
    assert "Es kamen 27 Gäste. Alle blieben.</textarea>" in answer.text
    assert 'value="inline" checked' in answer.text
    assert 'href="/sign-in?next=%2F%3Fcollection%3Dsport&amp;collection=sport" target="_blank"' in answer.text
    assert (
        "Sie sind nicht angemeldet"
        in closed.post(path, data=data, headers={**HTML, "accept-language": "de"}).text
    )


def test_texts_that_lie_somewhere_come_back_with_where(closed: TestClient) -> None:
    where = {"article_a": "a-1", "version_a": "2", "article_b": "b-1", "version_b": "x", "job": "j"}
    answer = closed.post("/compare/export", data={**PAIR, **where, "format": "docx"}, headers=HTML)
    fields = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', answer.text))
    assert fields == {**where, "version_b": ""}


def test_also_as_files_of_a_form(closed: TestClient) -> None:
    parts = {name: (None, text) for name, text in PAIR.items()}
    assert "27 Gäste" in closed.post("/compare/keep", files=parts, headers=HTML).text
    broken = {**HTML, "content-type": "multipart/form-data; boundary=x"}
    assert closed.post("/compare/keep", content=b"--x\r\nno form", headers=broken).status_code == 401


def test_a_key_that_may_only_read_loses_no_text_either(closed: TestClient) -> None:
    guest = {"name": "guest", "scope": "read"}
    key = closed.post("/v1/keys", json=guest, headers={"x-api-key": closed.headers["x-boss"]}).json()["key"]
    answer = closed.post("/compare/keep", data=PAIR, headers={**HTML, "x-api-key": key})
    assert answer.status_code == 403
    assert "27 Gäste" in answer.text
    assert "Your key may read, but not change anything." in answer.text
    for page in (answer, closed.get("/", headers={"x-api-key": key})):
        assert "/compare/keep" not in page.text
        assert "Your key may read, but not keep texts under a link" in page.text
    assert "Your key may read, but not upload." in closed.get("/batch", headers={"x-api-key": key}).text


def test_what_another_site_sends_is_not_shown(closed: TestClient) -> None:
    answer = closed.post("/compare", data=PAIR, headers={**HTML, "sec-fetch-site": "cross-site"})
    assert answer.status_code == 401
    assert "Gäste" not in answer.text


def test_a_body_that_is_too_long_is_not_read_to_be_given_back(closed: TestClient) -> None:
    answer = closed.post("/compare", data={"a": "x" * 20_000_001}, headers=HTML)
    assert answer.status_code == 401
    assert "xxx" not in answer.text


@pytest.mark.parametrize(
    ("came", "back"),
    [("/stories/x?q=a", "%2Fstories%2Fx%3Fq%3Da"), ("/stories/x/split", "%2Fstories"), ("", "%2Fstories")],
)
def test_the_sign_in_leads_back_to_the_page(closed: TestClient, came: str, back: str) -> None:
    referer = {"referer": f"http://localhost{came}"} if came else {}
    answer = closed.post("/stories/x/split", data={"articles": "a"}, headers={**HTML, **referer})
    assert f'href="/sign-in?next={back}" target="_blank"' in answer.text


def test_a_script_is_answered_with_a_part_and_not_led_away(closed: TestClient) -> None:
    part = {**HTML, "dedup-part": "1", "referer": "http://localhost/compare?a=1&b=2"}
    for answer in (
        closed.post("/compare", data=PAIR, headers=part),
        closed.get("/compare/articles", headers=part, follow_redirects=False),
        closed.post("/batch", files={"file": ("a.txt", b"Ja.")}, headers=part),
    ):
        assert answer.status_code == 401
        assert answer.text.startswith('<p class="problem"')
        assert 'next=%2Fcompare%3Fa%3D1%26b%3D2" target="_blank"' in answer.text
