"""Workers and servers killed in the middle of jobs: all are done all the same, with the same result."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.jobs.supervisor import LEASE_SECONDS
from tests.api.corpora import lines
from tests.api.killing import Forked
from tests.api.serving import exists, workers_of
from tests.store.postgres import MissingError, running

ARTICLES = 1_000
KILLS = 50
MOST_ATTEMPTS = 3
GENEROUS = 300.0
SOME_SECONDS = 1.0
"""About as long as a worker takes to start or to do a job."""


class Jobs:
    """Servers over one store and one folder of data, and the jobs that were asked of them."""

    def __init__(self, folder: Path, servers: int = 1, store: str | None = None) -> None:
        data = folder / "data"
        given: dict[str, object] = {"data": data, "workers": 2 // servers, "shutdown_seconds": 1}
        self.servers = [
            Forked(folder / f"server{n}", store or f"{folder}/news.db", **given) for n in range(servers)
        ]
        self.clients = [server.start() for server in self.servers]
        self.folder = data / "jobs"
        self.asked: list[str] = []

    def ask(self) -> str:
        """Ask for a job and return its id."""
        answer = self.clients[0].post("/v1/jobs", files={"file": ("news.jsonl", lines(ARTICLES))})
        assert answer.status_code == 202, answer.text
        self.asked.append(answer.json()["id"])
        return self.asked[-1]

    def job(self, job: str) -> Any:
        """Return a job as it is now."""
        return self.clients[0].get(f"/v1/jobs/{job}").json()

    def unfinished(self) -> list[Any]:
        """Return the jobs that have not ended."""
        found = self.clients[0].get("/v1/jobs").json()["jobs"]
        return [job for job in found if job["finished"] is None]

    def result(self, job: str) -> bytes:
        """Return the result of a job, once it is done."""
        wait(lambda: self.job(job)["finished"] is not None)
        assert self.job(job)["state"] == "done", (self.job(job), [server.log for server in self.servers])
        return self.clients[0].get(f"/v1/jobs/{job}/result").read()

    def has_one_result(self, job: str) -> bool:
        """Whether no attempt but the one that completed the job has left results."""
        return len(list((self.folder / job).glob("results-*"))) == 1

    def workers(self) -> list[int]:
        """Return the processes that work, or wait for work."""
        return [pid for server in self.servers for pid in workers_of(server.process.pid or 0)]

    def kill_server(self, n: int = 0) -> None:
        """Kill a server, see that its workers end, and start it again."""
        workers = workers_of(self.servers[n].process.pid or 0)
        self.clients[n].close()
        self.servers[n].kill()
        wait(lambda: not any(map(exists, workers)))
        self.clients[n] = self.servers[n].start()

    def kill_worker(self) -> None:
        """Kill a process that works, or waits for work."""
        os.kill(self.workers()[0], signal.SIGKILL)

    def stop_server(self) -> None:
        """Stop the server as one should, see that its workers end, and start it again."""
        workers = self.workers()
        self.stop()
        assert not any(map(exists, workers))
        self.clients[0] = self.servers[0].start()

    def stop(self) -> None:
        """End the servers."""
        for client, server in zip(self.clients, self.servers, strict=True):
            client.close()
            server.stop()


def wait(found: Callable[[], object]) -> None:
    end = time.monotonic() + GENEROUS
    while not found():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    jobs = Jobs(tmp_path)
    yield jobs
    jobs.stop()


@pytest.mark.slow
def test_a_job_survives_a_dead_worker_a_stop_and_a_dead_server(jobs: Jobs) -> None:
    job = jobs.ask()
    for end, attempts in ((jobs.kill_worker, 2), (jobs.stop_server, 2), (jobs.kill_server, 3)):
        wait(lambda: jobs.job(job)["state"] == "running" and jobs.workers())
        end()
        begun = time.monotonic()
        while jobs.job(job)["attempts"] < attempts:
            assert time.monotonic() - begun < LEASE_SECONDS / 2, "the job has to wait for its lease"
    jobs.result(job)
    assert jobs.job(job)["attempts"] == 3  # what a stop has cut off does not count


def may_be_killed(unfinished: list[Any]) -> bool:
    """Whether jobs are being worked at, none of them for the last time: killed once more it would fail."""
    attempts = [job["attempts"] for job in unfinished if job["state"] == "running"]
    return bool(attempts) and max(attempts) < MOST_ATTEMPTS


def disturb(jobs: Jobs, kills: int, rng: random.Random) -> int:
    """Kill workers and servers while they work; return how many attempts that has cost."""
    while kills:
        while len(jobs.unfinished()) < 3:
            jobs.ask()
        if not may_be_killed(jobs.unfinished()):
            time.sleep(0.05)
            continue
        time.sleep(rng.uniform(0.0, SOME_SECONDS))
        if not may_be_killed(jobs.unfinished()) or not jobs.workers():
            continue
        if rng.random() < 0.3:
            jobs.kill_server(rng.randrange(len(jobs.servers)))
        else:
            jobs.kill_worker()
        kills -= 1
    results = {jobs.result(job) for job in jobs.asked}
    assert len(results) == 1
    for job in jobs.asked:
        wait(partial(jobs.has_one_result, job))
    return sum(jobs.job(job)["attempts"] - 1 for job in jobs.asked)


@pytest.mark.slow
def test_jobs_survive_many_deaths(jobs: Jobs) -> None:
    assert disturb(jobs, KILLS, random.Random(5)) > KILLS / 4


@pytest.mark.slow
def test_two_servers_share_jobs_and_are_killed(tmp_path: Path) -> None:
    try:
        with running() as server:
            jobs = Jobs(tmp_path, 2, server.url(server.create()))
            assert disturb(jobs, KILLS, random.Random(6)) > KILLS / 4
            jobs.stop()
    except MissingError as missing:
        pytest.skip(str(missing))
