"""Stored articles over HTTP, asked of the real service."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from dedup import Article, compare_articles, diff_to_dict, to_json

OLD = "Die Hafenbrücke bleibt nach Angaben der Stadt bis Freitag gesperrt. 4200 Fahrzeuge fahren täglich um."
NEW = "Die Hafenbrücke bleibt bis Samstag gesperrt, teilte die Stadt mit. 4200 Fahrzeuge fahren täglich um."


@pytest.fixture
def name() -> str:
    """An id that no other test uses."""
    return uuid4().hex


def path(name: str, rest: str = "") -> str:
    return f"/v1/articles/{quote(name, safe='')}{rest}"


def put(client: httpx.Client, name: str, **article: object) -> Any:
    answer = client.put(path(name), json=article)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def test_an_article_is_stored_and_read(client: httpx.Client, name: str) -> None:
    article = {
        "id": name,
        "text": OLD,
        "title": "Brücke",
        "date": "2025-03-11",
        "source": "dpa",
        "language": "de",
    }
    answer = client.post("/v1/articles", json=article)
    assert answer.status_code == 201
    stored = answer.json()
    assert (stored["id"], stored["version"], stored["fresh"]) == (name, 1, True)
    read = client.get(path(name)).json()
    assert read == {**article, "version": 1, "stored": read["stored"]}


def test_what_is_there_already_is_not_stored_again(client: httpx.Client, name: str) -> None:
    first = client.post("/v1/articles", json={"id": name, "text": OLD})
    again = client.post("/v1/articles", json={"id": name, "text": OLD})
    assert (first.status_code, again.status_code) == (201, 200)
    assert not again.json()["fresh"]
    assert again.json()["stored"] == client.get(path(name)).json()["stored"]


def test_an_article_without_an_id_gets_one(client: httpx.Client) -> None:
    ids = {client.post("/v1/articles", json={"text": OLD}).json()["id"] for _ in range(2)}
    assert len(ids) == 2
    for made in ids:
        assert client.get(path(made)).json()["text"] == OLD


def test_many_articles_are_stored_together(client: httpx.Client, name: str) -> None:
    articles = [{"id": f"{name}-{number}", "text": f"{OLD} {number}"} for number in range(3)]
    answer = client.post("/v1/articles", json={"articles": [*articles, {"text": "Ein Satz."}]})
    assert answer.status_code == 201
    stored = answer.json()["articles"]
    assert [each["id"] for each in stored][:3] == [each["id"] for each in articles]
    assert client.get(path(f"{name}-2")).json()["text"] == f"{OLD} 2"


def test_all_or_none_of_many_are_stored(client: httpx.Client, name: str) -> None:
    answer = client.post("/v1/articles", json={"articles": [{"id": name, "text": OLD}, {"text": ""}]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "articles[1].text"
    assert client.get(path(name)).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": OLD, "txet": ""}, "txet"),
        ({"articles": []}, "articles"),
        ({"articles": {}}, "articles"),
        ([], "body"),
    ],
)
def test_what_is_wrong_is_named(client: httpx.Client, body: object, field: str) -> None:
    answer = client.post("/v1/articles", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_put_makes_a_new_version(client: httpx.Client, name: str) -> None:
    first = client.put(path(name), json={"text": OLD})
    second = client.put(path(name), json={"text": NEW})
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["version"] == 2
    assert client.get(path(name)).json()["text"] == NEW
    assert client.get(path(name), params={"version": 1}).json()["text"] == OLD
    versions = client.get(path(name, "/versions")).json()
    assert [each["version"] for each in versions["versions"]] == [1, 2]


def test_put_takes_the_id_of_the_path_alone(client: httpx.Client, name: str) -> None:
    answer = client.put(path(name), json={"id": "other", "text": OLD})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "id"


def test_a_deleted_article_is_gone(client: httpx.Client, name: str) -> None:
    put(client, name, text=OLD)
    assert client.delete(path(name)).status_code == 204
    for answer in (client.get(path(name)), client.get(path(name, "/versions")), client.delete(path(name))):
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
    assert put(client, name, text=NEW)["version"] == 1


@pytest.mark.parametrize(
    "odd",
    ["a/b", "a b", "ä/ö ü", "50%", "a%2Fb", "x/diff/y", "x/versions", "🌉", "a?b#c", "..%", "a+b", "%25"],
)
def test_any_text_can_be_an_id(client: httpx.Client, name: str, odd: str) -> None:
    whole = f"{name} {odd}"
    assert put(client, whole, text=OLD)["id"] == whole
    assert client.get(path(whole)).json()["id"] == whole
    assert client.get(path(whole, "/versions")).json()["id"] == whole
    diff = client.get(path(whole, f"/diff/{quote(whole, safe='')}"))
    assert diff.json()["a"]["id"] == whole
    assert client.get(path(whole, "/duplicates")).status_code == 200
    assert client.delete(path(whole)).status_code == 204


@pytest.mark.parametrize("bad", ["%00", "a" * 201, "%FF%FE", "a%2F%FF"])
def test_ids_that_cannot_be(client: httpx.Client, bad: str) -> None:
    for rest in ("", "/versions", "/diff/a"):
        assert client.get(f"/v1/articles/{bad}{rest}").status_code == 422
    assert client.put(f"/v1/articles/{bad}", json={"text": OLD}).status_code == 422


@pytest.mark.parametrize("path", ["/v1/jobs/%FF", "/v1/hooks/%FF", "/v1/clusters/%C3", "/v1/nothing%FF"])
def test_a_path_that_is_not_utf8_is_refused(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def test_known_articles_that_text_is_taken_from_are_named(client: httpx.Client, name: str) -> None:
    text = " ".join(f"Der Rat von {name} hat am Montag Vorlage {n} beraten und vertagt." for n in range(9))
    put(client, f"{name}-a", text=text, date="2025-03-11")
    answer = put(client, f"{name}-b", text=text.replace("Montag", "Dienstag"), date="2025-03-12")
    assert [each["id"] for each in answer["takes_from"]] == [f"{name}-a"]
    assert answer["takes_from"][0]["evidence"]


def test_a_list_is_read_page_by_page(client: httpx.Client, name: str) -> None:
    for number in range(5):
        put(client, f"{name}-{number}", text=f"{OLD} {number}", source=name, date=f"2025-03-0{number + 1}")
    seen: list[str] = []
    asked: dict[str, Any] = {"source": name, "limit": 2}
    for size in (2, 2, 1):
        page = client.get("/v1/articles", params=asked).json()
        assert len(page["articles"]) == size
        seen += [each["id"] for each in page["articles"]]
        asked["cursor"] = page["next"]
    assert seen == [f"{name}-{number}" for number in (4, 3, 2, 1, 0)]
    assert asked["cursor"] is None
    wanted = {"source": name, "published_from": "2025-03-02", "published_to": "2025-03-04"}
    found = client.get("/v1/articles", params=wanted).json()["articles"]
    assert [each["date"] for each in found] == ["2025-03-03", "2025-03-02"]
    assert "text" not in found[0]
    assert found[0]["characters"] == len(OLD) + 2


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"cursor": "x"}, "cursor"),
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"published_from": "gestern"}, "published_from"),
        ({"language": "%"}, "language"),
        ({"source": "a\x00"}, "source"),
        ({"sauce": "dpa"}, "sauce"),
    ],
)
def test_a_list_that_cannot_be(client: httpx.Client, asked: dict[str, Any], field: str) -> None:
    answer = client.get("/v1/articles", params=asked)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.fixture
def two(client: httpx.Client, name: str) -> Iterator[str]:
    put(client, name, text=OLD, date="2025-03-11")
    put(client, name, text=NEW, date="2025-03-12")
    yield name
    client.delete(path(name))


def test_versions_are_compared(client: httpx.Client, two: str) -> None:
    asked = {"version": 1, "other_version": 2}
    answer = client.get(path(two, f"/diff/{two}"), params=asked)
    a, b = Article(OLD, two, date="2025-03-11"), Article(NEW, two, date="2025-03-12")
    assert answer.json() == json.loads(to_json(diff_to_dict(compare_articles(a, b))))
    assert client.get(path(two, "/diff/nobody"), params=asked).status_code == 404
    assert client.get(path(two, f"/diff/{two}"), params={"version": 3}).status_code == 404


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("image/png", "application/problem+json"),
    ],
)
def test_the_client_chooses_the_form_of_a_diff(
    client: httpx.Client, two: str, accept: str, kind: str
) -> None:
    answer = client.get(path(two, f"/diff/{two}"), headers={"accept": accept})
    assert answer.headers["content-type"] == kind
    assert answer.status_code == (406 if accept == "image/png" else 200)


def test_what_the_client_has_is_not_sent_again(client: httpx.Client, two: str) -> None:
    for asked in (
        path(two),
        path(two, "/versions"),
        path(two, f"/diff/{two}?version=1"),
        "/v1/articles?limit=1",
    ):
        first = client.get(asked)
        tag = first.headers["etag"]
        again = client.get(asked, headers={"if-none-match": f'"x", W/{tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(asked, headers={"if-none-match": '"x"'}).content == first.content
    before = client.get(path(two)).headers["etag"]
    put(client, two, text=OLD)
    assert client.get(path(two), headers={"if-none-match": before}).status_code == 200


def test_each_form_of_a_diff_has_its_own_tag(client: httpx.Client, two: str) -> None:
    forms = [client.get(path(two, f"/diff/{two}"), headers={"accept": kind}) for kind in ("text/html", "*/*")]
    assert len({form.headers["etag"] for form in forms}) == 2
    assert all(form.headers["vary"] == "Accept" for form in forms)


def test_a_request_that_is_sent_again_counts_once(client: httpx.Client) -> None:
    headers = {"idempotency-key": uuid4().hex}
    first, again = (client.post("/v1/articles", json={"text": OLD}, headers=headers) for _ in range(2))
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    other = client.post("/v1/articles", json={"text": NEW}, headers=headers)
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]


def test_a_refused_request_does_not_use_up_its_key(client: httpx.Client) -> None:
    headers = {"idempotency-key": uuid4().hex}
    assert client.post("/v1/articles", json={"text": ""}, headers=headers).status_code == 422
    assert client.post("/v1/articles", json={"text": OLD}, headers=headers).status_code == 201


def test_the_methods_of_a_path_are_named(client: httpx.Client, name: str) -> None:
    for asked, methods in (
        ("/v1/articles", "GET, POST"),
        (path(name), "DELETE, GET, PUT"),
        ("/v1/clusters/merge", "POST"),
    ):
        answer = client.patch(asked)
        assert (answer.status_code, answer.headers["allow"]) == (405, methods)


def test_only_json_and_lines_of_json_are_taken(client: httpx.Client, name: str) -> None:
    for answer in (
        client.post("/v1/articles", content=b"{}", headers={"content-type": "text/plain"}),
        client.put(path(name), content=b"{}", headers={"content-type": "application/x-ndjson"}),
    ):
        assert answer.status_code == 415
