"""What every code point is to words: whether it makes one, goes on with one, and how it is folded.

The tables tell the compiled scanner what the patterns of `words` tell Python's: both find the same words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import regex
from numpy.typing import NDArray

from dedup.words import NO_SPACES, fold

KNOWN = 0x40000
"""Code points in the tables. Beyond are no letters, only the variation selectors."""

SELECTORS = 0xE0100, 0xE01F0
"""Marks beyond the tables: ``[start, end)``."""

SEPARATOR, LETTER, MARK, JOINER, ALONE, ALONE_MARK = range(6)
"""Kinds: stands between words; begins or continues a word; continues one; continues one and is not written;
is a word by itself, together with the marks after it; such a mark."""

KIND, DIGIT, CAPITAL, STACKING, COMPLEX = 7, 8, 16, 32, 64
"""Bits of `traits`: the kind; whether `str.isdigit` and `str.isupper` hold; whether it may change places with
a mark beside it; whether a word with it must be folded as a whole (as it becomes several, or joins one)."""

_KINDS = (
    (LETTER, r"[\p{L}\p{N}]"),
    (MARK, r"\p{M}"),
    (JOINER, r"[\u00ad\u200c\u200d]"),
    (ALONE, rf"[{NO_SPACES}--\p{{M}}]"),
    (ALONE_MARK, rf"[[{NO_SPACES}]&&\p{{M}}]"),
)


@dataclass(frozen=True, slots=True)
class Letters:
    """Tables by code point: `traits` (bits) and `folded` (the code point that it becomes)."""

    traits: NDArray[np.uint8]
    folded: NDArray[np.uint32]


@lru_cache(maxsize=1)
def letters() -> Letters:
    """Return the tables, made once from Python's Unicode data (in about 0.1 s).

    >>> tables = letters()
    >>> chr(tables.folded[ord("Ä")]), bool(tables.traits[ord("7")] & DIGIT)
    ('ä', True)
    """
    characters = "".join(map(chr, range(KNOWN)))
    traits = np.full(KNOWN, SEPARATOR, dtype=np.uint8)
    for kind, pattern in _KINDS:
        for run in regex.finditer(f"{pattern}+", characters, regex.V1):
            traits[run.start() : run.end()] = kind
    folded = np.arange(KNOWN, dtype=np.uint32)
    cased = np.flatnonzero((traits != SEPARATOR) & ~_settled(characters)).tolist()
    # All at once: nothing joins a line break, so every line is the folded form of one character.
    forms = fold("\n".join(characters[at] for at in cased)).split("\n")
    for at, form in zip(cased, forms, strict=True):
        character = characters[at]
        folded[at] = ord(form) if len(form) == 1 else at
        traits[at] |= COMPLEX * (len(form) != 1) | DIGIT * character.isdigit() | CAPITAL * character.isupper()
        traits[at] |= STACKING * (unicodedata.combining(character) > 0)
    traits[[at for at in _joining(characters) if traits[at] != SEPARATOR]] |= COMPLEX
    return Letters(traits, folded)


def _settled(characters: str) -> NDArray[np.bool_]:
    """Tell which letters are the same in every form: long stretches of letters without case."""
    settled = np.zeros(len(characters), dtype=np.bool_)
    for run in regex.finditer(r"\p{Lo}+", characters):
        settled[run.start() : run.end()] = unicodedata.is_normalized("NFKC", run[0])
    return settled


def _joining(characters: str) -> Iterator[int]:
    """Yield the code points that may become one with the character before or after them."""
    yield from range(0x1100, 0x1200)  # the parts of Korean syllables, which no table of Python's names
    for form in map(unicodedata.decomposition, characters):
        if form and form[0] != "<" and " " in form:
            yield int(form.split()[1], 16)
