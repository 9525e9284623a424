"""A client of the service (`dedup serve`), for programs in Python. It needs `pip install dedup[client]`.

>>> from dedup import Article
>>> with Client("http://127.0.0.1:8000", key="dk_…") as client:  # doctest: +SKIP
...     stored = client.store(Article("Die Brücke bleibt gesperrt.", id="a1"))
...     print(stored["takes_from"])

What the service cannot answer just now is asked for again, later each time. That is safe: what changes
something carries an `Idempotency-Key`, under which the service does it once.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from dedup.article import Article
from dedup.errors import DedupError

AGAIN = frozenset((429, 502, 503, 504))
"""Statuses of what may well be answered later."""

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30.0
BATCH_BYTES = 1_000_000
"""So much of a stream is sent at once, and again if that fails."""

Json = Mapping[str, Any]


class ServiceError(DedupError):
    """The service refused a request, or did not answer; `status` is None if there was no answer."""

    def __init__(self, message: str, status: int | None = None, problem: Json | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.problem: Json = problem or {}


@dataclass(frozen=True, slots=True)
class Job:
    """Work that the service does later: `state` is queued, running, done, failed or cancelled."""

    id: str
    state: str
    change: int
    progress: Json | None
    error: str | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed", "cancelled")


class Client:
    """Asks a service. `retries` says how often a request is sent again; `collection` is for keys of all."""

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        collection: str | None = None,
        retries: int = 5,
        timeout: float = 120.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        given = {"Authorization": f"Bearer {key}" if key else None, "Dedup-Collection": collection}
        headers = {name: value for name, value in given.items() if value is not None}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=timeout)
        self._retries = retries
        self._sleep = sleep

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def diff(self, a: Article, b: Article) -> Json:
        """Compare two versions, the older one first; returns what `dedup diff --format json` prints."""
        return self._json("POST", "/v1/diff", {"a": _article(a), "b": _article(b)})

    def check(self, a: Article, b: Article, policy: Json | None = None) -> Json:
        """Check a rewrite `b` of `a`; returns what `dedup check --format json` prints."""
        body = {"a": _article(a), "b": _article(b), **({"policy": policy} if policy else {})}
        return self._json("POST", "/v1/check", body)

    def similar(self, article: Article) -> list[Json]:
        """Return the known articles that share text with one that is not stored, the strongest first."""
        found: list[Json] = self._json("POST", "/v1/similar", _article(article))["similar"]
        return found

    def store(self, article: Article) -> Json:
        """Store an article, and return where it lies and which known articles it takes text from."""
        return self._json("POST", "/v1/articles", _article(article))

    def store_all(self, articles: Iterable[Article]) -> Iterator[Json]:
        """Store articles as they come, and yield for each its `line`, and the `article` or the `problem`.

        Any number of them: only as much as is sent at once is held.
        """
        before = 0
        for batch in _batches(articles):
            headers = {"Content-Type": "application/x-ndjson", **_once()}
            answer = self._sent("POST", "/v1/articles", content=b"".join(batch), headers=headers)
            for line in answer.text.splitlines():
                found = json.loads(line)
                yield {**found, "line": before + found["line"]}
            before += len(batch)

    def article(self, name: str) -> Json:
        """Return the newest version of a stored article."""
        return self._json("GET", f"/v1/articles/{quote(name, safe='')}")

    def delete(self, name: str) -> None:
        """Delete an article with all its versions."""
        self._sent("DELETE", f"/v1/articles/{quote(name, safe='')}")

    def follow(self, name: str, url: str) -> Json:
        """Have a URL told what comes to the story of an article; returns the hook with its secret.

        What comes there `verify_webhook` checks.
        """
        return self._json("POST", "/v1/hooks", {"article": name, "url": url})

    def unfollow(self, hook: str) -> None:
        """Have the URL of a hook, given by its id, told nothing any more."""
        self._sent("DELETE", f"/v1/hooks/{hook}")

    def cluster_stored(self, chosen: Json | None = None, **options: bool | float) -> Job:
        """Ask for a clustering of stored articles, those that `chosen` (such as `language`) finds, or all."""
        return _job(self._json("POST", "/v1/jobs", {"articles": {"filter": chosen or {}}, **options}))

    def cluster_file(self, path: Path, **options: bool | float) -> Job:
        """Ask for a clustering of an archive or a file of articles."""
        form = {name: json.dumps(value) for name, value in options.items()}
        with path.open("rb") as file:
            sent = self._sent(
                "POST", "/v1/jobs", data=form, files={"file": (path.name, file)}, headers=_once()
            )
        return _job(sent.json())

    def job(self, name: str) -> Job:
        """Return a job as it is now."""
        return _job(self._json("GET", f"/v1/jobs/{name}"))

    def cancel(self, name: str) -> Job:
        """Ask a job to stop."""
        return _job(self._json("POST", f"/v1/jobs/{name}/cancel"))

    def wait(self, job: Job, told: Callable[[Job], None] = lambda job: None) -> Job:
        """Wait until a job has ended; `told` hears of every change. A broken connection is made again."""
        failures = 0
        while not job.ended:
            seen, fault = job.change, "it told nothing new"
            try:
                for job in self._events(job):  # noqa: B020  (the newest state is what is followed)
                    told(job)
            except httpx.TransportError as error:
                fault = str(error)
            failures = 0 if job.change > seen else failures + 1
            if failures:
                self._wait_or_raise(failures - 1, fault)
        return job

    def result(self, job: Job) -> Json:
        """Return what a job has found, as `dedup cluster --format json` prints it."""
        return self._json("GET", f"/v1/jobs/{job.id}/result")

    def _events(self, job: Job) -> Iterator[Job]:
        headers = {"Last-Event-ID": str(job.change), "Accept": "text/event-stream"}
        with self._http.stream("GET", f"/v1/jobs/{job.id}/events", headers=headers) as answer:
            if answer.status_code != 200:
                answer.read()
                yield self.job(job.id)  # says what is the matter, or asks again later
                return
            for line in answer.iter_lines():
                if line.startswith("data:"):
                    yield _job(json.loads(line.removeprefix("data:")))

    def _json(self, method: str, path: str, body: Json | None = None) -> Json:
        headers = _once() if method == "POST" else {}
        found: Json = self._sent(method, path, json=body, headers=headers).json()
        return found

    def _sent(self, method: str, path: str, **what: Any) -> httpx.Response:  # noqa: ANN401
        """Return the answer to a request, which is sent again while it may help. Raises ServiceError."""
        for attempt in range(self._retries + 1):
            _rewind(what.get("files"))
            try:
                answer = self._http.request(method, path, **what)
            except httpx.TransportError as error:
                self._wait_or_raise(attempt, str(error))
                continue
            if not _is_for_later(answer) or attempt == self._retries:
                return _good(answer)
            self._sleep(_pause(attempt, answer))
        raise AssertionError("the last attempt returns or raises")

    def _wait_or_raise(self, attempt: int, fault: str) -> None:
        if attempt >= self._retries:
            raise ServiceError(f"{self._http.base_url} does not answer: {fault}")
        self._sleep(_pause(attempt))


def _article(article: Article) -> dict[str, str]:
    """Return an article as a request has it; where it was read from is nobody else's business."""
    given = {field.name: getattr(article, field.name) for field in fields(article) if field.name != "path"}
    return {name: value for name, value in given.items() if value}


def _batches(articles: Iterable[Article]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for article in articles:
        batch.append(json.dumps(_article(article), ensure_ascii=False).encode() + b"\n")
        size += len(batch[-1])
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _job(found: Json) -> Job:
    return Job(**{field.name: found[field.name] for field in fields(Job)})


def _is_for_later(answer: httpx.Response) -> bool:
    """Whether the same request may be answered later; at 409 with a time its first try is still at work."""
    return answer.status_code in AGAIN or (answer.status_code == 409 and "retry-after" in answer.headers)


def _once() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}


def _pause(attempt: int, answer: httpx.Response | None = None) -> float:
    """Return how long to wait: as the service says, or else about twice as long each time."""
    told = answer.headers.get("retry-after", "") if answer else ""
    if told.isdecimal():
        return float(told)
    seconds: float = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**attempt)
    return seconds * random.uniform(0.5, 1.0)


def _rewind(files: Mapping[str, tuple[str, Any]] | None) -> None:
    for _, file in (files or {}).values():
        file.seek(0)


def _good(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    is_problem = answer.headers.get("content-type") == "application/problem+json"
    problem = answer.json() if is_problem else {}
    raise ServiceError(problem.get("detail", answer.reason_phrase), answer.status_code, problem)
