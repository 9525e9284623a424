"""Facts of two stored versions are ticked off, over HTTP and on the page."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

A = "Es kamen 26 Gäste aus 4 Ländern. Alle blieben."
B = "Es kamen 27 Gäste aus 5 Ländern. Alle blieben."
HERE = "/v1/articles/a/checks/b"


@pytest.fixture
def sent(here: TestClient) -> TestClient:
    for name, text in (("a", A), ("b", B)):
        here.post("/v1/articles", json={"id": name, "text": text})
    return here


def facts(here: TestClient, path: str = HERE) -> dict[str, bool]:
    """Return the ids of the facts, and whether they were ticked off."""
    answer = here.get(path)
    assert answer.status_code == 200, answer.text
    return {fact["id"]: fact["checked"] is not None for fact in answer.json()["facts"]}


def test_facts_are_ticked_off_and_ticks_taken_back(sent: TestClient) -> None:
    assert facts(sent) == {"number:9-11:9-11": False, "number:22-23:22-23": False}
    for _ in range(2):
        assert sent.put(f"{HERE}/number:9-11:9-11").status_code == 204
    found = sent.get(HERE).json()
    assert (found["a"], found["b"]) == ({"id": "a", "version": 1}, {"id": "b", "version": 1})
    assert facts(sent) == {"number:9-11:9-11": True, "number:22-23:22-23": False}
    for _ in range(2):
        assert sent.delete(f"{HERE}/number:9-11:9-11").status_code == 204
    assert not any(facts(sent).values())


def test_it_is_said_who_ticked_off(sent: TestClient) -> None:
    key = sent.post("/v1/keys", json={"name": "desk", "scope": "write"}).json()
    headers = {"x-api-key": key["key"]}
    sent.put(f"{HERE}/number:9-11:9-11", headers=headers)
    (tick,) = (fact["checked"] for fact in sent.get(HERE, headers=headers).json()["facts"] if fact["checked"])
    assert tick["by"] == {"key": key["prefix"], "name": "desk"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", tick["at"])
    assert "desk · " in sent.get("/compare?a=a&b=b", headers=headers).text


def test_a_newer_version_is_to_be_checked_anew(sent: TestClient) -> None:
    sent.put(f"{HERE}/number:9-11:9-11")
    sent.post("/v1/articles", json={"id": "b", "text": f"{B} Niemand ging."})
    assert not any(facts(sent).values())
    assert facts(sent, f"{HERE}?other_version=1")["number:9-11:9-11"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{HERE}/number:1-2:1-2", 404),
        (f"{HERE}/number:9-11", 422),
        (f"{HERE}/rumour:9-11:9-11", 422),
        ("/v1/articles/a/checks/nobody/number:9-11:9-11", 404),
        (f"{HERE}/number:9-11:9-11?version=7", 404),
    ],
)
def test_what_is_no_fact_cannot_be_ticked_off(sent: TestClient, path: str, status: int) -> None:
    assert sent.put(path).status_code == status


def pressed(page: str) -> list[str]:
    return re.findall(r'aria-pressed="(\w+)"', page)


def test_on_the_page_without_a_script(sent: TestClient) -> None:
    page = sent.get("/compare", params={"a": "a", "b": "b"}).text
    assert "0 of 2 checked" in page
    assert pressed(page) == ["false", "false"]
    form = {"a": "a", "b": "b", "version": "1", "other_version": "1", "layout": "inline"}
    there = sent.post("/compare/ticks", data={**form, "tick": "number:9-11:9-11"})
    assert there.url.path == "/compare"
    assert 'class="woven"' in there.text
    assert "1 of 2 checked" in there.text
    assert pressed(there.text) == ["true", "false"]
    back = sent.post("/compare/ticks", data={**form, "untick": "number:9-11:9-11"})
    assert pressed(back.text) == ["false", "false"]
    gone = sent.post("/compare/ticks", data={**form, "tick": "number:1-2:1-2"})
    assert gone.status_code == 404
    assert "There is no such fact" in gone.text
    assert sent.post("/compare/ticks", data={**form, "b": "nobody", "untick": "x"}).status_code == 404


def test_pasted_texts_have_nothing_to_tick_off(sent: TestClient) -> None:
    page = sent.post("/compare", data={"a": A, "b": B}).text
    assert "2 facts to check" in page
    assert "aria-pressed" not in page


def test_the_story_says_how_much_was_checked(here: TestClient) -> None:
    council = "Der Rat der Stadt hat am Montag den Umbau des Hafens für {} Millionen Euro beschlossen."
    for name, millions in (("a#1/?", 12), ("b", 13)):
        text = f"{council.format(millions)} Alle stimmten zu."
        here.post("/v1/articles", json={"id": name, "text": text})
    (head,) = here.get("/v1/clusters").json()["clusters"]
    (edge,) = here.get(f"/v1/clusters/{head['id']}").json()["edges"]
    path = f"/v1/articles/{quote(edge['a'], safe='')}/checks/{quote(edge['b'], safe='')}"
    fact = next(iter(facts(here, path)))
    assert here.put(f"{path}/{fact}").status_code == 204
    assert "1 of 1" in here.get(f"/stories/{head['id']}").text
