"""The pages of batches over HTTP, without a script; nobody works on jobs here, so each stays as it is put."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.jobs.clustering import cluster
from api.jobs.task import Task
from api.settings import read_settings
from api.store.jobs import Job, JobStore
from dedup import DedupError

TEXT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
HTML = {"accept": "text/html"}


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return made.getvalue()


def uploaded(here: TestClient, name: str = "news.zip", data: bytes | None = None, **options: str) -> str:
    """Upload a file as a form does, and return the path of the job's page."""
    file = {"file": (name, zipped("a.txt", "b.txt") if data is None else data)}
    found = here.post("/batch", files=file, data={"html": "true", **options}, follow_redirects=False)
    assert found.status_code == 303, found.text
    return str(found.headers["location"])


def worked(app: FastAPI, path: str) -> Job:
    """Do the job of a page, as a worker would."""
    store, desk = JobStore(app.state.database), app.state.jobs
    job = store.take(app.state.clock(), 600)
    assert job is not None
    assert path.endswith(job.id)
    folder = desk.results(job).parent
    cluster(Task(job.collection, job.request, folder, desk.results(job), ""), lambda *_: None)
    assert store.finish(job.id, str(job.lease), app.state.clock())
    return job


def taken(here: TestClient, path: str, form: str) -> httpx.Response:
    """Take a result as its link does."""
    found: httpx.Response = here.get(f"/v1/jobs/{path.rpartition('/')[2]}/result", params={"format": form})
    return found


def test_an_archive_is_uploaded_and_its_job_watched_without_a_script(here: TestClient) -> None:
    path = uploaded(here)
    page = here.get(path)
    assert "news.zip" in page.text
    assert "waiting" in page.text
    assert '<meta http-equiv="refresh"' in page.text
    assert f'href="{path}"' in here.get("/batch").text


def test_a_job_that_is_done_shows_what_it_found_and_where_to_take_it(here: TestClient, app: FastAPI) -> None:
    path = uploaded(here, data=zipped("a.txt", "b.txt", "bild.png"))
    worked(app, path)
    page = here.get(path).text
    for said in ("done", "1 cluster", "2 articles in clusters", "1 file skipped", "bild.png"):
        assert said in page
    assert 'http-equiv="refresh"' not in page
    for form in ("json", "csv", "parquet", "html"):
        assert f"result?format={form}" in page
        assert taken(here, path, form).status_code == 200
    assert "1 cluster · 2 articles" in here.get("/batch").text


def test_the_report_speaks_as_the_page_did(here: TestClient, app: FastAPI) -> None:
    path = uploaded(here, language="de")
    worked(app, path)
    report = taken(here, path, "html")
    assert '<html lang="de">' in report.text
    assert "script-src" not in report.headers["content-security-policy"]
    assert "default-src 'none'" in report.headers["content-security-policy"]


def test_a_name_that_is_not_ascii_stays_as_it_was_in_a_tar(here: TestClient, app: FastAPI) -> None:
    made = io.BytesIO()
    names = [f"Ordner/{'lang' * 40} – ümlaut.txt", "<img src=x onerror=alert(1)>.txt"]
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(TEXT.encode())
            archive.addfile(entry, io.BytesIO(TEXT.encode()))
    job = worked(app, uploaded(here, "Ordner.tar", made.getvalue()))
    found = json.loads((app.state.jobs.results(job) / "result.json").read_text())
    assert sorted(m["id"] for m in found["clusters"][0]["members"]) == sorted(names)


@pytest.mark.parametrize("name", ["<script>x</script>.zip", '"><img src=x onerror=x>.zip', "a\u202egpj.zip"])
def test_hostile_names_stay_text(here: TestClient, name: str) -> None:
    path = uploaded(here, name)
    for page in (here.get(path).text, here.get("/batch").text):
        assert "<script>x" not in page
        assert "<img" not in page
        assert "\u202e" not in page


@pytest.mark.parametrize(
    ("name", "data", "status", "why"),
    [
        ("news.exe", b"x", 422, "cannot be read"),
        ("news.zip", b"x" * 3_000, 413, "This is larger than"),
    ],
)
def test_what_cannot_be_taken_is_told_on_the_page(
    tmp_path: Path, name: str, data: bytes, status: int, why: str
) -> None:
    with small_service(tmp_path) as here:
        # a body whose length is not declared is refused only when it has grown too long
        body, kind = multipart(name, data)
        found = here.post("/batch", content=iter([body]), headers={"content-type": kind})
        assert found.status_code == status
        assert 'role="alert"' in found.text
        assert why in found.text
        assert "<h1>" in found.text
        part = here.post("/batch", content=iter([body]), headers={"content-type": kind, "dedup-part": "1"})
        assert why in part.text
        assert "<h1>" not in part.text


def small_service(folder: Path) -> TestClient:
    settings = read_settings(store=f"{folder}/n.db", data=folder / "data", workers=0, max_upload_bytes=2_000)
    return TestClient(create_app(settings), "http://localhost", client=("127.0.0.1", 1))


def multipart(name: str, data: bytes) -> tuple[bytes, str]:
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"


@pytest.mark.parametrize(("name", "kept"), [("Müll.ZIP", "upload.zip"), ("leer.txt", "upload.txt")])
def test_an_upload_that_cannot_be_read_has_its_own_name_and_its_true_size(
    here: TestClient, app: FastAPI, name: str, kept: str
) -> None:
    path = uploaded(here, name, b"")
    assert "0 byte" in here.get(path).text
    with pytest.raises(DedupError, match=f"no article could be read; {name}: ") as found:
        worked(app, path)
    assert kept not in str(found.value)


