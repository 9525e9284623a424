from __future__ import annotations

import csv
import io
import json
import re
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dedup import cluster_articles, clustering_json, iter_folder
from tests.api.corpora import lines
from tests.api.serving import Service

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
ROWS = [{"id": "x", "text": REPORT}, {"id": "y", "text": REPORT}, {"id": "z", "text": "Es regnet im Norden."}]
LINES = "\n".join(map(json.dumps, ROWS)).encode()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(tmp_path_factory.mktemp("jobs"), max_upload_bytes=10_000_000) as service:
        yield service
    assert "Traceback" not in service.log, service.log


@pytest.fixture(scope="module")
def done(service: Service) -> Any:
    """Return a job that is done: the seeds, with all that can be asked for."""
    job = service.upload("seeds.zip", zipped(SEEDS), stories="true", html="true")
    return service.ended(job["id"])


def zipped(folder: Path) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return made.getvalue()


def packed(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def tarred() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for row in ROWS:
            entry = tarfile.TarInfo(f"{row['id']}.txt")
            entry.size = len(row["text"].encode())
            archive.addfile(entry, io.BytesIO(row["text"].encode()))
    return made.getvalue()


def table() -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), made)
    return made.getvalue()


def sheet() -> bytes:
    made = io.StringIO()
    writer = csv.DictWriter(made, ["id", "text"])
    writer.writeheader()
    writer.writerows(ROWS)
    return made.getvalue().encode()


UPLOADS = {
    "news.zip": packed("news.jsonl", LINES),
    "news.tar.gz": tarred(),
    "news.tgz": tarred(),
    "news.ndjson": LINES,
    "news.JSONL": LINES,
    "news.parquet": table(),
    "news.csv": sheet(),
    "news.json": json.dumps(ROWS).encode(),
}


def test_a_job_is_done_and_says_so(service: Service, done: Any) -> None:
    assert (done["state"], done["attempts"], done["error"]) == ("done", 1, None)
    assert done["created"] <= done["started"] <= done["finished"]


def test_the_result_is_what_the_library_says(service: Service, tmp_path: Path) -> None:
    (tmp_path / "upload.zip").write_bytes(zipped(SEEDS))
    job = service.ended(service.upload("seeds.zip", zipped(SEEDS))["id"])
    found = service.client.get(f"/v1/jobs/{job['id']}/result")
    assert found.headers["content-type"] == "application/json"
    assert (
        found.text == "".join(clustering_json(cluster_articles(iter_folder(tmp_path / "upload.zip")))) + "\n"
    )


@pytest.mark.parametrize("name", list(UPLOADS))
def test_every_format_is_read(service: Service, name: str) -> None:
    job = service.ended(service.upload(name, UPLOADS[name])["id"])
    assert job["state"] == "done", job
    found = service.client.get(f"/v1/jobs/{job['id']}/result").json()
    assert [len(cluster["members"]) for cluster in found["clusters"]] == [2]
    assert len(found["singletons"]) == 1


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8"),
        ("parquet", "application/vnd.apache.parquet"),
        ("html", "text/html; charset=utf-8"),
    ],
)
def test_a_result_comes_in_four_forms(service: Service, done: Any, form: str, kind: str) -> None:
    path = f"/v1/jobs/{done['id']}/result"
    named = service.client.get(path, params={"format": form})
    assert (named.status_code, named.headers["content-type"]) == (200, kind)
    accepted = service.client.get(path, headers={"Accept": kind.partition(";")[0]})
    assert accepted.content == named.content
    unchanged = service.client.get(
        path, params={"format": form}, headers={"If-None-Match": named.headers["etag"]}
    )
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_tables_have_a_row_an_article(service: Service, done: Any) -> None:
    path = f"/v1/jobs/{done['id']}/result"
    whole = service.client.get(path).json()
    rows = list(csv.DictReader(io.StringIO(service.client.get(path, params={"format": "csv"}).text)))
    found = pq.read_table(io.BytesIO(service.client.get(path, params={"format": "parquet"}).content))
    assert whole["stories"] is not None
    assert len(rows) == found.num_rows == whole["articles"]


def test_a_page_that_was_not_asked_for_is_not_there(service: Service) -> None:
    job = service.ended(service.upload("news.jsonl", LINES)["id"])
    asked = service.client.get(f"/v1/jobs/{job['id']}/result", params={"format": "html"})
    assert (asked.status_code, asked.headers["content-type"]) == (406, "application/problem+json")
    picture = service.client.get(f"/v1/jobs/{job['id']}/result", headers={"Accept": "image/png"})
    assert picture.status_code == 406


