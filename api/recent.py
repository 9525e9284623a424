"""The things that were asked for last, kept up to a number."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Recent(Generic[Thing]):
    """Things by number; what was not asked for longest is forgotten. Any thread may call anything.

    >>> recent = Recent[str](2)
    >>> recent.get([1, 2], lambda missing: {n: str(n) for n in missing})
    {1: '1', 2: '2'}
    >>> recent.get([2, 3], lambda missing: {n: f"new {n}" for n in missing})
    {2: '2', 3: 'new 3'}
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[int, Thing] = OrderedDict()
        self._lock = Lock()

    def get(
        self, wanted: Sequence[int], load: Callable[[list[int]], Mapping[int, Thing]]
    ) -> dict[int, Thing]:
        """Return things by their numbers; `load` is asked for those not kept, and may leave some out."""
        with self._lock:
            found = {n: self._things[n] for n in wanted if n in self._things}
            for n in found:
                self._things.move_to_end(n)
        missing = [n for n in wanted if n not in found]
        loaded = load(missing) if missing else {}
        for n, thing in loaded.items():
            self.put(n, thing)
        both = {**found, **loaded}
        return {n: both[n] for n in wanted if n in both}

    def put(self, number: int, thing: Thing) -> None:
        """Keep a thing."""
        with self._lock:
            self._things[number] = thing
            self._things.move_to_end(number)
            if len(self._things) > self._most:
                self._things.popitem(last=False)

    def drop(self, number: int) -> None:
        """Forget a thing, if it is kept."""
        with self._lock:
            self._things.pop(number, None)
