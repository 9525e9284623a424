"""How long it takes to store an article and hear what it takes from known ones, beside a bare echo.

Run `python -m benchmarks.ingest [ARTICLES] [--posts N] [--corpus LINES]`. So many articles, generated or of
a file of JSON lines, are stored first; then the next ones are posted to the service, one to be
stored and one to be asked about by turns, and each right after that to a FastAPI route that only gives the
same body back, by one client over loopback. The ratios are what counts: a busy machine changes them little.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generator import Generator, given_articles
from benchmarks.servers import PORTS, connected, fill, percentile, running
from dedup import Article

ARTICLES, POSTS, WARM = 100_000, 1_000, 100
TARGETS = {"median": 5.0, "p99": 10.0}


def corpus(path: Path) -> Iterator[Article]:
    """Yield the articles of a file, one as JSON on each line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            given = json.loads(line)
            yield Article(given["text"], given["id"], date=given.get("date"))


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
    parser.add_argument("--corpus", type=Path)
    asked = parser.parse_args()
    made = (each.article for each in Generator(given_articles()).stream(seed=1))
    stream = corpus(asked.corpus) if asked.corpus else made
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
            for n, article in enumerate(islice(stream, 2 * (WARM + asked.posts))):
                body = json.dumps({"id": article.id, "text": article.text, "date": article.date}).encode()
                name, path = (("ingest", "/v1/articles"), ("similar", "/v1/similar"))[n % 2]
                spent, answer = posted(service, path, body)
                times[name].append(spent)
                times["echo"].append(posted(echo, "/echo", body)[0])
                taken += bool(answer["takes_from"]) if name == "ingest" else 0
            measured = {name: spent[WARM:] for name, spent in times.items()}
            for name in ("ingest", "similar"):
                print(*report(name, measured["echo"], measured[name]), sep="\n")
            share = taken / (WARM + asked.posts)
            print(f"{share:.0%} of the articles have known relatives; {memory(process):.0f} MiB of memory")


if __name__ == "__main__":
    main()
