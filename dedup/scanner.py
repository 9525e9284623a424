"""One compiled pass over texts: words as stable 64-bit hashes, with their places and what they look like.

The same word has the same hash on every machine and in every run, so fingerprints and signatures can be
stored and compared later. A word is what `words.find_words` finds, and is hashed in the form of `words.fold`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.hashing import Hashes, Offsets, mixed
from dedup.letters import (
    ALONE,
    ALONE_MARK,
    CAPITAL,
    COMPLEX,
    DIGIT,
    JOINER,
    KIND,
    LETTER,
    MARK,
    SELECTORS,
    SEPARATOR,
    STACKING,
    letters,
)
from dedup.words import fold

PLAIN = KIND | DIGIT | STACKING | COMPLEX

HAS_DIGIT, HAS_CAPITAL, _UNFOLDED, BEGINS = 1, 2, 4, 8
"""Bits of `looks`: a digit stands in the word; it begins with a capital; Python must fold it; it is the first
of its text, after an empty line, or after white space behind a mark that ends a sentence. That is coarser
than `sentences`: it costs next to nothing. A stop after one or two characters ends none: `Dr. Meier`."""

_STOP = ord(".")
_ENDS = tuple(map(ord, ".!?…。！？"))
_LINE_FEED = ord("\n")
_BLANKS = tuple(map(ord, " \t\r\u00a0\u2028\u3000"))
_SHORT = 3
_NONE, _AFTER_MARK, _AFTER_LINE, _OVER = range(4)
"""What stands between two words so far: nothing that ends a stretch, a mark, a line break, its end."""

LIGHTEST, HEAVIEST = 2, 12
"""Lengths of words, in characters, up to which they weigh nothing and from which on they weigh no more."""

ALONE_WEIGHT = 2

_SEED = np.uint64(0xCBF29CE484222325)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)

Bytes = NDArray[np.uint8]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one or many texts: `hashes[n]` stands at code points ``[starts[n], ends[n])`` of its text.

    The words of text k are ``[first[k], first[k + 1])``.
    """

    hashes: Hashes
    starts: Places
    ends: Places
    looks: Bytes
    first: Offsets

    def __len__(self) -> int:
        return len(self.hashes)

    def weights(self) -> Bytes:
        """Return roughly how much every word says, by its length.

        Words that touch are characters of a script without spaces, of which a few make a word.
        """
        return _weights(self.starts, self.ends, self.first)

    def of(self, text: int) -> Hashes:
        """Return the word hashes of one of the texts."""
        return self.hashes[self.first[text] : self.first[text + 1]]

    def only(self, text: int) -> Words:
        """Return the words of one of the texts, apart from all others."""
        lo, hi = self.first[text : text + 2].tolist()
        return Words(
            self.hashes[lo:hi].copy(),
            self.starts[lo:hi].copy(),
            self.ends[lo:hi].copy(),
            self.looks[lo:hi].copy(),
            np.array((0, hi - lo)),
        )


def scan(texts: Sequence[str]) -> Words:
    """Return the words of some texts.

    >>> words = scan(["Die Brücke ist zu.", "DIE BRÜCKE"])
    >>> len(words), (words.of(0)[:2] == words.of(1)).tolist()
    (6, [True, True])
    """
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    data = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    ends = np.cumsum([len(e) for e in encoded], dtype=np.int64)
    tables = letters()
    hashes, starts, stops, looks, first = _scan(data, ends, tables.traits, tables.folded)
    # Copies, for the pass reserves room for the most words that so many bytes can hold.
    words = Words(hashes.copy(), starts.copy(), stops.copy(), looks.copy(), first)
    _fold_the_rest(words, texts)
    return words


@compiled
def _weights(starts: Places, ends: Places, first: Offsets) -> Bytes:
    weights = np.empty(len(starts), dtype=np.uint8)
    for text in range(len(first) - 1):
        lo, hi = first[text], first[text + 1]
        for n in range(lo, hi):
            weight = min(max(ends[n] - starts[n], LIGHTEST), HEAVIEST) - LIGHTEST
            alone = (n > lo and ends[n - 1] == starts[n]) or (n + 1 < hi and ends[n] == starts[n + 1])
            weights[n] = max(weight, ALONE_WEIGHT) if alone else weight
    return weights


