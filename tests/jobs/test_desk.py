"""Where jobs are asked for."""

from __future__ import annotations

from pathlib import Path

from api.jobs.desk import JobDesk
from api.store.audit import Author
from api.store.listing import Filters
from tests.jobs.conftest import Desk


def test_an_attempt_may_take_as_long_as_the_settings_say(desk: Desk, tmp_path: Path) -> None:
    woken: list[None] = []
    jobs = JobDesk(desk.jobs, desk.folders, lambda: woken.append(None), lambda: 1.0, most_seconds=90.0)
    asked = jobs.cluster_stored(desk.collection, Filters(), {}, Author())
    assert desk.job(asked).most_seconds == 90.0
    assert woken == [None]