def test_stored_articles_are_clustered_by_filter(service: Service) -> None:
    everything = service.client.post("/v1/jobs", json={"articles": {"filter": {"source": "nobody"}}})
    assert everything.status_code == 202, everything.text
    assert everything.headers["location"] == f"/v1/jobs/{everything.json()['id']}"
    job = service.ended(everything.json()["id"])
    assert (job["state"], job["error"]) == ("failed", "no stored article is found by the filter")


def test_of_stored_articles_all_that_the_filter_finds_are_clustered(service: Service) -> None:
    for row in ROWS:
        body = {"text": row["text"], "source": "dpa", "language": "de", "date": "2025-09-04"}
        stored = service.client.put(f"/v1/articles/{row['id']}", json=body)
        assert stored.status_code in (200, 201), stored.text
    chosen = {"source": "dpa", "language": "de", "published_from": "2025-09-04", "published_to": "2025-09-05"}
    for filters, articles in ((chosen, 3), ({**chosen, "published_to": "2025-09-04"}, 0)):
        asked = service.client.post("/v1/jobs", json={"articles": {"filter": filters}})
        job = service.ended(asked.json()["id"])
        assert job["state"] == ("done" if articles else "failed")
        if articles:
            found = service.client.get(f"/v1/jobs/{job['id']}/result").json()
            assert found["articles"] == articles
            members = [(member["id"], member["path"]) for member in found["clusters"][0]["members"]]
            assert members == [("x", None), ("y", None)]


def test_bars_can_be_set(service: Service) -> None:
    job = service.ended(service.upload("news.jsonl", LINES, threshold="1", near="0.9")["id"])
    recipe = service.client.get(f"/v1/jobs/{job['id']}/result").json()["recipe"]
    assert (recipe["verification"]["derived"], recipe["verification"]["near_duplicate"]) == (1.0, 0.9)


def test_events_tell_the_whole_story_once(service: Service) -> None:
    job = service.upload("seeds.zip", zipped(SEEDS))
    events = service.events(job["id"])
    numbers = [int(number) for number, _, _ in events]
    assert numbers == sorted(set(numbers))
    assert [name for _, name, _ in events] == ["progress"] * (len(events) - 1) + ["end"]
    assert events[-1][2] == service.client.get(f"/v1/jobs/{job['id']}").json()
    assert events[-1][2]["state"] == "done"


def test_a_client_that_comes_back_gets_what_it_has_not_seen(service: Service, done: Any) -> None:
    last = done["change"]
    assert [number for number, _, _ in service.events(done["id"], str(last - 1))] == [str(last)]
    assert len(service.events(done["id"], "nonsense")) == 1
    seen = service.client.get(f"/v1/jobs/{done['id']}/events", headers={"Last-Event-ID": str(last)})
    assert (seen.status_code, seen.content) == (204, b"")


