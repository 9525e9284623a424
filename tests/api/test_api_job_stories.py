"""The clusters of a job's result as pages of stories."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO

import pytest
from fastapi.testclient import TestClient

from api.jobs.clustering import cluster
from api.jobs.desk import JobDesk
from api.jobs.task import Task
from dedup import Article

HARBOUR = (
    "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen. "
    "Die Arbeiten am Kai sollen im Frühjahr beginnen und drei Jahre dauern, sagte die Dezernentin. {}"
)
STORM = (
    "In der Nacht zum Dienstag hat ein Sturm in Oberau das Dach der alten Turnhalle abgedeckt. "
    "Verletzt wurde niemand, weil die Handballer ihr Training eine Stunde vorher beendet hatten. {}"
)
HARM = """<script>window.harm=1</script>"'&"""
SOURCES = ("dpa", "Übersee-Bote", "dpa")
ARTICLES = [
    *(
        Article(HARBOUR.format("Bald." * n), f"h{n}", f"Hafen {n}", f"2026-03-0{n + 1}", SOURCES[n])
        for n in range(3)
    ),
    *(Article(STORM.format("Nun." * n), f"{HARM}{n}", f"{HARM} Sturm {n}") for n in range(2)),
    Article("Im Norden regnet es seit dem Morgen.", "r", "Regen"),
]


def lines(articles: Iterable[Article]) -> bytes:
    """Return articles as an upload."""
    rows = ({key: value for key, value in asdict(each).items() if key != "path"} for each in articles)
    return "\n".join(json.dumps(row) for row in rows).encode()


def waiting(here: TestClient, name: str, upload: bytes) -> str:
    """Return the id of a job that nobody has taken yet."""
    return str(here.post("/v1/jobs", files={"file": (name, upload)}).json()["id"])


def done(here: TestClient) -> str:
    """Do the job that waits, as a worker does, and return its id."""
    desk: JobDesk = here.app.state.jobs  # type: ignore[attr-defined]
    clock = here.app.state.clock  # type: ignore[attr-defined]
    taken = desk._jobs.take(clock(), 60.0)
    assert taken is not None
    folder = desk._folders.of(taken.id)
    cluster(Task(taken.collection, taken.request, folder, desk.results(taken), ""), lambda *_: None)
    assert desk._jobs.finish(taken.id, taken.lease or "", clock())
    return taken.id


@pytest.fixture
def queued(here: TestClient) -> str:
    return waiting(here, "a.jsonl", b'{"id": "a", "text": "Es regnet."}')


@pytest.fixture
def job(here: TestClient) -> str:
    """The id of a job that is done."""
    waiting(here, "news.jsonl", lines(ARTICLES))
    return done(here)


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
    assert story.text.count('type="radio"') == 6
    assert 'method="post"' not in story.text
    assert "Facts checked" not in story.text


def address_of(here: TestClient, job: str, title: str) -> str:
    """Return the address of a story of a job."""
    page = here.get("/stories", params={"job": job}).text
    return str(re.findall(rf'<h2><a href="(/stories/[^"]+)"[^>]*>{title}', page)[0])


def test_any_two_versions_are_compared_and_exported(here: TestClient, job: str) -> None:
    story = here.get(address_of(here, job, "Hafen 2"))
    keys = re.findall(r'name="([ab])" value="([^"]+)"', story.text)
    (_, first), (_, last) = keys[0], keys[-1]
    choose = re.findall(r'action="(/stories/[^"]+/compare)"', story.text)[0]
    found = here.get(choose, params={"job": job, "a": first, "b": last})
    assert found.status_code == 200
    assert "Bald." in found.text
    (link,) = re.findall(r'href="(/compare\?[^"]+)"[^>]*>Compare<span class="hidden"> 1, 3<', story.text)
    address = link.replace("&amp;", "&")
    assert here.get(address).text == found.text
    named = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', found.text))
    assert named["job"] == job
    texts = dict(re.findall(r'<textarea[^>]* name="([ab])"[^>]*>\n([^<]*)<', found.text))
    for form, start in (("html", b"<!doctype html>"), ("markdown", b"**Near"), ("docx", b"PK")):
        made = here.post("/compare/export", data={**texts, **named, "format": form})
        assert made.status_code == 200
        assert made.content.startswith(start)
        assert form != "html" or "Hafen 2" in made.text
    part = here.get(address, headers={"dedup-part": "1"})
    assert "<html" not in part.text
    nothing = here.get(choose, params={"job": job, "a": "1"})
    assert nothing.status_code == 422
    assert "Choose a version" in nothing.text


def test_stories_of_a_job_stay_in_the_collection_that_was_chosen(here: TestClient) -> None:
    here.post("/v1/collections", json={"name": "sport"})
    upload = {"file": ("news.jsonl", lines(ARTICLES))}
    here.post("/batch", params={"collection": "sport"}, files=upload, follow_redirects=False)
    job = done(here)
    assert here.get("/stories", params={"job": job}).status_code == 404
    page = here.get("/stories", params={"job": job, "collection": "sport"}).text
    found = re.findall(r'<h2><a href="(/stories/[^"]+)"[^>]*>Hafen 2', page)
    story = here.get(found[0].replace("&amp;", "&")).text
    inside = re.findall(rf'"(/[a-z]+[^"]*job={job}[^"]*)"', story)
    assert len(inside) > 4
    assert all("collection=sport" in link for link in inside)
    (link,) = re.findall(r'href="(/compare\?[^"]+)"[^>]*>Compare<span class="hidden"> 1, 3<', story)
    pair = here.get(link.replace("&amp;", "&")).text
    named = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', pair))
    texts = dict(re.findall(r'<textarea[^>]* name="([ab])"[^>]*>\n([^<]*)<', pair))
    (export,) = set(re.findall(r'formaction="(/compare/export[^"]*)"', pair))
    assert "Hafen 2" in here.post(export, data={**texts, **named, "format": "html"}).text
    # in another collection there is no such job: the texts are compared as they are
    assert "Hafen 2" not in here.post("/compare/export", data={**texts, **named, "format": "html"}).text


