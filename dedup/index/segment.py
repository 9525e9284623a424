"""A part of an index that is never changed: arrays in memory, or in a file that is read where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from dedup.hashing import Hashes, Offsets
from dedup.index.names import Bytes, Names
from dedup.index.table import Table
from dedup.sketch import Signatures

MOST_ENTRIES = (1 << 32) - 2
"""So many places of fingerprints can a segment number: those of about 27 million articles of 400 words."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some articles, in the order of their ids; the same articles always make the same segment.

    The fingerprint of article n has the entries ``[first[n], first[n + 1])``, `sizes[n]` of them different;
    `gaps[e]` is how many words after the entry before it (or the beginning) entry e has its place.
    `passages` leads from hashes of fingerprints to entries, `wholes` from the hashes of bands and the digest
    to articles. `common` are the hashes of passages that may be stock phrases.
    """

    names: Names
    first: Offsets
    sizes: NDArray[np.uint32]
    gaps: Bytes
    signatures: Signatures
    passages: Table
    wholes: Table
    common: Hashes

    def __len__(self) -> int:
        return len(self.names)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return everything as flat arrays by name."""
        found: dict[str, NDArray[np.generic]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Table | Names):
                found |= {f"{field.name}.{f.name}": getattr(value, f.name) for f in fields(value)}
            else:
                found[field.name] = value
        return found

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Segment:
        """Return the segment that has these arrays. Raises KeyError if one is missing."""

        def parts(kind: type[Table | Names], name: str) -> dict[str, object]:
            return {f.name: arrays[f"{name}.{f.name}"] for f in fields(kind)}

        made: dict[str, object] = {
            "names": Names(**parts(Names, "names")),  # type: ignore[arg-type]
            "passages": Table(**parts(Table, "passages")),  # type: ignore[arg-type]
            "wholes": Table(**parts(Table, "wholes")),  # type: ignore[arg-type]
        }
        plain = {f.name: arrays[f.name] for f in fields(cls) if f.name not in made}
        return cls(**made, **plain)  # type: ignore[arg-type]
