"""Words as stable 64-bit hashes, and shingles made of them.

The same word has the same hash on every machine and in every run (BLAKE2b of its folded UTF-8 form),
so fingerprints and signatures can be stored and compared later.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.span import Span
from dedup.words import find_words, fold, word_places

_MARKS = ".,;:!?\"'()[]„“”»«‚‘’…–-"

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Odd multiplier of the rolling hash: 2**64 divided by the golden ratio (Knuth, TAOCP 6.4)."""

MAX_KNOWN_CHARS = 40
"""Longest piece between spaces that is remembered; a text without spaces would fill the memory."""


@dataclass(frozen=True, slots=True)
class WordHashes:
    """The words of a text: `hashes[n]` is the word at code points ``[starts[n], ends[n])``."""

    hashes: Hashes
    starts: Offsets
    ends: Offsets

    def __len__(self) -> int:
        return len(self.hashes)

    def span(self, first: int, last: int) -> Span:
        """Return the text range from word `first` to word `last`, both included."""
        return Span(int(self.starts[first]), int(self.ends[last]))


class WordHasher:
    """Hashes texts word by word and remembers the words it has seen.

    >>> hasher = WordHasher()
    >>> len(hasher("Die Brücke ist zu.")), hasher("DIE").hashes == hasher("die").hashes
    (4, array([ True]))
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._pieces: dict[str, list[int]] = {}

    def hashes(self, text: str) -> Hashes:
        """Return the hashes of a text's words alone, several times faster than with their places.

        >>> WordHasher().hashes("Öl: 3,5 %").tolist() == WordHasher()("Öl: 3,5 %").hashes.tolist()
        True
        """
        # White space stands in no word, so a text's words are those of the pieces between its spaces.
        pieces = [self._pieces.get(piece) or self._hash_piece(piece) for piece in text.split()]
        return np.fromiter(chain.from_iterable(pieces), dtype=np.uint64)

    def __call__(self, text: str) -> WordHashes:
        """Return the hashes of a text's words and where they stand."""
        places = word_places(text, 0, len(text))
        hashes = [self._hash(text[start:end]) for start, end in places]
        ranges = np.array(places, dtype=np.int64).reshape(-1, 2)
        return WordHashes(np.array(hashes, dtype=np.uint64), ranges[:, 0], ranges[:, 1])

    def _hash_piece(self, piece: str) -> list[int]:
        word = piece.strip(_MARKS)
        # One word of an alphabet needs no search; from Thai on, a character may be a word.
        plain = word.isalpha() and max(word) < "\u0e00"
        hashes = [self._hash(w) for w in ([word] if plain else [w.of(piece) for w in find_words(piece)])]
        if len(piece) <= MAX_KNOWN_CHARS:
            self._pieces[piece] = hashes
        return hashes

    def _hash(self, word: str) -> int:
        known = self._known.get(word)
        if known is None:
            data = fold(word).encode("utf-8", "surrogatepass")
            known = self._known[word] = int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
        return known


def shingle_hashes(words: Hashes, size: int) -> Hashes:
    """Return the hash of every run of `size` words, in order; a shorter text is one shingle as a whole.

    >>> len(shingle_hashes(np.arange(9, dtype=np.uint64), 5))
    5
    """
    if not len(words):
        return np.empty(0, dtype=np.uint64)
    size = min(size, len(words))
    count = len(words) - size + 1
    rolled = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for at in range(size):
            rolled = rolled * MULTIPLIER + words[at : at + count]
        return mixed(rolled)


def mixed(values: Hashes) -> Hashes:
    """Spread every bit of the input over the output (the finaliser of splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(values ^ (values >> np.uint64(31)), dtype=np.uint64)