def _fold_the_rest(words: Words, texts: Sequence[str]) -> None:
    """Hash the words that must be folded as a whole."""
    rest = np.flatnonzero(words.looks & _UNFOLDED)
    if not len(rest):
        return
    owners = np.searchsorted(words.first, rest, "right") - 1
    spans = zip(owners.tolist(), words.starts[rest].tolist(), words.ends[rest].tolist(), strict=True)
    forms = [fold(texts[owner][start:end]) for owner, start, end in spans]
    points = np.frombuffer("".join(forms).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    words.hashes[rest] = _hash_points(points, np.cumsum([len(form) for form in forms], dtype=np.int64))
    words.looks[rest] &= ~np.uint8(_UNFOLDED)


@compiled
def _step(h: np.uint64, point: int) -> np.uint64:
    h = (h ^ np.uint64(point)) * _FACTOR
    return h ^ (h >> _SHIFT)


@compiled
def _hash_points(points: NDArray[np.uint32], ends: Offsets) -> Hashes:
    out = np.empty(len(ends), dtype=np.uint64)
    at = 0
    for n in range(len(ends)):
        h = _SEED
        while at < ends[n]:
            h = _step(h, points[at])
            at += 1
        out[n] = mixed(h)
    return out


@compiled
def _decode(data: Bytes, at: int) -> tuple[int, int]:
    """Return the code point that begins at a byte, and how many bytes it takes."""
    byte = np.int64(data[at])
    if byte < 0xE0:
        return (byte & 0x1F) << 6 | (data[at + 1] & 0x3F), 2
    if byte < 0xF0:
        return (byte & 0x0F) << 12 | (np.int64(data[at + 1]) & 0x3F) << 6 | (data[at + 2] & 0x3F), 3
    high = (byte & 0x07) << 18 | (np.int64(data[at + 1]) & 0x3F) << 12
    return high | (np.int64(data[at + 2]) & 0x3F) << 6 | (data[at + 3] & 0x3F), 4


@compiled
def _trait(point: int, traits: Bytes) -> int:
    if point < len(traits):
        return int(traits[point])
    return MARK if SELECTORS[0] <= point < SELECTORS[1] else SEPARATOR


@compiled
def _scan(
    data: Bytes, text_ends: Offsets, traits: Bytes, folded: NDArray[np.uint32]
) -> tuple[Hashes, Places, Places, Bytes, Offsets]:
    """Return hashes, starts, ends and looks of all words, and the number of each text's first word."""
    most = len(data) // 2 + len(text_ends) + 1
    hashes, looks = np.empty(most, dtype=np.uint64), np.empty(most, dtype=np.uint8)
    starts, ends = np.empty(most, dtype=np.int32), np.empty(most, dtype=np.int32)
    first = np.empty(len(text_ends) + 1, dtype=np.int64)
    n = at = 0
    for t in range(len(text_ends)):
        first[t] = n
        n = _scan_text(data, at, text_ends[t], traits, folded, n, hashes, starts, ends, looks)
        at = text_ends[t]
    first[len(text_ends)] = n
    return hashes[:n], starts[:n], ends[:n], looks[:n], first


@compiled
def _scan_text(
    data: Bytes,
    at: int,
    stop: int,
    traits: Bytes,
    folded: NDArray[np.uint32],
    n: int,
    hashes: Hashes,
    starts: Places,
    ends: Places,
    looks: Bytes,
) -> int:
    """Write the words in the bytes ``[at, stop)`` from place `n` on, and return the place behind the last."""
    place, opened, stacked, h, pause = 0, SEPARATOR, False, _SEED, _OVER
    while at < stop:
        point, size = int(data[at]), 1
        if point >= 0x80:
            point, size = _decode(data, at)
        elif opened == LETTER and traits[point] & PLAIN == LETTER:
            # As nearly always: one more letter of the Latin alphabet, so no need to look any closer.
            h, stacked = _step(h, folded[point]), False
            at, place = at + 1, place + 1
            continue
        trait = _trait(point, traits)
        kind = trait & KIND
        if not _goes_on(opened, kind):
            n += _close(opened, h, place, n, hashes, ends)
            opened, h, stacked = _opens(kind), _SEED, False
            starts[n], looks[n] = place, HAS_CAPITAL if trait & CAPITAL else 0
            if opened == SEPARATOR:
                pause = _pause(pause, point, place - starts[n - 1] < _SHORT if n else False)
            else:
                looks[n] |= BEGINS if pause == _OVER else 0
                pause = _NONE
        if opened != SEPARATOR and kind != JOINER:
            h = _step(h, folded[point] if point < len(folded) else point)
            looks[n] |= _look(trait, stacked)
            stacked = trait & STACKING != 0
        at, place = at + size, place + 1
    return n + _close(opened, h, place, n, hashes, ends)


@compiled
def _close(opened: int, h: np.uint64, place: int, n: int, hashes: Hashes, ends: Places) -> int:
    """End word `n` before a place, and return how many words that makes: none if no word is open."""
    if opened == SEPARATOR:
        return 0
    hashes[n], ends[n] = mixed(h), place
    return 1


@compiled
def _pause(pause: int, point: int, short: bool) -> int:
    """Return the state between two words after one more character; `short` if the word before it was."""
    if pause == _OVER:
        return _OVER
    if point in _ENDS:
        return pause if point == _STOP and short else _AFTER_MARK
    if point == _LINE_FEED:
        return _AFTER_LINE if pause == _NONE else _OVER
    if point in _BLANKS:
        return _OVER if pause == _AFTER_MARK else pause
    return pause if pause == _AFTER_MARK else _NONE


@compiled
def _goes_on(opened: int, kind: int) -> bool:
    """Whether a character of a kind belongs to the word that is open."""
    if opened == LETTER:
        return kind in (LETTER, MARK, JOINER)
    if opened == ALONE:
        return kind in (MARK, ALONE_MARK)
    return False


@compiled
def _opens(kind: int) -> int:
    """Return what kind of word a character begins, `SEPARATOR` for none."""
    if kind == LETTER:
        return LETTER
    return ALONE if kind in (ALONE, ALONE_MARK) else SEPARATOR


@compiled
def _look(trait: int, stacked: bool) -> int:
    complex_here = trait & COMPLEX or (stacked and trait & STACKING)
    return (HAS_DIGIT if trait & DIGIT else 0) | (_UNFOLDED if complex_here else 0)
