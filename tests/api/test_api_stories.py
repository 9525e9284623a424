"""Stories as pages: the list, one story, what editors decide, and what is never shown or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings

HARBOUR = "Der Rat der Stadt hat am Montag den Umbau des Hafens für {} Millionen Euro beschlossen. {}"
TEXTS = {
    "a": HARBOUR.format(12, "Alle stimmten zu."),
    "b": HARBOUR.format(13, "Alle stimmten zu."),
    "c": HARBOUR.format(13, "Es regnete dabei."),
}
SOURCES = {"a": "dpa", "b": "Nordblatt", "c": "Tageskurier"}
OTHER = "Beim Brand einer Scheune in Oberau sind in der Nacht zum Dienstag vierzig Kühe gerettet worden."
HARM = """<script>window.harm=1</script>"'&"""


def send(here: TestClient, name: str, text: str, **more: str) -> None:
    answer = here.post("/v1/articles", json={"id": name, "text": text, **more})
    assert answer.status_code in (200, 201), answer.text


def fill(here: TestClient) -> TestClient:
    """Send two stories: three articles on the harbour, of which b has two versions, and two on a fire."""
    send(here, "b", TEXTS["a"], source="Nordblatt", date="2026-03-01")
    for day, (name, text) in enumerate(TEXTS.items(), 1):
        send(here, name, text, source=SOURCES[name], date=f"2026-03-0{day}", title=f"Hafen {name}")
    for name in ("x", "y"):
        send(here, name, f"{OTHER} {name}", source="dpa", date="2026-04-01")
    return here


