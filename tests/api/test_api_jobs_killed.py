"""Workers and servers killed in the middle of a job: it is done all the same, with the same result."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.corpora import lines
from tests.api.serving import Service, exists

ARTICLES = 1_000


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(tmp_path_factory.mktemp("killed"), shutdown_seconds=1) as service:
        yield service


@pytest.fixture(scope="module")
def undisturbed(service: Service) -> tuple[bytes, float]:
    """Return the result of a job that nothing befell, and how long it took in a process just started."""
    began = time.monotonic()
    job = service.upload("news.jsonl", lines(ARTICLES))["id"]
    assert service.ended(job)["state"] == "done"
    return result(service, job), time.monotonic() - began


def result(service: Service, job: str) -> bytes:
    return service.client.get(f"/v1/jobs/{job}/result").read()


def kill_in_mid_job(service: Service, undisturbed: tuple[bytes, float], seed: int) -> bool:
    """Kill a worker at some moment; whether it was in the middle of the job."""
    whole, seconds = undisturbed
    job = service.upload("news.jsonl", lines(ARTICLES))["id"]
    worker = service.worker()
    time.sleep(random.Random(seed).uniform(0.0, 0.5 * seconds))
    os.kill(worker, signal.SIGKILL)
    found = service.ended(job)
    assert found["state"] == "done", found
    assert result(service, job) == whole
    return bool(found["attempts"] == 2)


def test_a_job_survives_the_death_of_its_worker(service: Service, undisturbed: tuple[bytes, float]) -> None:
    struck = [kill_in_mid_job(service, undisturbed, seed) for seed in range(5)]
    assert any(struck)


@pytest.mark.slow
def test_many_jobs_survive_the_death_of_their_workers(
    service: Service, undisturbed: tuple[bytes, float]
) -> None:
    struck = [kill_in_mid_job(service, undisturbed, 100 + seed) for seed in range(50)]
    assert sum(struck) > 10


def test_a_job_goes_on_when_the_service_was_stopped(
    service: Service, undisturbed: tuple[bytes, float]
) -> None:
    job, waiting = (service.upload("news.jsonl", lines(ARTICLES))["id"] for _ in range(2))
    worker = service.worker()
    service.stop()
    assert not exists(worker)
    service.start()
    for each in (job, waiting):
        found = service.ended(each)
        assert found["state"] == "done", service.log
        assert result(service, each) == undisturbed[0]


@pytest.mark.slow
def test_a_job_goes_on_when_the_service_was_killed(tmp_path: Path) -> None:
    with Service(tmp_path) as service:
        for seed in range(10):
            job = service.upload("news.jsonl", lines(ARTICLES))["id"]
            worker = service.worker()
            time.sleep(random.Random(seed).uniform(0.0, 3.0))
            service.stop(signal.SIGKILL)
            time.sleep(1.0)
            assert not exists(worker), "the worker outlived its server"
            service.start()
            assert service.ended(job)["state"] == "done"
            results = list((tmp_path / "data" / "jobs" / job).glob("results-*"))
            assert len(results) == 1
