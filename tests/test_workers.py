"""Work in threads: results in turn, errors, and an end before all is taken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from dedup.workers import in_turn


def counted(upto: int) -> Iterator[int]:
    yield from range(upto)


@pytest.mark.parametrize("most", [0, 1, 3, 1_000])
def test_results_come_in_the_order_of_the_jobs(most: int) -> None:
    jobs = [5, 0, 1, 40, 0, 9] * 5
    found = [(job, list(given)) for job, given in in_turn(counted, jobs, lambda _: 1, most)]
    assert found == [(job, list(range(job))) for job in jobs]


def failing(at: int) -> Iterator[int]:
    yield at
    if at == 3:
        raise ValueError("three")


def test_what_a_job_raises_comes_behind_what_it_gave() -> None:
    found = (n for _, given in in_turn(failing, range(99), lambda _: 1, 1) for n in given)
    assert [next(found) for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="three"):
        next(found)


def test_who_has_seen_enough_ends_jobs_without_end() -> None:
    def endless(job: int) -> Iterator[int]:
        while True:
            yield job

    jobs = in_turn(endless, range(9), lambda _: 1, 2)
    for wanted in (0, 1):
        job, found = next(jobs)
        assert [job, *islice(found, 100)] == [wanted] * 101
    jobs.close()  # type: ignore[attr-defined]
