"""The client against the real service, and against one that fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from dedup import Article
from dedup.client import Client, Job, ServiceError

ROOT = Path(__file__).resolve().parents[1]
SERVE = [sys.executable, "-c", "from api.command import serve; serve()", "--port", "0"]
TEXT = (
    "Die Hafenbrücke bleibt nach Angaben der Stadt bis Freitag gesperrt. Rund 4200 Fahrzeuge müssen täglich "
    "einen Umweg über die alte Straße am Fluss nehmen. Der Fährbetrieb ist nicht betroffen."
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("service")
    environment = {**os.environ, "DEDUP_STORE": f"{folder}/news.db", "DEDUP_DATA": f"{folder}/data"}
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            SERVE, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdout is not None
    url = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
    with Client(url) as client:
        yield client
    process.terminate()
    process.communicate(timeout=60)


def test_two_texts_are_compared_and_checked(client: Client) -> None:
    a, b = Article("26 Länder sind bereit."), Article("27 Länder sind bereit.")
    assert client.diff(a, b)["links"][0]["facts"][0]["reason"] == "26 became 27"
    assert client.check(a, b)["schema_version"] == 1


def test_an_article_is_stored_found_read_and_deleted(client: Client) -> None:
    stored = client.store(Article(TEXT, id="a/1 ä", title="Brücke"))
    assert (stored["id"], stored["version"]) == ("a/1 ä", 1)
    assert [each["id"] for each in client.similar(Article(TEXT))] == ["a/1 ä"]
    assert client.article("a/1 ä")["title"] == "Brücke"
    client.delete("a/1 ä")
    with pytest.raises(ServiceError) as caught:
        client.article("a/1 ä")
    assert caught.value.status == 404


def test_a_story_is_followed_and_left(client: Client) -> None:
    client.store(Article("Der Rat tagte am Montag.", id="rat"))
    hook = client.follow("rat", "https://desk.example/hooks")
    assert hook["secret"].startswith("whsec_")
    client.unfollow(hook["id"])
    with pytest.raises(ServiceError) as caught:
        client.unfollow(hook["id"])
    assert caught.value.status == 404


def test_many_articles_are_streamed_and_a_bad_one_stops_nothing(client: Client) -> None:
    articles = [Article(f"Der Satz mit der Nummer {number}.", id=f"n{number}") for number in range(50)]
    articles[7] = Article("", id="bad")
    found = list(client.store_all(iter(articles)))
    assert [each["line"] for each in found] == list(range(1, 51))
    assert [each["line"] for each in found if "problem" in each] == [8]


def test_a_stream_is_sent_in_pieces(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedup.client.BATCH_BYTES", 100)
    found = list(client.store_all(Article(f"Satz {number}.", id=f"p{number}") for number in range(20)))
    assert [(each["line"], each["article"]["id"]) for each in found] == [
        (number + 1, f"p{number}") for number in range(20)
    ]


def test_a_job_is_followed_to_its_result(client: Client, tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": TEXT}) for name in "ab"]
    (tmp_path / "news.ndjson").write_text("\n".join(lines), encoding="utf-8")
    heard: list[Job] = []
    done = client.wait(client.cluster_file(tmp_path / "news.ndjson", stories=True), heard.append)
    assert (done.state, heard[-1]) == ("done", done)
    assert len(client.result(done)["clusters"]) == 1


def test_a_job_over_stored_articles_is_cancelled_or_done(client: Client) -> None:
    job = client.cluster_stored({"language": "xx"})
    client.cancel(job.id)
    assert client.wait(job).ended


def test_a_refusal_names_the_field(client: Client) -> None:
    with pytest.raises(ServiceError, match=r"a\.text") as caught:
        client.diff(Article(""), Article("b"))
    assert caught.value.problem["errors"][0]["field"] == "a.text"


Failing = Callable[[list[tuple[int, dict[str, str]]]], tuple[Client, list[str], list[float]]]


@pytest.fixture
def failing() -> Iterator[Failing]:
    """A client of a service that first answers as it is told; what it sent, and how long it waited."""
    servers: list[ThreadingHTTPServer] = []

    def make(plan: list[tuple[int, dict[str, str]]]) -> tuple[Client, list[str], list[float]]:
        keys: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                keys.append(self.headers["idempotency-key"])
                status, headers = plan.pop(0) if plan else (200, {})
                if not status:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in {**headers, "content-length": "2"}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                pass

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        waited: list[float] = []
        url = f"http://127.0.0.1:{servers[-1].server_port}"
        return Client(url, retries=3, sleep=waited.append), keys, waited

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


def test_what_may_be_answered_later_is_sent_again_under_the_same_key(failing: Failing) -> None:
    client, keys, waited = failing([(503, {"Retry-After": "7"}), (0, {}), (429, {})])
    client.store(Article("Ein Satz."))
    assert len(keys) == 4
    assert len(set(keys)) == 1
    assert waited[0] == 7.0
    assert 0.5 <= waited[1] <= 1.0
    assert 1.0 <= waited[2] <= 2.0


def test_in_the_end_it_gives_up(failing: Failing) -> None:
    client, keys, _ = failing([(503, {})] * 9)
    with pytest.raises(ServiceError) as caught:
        client.store(Article("Ein Satz."))
    assert (caught.value.status, len(keys)) == (503, 4)


def test_a_service_that_is_not_there_is_named(failing: Failing) -> None:
    client, keys, _ = failing([(0, {})] * 9)
    with pytest.raises(ServiceError, match=r"127\.0\.0\.1:\d+ does not answer") as caught:
        client.store(Article("Ein Satz."))
    assert (caught.value.status, len(keys)) == (None, 4)


def test_what_is_refused_is_not_sent_again(failing: Failing) -> None:
    client, keys, _ = failing([(422, {})])
    with pytest.raises(ServiceError):
        client.store(Article("Ein Satz."))
    assert len(keys) == 1


def test_nothing_else_of_dedup_loads_httpx() -> None:
    code = "import sys, dedup, dedup.command, dedup.comparison; print('httpx' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