def test_the_history_of_every_sentence_is_told(here: TestClient, job: str) -> None:
    address = address_of(here, job, "Hafen 2")
    story = here.get(address).text
    assert 'id="history"' in story
    alone = here.get(address.replace("?", "/history?"))
    assert alone.status_code == 200
    for page in (story, alone.text):
        assert "Die Arbeiten am Kai" in page
        assert "Bald." in page
    assert f'href="{address}"' in alone.text


def test_a_long_story_has_its_history_on_a_page_of_its_own(here: TestClient) -> None:
    many = [
        Article(HARBOUR.format(f"Am Tag {n}."), f"h{n:02}", date=f"2026-03-{n + 1:02}") for n in range(31)
    ]
    waiting(here, "news.jsonl", lines(many))
    address = address_of(here, done(here), "")
    assert "over 31 articles" in here.get(address).text
    alone = here.get(address.replace("?", "/history?")).text
    assert "over 30 versions" in alone
    assert "1 version more" in alone


def test_texts_of_an_archive_are_found_whatever_their_names(here: TestClient) -> None:
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for n, name in enumerate(("../../etc/passwd.txt", "tief/a.txt", "gr\udcfc\udcdfe & <b>.txt")):
            text = HARBOUR.format("Bald." * n).encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, BytesIO(text))
    waiting(here, "news.tar.gz", made.getvalue())
    job = done(here)
    (found,) = re.findall(r'<h2><a href="(/stories/[^"]+)"', here.get("/stories", params={"job": job}).text)
    assert "Bald." in here.get(found).text
    pair = here.get("/compare", params={"job": job, "a": "1", "b": "2"})
    assert pair.status_code == 200
    assert "Bald." in pair.text


def test_texts_go_with_the_job(here: TestClient, job: str) -> None:
    address = address_of(here, job, "Hafen 2")
    pair = {"job": job, "a": "1", "b": "2"}
    assert here.get("/compare", params=pair).status_code == 200
    assert here.delete(f"/v1/jobs/{job}").status_code == 204
    gone = here.get("/compare", params=pair)
    assert gone.status_code == 404
    assert "not there any more" in gone.text
    for there in (address, address.replace("?", "/history?"), f"/stories?job={job}"):
        gone = here.get(there)
        assert gone.status_code == 404
        assert "There is no such batch" in gone.text, there
    data = here.app.state.settings.data  # type: ignore[attr-defined]
    assert not list(data.glob("jobs/*/*"))


def test_they_are_searched_and_filtered_and_paged(
    here: TestClient, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for query, count in (
        ({"q": "STURM"}, 1),
        ({"q": "h0"}, 1),
        ({"q": "dezernentin zwölf"}, 1),
        ({"q": "REGEN"}, 0),
        ({"source": "übersee-bote"}, 1),
        ({"source": "ÜBERSEE-BOTE", "q": "sturm"}, 0),
        ({"source": "dp"}, 0),
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


def test_a_job_without_a_result_says_so(here: TestClient, queued: str) -> None:
    early = here.get("/stories", params={"job": queued})
    assert early.status_code == 422
    assert "The job is not done yet" in early.text
    assert here.get("/compare", params={"job": queued, "a": "1", "b": "1"}).status_code == 404
    here.post(f"/v1/jobs/{queued}/cancel")
    assert "The job has no result." in here.get("/stories", params={"job": queued}).text
    assert here.get("/stories/0123456789ab", params={"job": queued}).status_code == 404


def test_what_is_not_there(here: TestClient, job: str) -> None:
    assert here.get("/stories", params={"job": "nothing"}).status_code == 404
    assert here.get("/stories", params={"job": job, "cursor": "nonsense"}).status_code == 422
    story = here.get("/stories/0123456789ab", params={"job": job})
    assert story.status_code == 404
    assert "There is no such story" in story.text
    for key in ("0", "7", "99999999999999999999", "-1", "h0", "../1", ""):
        assert here.get("/compare", params={"job": job, "a": "1", "b": key}).status_code == 404, key


def test_a_job_of_another_collection_is_not_there(here: TestClient, job: str) -> None:
    address = address_of(here, job, "Hafen 2")
    here.post("/v1/collections", json={"name": "other"})
    key = {"name": "boss", "scope": "admin", "collection": "other"}
    stranger = {"x-api-key": here.post("/v1/keys", json=key).json()["key"]}
    pair = f"/compare?a=1&b=2&job={job}"
    for there in (f"/stories?job={job}", address, address.replace("?", "/history?"), pair):
        assert here.get(there, headers=stranger).status_code == 404, there
