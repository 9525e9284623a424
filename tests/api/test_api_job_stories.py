"""The clusters of a job's result as pages of stories."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dedup import Article, cluster_articles, clustering_json

HARBOUR = (
    "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. "
    "Die Arbeiten am Kai sollen im Frühjahr beginnen und drei Jahre dauern, sagte die Dezernentin. {}"
)
STORM = (
    "In der Nacht zum Dienstag hat ein Sturm in Oberau das Dach der alten Turnhalle abgedeckt. "
    "Verletzt wurde niemand, weil die Handballer ihr Training eine Stunde vorher beendet hatten. {}"
)
HARM = """<script>window.harm=1</script>"'&"""
ARTICLES = [
    *(Article(HARBOUR.format("Bald." * n), f"h{n}", f"Hafen {n}", f"2026-03-0{n + 1}") for n in range(3)),
    *(Article(STORM.format("Nun." * n), f"{HARM}{n}", f"{HARM} Sturm {n}") for n in range(2)),
]


@pytest.fixture
def queued(here: TestClient) -> Any:
    """A job that nobody has taken yet."""
    return here.post("/v1/jobs", files={"file": ("a.jsonl", b'{"id": "a", "text": "Es regnet."}')}).json()


@pytest.fixture
def job(here: TestClient, queued: Any) -> str:
    """The id of a job that is done, as a worker would leave it."""
    desk = here.app.state.jobs  # type: ignore[attr-defined]
    taken = desk._jobs.take(here.app.state.clock(), 60.0)  # type: ignore[attr-defined]
    folder = desk.results(taken)
    folder.mkdir(parents=True)
    with (folder / "result.json").open("w", encoding="utf-8") as out:
        out.writelines(clustering_json(cluster_articles(ARTICLES)))
    assert desk._jobs.finish(taken.id, taken.lease, here.app.state.clock())  # type: ignore[attr-defined]
    return str(taken.id)


def titles(here: TestClient, **query: str) -> list[str]:
    page = here.get("/stories", params=query)
    assert page.status_code == 200, page.text
    return [re.sub("<[^>]+>", "", found).strip() for found in re.findall(r"<h2><a.*?</h2>", page.text)]


def test_the_result_of_a_job_is_read_as_stories(here: TestClient, job: str) -> None:
    found = titles(here, job=job)
    assert found[0] == "Hafen 2"
    assert len(found) == 2
    page = here.get("/stories", params={"job": job}).text
    assert "3 articles" in page
    assert "<script>" not in page
    (address,) = re.findall(r'<h2><a href="(/stories/[^"]+)"[^>]*>Hafen 2', page)
    story = here.get(address)
    assert story.status_code == 200
    assert story.text.count('class="member ') == 3
    assert story.text.count('role="img"') == 2
    assert 'class="matrix"' in story.text
    for missing in ('method="post"', 'type="radio"', 'id="history"', "/compare?"):
        assert missing not in story.text


def test_they_are_searched_and_filtered_and_paged(
    here: TestClient, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for query, count in (
        ({"q": "STURM"}, 1),
        ({"q": "h0"}, 1),
        ({"q": "hafen sturm"}, 0),
        ({"least": "3"}, 1),
        ({"from": "2026-03-03"}, 1),
        ({"to": "2026-02-28"}, 0),
    ):
        assert len(titles(here, job=job, **query)) == count, query
    monkeypatch.setattr("api.pages.stories.PER_PAGE", 1)
    first = here.get("/stories", params={"job": job}).text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = here.get(following.replace("&amp;", "&")).text
    assert "Hafen" not in second
    assert "Sturm" in second
    assert 'rel="next"' not in second


def test_a_job_without_a_result_says_so(here: TestClient, queued: Any) -> None:
    waiting = here.get("/stories", params={"job": queued["id"]})
    assert waiting.status_code == 422
    assert "The job is not done yet" in waiting.text
    here.post(f"/v1/jobs/{queued['id']}/cancel")
    assert "The job has no result." in here.get("/stories", params={"job": queued["id"]}).text
    assert here.get("/stories/0123456789ab", params={"job": queued["id"]}).status_code == 404


def test_a_large_result_is_not_read(here: TestClient, job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.pages.job_stories.MOST_BYTES", 10)
    assert "too large for this page" in here.get("/stories", params={"job": job}).text


def test_what_is_not_there(here: TestClient, job: str) -> None:
    assert here.get("/stories", params={"job": "nothing"}).status_code == 404
    assert here.get("/stories", params={"job": job, "cursor": "nonsense"}).status_code == 422
    assert here.get("/stories/0123456789ab", params={"job": job}).status_code == 404


def test_a_job_of_another_collection_is_not_there(here: TestClient, job: str) -> None:
    here.post("/v1/collections", json={"name": "other"})
    key = {"name": "boss", "scope": "admin", "collection": "other"}
    stranger = {"x-api-key": here.post("/v1/keys", json=key).json()["key"]}
    assert here.get("/stories", params={"job": job}, headers=stranger).status_code == 404
