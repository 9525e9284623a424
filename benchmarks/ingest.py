"""How long it takes to store an article and hear what it takes from known ones, beside a bare echo.

Run `python -m benchmarks.ingest [ARTICLES] [--posts N]`. So many generated articles are stored first;
then the next ones of the same stream are posted to the service and, each right after that, to a FastAPI
route that only gives the same body back, by one client over loopback. The ratios are what counts: a
busy machine changes them little.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generator import Generator, given_articles
from dedup import Article

ARTICLES, POSTS, WARM = 100_000, 1_000, 100
BATCH = 1_000
TARGETS = {"median": 5.0, "p99": 10.0}
SERVE = "from api.command import serve; serve()"
ECHO = """
import sys, uvicorn
from fastapi import FastAPI
from api.requests import ArticleRequest
app = FastAPI()
@app.post("/echo")
async def echo(article: ArticleRequest) -> ArticleRequest:
    return article
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
"""
PORTS = {"echo": 8761, "service": 8762}


def fill(store: Path, articles: Iterator[Article]) -> None:
    """Store articles as a bulk load does; the service takes them into its index when it starts."""
    from api.store.articles import ArticleStore
    from api.store.collections import CollectionStore
    from api.store.database import Database

    database = Database(f"sqlite:///{store}")
    database.upgrade()
    collection = CollectionStore(database).named().id
    while batch := list(islice(articles, BATCH)):
        ArticleStore(database).put(collection, batch, now=0.0)
    database.close()


@contextmanager
def running(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the echo and the service, and give the service's process."""
    places = {"DEDUP_STORE": f"{folder}/news.db", "DEDUP_DATA": f"{folder}/data"}
    environment = {**os.environ, **places, "DEDUP_REQUESTS_PER_MINUTE": "999999", "DEDUP_WORKERS": "0"}
    echo = subprocess.Popen([sys.executable, "-c", ECHO, str(PORTS["echo"])])
    command = [sys.executable, "-c", SERVE, "--port", str(PORTS["service"])]
    service = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield service
    finally:
        for process in (echo, service):
            process.terminate()
            process.wait()


def connected(port: int) -> http.client.HTTPConnection:
    """Return a connection to a server that may still be starting."""
    deadline = time.monotonic() + 60
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3_600)
        try:
            connection.connect()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return connection


def posted(connection: http.client.HTTPConnection, path: str, body: bytes) -> tuple[float, Any]:
    """Return how many seconds an answer took, and the answer."""
    start = time.perf_counter()
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    data = response.read()
    spent = time.perf_counter() - start
    if response.status >= 300:
        raise SystemExit(f"{path}: {response.status} {data[:500]!r}")
    return spent, json.loads(data)


def memory(process: subprocess.Popen[bytes]) -> float:
    """Return how many MiB of its own a process has in memory."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8").splitlines()
    sizes = dict(line.split(":", 1) for line in status)
    return int(sizes["RssAnon"].split()[0]) / 1024


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that such a share of the answers took at most."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def report(name: str, echo: Sequence[float], times: Sequence[float]) -> Iterator[str]:
    """Yield a line for the median and one for the p99."""
    for label, share in (("median", 0.5), ("p99", 0.99)):
        one, other = percentile(times, share), percentile(echo, share)
        met = "met" if one <= TARGETS[label] * other else "NOT MET"
        yield (
            f"{name:8} {label:7} {one * 1e3:7.2f} ms, {one / other:5.1f} times the echo's "
            f"{other * 1e3:.2f} ms   target {TARGETS[label]:.0f}: {met}"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    parser.add_argument("--posts", type=int, default=POSTS)
    asked = parser.parse_args()
    stream = (made.article for made in Generator(given_articles()).stream(seed=1))
    with TemporaryDirectory() as place:
        folder = Path(place)
        fill(folder / "news.db", islice(stream, asked.articles))
        with running(folder) as process:
            echo, service = (connected(PORTS[name]) for name in ("echo", "service"))
            start = time.perf_counter()
            posted(service, "/v1/similar", json.dumps({"text": "Es stürmt."}).encode())
            print(
                f"{asked.articles:,} articles, index made in {time.perf_counter() - start:.0f} s", flush=True
            )
            times: dict[str, list[float]] = {"echo": [], "ingest": [], "similar": []}
            taken = 0
            for article in islice(stream, WARM + asked.posts):
                body = json.dumps({"id": article.id, "text": article.text, "date": article.date}).encode()
                times["similar"].append(posted(service, "/v1/similar", body)[0])
                spent, answer = posted(service, "/v1/articles", body)
                times["ingest"].append(spent)
                times["echo"].append(posted(echo, "/echo", body)[0])
                taken += bool(answer["takes_from"])
            measured = {name: spent[WARM:] for name, spent in times.items()}
            for name in ("ingest", "similar"):
                print(*report(name, measured["echo"], measured[name]), sep="\n")
            share = taken / (WARM + asked.posts)
            print(f"{share:.0%} of the articles have known relatives; {memory(process):.0f} MiB of memory")


if __name__ == "__main__":
    main()
