"""A fingerprint: few of an article's shingle hashes, chosen so that a shared passage is never missed.

Method: winnowing (Schleimer, Wilkerson, Aiken 2003): of every `window` neighbouring shingles the least is
kept, so two texts that share a run of ``shingle + window - 1`` words share a fingerprint hash.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dedup.hashing import Hashes


def winnow(shingles: Hashes, window: int) -> Hashes:
    """Return the distinct hashes that winnowing keeps, ascending.

    >>> winnow(np.array([5, 3, 9, 8, 7], dtype=np.uint64), 3).tolist()
    [3, 7]
    """
    if not len(shingles):
        return shingles
    windows = sliding_window_view(shingles, min(window, len(shingles)))
    return np.unique(windows.min(axis=1))
