"""Work on several cores: threads, for what is compiled runs without the interpreter's lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from os import cpu_count
from threading import Condition
from typing import Generic, TypeVar

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


def in_turn(
    work: Callable[[Job], Iterable[Result]], jobs: Iterable[Job], size: Callable[[Result], int], most: int
) -> Iterator[tuple[Job, Iterable[Result]]]:
    """Yield every job with all that it gives, to be taken before the next one; they go in order.

    Some jobs go ahead, each until as much as `most` is waiting.

    >>> [(job, list(found)) for job, found in in_turn(range, [1, 3], size=int, most=10)]
    [(1, [0]), (3, [0, 1, 2])]
    """
    cores = cpu_count() or 1
    begun: deque[tuple[Job, _Stream[Result]]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        try:
            for job in jobs:
                stream = _Stream(size, most)
                begun.append((job, stream))
                stream.begin(pool, partial(work, job))
                if len(begun) > AHEAD * cores:
                    yield begun[0]
                    begun.popleft()[1].give_up()
            while begun:
                yield begun[0]
                begun.popleft()[1].give_up()
        finally:
            for _, stream in begun:
                stream.give_up()


class _Stream(Generic[Result]):
    """What one job gives, as far as it was not taken yet."""

    def __init__(self, size: Callable[[Result], int], most: int) -> None:
        self._size = size
        self._most = most
        self._changed = Condition()
        self._waiting: deque[Result] = deque()
        self._held = 0
        self._is_wanted = True
        self._job: Future[None] | None = None

    def begin(self, pool: ThreadPoolExecutor, work: Callable[[], Iterable[Result]]) -> None:
        self._job = pool.submit(self._fill, work)
        self._job.add_done_callback(lambda _: self._tell())

    def give_up(self) -> None:
        """Let the job end where it is."""
        self._is_wanted = False
        self._tell()

    def __iter__(self) -> Iterator[Result]:
        try:
            while self._has_more():
                with self._changed:
                    found = self._waiting.popleft()
                    self._held -= self._size(found)
                    self._changed.notify_all()
                yield found
        finally:
            self.give_up()

    def _fill(self, work: Callable[[], Iterable[Result]]) -> None:
        for found in work():
            with self._changed:
                self._changed.wait_for(self._has_room)
                if not self._is_wanted:
                    return
                self._waiting.append(found)
                self._held += self._size(found)
                self._changed.notify_all()

    def _has_room(self) -> bool:
        return not self._waiting or self._held < self._most or not self._is_wanted

    def _has_more(self) -> bool:
        """Wait for the job's next result, False if there is none. Raises what the job raised."""
        assert self._job is not None
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._job.done())  # type: ignore[union-attr]
            if not self._waiting:
                self._job.result()
            return bool(self._waiting)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()