def test_jobs_are_listed_page_by_page(service: Service) -> None:
    made = [service.upload("news.jsonl", LINES)["id"] for _ in range(3)]
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = service.client.get(
            "/v1/jobs", params={"limit": 2, **({"cursor": cursor} if cursor else {})}
        ).json()
        assert len(page["jobs"]) <= 2
        found += [job["id"] for job in page["jobs"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(set(found)) == len(found)
    assert found[:3] == made[::-1]


def test_a_job_is_deleted_with_its_result(service: Service) -> None:
    job = service.ended(service.upload("news.jsonl", LINES)["id"])
    path = f"/v1/jobs/{job['id']}"
    assert service.client.delete(path).status_code == 204
    for gone in (path, f"{path}/result", f"{path}/events"):
        assert service.client.get(gone).status_code == 404
    assert service.client.delete(path).status_code == 404
    assert service.client.post(f"{path}/cancel").status_code == 404


def test_a_job_can_be_cancelled(service: Service) -> None:
    runs, waits = (service.upload("news.jsonl", lines(3_000))["id"] for _ in range(2))
    path = f"/v1/jobs/{waits}"
    assert service.client.get(f"{path}/result").status_code == 409
    assert service.client.delete(path).status_code == 409
    assert service.client.post(f"{path}/cancel").json()["state"] == "cancelled"
    while service.client.get(f"/v1/jobs/{runs}").json()["state"] == "queued":
        time.sleep(0.02)
    assert service.client.post(f"/v1/jobs/{runs}/cancel").json()["cancel"] is True
    assert service.ended(runs)["state"] == "cancelled"
    refused = service.client.get(f"{path}/result")
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "The job has no result: it was cancelled.",
    )
    assert service.client.delete(path).status_code == 204


def test_a_client_that_goes_away_is_noticed(service: Service) -> None:
    job = service.upload("news.jsonl", lines(3_000))["id"]
    for _ in range(60):  # more than there are threads
        with service.client.stream("GET", f"/v1/jobs/{job}/events") as answer:
            assert next(answer.iter_lines()).startswith("event: ")
    assert service.client.get("/v1/jobs").status_code == 200
    service.client.post(f"/v1/jobs/{job}/cancel")
    assert service.ended(job)["state"] in ("cancelled", "done")


BOMBS = {
    "many zeros": (packed("news.jsonl", b"\0" * 300_000_000), "damaged|binary|no article|unpacks|limit"),
    "one long line": (packed("news.jsonl", b" " * 300_000_000), "unpacks to more bytes|limit"),
    "large text": (packed("news.txt", b"a " * 30_000_000), "the limit is 20,000,000"),
    "an archive inside": (
        packed("news.zip", packed("a.txt", b"Es regnet.")),
        "an archive or packed file inside",
    ),
    "a name that leads out": (packed("../../a.txt", b"Es regnet."), "a name that leads out of the archive"),
    "no archive": (b"Es regnet.", "damaged or not what its ending says"),
}


@pytest.mark.parametrize("what", list(BOMBS))
def test_an_archive_that_means_harm_is_refused_with_the_reason(service: Service, what: str) -> None:
    data, reason = BOMBS[what]
    began = time.monotonic()
    job = service.ended(service.upload("news.zip", data)["id"])
    assert job["state"] == "failed"
    assert job["attempts"] == 1
    assert job["error"].startswith("no article could be read; ")
    assert re.search(reason, job["error"]), job["error"]
    assert time.monotonic() - began < 60


def test_too_large_an_upload_is_refused(service: Service) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="news.jsonl"\r\n\r\n'
    for data in (head + b" " * 11_000_000, iter([head, *[b" " * 1_000_000] * 11])):
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        refused = service.client.post("/v1/jobs", content=data, headers=headers)
        assert (refused.status_code, refused.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    ("files", "fields", "field"),
    [
        ({"file": ("news.exe", b"MZ")}, {}, "file"),
        ({"file": ("..", b"MZ")}, {}, "file"),
        ({"file": ("../../passwd", b"MZ")}, {}, "file"),
        ({"other": ("news.jsonl", LINES)}, {}, "file"),
        ({"file": ("news.jsonl", LINES)}, {"threshold": "2"}, "threshold"),
        ({"file": ("news.jsonl", LINES)}, {"threshold": "nan"}, "threshold"),
        ({"file": ("news.jsonl", LINES)}, {"storeys": "true"}, "storeys"),
    ],
)
def test_a_wrong_form_is_refused_by_field(service: Service, files: Any, fields: Any, field: str) -> None:
    refused = service.client.post("/v1/jobs", files=files, data=fields)
    assert refused.status_code == 422, refused.text
    assert field in [error["field"] for error in refused.json()["errors"]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b"{}", 422),
        (b"[]", 422),
        (b'{"articles": {"filter": {"published_from": "yesterday"}}}', 422),
        (b'{"articles": {"filters": {}}}', 422),
        (b'{"articles": {}, "near": "much"}', 422),
    ],
)
def test_wrong_json_is_refused(service: Service, body: bytes, status: int) -> None:
    refused = service.client.post("/v1/jobs", content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    "headers",
    [{"Content-Type": "text/plain"}, {}, {"Content-Type": "application/json", "Content-Encoding": "gzip"}],
)
def test_another_media_type_is_refused(service: Service, headers: dict[str, str]) -> None:
    assert service.client.post("/v1/jobs", content=b"{}", headers=headers).status_code == 415


@pytest.mark.parametrize("content", [b"", b"--b", b"--b\r\nnonsense\r\n\r\n--b--", b"--b--"])
def test_a_broken_form_is_refused(service: Service, content: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert service.client.post("/v1/jobs", content=content, headers=headers).status_code == 422
    headers = {"Content-Type": "multipart/form-data"}
    assert service.client.post("/v1/jobs", content=content, headers=headers).status_code == 422


@pytest.mark.parametrize("name", ["nonsense", "0" * 32, "..", "%2e%2e"])
def test_a_job_that_is_not_there_is_not_found(service: Service, name: str) -> None:
    for path in ("", "/result", "/events"):
        assert service.client.get(f"/v1/jobs/{name}{path}").status_code in (404, 405)
