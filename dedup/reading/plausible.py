"""How odd a text looks: the judge between encodings that could all have made it.

A wrong single-byte encoding leaves traces that no European language writes: a sign inside a word
(``Br¸cke``), a capital after a small letter (``BrŸcke``), two alphabets in one word (``Brьcke``).
"""

from __future__ import annotations

import re
import unicodedata

_ALWAYS_ODD = frozenset("¤¦¨¬¯¸¶ˆ˜ƒ�")
_FINE_IN_WORDS = frozenset("’‘‑–—·\u00ad\u2028")
_NEVER_BEFORE_LETTER = frozenset("€†‡‰…™")
_NEVER_AFTER_LETTER = frozenset("‚„")
# The French word "à", the most frequent of all, in the encodings of Central Europe.
_NEVER_A_WORD = frozenset("ŕ")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SAMPLE_CHARS = 20_000


def oddness(text: str) -> float:
    """Return which share of the non-ASCII characters looks wrong where it stands, 0 to 1.

    Only the 20,000 characters from the first non-ASCII one on are looked at.

    >>> oddness("Die Brücke heißt „Alte Brücke“.")
    0.0
    >>> oddness("Die Br¸cke")
    1.0
    """
    first = _FOREIGN.search(text)
    start = first.start() if first else len(text)
    sample = f" {text[max(start - 1, 0) : start + _SAMPLE_CHARS]} "
    foreign = [at for at, char in enumerate(sample) if char > "\x7f"]
    odd = sum(_is_odd(sample, at) for at in foreign)
    return odd / len(foreign) if foreign else 0.0


def _is_odd(text: str, at: int) -> bool:
    before, char, after = text[at - 1], text[at], text[at + 1]
    if char in _ALWAYS_ODD or unicodedata.category(char) in {"Cc", "Cn", "Co"} or "─" <= char <= "▟":
        return True
    if char.isalpha():
        return _letter_is_odd(before, char, after) or _word_is_foreign(text, at)
    return _sign_is_odd(before, char, after)


def _sign_is_odd(before: str, char: str, after: str) -> bool:
    if before.isalpha() and char in _NEVER_AFTER_LETTER:
        return True
    if after.isalpha() and char in _NEVER_BEFORE_LETTER:
        return True
    inside = before.isalpha() and after.isalpha()
    return inside and not char.isspace() and char not in _FINE_IN_WORDS


def _letter_is_odd(before: str, char: str, after: str) -> bool:
    if any(near.isalpha() and _script(near) != _script(char) for near in (before, after)):
        return True
    if after.isdigit() and not _is_ideograph(char):
        return True
    if char in _NEVER_A_WORD and not before.isalpha() and not after.isalpha():
        return True
    return _case_is_odd(before, char, after)


def _case_is_odd(before: str, char: str, after: str) -> bool:
    """Say whether a capital stands inside a word of small letters, or a small letter before a capital."""
    if char.isupper():
        return before.islower() or (before.isalpha() and after.islower())
    return char.islower() and after.isupper()


def _word_is_foreign(text: str, at: int) -> bool:
    """Say whether three Latin letters in a row all bear marks, as in ``Ïðèâåò`` for ``Привет``."""
    around = text[max(at - 2, 0) : at + 3]
    runs = (around[i : i + 3] for i in range(len(around) - 2))
    return _script(text[at]) == "LATIN" and any(
        all(char > "\x7f" and char.isalpha() for char in run) for run in runs
    )


def _script(letter: str) -> str:
    if letter < "\x80":
        return "LATIN"
    first = unicodedata.name(letter, "?").partition(" ")[0]
    return "CJK" if first in {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL"} else first


def _is_ideograph(char: str) -> bool:
    return _script(char) in {"CJK", "IDEOGRAPHIC"}
