"""Requests a second, and how long they take, with many connections at once, beside a bare FastAPI echo.

Run `python -m benchmarks.load [ARTICLES] [--seconds S]`. So many generated articles are stored first. Then
wrk (`apt-get install wrk`, or https://github.com/wg/wrk) posts other ones over loopback, each once: to an
echo of the same body, to /v1/diff (an article and what a desk made of it), /v1/similar and /v1/articles.
wrk takes a core of its own, and the echo and the service take turns.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generator import Generator, Made, given_articles
from benchmarks.servers import PORTS, connected, fill, running
from dedup import Article

ARTICLES, SECONDS = 10_000, 4
CONNECTIONS = (1, 8, 64)
BODIES = 2_000
"""So many bodies a second are enough for all but the echo, which may see one again."""

PATHS = {
    "echo": ("echo", "/echo"),
    "diff": ("service", "/v1/diff"),
    "similar": ("service", "/v1/similar"),
    "ingest": ("service", "/v1/articles"),
}
SCRIPT = """
local bodies = {}
for line in io.lines("%s") do bodies[#bodies + 1] = line end
local sent = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  sent = sent + 1
  return wrk.format(nil, nil, nil, bodies[(sent - 1) %% #bodies + 1])
end
done = function(summary, latency)
  local e = summary.errors
  print(string.format("FIGURES %%d %%d %%d %%d %%d %%d %%d", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max, e.status,
    e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What wrk has measured: answers a second, milliseconds, and answers that were none, or not good."""

    rate: float
    median: float
    p99: float
    longest: float
    refused: int
    broken: int
    requests: int

    @classmethod
    def of(cls, output: str) -> Figures:
        """Return the figures that a script of ours has printed; wrk counts in microseconds."""
        found = next((line for line in output.splitlines() if line.startswith("FIGURES")), None)
        if found is None:
            raise SystemExit(f"wrk failed: {output}")
        requests, duration, median, p99, longest, refused, broken = map(int, found.split()[1:])
        rate = requests / (duration / 1e6)
        return cls(rate, median / 1e3, p99 / 1e3, longest / 1e3, refused, broken, requests)


def wrk(
    folder: Path, url: str, bodies: Iterable[Mapping[str, Any]], connections: int, seconds: int
) -> Figures:
    """Let wrk post bodies, one after the other, and return what it has measured."""
    file, script = folder / "bodies.ndjson", folder / "post.lua"
    file.write_text("\n".join(map(json.dumps, bodies)), encoding="utf-8")
    script.write_text(SCRIPT % file, encoding="utf-8")
    options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script)]
    done = subprocess.run(["wrk", *options, url], capture_output=True, text=True, check=False)
    return Figures.of(done.stdout + done.stderr)


def pairs(stream: Iterable[Made]) -> Iterator[dict[str, Any]]:
    """Yield articles with what a desk made of them."""
    seen: dict[str, Article] = {}
    for made in stream:
        seen[made.article.id] = made.article
        if len(made.sources) == 1 and made.sources[0] in seen:
            yield {"a": {"text": seen[made.sources[0]].text}, "b": {"text": made.article.text}}


def bodies(name: str, stream: Iterator[Made], size: int) -> list[dict[str, Any]]:
    """Return so many bodies of a kind of request."""
    if name == "diff":
        return list(islice(pairs(stream), size))
    rows = (made.article for made in islice(stream, size))
    return [{"id": row.id, "text": row.text, "date": row.date} for row in rows]


def ready(connection: http.client.HTTPConnection) -> None:
    """Wait until the service has its index and has loaded what is compiled."""
    while True:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            return
        time.sleep(0.2)


def measure(folder: Path, stream: Iterator[Made], seconds: int) -> Iterator[str]:
    """Yield the rows of the table."""
    yield f"{'':8} {'conn.':>5} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8} {'of echo':>8}  errors"
    for connections in CONNECTIONS:
        base = None
        for name, (server, path) in PATHS.items():
            url = f"http://127.0.0.1:{PORTS[server]}{path}"
            sent = bodies(name, stream, int(BODIES * (1 if name != "diff" else 0.2) * seconds))
            found = wrk(folder, url, sent, connections, seconds)
            base = base or found
            again = " (bodies seen again)" * (name == "ingest" and found.requests > len(sent))
            yield (
                f"{name:8} {connections:5} {found.rate:8.0f} {found.median:8.1f} {found.p99:8.1f}"
                f" {found.longest:8.0f} {found.median / base.median:8.1f}"
                f"  {found.refused} refused, {found.broken} broken{again}"
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    asked = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk, or build https://github.com/wg/wrk")
    stream = Generator(given_articles()).stream(seed=1)
    with TemporaryDirectory() as place:
        folder = Path(place)
        fill(folder / "news.db", (made.article for made in islice(stream, asked.articles)))
        with running(folder):
            connected(PORTS["echo"])
            ready(connected(PORTS["service"]))
            for name, (server, path) in PATHS.items():
                url = f"http://127.0.0.1:{PORTS[server]}{path}"
                wrk(folder, url, bodies(name, stream, 200), 2, 2)  # to load what is compiled
            print(f"{asked.articles:,} articles stored; {asked.seconds} s a row", flush=True)
            for row in measure(folder, stream, asked.seconds):
                print(row, flush=True)
        faults = [line for line in (folder / "log.txt").read_text().splitlines() if '"error"' in line]
        print(f"{len(faults)} errors logged", *faults[:3], sep="\n")


if __name__ == "__main__":
    main()
