from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import insert, select

from api.store.audit import Author
from api.store.database import Database
from api.store.jobs import Job, JobStore
from api.store.tables import audit, collections

LEASE = 10.0


@pytest.fixture
def desks(database: Database) -> tuple[int, int]:
    """Return the ids of two collections."""
    with database.write() as connection:
        made = [
            connection.execute(insert(collections).values(name=name, created=0.0)).inserted_primary_key
            for name in ("sport", "culture")
        ]
    return made[0][0], made[1][0]  # type: ignore[index]


@pytest.fixture
def desk(desks: tuple[int, int]) -> int:
    return desks[0]


@pytest.fixture
def store(database: Database) -> JobStore:
    return JobStore(database)


def taken(store: JobStore, now: float) -> Job:
    job = store.take(now, LEASE)
    assert job is not None
    return job


def lease_of(job: Job) -> str:
    assert job.lease is not None
    return job.lease


def again(store: JobStore, job: Job) -> Job:
    found = store.get(job.collection, job.id)
    assert found is not None
    return found


def test_a_job_is_what_was_asked_for(store: JobStore, desk: int) -> None:
    job = store.enqueue(desk, "cluster", {"stories": True}, 5.0, most_attempts=2, most_seconds=60.0)
    assert again(store, job) == job
    assert (job.kind, job.request, job.state, job.created) == ("cluster", {"stories": True}, "queued", 5.0)
    assert (job.most_attempts, job.most_seconds, job.attempts, job.number) == (2, 60.0, 0, 0)


def test_jobs_are_taken_the_oldest_first_and_once(store: JobStore, desk: int) -> None:
    ids = [store.enqueue(desk, "cluster", {}, float(n)).id for n in range(3)]
    found = [taken(store, 5.0) for _ in range(3)]
    assert [job.id for job in found] == ids
    assert all((job.state, job.attempts, job.started) == ("running", 1, 5.0) for job in found)
    assert store.take(5.0, LEASE) is None


def test_many_takers_take_every_job_once(store: JobStore, desk: int) -> None:
    ids = {store.enqueue(desk, "cluster", {}, float(n)).id for n in range(20)}

    def take_all() -> list[str]:
        found = []
        while job := store.take(100.0, LEASE):
            found.append(job.id)
        return found

    with ThreadPoolExecutor(8) as pool:
        rounds = [pool.submit(take_all) for _ in range(8)]
        found = [job for some in rounds for job in some.result()]
    # One that finds only rows which others hold goes away with nothing; what is left is there for the next.
    found += take_all()
    assert sorted(found) == sorted(ids)


def test_a_finished_job_stays_finished(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0)
    job = taken(store, 1.0)
    assert store.finish(job.id, lease_of(job), 2.0)
    done = again(store, job)
    assert (done.state, done.finished, done.lease) == ("done", 2.0, job.lease)
    assert not store.finish(job.id, lease_of(job), 3.0)
    assert not store.fail(job.id, lease_of(job), 3.0, "late")
    assert store.heartbeat(job.id, lease_of(job), 3.0, LEASE) == "lost"
    assert again(store, job) == done


def test_a_heartbeat_renews_the_lease_and_tells_progress(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0)
    job = taken(store, 0.0)
    assert store.heartbeat(job.id, lease_of(job), 9.0, LEASE, {"step": "verify", "done": 3}) == "go on"
    assert again(store, job).progress == {"step": "verify", "done": 3}
    assert store.take(15.0, LEASE) is None
    assert again(store, job).lease_until == 19.0


def test_only_what_a_client_can_see_counts_as_a_change(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0)
    job = taken(store, 0.0)
    told = {"step": "verify", "done": 3}
    for now in (1.0, 2.0, 3.0):
        store.heartbeat(job.id, lease_of(job), now, LEASE, told)
    assert again(store, job).number == job.number + 1


def test_whose_lease_ran_out_can_do_nothing_any_more(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0)
    stale = taken(store, 0.0)
    assert store.heartbeat(stale.id, lease_of(stale), 10.0, LEASE) == "lost"
    assert not store.finish(stale.id, lease_of(stale), 10.0)
    fresh = taken(store, 10.0)
    assert (fresh.id, fresh.attempts) == (stale.id, 2)
    assert not store.finish(stale.id, lease_of(stale), 11.0)
    assert not store.fail(stale.id, lease_of(stale), 11.0, "late")
    assert not store.release(stale.id, lease_of(stale), 11.0)
    assert store.heartbeat(stale.id, lease_of(stale), 11.0, LEASE) == "lost"
    assert store.finish(fresh.id, lease_of(fresh), 11.0)


def test_a_job_is_tried_again_until_its_last_attempt(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0, most_attempts=2)
    job = taken(store, 0.0)
    assert store.fail(job.id, lease_of(job), 1.0, "no room")
    assert (again(store, job).state, again(store, job).error) == ("queued", "no room")
    job = taken(store, 2.0)
    assert store.fail(job.id, lease_of(job), 3.0, "no room either")
    failed = again(store, job)
    assert (failed.state, failed.error, failed.finished) == ("failed", "no room either", 3.0)
    assert store.take(4.0, LEASE) is None


