"""The pages for editors over HTTP, without a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.problems import KINDS
from api.settings import read_settings
from dedup import Tongue, speech

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
    led = here.get("/compare?a=a&b=%C3%A4", headers=html, follow_redirects=False).headers["location"]
    assert led == "/sign-in?next=/compare%3Fa%3Da%26b%3D%25C3%25A4"
    assert 'name="next" value="/compare?a=a&amp;b=%C3%A4"' in here.get(led).text
    assert here.post("/sign-in", data={"key": "dk_wrong"}).status_code == 401
    signed = here.post("/sign-in", data={"key": f" {key} "}, follow_redirects=False)
    assert signed.status_code == 303
    cookie = signed.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert here.post("/compare", data=PAIR).status_code == 200
    assert here.post("/compare", data=PAIR, headers={"sec-fetch-site": "cross-site"}).status_code == 401
    here.post("/sign-out")
    assert here.post("/compare", data=PAIR).status_code == 401


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/compare?a=a&b=%C3%A4", "/compare?a=a&b=%C3%A4"),
        *((bad, "/") for bad in ("//x.test", "/\\x.test", "/\t/x.test", "https://x.test", "x", "")),
    ],
)
def test_who_signs_in_goes_on_to_a_page_of_ours(here: TestClient, wanted: str, led: str) -> None:
    key = here.post("/v1/keys", json={"name": "desk", "scope": "read"}).json()["key"]
    signed = here.post("/sign-in", data={"key": key, "next": wanted}, follow_redirects=False)
    assert signed.headers["location"] == led


FOLLOWED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def test_a_link_in_a_mail_leads_to_its_page(here: TestClient) -> None:
    assert here.get("/stories", headers=FOLLOWED).status_code == 200
    key = here.post("/v1/keys", json={"name": "desk", "scope": "write"}).json()["key"]
    here.post("/sign-in", data={"key": key})
    assert here.get("/stories", headers=FOLLOWED).status_code == 200
    for fetched in ({"sec-fetch-mode": "no-cors"}, {"sec-fetch-dest": "iframe"}):
        assert here.get("/stories", headers={**FOLLOWED, **fetched}).status_code == 401
    assert here.post("/compare/keep", data=PAIR, headers=FOLLOWED).status_code == 401
    assert here.post("/sign-out", headers=FOLLOWED).status_code == 403


def test_who_is_signed_in_is_named_on_every_page_and_can_sign_out(here: TestClient) -> None:
    assert "/sign-out" not in here.get("/").text
    key = here.post("/v1/keys", json={"name": "desk <1>", "scope": "read"}).json()["key"]
    here.post("/sign-in", data={"key": key})
    for path in ("/", "/stories", "/batch", "/batch/1"):
        assert "<bdi>desk &lt;1&gt;</bdi>" in here.get(path).text
        assert "Abmelden" in here.get(path, headers={"accept-language": "de"}).text
    here.post("/sign-out")
    assert "/sign-out" not in here.get("/").text


def test_wrong_keys_are_counted_by_address(tmp_path: Path) -> None:
    settings = read_settings(store=f"{tmp_path}/news.db", data=tmp_path, workers=0, requests_per_minute=3)
    with TestClient(create_app(settings), "http://localhost", client=("127.0.0.1", 1)) as here:
        tried = [here.post("/sign-in", data={"key": "dk_1_2"}) for _ in range(20)]
    assert {answer.status_code for answer in tried} == {401, 429}
    assert "retry-after" in next(answer for answer in tried if answer.status_code == 429).headers


def test_pasted_texts_are_kept_under_a_link_until_it_is_deleted(here: TestClient) -> None:
    moved = here.post("/compare/keep", data={**PAIR, "layout": "inline"}, follow_redirects=False)
    assert moved.status_code == 303
    page = here.get(moved.headers["location"])
    assert "1 fact to check" in page.text
    assert 'class="woven"' in page.text
    gone = re.search(r'formaction="(/compare/kept/[0-9a-f]{32}/delete)"', page.text)
    assert gone
    assert here.post(gone[1], data=PAIR, follow_redirects=False).headers["location"] == "/compare/kept"
    missing = here.get(moved.headers["location"], headers={"accept-language": "de"})
    assert missing.status_code == 404
    assert "oder er wurde gelöscht" in missing.text


def test_what_is_kept_is_listed_and_can_be_deleted(here: TestClient) -> None:
    assert "No texts are kept." in here.get("/compare/kept").text
    here.post("/compare/keep", data=PAIR)
    here.post("/compare/keep", data={**PAIR, "a": "<b>Es kamen keine Gäste. Alle gingen."})
    page = here.get("/compare/kept").text
    assert "They stay until somebody deletes them." in page
    assert page.index("&lt;b&gt;Es kamen keine") < page.index("Es kamen 26 Gäste")
    assert "1 fact to check" in here.get(re.findall(r'href="(/compare/kept/[0-9a-f]{32})"', page)[1]).text
    for gone in re.findall(r'action="(/compare/kept/[0-9a-f]{32}/delete)"', page):
        assert here.post(gone).status_code == 200
    assert "No texts are kept." in here.get("/compare/kept").text
    led = here.get("/compare/kept", params={"cursor": "0" * 32}, follow_redirects=False)
    assert led.headers["location"] == "/compare/kept"


def test_the_list_says_after_how_many_days_texts_go(tmp_path: Path) -> None:
    settings = read_settings(store=f"{tmp_path}/news.db", data=tmp_path, workers=0, comparison_days=3)
    with TestClient(create_app(settings), "http://localhost", client=("127.0.0.1", 1)) as here:
        here.post("/compare/keep", data=PAIR)
        page = here.get("/compare/kept", headers={"accept-language": "de"}).text
        assert "Sie werden nach 3 Tagen gelöscht." in page
        key = here.post("/v1/keys", json={"name": "guest", "scope": "read"}).json()["key"]
        page = here.get("/compare/kept", headers={"x-api-key": key}).text
    assert "26 Gäste" in page
    assert 'method="post"' not in page
    assert "Your key may read, but not delete them." in page


def test_what_cannot_be_compared_is_not_kept(here: TestClient) -> None:
    refused = here.post("/compare/keep", data={"a": "", "b": "<script>alert(1)</script>"})
    assert (refused.status_code, str(refused.url)) == (422, "http://localhost/compare/keep")
    assert 'role="alert"' in refused.text
    assert "<script>alert" not in refused.text
    assert 'href="/?lang=de"' in refused.text


def test_stored_articles_are_found_by_words_of_their_titles(here: TestClient) -> None:
    titles = {"a": "Äpfel werden <b>teurer", "b": "Birnen werden teurer", "c": None}
    for name, title in titles.items():
        here.post("/v1/articles", json={"id": name, "title": title, "source": "dpa", "text": "Es regnet."})
    for words, ids in (("äpfel", "a"), ("teurer WERDEN", "ba"), ("dpa", "cba"), ("c", "c"), ("50%", "")):
        shown = here.get("/compare/articles", params={"words": words}).text
        assert re.findall('data-id="(.)"', shown) == list(ids), words
    assert "&lt;b&gt;teurer" in here.get("/compare/articles").text


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", "Die Brücke\r\nist zu.".encode("cp1252"), "Die Brücke\nist zu."),
        ("a.json", b'{"title": "Zu", "text": "Es ist zu."}', "Zu\n\nEs ist zu."),
    ],
)
def test_a_file_is_read_in_whatever_encoding(here: TestClient, name: str, data: bytes, text: str) -> None:
    assert here.post("/compare/read", files={"file": (name, data)}).json() == {"text": text}


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.png", b"\x89PNG\r\n\x1a\n\0\0"), ("a.txt", b""), ("a.jsonl", b'{"text": "a"}\n' * 2)],
)
def test_a_file_that_holds_no_article_is_refused_with_the_reason(
    here: TestClient, name: str, data: bytes
) -> None:
    refused = here.post("/compare/read", files={"file": (name, data)})
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(f"{name}: ")


def test_reading_and_keeping_take_a_key_once_there_is_one(here: TestClient) -> None:
    key = here.post("/v1/keys", json={"name": "reader", "scope": "read"}).json()["key"]
    for path in ("/compare/articles", f"/compare/kept/{'0' * 32}"):
        assert here.get(path).status_code == 401
    assert here.post("/compare/read", files={"file": ("a.txt", b"Ja.")}).status_code == 401
    here.post("/sign-in", data={"key": key})
    assert here.get("/compare/articles").status_code == 200
    assert here.post("/compare/keep", data=PAIR).status_code == 403


def test_a_reader_is_told_on_a_page_what_went_wrong(here: TestClient) -> None:
    html = {"accept": "text/html,*/*;q=0.8"}
    for path, status in (("/nowhere", 404), ("/compare/kept/1", 422), ("/compare?a=x", 422)):
        answer = here.get(path, headers=html)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert 'role="alert"' in answer.text
    assert here.get("/v1/articles/x", headers=html).headers["content-type"] == "application/problem+json"
    assert here.get("/nowhere").headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/nowhere",
            "Prüfen Sie die Adresse, oder gehen Sie von einer der oben genannten Seiten aus weiter.",
        ),
        ("/compare?a=x", "b fehlt"),
        (
            "/compare?a=x&b=y&layout=z",
            "layout muss einer dieser Werte sein: &#39;columns&#39; oder &#39;inline&#39;",
        ),
        ("/compare?a=x&b=y", "Es gibt keinen Artikel mit dieser Kennung."),
        ("/compare?a=x&b=y&version=0", "version muss mindestens 1 sein"),
        ("/batch/x/result", "Diesen Auftrag gibt es nicht."),
    ],
)
def test_what_is_wrong_is_said_in_german(here: TestClient, path: str, said: str) -> None:
    german = {"accept": "text/html", "accept-language": "de"}
    assert f"</span> {said}" in here.get(path, headers=german).text


def test_the_script_of_a_page_is_told_in_german_what_a_program_is_told_in_english(here: TestClient) -> None:
    file, german = {"file": ("a.pdf", b"%PDF-1.4")}, {"accept-language": "de"}
    told = here.post("/compare/read", files=file, headers={**german, "dedup-part": "1"})
    assert told.status_code == 422
    assert told.text.startswith('<p class="problem"')
    assert (
        "a.pdf: sieht aus wie eine PDF-Datei, nicht wie Text; "
        "speichern Sie den Text als .txt, .md oder .html." in told.text
    )
    answer = here.get("/v1/articles/x", headers={**german, "dedup-part": "1"})
    assert answer.json()["detail"] == "There is no article with this id."


def test_a_page_of_another_site_is_refused_on_a_page(here: TestClient) -> None:
    foreign = {"accept": "text/html", "sec-fetch-site": "cross-site"}
    answer = here.post("/compare/keep", data=PAIR, headers=foreign)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")


@pytest.mark.parametrize("status", sorted(KINDS))
def test_what_went_wrong_is_said_in_the_language_of_the_page(status: int) -> None:
    title = KINDS[status].title
    assert speech(Tongue.DE).text(title) != title


def test_a_page_of_no_origin_is_refused_whatever_host_it_names(here: TestClient) -> None:
    for host in ("localhost", ""):
        answer = here.post("/compare/keep", data=PAIR, headers={"origin": "null", "host": host})
        assert answer.status_code == 403
