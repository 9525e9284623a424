"""Long comparisons: one at a time, a few that wait, and texts that are too long to mark."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import comparer
from api.comparer import Comparer, ComparerBusyError
from dedup import Article, effort
from dedup.render.beside import TITLE

PAIR = {"a": "Es kamen 26 Gäste. Alle blieben.", "b": "Es kamen 27 Gäste. Viele gingen."}
OLD, NEW = Article(PAIR["a"]), Article(PAIR["b"])
GENEROUS = 60
GERMAN = {"accept-language": "de"}


@pytest.fixture
def all_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparer, "LONG_CHARS", 50)


@pytest.fixture
def all_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "MAX_MARKED", 10)


@pytest.fixture
def full(app: FastAPI, all_long: None) -> Iterator[None]:
    """A service in which as many long comparisons wait as may."""
    places = app.state.comparer._places
    while places.acquire(blocking=False):
        pass
    yield
    for _ in range(1 + comparer.MOST_WAITING):
        places.release()


def test_a_long_comparison_waits_for_the_one_before_it(all_long: None) -> None:
    found = Comparer()
    working, go_on, order = Event(), Event(), []

    def first() -> None:
        with found.turn(OLD, NEW):
            working.set()
            assert go_on.wait(GENEROUS)
            order.append(1)

    def second() -> None:
        with found.turn(OLD, NEW):
            order.append(2)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(first)
        assert working.wait(GENEROUS)
        other = pool.submit(second)
        with found.turn(Article("Kurz.")):  # what is short does not wait
            assert not order
        go_on.set()
        one.result(GENEROUS)
        other.result(GENEROUS)
    assert order == [1, 2]


def test_too_many_that_wait_are_refused_and_places_come_back(
    all_long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparer, "MOST_WAITING", 0)
    found = Comparer()
    with found.turn(OLD, NEW), pytest.raises(ComparerBusyError), found.turn(OLD, NEW):
        pass
    with found.turn(OLD, NEW):
        pass


def test_the_last_long_check_is_kept(all_long: None) -> None:
    found = Comparer()
    with found.checked(OLD, NEW) as one:
        pass
    with found.checked(Article(PAIR["a"]), Article(PAIR["b"])) as again:
        assert again is one
    with found.checked(NEW, OLD) as turned:
        assert turned is not one


def test_a_busy_service_says_when_to_come_again(here: TestClient, full: None) -> None:
    for path, kind in (("/compare", "text/html"), ("/compare/export", "text/html")):
        answer = here.post(path, data={**PAIR, "format": "html"}, headers=GERMAN)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "10"
        assert answer.headers["content-type"].startswith(kind)
        assert "andere lange Texte" in answer.text
        assert PAIR["b"] in answer.text
    pair = {side: {"text": text} for side, text in PAIR.items()}
    for path in ("/v1/diff", "/v1/check"):
        answer = here.post(path, json=pair)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "10"
        assert answer.json()["type"] == "/docs#unavailable"
    assert here.get("/healthz").status_code == 200
    assert here.post("/compare", data={"a": "Ja.", "b": "Nein."}).status_code == 200


def test_texts_too_long_to_mark_are_shown_beside_each_other(here: TestClient, all_too_long: None) -> None:
    shown = here.post("/compare", data=PAIR, headers={"dedup-part": "1"}).text
    assert TITLE in shown
    assert "<ins" not in shown
    assert "27 Gäste" in shown
    whole = here.post("/compare", data=PAIR, headers=GERMAN).text
    assert "Zu lang zum Markieren" in whole.partition('id="result"')[2]
    kept = here.post("/compare/keep", data=PAIR)
    assert kept.status_code == 200
    assert TITLE in kept.text
    for name, text in PAIR.items():
        here.post("/v1/articles", json={"id": name, "text": text})
    assert TITLE in here.get("/compare", params={"a": "a", "b": "b"}).text


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_their_files_name_it_too(here: TestClient, all_too_long: None, form: str) -> None:
    found = here.post("/compare/export", data={**PAIR, "format": form})
    assert "content-disposition" in found.headers
    assert TITLE in found.text
    assert "27 Gäste" in found.text


def test_tracked_changes_are_refused_with_what_to_do(here: TestClient, all_too_long: None) -> None:
    found = here.post("/compare/export", data={**PAIR, "format": "docx"})
    assert found.status_code == 422
    assert "content-disposition" not in found.headers
    assert "Take them as HTML or Markdown" in found.text


def test_the_limit_of_pages_is_none_of_the_service(here: TestClient, all_too_long: None) -> None:
    pair = {side: {"text": text} for side, text in PAIR.items()}
    assert here.post("/v1/diff", json=pair).json()["summary"]["counts"]["facts"] == 1
