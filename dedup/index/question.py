"""A text that an index is asked about, as the hashes to look up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.hashing import Hashes, Offsets
from dedup.sketch import Signatures, Sketches


@dataclass(frozen=True, slots=True)
class Question:
    """The different hashes of a fingerprint, ascending, each with its first place; signature and digest.

    Without words, asked by a signature alone, it has no hashes and no digest.
    """

    hashes: Hashes
    places: Offsets
    signature: Signatures
    digest: Hashes

    @classmethod
    def of_text(cls, sketches: Sketches) -> Question:
        """Ask about the one text that was sketched.

        >>> from dedup.retrieval import RetrievalSettings
        >>> from dedup.scanner import scan
        >>> Question.of_text(RetrievalSettings().sketch(scan(["Nein, nein, nein."]))).places.tolist()
        [0]
        """
        hashes, first = np.unique(sketches.hashes, return_index=True)
        return cls(hashes, sketches.places[first].astype(np.int64), sketches.signatures[0], sketches.digests)

    @classmethod
    def of_signature(cls, signature: NDArray[np.uint32]) -> Question:
        """Ask about a signature that was made elsewhere.

        >>> len(Question.of_signature(np.zeros(16, dtype=np.uint32)))
        0
        """
        nothing = np.empty(0, dtype=np.uint64)
        return cls(nothing, np.empty(0, dtype=np.int64), signature, nothing)

    def __len__(self) -> int:
        return len(self.hashes)
