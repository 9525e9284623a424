"""The service and a bare echo in processes of their own, for what measures them beside each other."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from dedup import Article

BATCH = 1_000
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


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


PORTS = {"echo": _free_port(), "service": _free_port()}


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
def running(folder: Path, workers: int = 0) -> Iterator[subprocess.Popen[bytes]]:
    """Run the echo and the service with so many workers for jobs, and give the service's process."""
    places = {"DEDUP_STORE": f"{folder}/news.db", "DEDUP_DATA": f"{folder}/data"}
    environment = {
        **os.environ,
        **places,
        "DEDUP_REQUESTS_PER_MINUTE": "999999",
        "DEDUP_WORKERS": f"{workers}",
    }
    echo = subprocess.Popen([sys.executable, "-c", ECHO, str(PORTS["echo"])])
    command = [sys.executable, "-c", SERVE, "--port", str(PORTS["service"])]
    with (folder / "log.txt").open("wb") as log:
        service = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=log)
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


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that such a share of the answers took at most."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]
