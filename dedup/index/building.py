"""Sketches -> a segment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.bands import band_keys, bands
from dedup.hashing import Hashes
from dedup.index.intake import known_already
from dedup.index.names import Names
from dedup.index.segment import Segment
from dedup.index.table import Table
from dedup.retrieval import RetrievalSettings
from dedup.sketch import Signatures, Sketches


def segment_of(ids: Sequence[str], sketches: Sketches, settings: RetrievalSettings) -> Segment:
    """Return the segment of some articles. One without a fingerprint has no digest.

    Raises ArticleError if two have the same id.

    >>> from dedup.scanner import scan
    >>> asked = RetrievalSettings()
    >>> made = segment_of(["b", "a"], asked.sketch(scan(["Die Brücke ist zu.", "Nein."])), asked)
    >>> list(made.names), made.sizes.tolist(), len(made.passages), len(made.wholes)
    (['a', 'b'], [1, 1], 2, 52)
    """
    order = sorted(range(len(ids)), key=ids.__getitem__)
    for one, other in pairwise(order):
        if ids[one] == ids[other]:
            raise known_already(ids[one])
    made = sketches.take(np.array(order, dtype=np.int64))
    owners = np.repeat(np.arange(len(made), dtype=np.uint32), np.diff(made.first))
    passages = Table.of(made.hashes, np.arange(len(made.hashes), dtype=np.uint32), owners)
    items = np.arange(len(made), dtype=np.uint32)
    keys = whole_keys(made.digests, made.signatures, settings)
    wordless = np.repeat(np.diff(made.first) == 0, keys.shape[1])
    wordless[np.arange(len(wordless)) % keys.shape[1] != keys.shape[1] - 1] = False
    owning = np.repeat(items, keys.shape[1])[~wordless]
    return Segment(
        names=Names.of([ids[n] for n in order]),
        first=made.first,
        sizes=np.bincount(owners[passages.items], minlength=len(made)).astype(np.uint32),
        gaps=_gaps(made),
        signatures=made.signatures,
        passages=passages,
        wholes=Table.of(keys.ravel()[~wordless], owning, owning),
        common=passages.keys_beyond(settings.stock_share * len(made)),
    )


def whole_keys(digests: Hashes, signatures: Signatures, settings: RetrievalSettings) -> Hashes:
    """Return for every article the hashes of its bands and, last, its digest."""
    keys = band_keys(signatures, *bands(settings.near_threshold, settings.permutations))
    return np.concatenate((keys, digests[:, None]), axis=1)


def _gaps(sketches: Sketches) -> NDArray[np.uint8]:
    """Return how far each place is from the one before it: no more than the window of the winnowing."""
    places = sketches.places
    before = np.concatenate((np.zeros(1, dtype=np.int32), places[:-1]))[: len(places)]
    before[sketches.first[:-1][np.diff(sketches.first) > 0]] = 0
    return (places - before).astype(np.uint8)
