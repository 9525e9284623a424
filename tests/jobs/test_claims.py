from __future__ import annotations

import time

from api.jobs.claims import Claims
from api.store.jobs import Job
from tests.jobs.conftest import Desk


def taken(desk: Desk) -> Job:
    desk.ask("count")
    job = desk.jobs.take(time.time(), 60.0)
    assert job is not None
    return job


def test_a_claim_is_not_abandoned_while_it_is_held(desk: Desk) -> None:
    job, claims = taken(desk), Claims(desk.folders)
    with claims.held(job):
        assert not Claims(desk.folders).is_abandoned(job)
    assert not claims.is_abandoned(job)


def test_of_a_lease_that_nobody_here_has_claimed_nothing_is_said(desk: Desk) -> None:
    assert not Claims(desk.folders).is_abandoned(taken(desk))


def test_a_claim_is_abandoned_when_nobody_locks_it(desk: Desk) -> None:
    job = taken(desk)
    (desk.folders.of(job.id) / f"claim-{job.lease}").touch()
    assert Claims(desk.folders).is_abandoned(job)
    assert desk.jobs.running() == [job]
