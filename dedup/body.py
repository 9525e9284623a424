"""The words of a document's own sentences: what a diff and a check compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.document import Document, Metadata
from dedup.hashing import Hashes
from dedup.marks import Marks, mark
from dedup.span import Span

_SIGN = re.compile(r"[%‰°€$£¥₹]|(?<!\w)[+\-−–](?=\d)")


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a document's sentences (not of its metadata).

    `sentence` tells of every word which sentence it stands in; sentence k has the words
    ``[first[k], first[k + 1])``.
    """

    document: Document
    marks: Marks
    sentence: NDArray[np.int64]
    first: tuple[int, ...]

    @property
    def hashes(self) -> Hashes:
        """The hash of every word."""
        return self.marks.hashes

    def __len__(self) -> int:
        return len(self.hashes)

    def words_of(self, sentences: Sequence[int]) -> list[int]:
        """Return the word hashes of some sentences, one after the other."""
        ranges = [(self.first[k], self.first[k + 1]) for k in sentences]
        return [word for lo, hi in ranges for word in self.hashes[lo:hi].tolist()]


def body_of(document: Document) -> Body:
    """Return the words of a document's sentences.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> len(body_of(parse(Article("Kiel (dpa) - Es stürmt."))))
    2
    """
    marks = mark([document.text], [document.metadata])
    starts = np.array([s.start for s in document.sentences], dtype=np.int64)
    sentence = np.searchsorted(starts, marks.starts, "right") - 1
    first = np.searchsorted(sentence, np.arange(len(starts) + 1))
    return Body(document, marks, sentence, tuple(first.tolist()))


def signs_in(text: str, metadata: Sequence[Metadata | Span]) -> list[str]:
    """Return the marks that give figures another meaning (€, %, °, plus, minus), outside the metadata.

    >>> signs_in("5 % bei -3 Grad", [])
    ['%', '-']
    """
    found = [(match.start(), match.group()) for match in _SIGN.finditer(text)]
    return [sign for at, sign in found if not any(item.start <= at < item.end for item in metadata)]
