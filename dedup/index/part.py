"""A segment in an index, with which of its articles were removed since it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from dedup.hashing import Offsets
from dedup.index.names import Flags, Names
from dedup.index.segment import Segment


@dataclass(slots=True)
class Part:
    """A segment; `gone[n]` if its article n was removed, `file` where it is kept, if it is.

    The flags alone ever change.
    """

    segment: Segment
    gone: Flags = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    file: str | None = None

    def __post_init__(self) -> None:
        if len(self.gone) != len(self.segment):
            self.gone = np.zeros(len(self.segment), dtype=np.bool_)

    def __len__(self) -> int:
        """How many articles are left."""
        return len(self.segment) - int(np.count_nonzero(self.gone))

    def ids(self) -> Iterator[str]:
        """Yield the ids of the articles that are left, ascending."""
        return (self.segment.names[n] for n in np.flatnonzero(~self.gone).tolist())

    def places(self, names: Names) -> Offsets:
        """Return which article has each of some ids, -1 where none that is left has it."""
        found = self.segment.names.places(names)
        found[(found >= 0) & self.gone[found]] = -1
        return found

    def copy(self) -> Part:
        """Return a part of the same segment, kept nowhere yet, with flags of its own."""
        return Part(self.segment, self.gone.copy())