def test_why_files_were_skipped_is_told_in_german(here: TestClient, app: FastAPI) -> None:
    path = uploaded(here, data=zipped("a.txt", "b.txt", "bild.png"), language="de")
    worked(app, path)
    known = "bild.png</bdi>: die Endung .png ist nicht bekannt; gelesen werden Artikel aus"
    assert known in here.get(path, headers={"accept-language": "de"}).text
    assert "bild.png: die Endung .png ist nicht bekannt" in taken(here, path, "html").text
    assert taken(here, path, "json").json()["skipped"][0]["why"].startswith("the ending .png is not known; ")


def test_without_a_file_the_page_says_so(here: TestClient) -> None:
    found = here.post("/batch", files={"other": ("a.zip", b"x")})
    assert found.status_code == 422
    assert 'role="alert"' in found.text


def test_a_job_is_cancelled_and_deleted(here: TestClient) -> None:
    path = uploaded(here)
    assert "cancelled" in here.post(f"{path}/cancel").text
    assert here.post(f"{path}/delete", follow_redirects=False).headers["location"] == "/batch"
    gone = here.get(path)
    assert gone.status_code == 404
    assert "There is no such batch" in gone.text


def test_a_job_that_has_not_ended_is_not_deleted(here: TestClient) -> None:
    path = uploaded(here)
    assert here.post(f"{path}/delete", follow_redirects=False).headers["location"] == path
    assert here.get(path).status_code == 200


def test_the_part_alone_is_given_to_the_page_that_is_there(here: TestClient) -> None:
    part = here.get(uploaded(here), headers={"dedup-part": "1"}).text
    assert "waiting" in part
    assert "<html" not in part


def key(here: TestClient, **given: Any) -> str:
    made: str = here.post("/v1/keys", json={"name": "desk", **given}).json()["key"]
    return made


def sign_in(here: TestClient, key: str) -> None:
    assert here.post("/sign-in", data={"key": key}, follow_redirects=False).status_code == 303


def test_who_has_no_key_is_asked_for_one(here: TestClient) -> None:
    key(here, scope="write")
    found = here.get("/batch", headers=HTML, follow_redirects=False)
    assert found.headers["location"] == "/sign-in?next=/batch"
    assert here.post("/batch", files={"file": ("a.zip", zipped("a"))}).status_code == 401


def test_a_key_that_may_read_uploads_nothing(here: TestClient) -> None:
    sign_in(here, key(here, scope="read"))
    assert "<form id" not in here.get("/batch").text
    assert here.post("/batch", files={"file": ("a.zip", zipped("a"))}).status_code == 403


def test_a_key_that_may_read_sees_no_button_that_writes(here: TestClient) -> None:
    boss = {"X-API-Key": key(here, scope="admin")}
    made = here.post("/v1/keys", json={"name": "r", "scope": "read"}, headers=boss)
    guest = {"X-API-Key": made.json()["key"]}
    file = {"file": ("news.zip", zipped("a.txt", "b.txt"))}
    path = here.post("/batch", files=file, headers=boss, follow_redirects=False).headers["location"]
    for what in ("cancel", "delete"):
        assert f"{path}/{what}" in here.get(path, headers=boss).text
        assert 'method="post"' not in here.get(path, headers=guest).text
        here.post(f"{path}/{what}", headers=boss)


def test_the_report_of_a_deleted_job_is_missed_on_a_page(app: FastAPI, here: TestClient) -> None:
    path = uploaded(here)
    assert here.get(f"{path}/result", headers=HTML).status_code == 409
    worked(app, path)
    assert f'href="{path}/result?format=html"' in here.get(path).text
    assert here.get(f"{path}/result?format=html", headers=HTML).content == taken(here, path, "html").content
    here.post(f"{path}/delete")
    german = {**HTML, "accept-language": "de"}
    gone = here.get(f"{path}/result?format=html", headers=german)
    assert (gone.status_code, gone.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Diesen Auftrag gibt es nicht." in gone.text


def test_another_site_makes_the_browser_upload_nothing(here: TestClient) -> None:
    sign_in(here, key(here, scope="write"))
    path = uploaded(here)
    foreign = {"sec-fetch-site": "cross-site"}
    assert here.post("/batch", files={"file": ("a.zip", zipped("a"))}, headers=foreign).status_code == 401
    assert here.post(f"{path}/cancel", headers=foreign).status_code == 401


def test_jobs_of_another_collection_are_not_there(here: TestClient) -> None:
    boss = {"X-API-Key": key(here, scope="admin")}
    here.post("/v1/collections", json={"name": "other"}, headers=boss)
    other = here.post("/v1/keys", json={"name": "o", "scope": "write", "collection": "other"}, headers=boss)
    file = {"file": ("secret.zip", zipped("a"))}
    path = here.post("/batch", files=file, headers=boss, follow_redirects=False).headers["location"]
    sign_in(here, other.json()["key"])
    assert "secret.zip" not in here.get("/batch").text
    assert here.get(path).status_code == 404
    here.post(f"{path}/cancel")
    assert here.get(f"/v1/jobs/{path.rpartition('/')[2]}", headers=boss).json()["state"] == "queued"
