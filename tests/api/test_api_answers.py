"""Good requests: the answers fit the published schema and say the right thing."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
from pydantic import BaseModel

from api.answers import ClustersAnswer, DiffAnswer
from api.editor_answers import CheckAnswer, HistoryAnswer
from dedup import VERSION

ANSWERS: dict[str, type[BaseModel]] = {
    "/v1/diff": DiffAnswer,
    "/v1/check": CheckAnswer,
    "/v1/versions": HistoryAnswer,
    "/v1/clusters": ClustersAnswer,
}
UNRELATED = (
    "Die Bäckerei am Markt öffnet nach dem Umbau wieder. Es gibt auch glutenfreies Brot.",
    "Im Norden regnet es am Mittwoch kräftig. Im Süden bleibt es bei bis zu 21 Grad trocken.",
    "Der Zoo hat ein junges Nashorn. Besucher dürfen über den Namen abstimmen.",
)


def example(openapi: Any, path: str) -> Any:
    reference = openapi["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    return openapi["components"]["schemas"][reference.rpartition("/")[2]]["examples"][0]


def assert_fits(openapi: Any, path: str, method: str, response: httpx.Response) -> None:
    content = openapi["paths"][path][method]["responses"][str(response.status_code)]["content"]
    media_type = response.headers["content-type"].partition(";")[0]
    schema = {**content[media_type]["schema"], "components": openapi["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(response.json())


@pytest.mark.parametrize("path", sorted(ANSWERS))
def test_published_example_gets_the_published_answer(client: httpx.Client, openapi: Any, path: str) -> None:
    response = client.post(path, json=example(openapi, path))
    assert response.status_code == 200, response.text
    assert_fits(openapi, path, "post", response)
    ANSWERS[path].model_validate(response.json(), extra="forbid")


def test_diff_of_the_example(client: httpx.Client, openapi: Any) -> None:
    request = example(openapi, "/v1/diff")
    answer = client.post("/v1/diff", json=request).json()
    assert answer["schema_version"] == 1
    for side in ("a", "b"):
        assert answer[side]["text"] == request[side]["text"]
        assert answer[side]["id"] == request[side]["id"]
        assert answer[side]["language"] == "de"
    assert [(link["a"], link["b"]) for link in answer["links"]] == [([0], [0]), ([1], [1])]
    assert answer["dropped"] == [2]


def test_clusters_of_the_example(client: httpx.Client, openapi: Any) -> None:
    answer = client.post("/v1/clusters", json=example(openapi, "/v1/clusters")).json()
    assert answer["articles"] == 3
    assert "weather" in answer["singletons"]


def test_real_pair_equals_gold(client: httpx.Client, openapi: Any, real_pair: Path) -> None:
    gold = json.loads((real_pair / "gold.json").read_text(encoding="utf-8"))
    response = client.post("/v1/diff", json=dict(zip("ab", real_articles(real_pair), strict=True)))
    assert_fits(openapi, "/v1/diff", "post", response)
    answer = response.json()
    links = [{key: link[key] for key in ("a", "b", "kind")} for link in answer["links"]]
    assert links == gold["links"]
    assert (answer["dropped"], answer["added"]) == (gold["dropped"], gold["added"])
    for side in ("a", "b"):
        spans = [(sentence["start"], sentence["end"]) for sentence in answer[side]["sentences"]]
        assert [answer[side]["text"][start:end] for start, end in spans] == gold[f"{side}_sentences"]
    assert answer["summary"]["relation"] == "derived"


def test_real_pair_is_one_cluster(client: httpx.Client, openapi: Any, real_pair: Path) -> None:
    articles = [*real_articles(real_pair), *({"text": text} for text in UNRELATED)]
    response = client.post("/v1/clusters", json={"articles": articles})
    assert_fits(openapi, "/v1/clusters", "post", response)
    answer = response.json()
    (cluster,) = answer["clusters"]
    assert {member["id"]: member["role"] for member in cluster["members"]} == {
        "older": "origin",
        "newer": "derived",
    }
    (edge,) = cluster["edges"]
    assert (edge["a"], edge["b"], edge["from"], edge["relation"]) == ("older", "newer", "a", "derived")
    assert sorted(answer["singletons"]) == ["1", "2", "3"]


def real_articles(folder: Path) -> list[dict[str, str]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [{"id": name, "text": text} for name, text in zip(("older", "newer"), texts, strict=True)]


def test_missing_ids_are_free_numbers(client: httpx.Client) -> None:
    articles = [{"text": UNRELATED[0]}, {"text": UNRELATED[1], "id": "1"}, {"text": UNRELATED[2]}]
    answer = client.post("/v1/clusters", json={"articles": articles}).json()
    assert sorted(answer["singletons"]) == ["1", "2", "3"]


@pytest.mark.parametrize("date", ["2025-09-04", "2025-09-04T12:30:00+02:00", "2025-09-04T12:30:00Z"])
def test_date_is_kept_as_given(client: httpx.Client, date: str) -> None:
    article = {"text": UNRELATED[0], "date": date}
    answer = client.post("/v1/diff", json={"a": article, "b": article}).json()
    assert answer["a"]["date"] == date


@pytest.mark.parametrize(
    "text",
    [
        "Wort",
        "x" * 5_000,
        "🧨 Ende\r\n\r\n👩‍👩‍👧 los.",
        "\ufeffEin Satz.",
        "Wort\u2028\x0b\x1f Wort",
        "٣ كتب",
    ],
)
def test_odd_texts_are_answered(client: httpx.Client, openapi: Any, text: str) -> None:
    response = client.post("/v1/diff", json={"a": {"text": text}, "b": {"text": UNRELATED[0]}})
    assert response.status_code == 200, response.text
    assert_fits(openapi, "/v1/diff", "post", response)
    assert response.json()["a"]["text"] == text


def test_unknown_language_is_answered(client: httpx.Client) -> None:
    article = {"text": UNRELATED[0], "language": "tlh-Latn"}
    assert client.post("/v1/diff", json={"a": article, "b": article}).status_code == 200


def test_concurrent_requests_get_their_own_answers(client: httpx.Client) -> None:
    def ask(number: int) -> bool:
        text = f"Am Bahnhof warteten {number} Menschen auf den Zug. {UNRELATED[number % 3]}"
        answer = client.post("/v1/diff", json={"a": {"text": text}, "b": {"text": UNRELATED[0]}}).json()
        return bool(answer["a"]["text"] == text)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(64)))


def test_healthz(client: httpx.Client, openapi: Any) -> None:
    response = client.get("/healthz")
    assert_fits(openapi, "/healthz", "get", response)
    assert response.json() == {"status": "ok", "version": VERSION}


def test_stories_are_named_when_asked_for(client: httpx.Client, openapi: Any) -> None:
    texts = (
        "Der Fluss Lohne trat in Hallstein nach Dauerregen über die Ufer.",
        "Hochwasser in Hallstein: Nach dem Regen steht die Altstadt an der Lohne unter Wasser.",
    )
    asked = {"articles": [{"text": text} for text in texts]}
    response = client.post("/v1/clusters", json={**asked, "stories": True})
    assert_fits(openapi, "/v1/clusters", "post", response)
    assert [story["articles"] for story in response.json()["stories"]] == [["1", "2"]]
    assert client.post("/v1/clusters", json=asked).json()["stories"] is None


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [
        ("text/html,*/*;q=0.8", 200, "text/html; charset=utf-8"),
        ("*/*", 200, "application/json"),
        ("image/png", 406, "application/problem+json"),
    ],
)
def test_the_client_chooses_the_form_of_a_diff(
    client: httpx.Client, accept: str, status: int, kind: str
) -> None:
    body = {"a": {"text": "Es regnet."}, "b": {"text": "Es regnet heute."}}
    answer = client.post("/v1/diff", json=body, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (status, kind)
    if status == 200:
        assert answer.headers["vary"] == "Accept"
