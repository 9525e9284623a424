"""How quickly the service answers /healthz while it clusters a batch, beside how quickly it does when idle.

Run `python -m benchmarks.busy [ARTICLES]`. Idle and busy stretches take turns against one service.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.generator import Generator
from dedup import Article, iter_folder

ARTICLES = 10_000
ROUNDS = 5
IDLE_SECONDS = 3.0
PAUSE_SECONDS = 0.002
MOST_RATIO = 5.0
"""What the median of a busy service may be, as a multiple of that of an idle one."""

ROOT = Path(__file__).resolve().parents[1]
SERVE = [sys.executable, "-c", "from api.command import serve; serve()", "--port", "0"]


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds from request to answer: the median, and what 99 of 100 stay below."""

    median: float
    p99: float

    @classmethod
    def of(cls, seconds: list[float]) -> Latency:
        """Return the figures of measured times."""
        return cls(median(seconds), quantiles(seconds, n=100)[-1])


@contextmanager
def service(folder: Path) -> Iterator[http.client.HTTPConnection]:
    """Run the service and give a connection to it."""
    settings = {
        "DEDUP_STORE": f"{folder}/news.db",
        "DEDUP_DATA": f"{folder}/data",
        "DEDUP_LOG_LEVEL": "warning",
    }
    environment = {**os.environ, **settings}
    process = subprocess.Popen(SERVE, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
    try:
        yield http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    finally:
        process.terminate()
        process.communicate()


def health(connection: http.client.HTTPConnection, enough: Callable[[], bool]) -> list[float]:
    """Return how long every answer took until it is enough."""
    taken = []
    while not enough():
        begun = time.perf_counter()
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        taken.append(time.perf_counter() - begun)
        time.sleep(PAUSE_SECONDS)
    return taken


def idle(connection: http.client.HTTPConnection) -> list[float]:
    """Return the times of a service that has nothing else to do."""
    end = time.monotonic() + IDLE_SECONDS
    return health(connection, lambda: time.monotonic() > end)


def busy(connection: http.client.HTTPConnection, batch: bytes) -> list[float]:
    """Return the times of a service while it clusters a batch, without those before the work began."""
    job = ask(connection, batch)
    while state(connection, job) == "queued":
        time.sleep(PAUSE_SECONDS)
    looked = time.monotonic()

    def done() -> bool:
        nonlocal looked
        if time.monotonic() - looked < 0.2:
            return False
        looked = time.monotonic()
        return state(connection, job) != "running"

    taken = health(connection, done)
    if state(connection, job) != "done":
        raise SystemExit("the job was not done")
    return taken


def ask(connection: http.client.HTTPConnection, batch: bytes) -> str:
    """Upload a batch and return its job."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="news.jsonl"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    connection.request("POST", "/v1/jobs", head + batch + b"\r\n--b--\r\n", headers)
    return str(json.loads(connection.getresponse().read())["id"])


def state(connection: http.client.HTTPConnection, job: str) -> str:
    """Return the state of a job."""
    connection.request("GET", f"/v1/jobs/{job}")
    return str(json.loads(connection.getresponse().read())["state"])


def corpus(size: int) -> bytes:
    """Return so many articles as JSON Lines."""
    given = [row for row in iter_folder(ROOT / "seeds") if isinstance(row, Article)]
    rows = (made.article for made in Generator(given).corpus(size, seed=1))
    return "\n".join(json.dumps({"id": row.id, "text": row.text, "date": row.date}) for row in rows).encode()


def main() -> None:
    """Measure and print; exit with 1 if a busy service answers too slowly."""
    batch = corpus(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
    ratios = []
    with TemporaryDirectory() as folder, service(Path(folder)) as connection:
        busy(connection, corpus(100))  # the first job loads what is compiled
        for number in range(ROUNDS):
            rest, work = Latency.of(idle(connection)), Latency.of(busy(connection, batch))
            ratios.append(work.median / rest.median)
            print(
                f"round {number + 1}: idle {rest.median * 1e3:.2f} ms (p99 {rest.p99 * 1e3:.2f}), "
                f"busy {work.median * 1e3:.2f} ms (p99 {work.p99 * 1e3:.2f}): {ratios[-1]:.2f} times"
            )
    print(f"median of the ratios: {median(ratios):.2f}, at most {MOST_RATIO:g} wanted")
    sys.exit(median(ratios) > MOST_RATIO)


if __name__ == "__main__":
    main()
