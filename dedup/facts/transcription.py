"""Names from other scripts, written in the ways of several languages: Selenskyj, Zelensky, Zelenskyy."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

MIN_LETTERS = 5
MIN_OTHER_LETTERS = 2
"""One other letter may be a slip of the pen: Mayer, Maier."""

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|schtsch|chtch", "1"),
        ("tsch|tch", "2"),
        ("sch|sh|zh", "3"),
        ("kh", "4"),
        ("(?:ow|ov|ew|ev|off|eff)$", "ov"),
        ("(?:[iy]j|yy|iy|ii|[ijy])$", "i"),
        ("ou", "u"),
        ("(?<![aeiou])[jy](?=[aeou])", "i"),
    )
]
"""Groups of letters that stand for one sound, and nothing else, in transcriptions."""

_LETTERS = str.maketrans(
    {"w": "v", "y": "i", "j": "i", "z": "s", "c": "k", "é": "e", "í": "i", "á": "a", "ó": "o"}
)
_DOUBLED = re.compile(r"([^\W\d_])\1")
_CH = ("2", "4")
"""English and Spanish `ch` is a German `tsch`; German `ch` is an English `kh`."""


@lru_cache(maxsize=8_192)
def same_sound(x: str, y: str) -> bool:
    """Whether two lower-case words may be one foreign name in two transcriptions.

    >>> same_sound("selenskyj", "zelensky"), same_sound("mayer", "maier")
    (True, False)
    """
    if min(len(x), len(y)) < MIN_LETTERS or Levenshtein.distance(x, y, score_cutoff=6) > 6:
        return False
    if not _sounds(x).isdisjoint(_sounds(y)):
        return True
    apart = Levenshtein.distance(x, y) >= MIN_OTHER_LETTERS
    return apart and not _letters(x).isdisjoint(_letters(y))


@lru_cache(maxsize=8_192)
def _sounds(word: str) -> frozenset[str]:
    """Return a word with one sign for each group of letters, in every way to read `ch`."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return frozenset(word.replace("ch", sign) for sign in _CH)


def _letters(word: str) -> frozenset[str]:
    """Return the same with one sign, too, for letters that are taken for each other."""
    return frozenset(_DOUBLED.sub(r"\1", sounds.translate(_LETTERS)) for sounds in _sounds(word))
