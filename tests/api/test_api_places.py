"""The collection that somebody chose who may see more than one: every link of every page keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings

TEXT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. {}"
SPORT = {"collection": "sport"}
SOMEWHERE = ("/static/", "/docs", "/sign-")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service with a collection of its own for sport, in which there is one story of a, b and c."""
    folder = tmp_path_factory.mktemp("places")
    app = create_app(read_settings(store=f"{folder}/news.db", data=folder / "data", workers=0))
    with TestClient(app, "http://localhost", client=("127.0.0.1", 50_000)) as client:
        client.post("/v1/collections", json={"name": "sport"})
        for name in "abc":
            article = {"id": name, "text": TEXT.format(name), "title": f"Hafen {name}"}
            client.post("/v1/articles", json=article, headers={"Dedup-Collection": "sport"})
        yield client


def story(client: TestClient) -> str:
    found = client.get("/v1/clusters", headers={"Dedup-Collection": "sport"}).json()["clusters"]
    return str(found[0]["id"])


def links(page: str) -> list[str]:
    """Return where a page leads, other than to the choice of a collection or of a language."""
    choices = r'<details class="collections">.*?</details>|<span class="tongues">.*?</span>'
    page = re.sub(choices, "", page, flags=re.DOTALL)
    found = re.findall(r'(?:href|action|formaction|data-events|data-start)="(/[^"]*)"', page)
    return [link.replace("&amp;", "&") for link in found if not link.startswith(SOMEWHERE)]


def test_who_may_see_all_collections_chooses_one_of_them(shared: TestClient) -> None:
    for path in ("/", "/stories", "/batch"):
        page = shared.get(path).text
        assert f'<a href="{path}?collection=sport"><bdi>sport</bdi></a>' in page
        assert 'collection=default" aria-current="true"' in page
    assert "There are no stories yet." in shared.get("/stories").text
    chosen = shared.get("/stories", params=SPORT).text
    assert "Hafen c" in chosen
    assert 'collection=sport" aria-current="true"' in chosen
    assert shared.get("/stories", params={"collection": "nowhere"}).status_code == 404


def test_every_link_keeps_the_collection(shared: TestClient) -> None:
    name = story(shared)
    pages = ["/", "/stories", "/stories?q=Hafen", f"/stories/{name}", f"/stories/{name}/history", "/batch"]
    pages += ["/compare?a=a&b=b", "/stories/decisions", f"/stories?into={name}", "/stories/0123456789ab"]
    for path in pages:
        mark = "&" if "?" in path else "?"
        page = shared.get(f"{path}{mark}collection=sport", headers={"accept": "text/html"}).text
        kept = links(page)
        assert len(kept) > 3
        # a form that is sent with GET has the collection in a field, for its address loses its query
        fields = page.count('name="collection" value="sport"')
        without = [link for link in kept if parse_qs(urlsplit(link).query).get("collection") != ["sport"]]
        assert len(without) == fields, (path, without)


def test_what_is_done_in_a_collection_leads_back_into_it(shared: TestClient) -> None:
    def led(path: str, **data: str) -> str:
        answer = shared.post(f"{path}?collection=sport", data=data, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        assert "collection=sport" in answer.headers["location"]
        return str(answer.headers["location"])

    pasted = {"a": "Es kamen 26 Gäste. Alle blieben.", "b": "Es kamen 27 Gäste. Alle blieben."}
    assert "27 Gäste" in shared.get(led("/compare/keep", **pasted)).text
    assert "Hafen" in shared.get(led(f"/stories/{story(shared)}/split", articles="c")).text
    assert led("/stories/decisions/1/undo")
    found = shared.get("/compare/articles?words=Hafen&collection=sport").text
    assert "Hafen a" in found
    assert "Hafen" not in shared.get("/compare/articles?words=Hafen").text


def test_a_bound_key_sees_its_own_collection_alone(shared: TestClient) -> None:
    own = {"name": "sport", "scope": "admin", "collection": "sport"}
    bound = {"x-api-key": shared.post("/v1/keys", json=own).json()["key"]}
    page = shared.get("/stories", headers=bound).text
    assert "Hafen c" in page
    assert 'class="collections"' not in page
    assert shared.get("/stories", params=SPORT, headers=bound).status_code == 200
    assert shared.get("/stories", params={"collection": "default"}, headers=bound).status_code == 404
    # now that there is a key, a stranger is told of no collection
    assert 'class="collections"' not in shared.get("/").text
    for name in ("sport", "nowhere"):
        assert f'href="/stories?collection={name}"' in shared.get("/", params={"collection": name}).text
