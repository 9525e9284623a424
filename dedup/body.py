"""The words of an article's own sentences: what verification compares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.agreement import Marked
from dedup.document import Document
from dedup.hashing import Hashes
from dedup.overlap import shingle_set
from dedup.scanner import HAS_CAPITAL, HAS_DIGIT, Words, scan
from dedup.span import Span

LONGEST_WEIGHED = 12
_SIGN = re.compile(r"[%‰°€$£¥₹]|(?<!\w)[+\-−–](?=\d)")


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a document's sentences (not of its metadata); word n is at ``[starts[n], ends[n])``.

    `shingles` is the set of its 5-grams. Sentence k has the words ``[first[k], first[k + 1])``. `signs` are
    the marks that give figures another meaning (€, %, °, plus, minus).
    """

    id: str
    marked: Marked
    shingles: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    first: tuple[int, ...]
    signs: tuple[str, ...]

    @property
    def hashes(self) -> Hashes:
        """The hash of every word."""
        return self.marked.hashes

    def __len__(self) -> int:
        return len(self.starts)

    def words_of(self, sentences: Sequence[int]) -> list[int]:
        """Return the word hashes of some sentences, one after the other."""
        ranges = [(self.first[k], self.first[k + 1]) for k in sentences]
        return [word for lo, hi in ranges for word in self.hashes[lo:hi].tolist()]

    def span(self, first: int, count: int) -> Span:
        """Return the text range of `count` words from word `first` on."""
        return Span(int(self.starts[first]), int(self.ends[first + count - 1]))


def body_of(document: Document) -> Body:
    """Return the words of a document's sentences.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> len(body_of(parse(Article("Kiel (dpa) - Es stürmt."))))
    2
    """
    words = scan([document.text])
    sentence = _sentence_of(document, words)
    kept = sentence >= 0
    looks, sentence, starts, ends = words.looks[kept], sentence[kept], words.starts[kept], words.ends[kept]
    inner = np.zeros(len(looks), dtype=np.bool_)
    inner[1:] = sentence[1:] == sentence[:-1]
    number = looks & HAS_DIGIT > 0
    return Body(
        id=document.article.id,
        marked=Marked(
            hashes=words.hashes[kept],
            sentence=sentence,
            number=number,
            value=number | ((looks & HAS_CAPITAL > 0) & inner),
            weight=np.clip(ends - starts, 2, LONGEST_WEIGHED) - 2.0,
        ),
        shingles=shingle_set(words.hashes[kept]),
        starts=starts,
        ends=ends,
        first=tuple(np.searchsorted(sentence, np.arange(len(document.sentences) + 1)).tolist()),
        signs=tuple(
            sign for s in document.sentences for sign in _SIGN.findall(document.text, s.start, s.end)
        ),
    )


def _sentence_of(document: Document, words: Words) -> NDArray[np.int64]:
    """Return the sentence that each word stands in, -1 for metadata."""
    if not document.sentences:
        return np.full(len(words), -1, dtype=np.int64)
    starts = np.array([s.start for s in document.sentences])
    ends = np.array([s.end for s in document.sentences])
    at = np.searchsorted(starts, words.starts, "right") - 1
    inside = (at >= 0) & (words.ends <= ends[np.maximum(at, 0)])
    return np.where(inside, at, -1)
