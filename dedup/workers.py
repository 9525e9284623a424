"""Work on several cores: threads, for what is compiled runs without the interpreter's lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from os import cpu_count
from typing import TypeVar

AHEAD = 3
"""How many jobs a core are begun before the first result is taken: so memory stays bounded."""

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_order(work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
    """Yield every job with its result, in the order of the jobs; some are done ahead, side by side.

    >>> [result for _, result in in_order(abs, [-1, 2, -3])]
    [1, 2, 3]
    """
    cores = cpu_count() or 1
    begun: deque[tuple[Job, Future[Result]]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        for job in jobs:
            begun.append((job, pool.submit(work, job)))
            if len(begun) > AHEAD * cores:
                job, result = begun.popleft()
                yield job, result.result()
        while begun:
            job, result = begun.popleft()
            yield job, result.result()