def test_a_final_reason_ends_a_job_at_once(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0)
    job = taken(store, 0.0)
    assert store.fail(job.id, lease_of(job), 1.0, "no article", final=True)
    assert again(store, job).state == "failed"


def test_a_job_whose_workers_all_die_fails_with_the_reason(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0, most_attempts=2)
    job = taken(store, 0.0)
    taken(store, 20.0)
    assert store.take(40.0, LEASE) is None
    assert (again(store, job).state, again(store, job).error) == ("failed", "the worker died")


def test_a_job_that_is_given_back_is_no_attempt(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0, most_attempts=1)
    for now in (0.0, 1.0, 2.0):
        job = taken(store, now)
        assert store.release(job.id, lease_of(job), now)
    assert again(store, job).attempts == 0


def test_a_job_that_waits_is_cancelled_at_once(store: JobStore, desk: int) -> None:
    job = store.enqueue(desk, "cluster", {}, 0.0)
    cancelled = store.cancel(desk, job.id, 1.0)
    assert cancelled is not None
    assert (cancelled.state, cancelled.finished) == ("cancelled", 1.0)
    assert store.take(2.0, LEASE) is None
    assert store.cancel(desk, job.id, 3.0) == cancelled


@pytest.mark.parametrize("how", ["given up", "released", "expired"])
def test_a_job_that_runs_is_cancelled_when_its_worker_hears_of_it(
    store: JobStore, desk: int, how: str
) -> None:
    store.enqueue(desk, "cluster", {}, 0.0)
    job = taken(store, 0.0)
    asked = store.cancel(desk, job.id, 1.0)
    assert asked is not None
    assert asked.state == "running"
    if how != "expired":
        assert store.heartbeat(job.id, lease_of(job), 2.0, LEASE) == "cancel"
    if how == "given up":
        assert store.fail(job.id, lease_of(job), 3.0, "stopped")
    elif how == "released":
        assert store.release(job.id, lease_of(job), 3.0)
    assert store.take(30.0, LEASE) is None
    assert again(store, job).state == "cancelled"


def test_a_job_that_was_done_before_it_could_be_cancelled_is_done(store: JobStore, desk: int) -> None:
    store.enqueue(desk, "cluster", {}, 0.0)
    job = taken(store, 0.0)
    store.cancel(desk, job.id, 1.0)
    assert store.finish(job.id, lease_of(job), 2.0)
    assert again(store, job).state == "done"


def test_collections_do_not_see_each_others_jobs(store: JobStore, desks: tuple[int, int]) -> None:
    mine, other = desks
    job = store.enqueue(mine, "cluster", {}, 0.0)
    assert store.get(other, job.id) is None
    assert store.cancel(other, job.id, 1.0) is None
    assert store.list(other, 10) == []
    assert store.list(other, 10, after=job.id) == []
    ended = store.cancel(mine, job.id, 2.0)
    assert ended is not None
    assert not store.delete(other, job.id, 3.0)
    assert store.delete(mine, job.id, 3.0)


def test_jobs_are_listed_the_newest_first_page_by_page(store: JobStore, desk: int) -> None:
    made = [store.enqueue(desk, "cluster", {}, float(n // 2)) for n in range(7)]
    pages: list[Any] = [store.list(desk, 3)]
    while pages[-1]:
        pages.append(store.list(desk, 3, after=pages[-1][-1].id))
    ids = [job.id for page in pages for job in page]
    assert ids == [job.id for job in sorted(made, key=lambda job: (job.created, job.id), reverse=True)]


def test_only_a_job_that_has_ended_is_forgotten(store: JobStore, desk: int) -> None:
    job = store.enqueue(desk, "cluster", {}, 0.0)
    assert not store.delete(desk, job.id, 3.0)
    store.cancel(desk, job.id, 1.0)
    assert store.delete(desk, job.id, 3.0)
    assert store.get(desk, job.id) is None


def test_every_write_of_a_client_is_in_the_audit_log(store: JobStore, database: Database, desk: int) -> None:
    by = Author(7, "r-1")
    job = store.enqueue(desk, "cluster", {}, 0.0, by=by)
    store.cancel(desk, job.id, 1.0, by)
    store.cancel(desk, job.id, 2.0, by)
    store.delete(desk, job.id, 3.0, by)
    with database.read() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.id)).all()
    assert [(row.at, row.action, row.target, row.key) for row in rows] == [
        (0.0, "job.create", job.id, 7),
        (1.0, "job.cancel", job.id, 7),
        (3.0, "job.delete", job.id, 7),
    ]


def test_what_waits_and_runs_is_counted(store: JobStore, desk: int) -> None:
    assert store.counts() == {"queued": 0, "running": 0}
    store.enqueue(desk, "cluster", {}, 0.0)
    store.enqueue(desk, "cluster", {}, 0.0)
    taken(store, 1.0)
    assert store.counts() == {"queued": 1, "running": 1}


def test_expired_leases_are_freed(store: JobStore, desk: int) -> None:
    job = store.enqueue(desk, "cluster", {}, 0.0)
    taken(store, 0.0)
    assert store.free_expired(9.0) == 0
    assert store.free_expired(10.0) == 1
    assert again(store, job).state == "queued"