@pytest.fixture
def filled(here: TestClient) -> TestClient:
    return fill(here)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same for all tests that only read."""
    folder = tmp_path_factory.mktemp("stories")
    app = create_app(read_settings(store=f"{folder}/news.db", data=folder / "data", workers=0))
    with TestClient(app, "http://localhost", client=("127.0.0.1", 50_000)) as client:
        yield fill(client)


def stories(here: TestClient, **query: str) -> list[str]:
    """Return the titles in the list."""
    page = here.get("/stories", params=query)
    assert page.status_code == 200, page.text
    return [re.sub("<[^>]+>", "", found).strip() for found in re.findall(r"<h2><a.*?</h2>", page.text)]


def story(here: TestClient, article: str) -> str:
    """Return the id of the story that an article is in."""
    for head in here.get("/v1/clusters").json()["clusters"]:
        members = here.get(f"/v1/clusters/{head['id']}").json()["members"]
        if article in {member["id"] for member in members}:
            return str(head["id"])
    raise AssertionError(article)


def test_an_empty_store_says_how_articles_get_in(here: TestClient) -> None:
    page = here.get("/stories").text
    assert "There are no stories yet." in page
    assert "curl http://localhost/v1/articles" in page


def test_the_list_has_the_newest_story_first_and_what_one_asks_first(shared: TestClient) -> None:
    assert [title.split()[0] for title in stories(shared)] == ["y", "Hafen"]
    page = shared.get("/stories").text
    assert "3 articles" in page
    assert "3 sources: <bdi>Nordblatt</bdi>, <bdi>Tageskurier</bdi>, <bdi>dpa</bdi>" in page
    assert re.search(r"2026-03-01</time> – <time [^>]*>2026-03-03</time>", page)
    assert re.search(r"\d+ % copied", page)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "HAFEN"}, 1),
        ({"q": "hafen c"}, 1),
        ({"q": "kühe BRAND"}, 1),
        ({"q": "KÜHE"}, 1),
        ({"q": "hafen kühe"}, 0),
        ({"q": "%"}, 0),
        ({"source": "nordblatt"}, 1),
        ({"source": "dpa"}, 2),
        ({"source": "AFP"}, 0),
        ({"from": "2026-03-31"}, 1),
        ({"to": "2026-03-31"}, 1),
        ({"from": "2026-03-03", "to": "2026-03-03"}, 1),
        ({"from": "2026-05-01"}, 0),
        ({"least": "3"}, 1),
        ({"least": "2"}, 2),
        ({"least": "4"}, 0),
        ({"q": "hafen", "source": "dpa", "least": "3"}, 1),
    ],
)
def test_stories_are_searched_and_filtered(shared: TestClient, query: dict[str, str], count: int) -> None:
    assert len(stories(shared, **query)) == count
    page = shared.get("/stories", params=query).text
    assert ("No story is like that." in page) is (count == 0)
    for value in query.values():
        assert f'value="{value}"' in page


@pytest.mark.parametrize(
    "query", [{"from": "yesterday"}, {"to": "2026-13-01"}, {"least": "many"}, {"cursor": "nonsense"}]
)
def test_what_cannot_be_understood_is_said(shared: TestClient, query: dict[str, str]) -> None:
    page = shared.get("/stories", params=query)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_pages_of_the_list_follow_each_other(shared: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.pages.stories.PER_PAGE", 1)
    first = shared.get("/stories", params={"source": "dpa"}).text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = shared.get(following.replace("&amp;", "&")).text
    assert "Hafen c" not in first
    assert "Hafen c" in second
    assert 'rel="next"' not in second
    assert 'href="/stories?source=dpa"' in second


def test_a_story_shows_its_articles_versions_graph_matrix_and_history(shared: TestClient) -> None:
    page = shared.get(f"/stories/{story(shared, 'a')}").text
    assert "<h1" in page
    assert page.count('class="member ') == 3
    assert page.count('class="old"') >= 2  # b had another version before: in the table, and in the timeline
    for name in SOURCES.values():
        assert page.count(name) > 2
    assert page.count('role="img"') == 2
    edges = shared.get(f"/v1/clusters/{story(shared, 'a')}").json()["edges"]
    assert page.count('class="edge ') == len(edges) > 1
    assert "13 Millionen" in page
    assert "1 fact that changed" in page
    assert re.search(r'<td class="shade-[1-5]">\d+ %</td>', page)
    assert not re.search(r"<script(?! src=)|style=| on[a-z]+=", page)


def test_any_two_versions_open_beside_each_other(shared: TestClient) -> None:
    name = story(shared, "a")
    page = shared.get(f"/stories/{name}").text
    assert 'name="a" value="1:b"' in page
    assert 'name="b" value="2:b"' in page
    there = shared.get(f"/stories/{name}/compare", params={"a": "1:b", "b": "2:b"})
    assert there.status_code == 200
    assert str(there.url.path) == "/compare"
    assert "1 fact to check" in there.text
    for chosen in ({}, {"a": "b", "b": "2:b"}, {"a": "1:b"}):
        assert shared.get(f"/stories/{name}/compare", params=chosen).status_code == 422


def test_the_history_of_a_story_and_of_one_article(shared: TestClient) -> None:
    name = story(shared, "a")
    whole = shared.get(f"/stories/{name}/history").text
    assert "over 3 versions" in whole
    assert "Es regnete dabei." in whole
    one = shared.get(f"/stories/{name}/history", params={"article": "b"}).text
    assert "over 2 versions" in one
    assert "Es regnete dabei." not in one
    assert shared.get(f"/stories/{name}/history", params={"article": "nobody"}).status_code == 404
    assert shared.get(f"/stories/{name}/history", params={"article": "a"}).status_code == 422


def test_a_long_history_waits_until_it_is_asked_for(
    shared: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.story_page.AT_ONCE_VERSIONS", 2)
    monkeypatch.setattr("api.pages.story_page.MOST_VERSIONS", 2)
    name = story(shared, "a")
    assert "What became of every sentence and fact over 3 articles" in shared.get(f"/stories/{name}").text
    assert "1 version more are left out" in shared.get(f"/stories/{name}/history").text


@pytest.mark.parametrize("path", ["", "/history", "/compare?a=1:a&b=1:b"])
def test_a_story_that_is_not_there(shared: TestClient, path: str) -> None:
    gone = shared.get(f"/stories/0123456789ab{path}", follow_redirects=False)
    assert gone.status_code in ((303,) if path.startswith("/compare") else (404,))


def status(page: str) -> str:
    (found,) = re.findall(
        r'<div class="notice" role="status" id="notice" tabindex="-1">(.*?)</div>', page, re.DOTALL
    )
    return " ".join(re.sub("<[^>]+>", " ", found).split())


def undone(here: TestClient, page: str) -> Any:
    (where,) = re.findall(r'action="(/stories/decisions/\d+/undo)"', page)
    return here.post(where)


def test_articles_are_split_off_and_put_back(filled: TestClient) -> None:
    name = story(filled, "a")
    there = filled.post(f"/stories/{name}/split", data={"articles": ["c"]})
    assert str(there.url.path) == f"/stories/{story(filled, 'a')}" != f"/stories/{name}"
    assert there.history[-1].headers["location"].endswith("#notice")  # which takes the focus
    assert status(there.text).startswith("1 article split off. Undo")
    assert there.text.count('class="member ') == 2
    back = undone(filled, there.text)
    assert str(back.url.path) == f"/stories/{name}"
    assert status(back.text).startswith("Undone: 1 article split off.")


def test_an_article_is_excluded_and_taken_back(filled: TestClient) -> None:
    there = filled.post(f"/stories/{story(filled, 'x')}/exclude", data={"articles": ["y"]})
    assert str(there.url.path) == "/stories"  # what is left is one article, and so no story
    assert status(there.text).startswith("1 article kept out of all stories.")
    assert str(undone(filled, there.text).url.path) == f"/stories/{story(filled, 'x')}"


def test_two_stories_become_one_and_two_again(filled: TestClient) -> None:
    one, other = story(filled, "a"), story(filled, "x")
    assert f'name="other" value="{other}"' in filled.get("/stories", params={"into": one}).text
    address = f"http://localhost/stories/{other}?done=1&next=/#timeline"
    there = filled.post(f"/stories/{one}/merge", data={"other": address})
    assert status(there.text).startswith("5 articles put into one story.")
    assert str(undone(filled, there.text).url.path) == f"/stories/{one}"
    listed = filled.get("/stories/decisions").text
    assert "5 articles put into one story" in listed
    assert ">← All stories</a>" in listed
    assert "undone" in listed


def test_what_cannot_be_decided_is_said_on_the_story(filled: TestClient) -> None:
    name = story(filled, "a")
    for act, data in (
        ("split", {}),
        ("split", {"articles": ["a", "b", "c"]}),
        ("split", {"articles": ["x"]}),
        ("exclude", {}),
        ("exclude", {"articles": ["x"]}),
        ("merge", {}),
        ("merge", {"other": name}),
        ("merge", {"other": "../../nowhere"}),
    ):
        answer = filled.post(f"/stories/{name}/{act}", data=data)
        assert answer.status_code == 422, (act, data)
        assert 'role="alert"' in answer.text
    for act in ("split", "exclude", "merge"):
        gone = filled.post(f"/stories/0123456789ab/{act}", data={"articles": ["a"], "other": name})
        assert gone.status_code == 404
    assert filled.post("/stories/decisions/77/undo").status_code == 404
    assert filled.get("/v1/decisions").json()["decisions"] == []


def test_a_page_of_another_site_decides_nothing(filled: TestClient) -> None:
    name = story(filled, "a")
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:99"},
        {"origin": "null"},
    ):
        answer = filled.post(f"/stories/{name}/split", data={"articles": ["c"]}, headers=headers)
        assert answer.status_code == 403, headers
    assert filled.get(f"/stories/{name}").headers["referrer-policy"] == "same-origin"
    own = {"origin": "http://localhost"}
    assert "split off" in filled.post(f"/stories/{name}/split", data={"articles": ["c"]}, headers=own).text


def test_who_may_only_read_is_offered_nothing_to_decide(filled: TestClient) -> None:
    name = story(filled, "a")
    boss = filled.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()["key"]
    key = {"x-api-key": boss}
    reader = filled.post("/v1/keys", json={"name": "guest", "scope": "read"}, headers=key).json()["key"]
    guest = {"x-api-key": reader}
    page = filled.get(f"/stories/{name}", headers=guest)
    assert 'name="a" value="1:a"' in page.text
    assert 'method="post"' not in page.text
    data = {"articles": ["c"]}
    assert filled.post(f"/stories/{name}/split", data=data, headers=guest).status_code == 403
    pair = filled.get("/compare", params={"a": "a", "b": "b"}, headers=guest).text
    assert "0 of 1 checked" in pair
    assert 'name="tick"' not in pair


def test_without_a_key_a_browser_is_led_to_the_sign_in(filled: TestClient) -> None:
    filled.post("/v1/keys", json={"name": "boss", "scope": "admin"})
    for path in ("/stories", "/stories/0123456789ab", "/stories/decisions"):
        answer = filled.get(path, headers={"accept": "text/html"}, follow_redirects=False)
        assert answer.headers["location"] == f"/sign-in?next={path}"
    assert filled.post("/stories/0123456789ab/split", data={"articles": ["a"]}).status_code == 401


def test_stories_of_another_collection_are_not_there(filled: TestClient) -> None:
    name = story(filled, "a")
    filled.post("/v1/collections", json={"name": "other"})
    key = {"name": "boss", "scope": "admin", "collection": "other"}
    stranger = {"x-api-key": filled.post("/v1/keys", json=key).json()["key"]}
    assert "There are no stories yet." in filled.get("/stories", headers=stranger).text
    for path in (f"/stories/{name}", f"/stories/{name}/history", f"/stories/{name}/history?article=a"):
        assert filled.get(path, headers=stranger).status_code == 404
    for act in ("split", "exclude", "merge"):
        data = {"articles": ["c"], "other": name}
        answer = filled.post(f"/stories/{name}/{act}", data=data, headers=stranger)
        assert answer.status_code == 404
    assert "Hafen" not in filled.get("/stories/decisions", headers=stranger).text


def test_nothing_that_an_article_says_of_itself_is_part_of_the_page(here: TestClient) -> None:
    for n in (1, 2):
        send(here, f"{HARM}{n}", f"{TEXTS['a']} {HARM}", title=HARM, source=HARM)
    name = story(here, f"{HARM}1")
    chosen = {"a": f"1:{HARM}1", "b": f"1:{HARM}2"}
    pages = [
        here.get("/stories"),
        here.get("/stories", params={"q": HARM, "source": HARM}),
        here.get("/stories", params={"into": name}),
        here.get(f"/stories/{name}"),
        here.get(f"/stories/{name}/history"),
        here.get(f"/stories/{name}/compare", params=chosen),
        here.post(f"/stories/{name}/exclude", data={"articles": [f"{HARM}1"]}),
        here.get("/stories/decisions"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "harm" in page.text or "kept out" in page.text
        assert "<script>" not in page.text
        assert HARM not in page.text


def test_the_pages_speak_german(shared: TestClient) -> None:
    german = {"accept-language": "de"}
    page = shared.get(f"/stories/{story(shared, 'a')}", headers=german).text
    for words in ("Zeitachse", "Wer von wem übernommen hat", "1 Angabe geändert", "umformuliert"):
        assert words in page
    assert "Alle Geschichten" in shared.get("/stories/0123456789ab", headers=german).text


def test_where_no_source_is_known_none_is_counted(here: TestClient) -> None:
    for name, text in TEXTS.items():
        send(here, name, text)
    for path in ("/stories", f"/stories/{story(here, 'a')}"):
        page = here.get(path).text
        assert "3 articles" in page
        assert "0 sources" not in page


def test_what_has_no_date_is_numbered_by_who_took_from_whom(here: TestClient) -> None:
    send(here, "taker", f"{TEXTS['a']} Es regnete.", date="2026-03-02", title="Hafen")
    send(here, "source", f"{TEXTS['a']} Es regnete. Die Bagger kommen im Mai, sagte sie.")
    page = here.get(f"/stories/{story(here, 'taker')}").text
    assert re.findall(r'<tr id="m(\d)" class="member (\w+)">', page)[0] == ("1", "origin")
    assert ">no date</text>" in page
    assert '<li><time datetime="2026-03-02">2026-03-02</time></li>' in page


def led(here: TestClient, old: str) -> tuple[int, str]:
    answer = here.get(f"/stories/{old}", follow_redirects=False)
    return answer.status_code, answer.headers.get("Location", "").rpartition("/")[2]


def test_the_address_of_a_story_that_was_split_leads_to_the_larger_part(filled: TestClient) -> None:
    old = story(filled, "a")
    filled.post(f"/stories/{old}/split", data={"articles": ["c"]})
    part = story(filled, "a")
    assert led(filled, old) == (302, part)
    assert filled.get(f"/stories/{old}").status_code == 200
    filled.post("/stories/decisions/1/undo")
    assert led(filled, old)[0] == 200
    assert led(filled, part) == (302, old)


def test_the_addresses_of_two_merged_stories_lead_to_the_one(filled: TestClient) -> None:
    one, other = story(filled, "a"), story(filled, "x")
    filled.post(f"/stories/{one}/merge", data={"other": other})
    both = story(filled, "a")
    assert [led(filled, old) for old in (one, other)] == [(302, both)] * 2


def test_the_address_of_a_story_that_an_article_joined_leads_on(filled: TestClient) -> None:
    old = story(filled, "a")
    send(filled, "d", f"{TEXTS['a']} Baubeginn ist im Mai.", date="2026-03-09")
    assert led(filled, old) == (302, story(filled, "d"))
    assert led(filled, "0123456789ab")[0] == 404


def test_the_address_of_a_story_with_an_excluded_article_leads_to_the_rest(filled: TestClient) -> None:
    old = story(filled, "a")
    filled.post(f"/stories/{old}/exclude", data={"articles": ["c"]})
    rest = story(filled, "a")
    assert led(filled, old) == (302, rest)
    history = filled.get(f"/stories/{old}/history", params={"article": "b"}, follow_redirects=False)
    assert history.headers["location"] == f"/stories/{rest}/history?article=b"
    filled.post("/stories/decisions/1/undo")
    assert led(filled, old)[0] == 200
    assert led(filled, rest) == (302, old)


def test_a_story_that_a_decision_ended_says_so_and_the_decision_can_be_undone(filled: TestClient) -> None:
    old = story(filled, "x")
    filled.post(f"/stories/{old}/exclude", data={"articles": ["x"]})
    for path in (f"/stories/{old}", f"/stories/{old}/history"):
        gone = filled.get(path)
        assert gone.status_code == 410
        assert "1 article kept out of all stories" in gone.text
        assert 'action="/stories/decisions/1/undo"' in gone.text
    german = filled.get(f"/stories/{old}", headers={"accept-language": "de"}).text
    assert "Diese Geschichte gibt es nicht mehr" in german
    filled.post("/stories/decisions/1/undo")
    assert filled.get(f"/stories/{old}").status_code == 200


def test_nothing_is_decided_of_a_story_by_an_old_address(filled: TestClient) -> None:
    old = story(filled, "a")
    filled.post(f"/stories/{old}/exclude", data={"articles": ["c"]})
    rest = story(filled, "a")
    for act in ("split", "exclude", "merge"):
        refused = filled.post(f"/stories/{old}/{act}", data={"articles": ["a"], "other": story(filled, "x")})
        assert refused.status_code == 410
        assert f'href="/stories/{rest}">Open it' in refused.text
    assert len(filled.get("/v1/decisions").json()["decisions"]) == 1
