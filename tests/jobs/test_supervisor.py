from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from api.store.jobs import Job, JobStore
from tests.jobs.conftest import Desk


def running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def worker_of(desk: Desk, job: Job) -> int:
    """Return the process that counts now."""
    end = time.monotonic() + 60
    while not desk.attempts_at(job):
        assert time.monotonic() < end
        time.sleep(0.02)
    return desk.attempts_at(job)[-1]


def test_jobs_are_done_in_processes_of_their_own(desk: Desk) -> None:
    asked = [desk.ask("count", steps=3) for _ in range(2)]
    with desk.supervised(workers=2):
        done = [desk.ended(job) for job in asked]
    assert [(job.state, job.attempts, job.error) for job in done] == [("done", 1, None)] * 2
    for job in done:
        pids = desk.attempts_at(job)
        assert len(set(pids)) == 1
        assert pids[0] != os.getpid()
        assert Path(desk.folders.results(job), "result").read_text() == str(pids[0])


def test_a_job_tells_how_far_it_is(desk: Desk) -> None:
    job = desk.ask("count", steps=1000, pause=0.02)
    with desk.supervised():
        seen = desk.wait(job, lambda found: found.progress.get("done", 0) > 20)
    assert seen.progress["step"] == "count"
    assert seen.progress["of"] == 1000


def test_a_worker_that_is_killed_is_started_again(desk: Desk) -> None:
    job = desk.ask("count", steps=150, pause=0.02)
    with desk.supervised():
        os.kill(worker_of(desk, job), signal.SIGKILL)
        done = desk.ended(job)
    assert (done.state, done.attempts) == ("done", 2)
    assert len(set(desk.attempts_at(job))) == 2


def test_a_job_that_kills_its_workers_fails(desk: Desk) -> None:
    job = desk.ask("die")
    with desk.supervised():
        failed = desk.ended(job)
    assert (failed.state, failed.attempts, failed.error) == ("failed", 3, "the worker died")


def test_what_is_the_clients_fault_is_not_tried_again(desk: Desk) -> None:
    job = desk.ask("refuse")
    with desk.supervised():
        failed = desk.ended(job)
    assert (failed.state, failed.attempts, failed.error) == ("failed", 1, "there is nothing in it")


def test_what_is_ours_is_tried_again(desk: Desk) -> None:
    job = desk.ask("stumble")
    with desk.supervised():
        done = desk.ended(job)
    assert (done.state, done.attempts) == ("done", 2)


def test_a_full_disk_is_named(desk: Desk) -> None:
    job = desk.ask("fill")
    with desk.supervised():
        failed = desk.ended(job)
    assert failed.error == "the service could not read or write its files: No space left on device"


def test_a_kind_that_is_not_known_fails_with_the_reason(desk: Desk) -> None:
    job = desk.ask("paint")
    with desk.supervised():
        failed = desk.ended(job)
    assert failed.error == "this service knows no job of the kind paint"


def test_a_job_that_is_cancelled_loses_its_worker(desk: Desk) -> None:
    job = desk.ask("count", steps=100_000, pause=0.02)
    with desk.supervised():
        worker = worker_of(desk, job)
        desk.jobs.cancel(desk.collection, job.id, time.time())
        cancelled = desk.ended(job)
        assert cancelled.state == "cancelled"
        assert not running(worker)


def test_a_job_that_takes_too_long_is_ended(desk: Desk) -> None:
    job = desk.ask("count", most_seconds=0.5, steps=100_000, pause=0.02)
    with desk.supervised():
        failed = desk.ended(job)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.error == "it took longer than 0.5 seconds, its limit"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not say what is used")
def test_a_job_that_takes_too_much_memory_is_ended(desk: Desk) -> None:
    job = desk.ask("swell")
    with desk.supervised(memory=300_000_000):
        failed = desk.ended(job)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.error == "there was not enough memory; send fewer articles (300,000,000 bytes a job)"


def test_the_job_of_a_server_that_died_does_not_wait_for_its_lease(desk: Desk) -> None:
    job = desk.ask("count", steps=3)
    left = desk.jobs.take(time.time(), 3600.0)
    assert left is not None
    (
        desk.folders.of(job.id) / f"claim-{left.lease}"
    ).touch()  # as it lies there when nobody locks it any more
    with desk.supervised():
        done = desk.ended(job)
    assert (done.state, done.attempts) == ("done", 2)


def test_what_other_attempts_left_as_results_is_thrown_away(desk: Desk) -> None:
    job = desk.ask("count", steps=3)
    (desk.folders.of(job.id) / "results-0").mkdir()
    with desk.supervised():
        done = desk.ended(job)
    assert list(desk.folders.of(job.id).glob("results-*")) == [desk.folders.results(done)]


def test_a_job_may_finish_while_the_server_stops(desk: Desk) -> None:
    job = desk.ask("count", steps=50, pause=0.02)
    with desk.supervised(grace=60.0):
        worker_of(desk, job)
    assert desk.job(job).state == "done"


@pytest.mark.fault
def test_a_job_that_does_not_finish_in_time_waits_for_the_next_server(desk: Desk) -> None:
    job = desk.ask("count", steps=200, pause=0.02)
    with desk.supervised(grace=0.0):
        worker = worker_of(desk, job)
    given_back = desk.job(job)
    assert (given_back.state, given_back.attempts) == ("queued", 0)
    assert not running(worker)
    with desk.supervised():
        assert desk.ended(job).state == "done"


@pytest.mark.fault
def test_an_attempt_that_lost_its_lease_is_ended(desk: Desk) -> None:
    job = desk.ask("count", steps=400, pause=0.02)
    with desk.supervised(workers=2):
        worker = worker_of(desk, job)
        desk.jobs.free_expired(time.time() + 3600)  # as another server would whose clock is ahead
        done = desk.ended(job)
        assert not running(worker)
    assert (done.state, done.attempts) == ("done", 2)
    first, second = (desk.attempts_at(job).index(pid) for pid in dict.fromkeys(desk.attempts_at(job)))
    assert set(desk.attempts_at(job)[second:]) == {desk.attempts_at(job)[-1]}, "both ran at once"
    assert first < second


def test_two_supervisors_share_the_jobs(desk: Desk) -> None:
    asked = [desk.ask("count", steps=2) for _ in range(6)]
    with desk.supervised(), desk.supervised():
        done = [desk.ended(job) for job in asked]
    assert {(job.state, job.attempts) for job in done} == {("done", 1)}


@pytest.mark.fault
def test_a_database_that_is_away_for_a_while_costs_no_job(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats = JobStore.heartbeat
    failures = iter([True, True, False])

    def shaky(*args: object, **more: object) -> object:
        if next(failures, False):
            raise OperationalError("update", {}, OSError("away"))
        return beats(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(JobStore, "heartbeat", shaky)
    job = desk.ask("count", steps=200, pause=0.02)
    with desk.supervised():
        done = desk.ended(job)
    assert (done.state, done.attempts) == ("done", 1)
