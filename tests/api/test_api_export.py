"""A comparison as a file, over HTTP."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document
from fastapi.testclient import TestClient

PAIR = {"a": "Es kamen 26 Gäste.\r\nAlle blieben.", "b": "Es kamen 27 Gäste.\r\nAlle blieben."}


@pytest.mark.parametrize(
    ("form", "kind", "ending"),
    [
        ("html", "text/html", "html"),
        ("markdown", "text/markdown", "md"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ],
)
def test_two_pasted_texts_come_as_a_file(here: TestClient, form: str, kind: str, ending: str) -> None:
    found = here.post("/compare/export", data={**PAIR, "format": form})
    assert found.status_code == 200
    assert found.headers["content-type"].startswith(kind)
    assert found.headers["content-disposition"] == f'attachment; filename="comparison.{ending}"'
    if form == "docx":
        (comment,) = Document(BytesIO(found.content)).comments
        assert comment.text == "check number: 26 became 27"
    else:
        assert "27" in found.text


def test_a_file_speaks_the_language_of_the_page(here: TestClient) -> None:
    found = here.post("/compare/export", data={**PAIR, "format": "html"}, headers={"accept-language": "de"})
    assert '<html lang="de">' in found.text
    assert "zu prüfen" in found.text
    assert 'filename="vergleich.html"' in found.headers["content-disposition"]


def test_stored_articles_keep_their_titles(here: TestClient) -> None:
    for name in "ab":
        body = {"id": name, "text": PAIR[name], "title": f"Titel {name}", "date": "2025-09-04"}
        assert here.post("/v1/articles", json=body).status_code in (200, 201)
    page = here.get("/compare", params={"a": "a", "b": "b"}).text
    named = dict(re.findall(r'type="hidden" name="([a-z]+_[ab])" value="([^"]*)"', page))
    assert named == {"article_a": "a", "version_a": "1", "article_b": "b", "version_b": "1"}
    found = here.post("/compare/export", data={**PAIR, **named, "format": "html"})
    assert "Titel b" in found.text
    edited = {**PAIR, **named, "b": PAIR["b"] + " Niemand ging.", "format": "html"}
    assert "Titel b" not in here.post("/compare/export", data=edited).text
    gone = {**PAIR, **named, "article_b": "nowhere", "format": "html"}
    assert "Titel b" not in here.post("/compare/export", data=gone).text


@pytest.mark.parametrize("text", ["", " ", "…"])
def test_what_cannot_be_compared_is_told_on_the_page(here: TestClient, text: str) -> None:
    found = here.post("/compare/export", data={"a": text, "b": text, "format": "docx"})
    assert found.status_code == 422
    assert 'role="alert"' in found.text
    assert "content-disposition" not in found.headers


def test_another_form_is_refused(here: TestClient) -> None:
    assert here.post("/compare/export", data={**PAIR, "format": "exe"}).status_code == 422
