"""How often one may ask, counted in this process."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


class Rates:
    """So many requests a minute for each name, counted as if they came evenly: two numbers a name."""

    def __init__(self, per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def wait(self, name: str) -> int | None:
        """Count a request of `name`: None if it may go on, or the seconds to wait."""
        if self._limiter.hit(self._limit, name):
            return None
        reset = self._limiter.get_window_stats(self._limit, name).reset_time
        # That clock belongs to the library; a client that waits a second too long loses nothing.
        return max(1, math.ceil(reset - time.time()))
