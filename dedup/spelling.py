"""When two spellings are the same: what a reader cannot see makes no difference."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

from dedup.quotations import QUOTE_MARKS

_HYPHEN, _MARK = "\u00ad", "\ufeff"
_QUOTE = re.compile("[" + re.escape("".join(sorted(QUOTE_MARKS))) + "]")


def is_spelled(text: str) -> bool:
    """Whether `spelled` would leave the text and every part of it as they are; far quicker than trying.

    >>> is_spelled("Zürich"), is_spelled("Zu\u0308rich")
    (True, False)
    """
    if text.isascii():
        return True
    return is_normalized("NFC", text) and _HYPHEN not in text and _MARK not in text


def spelled(word: str) -> str:
    """Return a word without soft hyphens and byte order marks, its accents composed.

    >>> spelled("Zu\u0308\u00adrich") == "Zürich"
    True
    """
    if is_spelled(word):
        return word
    return normalize("NFC", word.replace(_HYPHEN, "").replace(_MARK, "")) or word


def plain(sentence: str) -> str:
    """Return a sentence without what is no change: white space, quote glyphs, the first letter's case.

    >>> plain("«Nein»,  sagte er.") == plain('"nein", sagte er.'), plain("Der Rat") == plain("der Rat")
    (False, True)
    """
    text = " ".join(_QUOTE.sub('"', spelled(sentence)).split())
    return text[:1].lower() + text[1:]
