"""When two spellings are the same: what a reader cannot see makes no difference."""

from __future__ import annotations

from unicodedata import normalize

from dedup.quotations import QUOTE_MARKS

_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\ufeff"))
_ONE_QUOTE = str.maketrans(dict.fromkeys(QUOTE_MARKS, '"'))


def spelled(word: str) -> str:
    """Return a word without soft hyphens and byte order marks, its accents composed.

    >>> spelled("Zu\u0308\u00adrich") == "Zürich"
    True
    """
    return word if word.isascii() else normalize("NFC", word.translate(_INVISIBLE)) or word


def plain(sentence: str) -> str:
    """Return a sentence without what is no change: white space, quote glyphs, the first letter's case.

    >>> plain("«Nein»,  sagte er.") == plain('"nein", sagte er.'), plain("Der Rat") == plain("der Rat")
    (False, True)
    """
    text = " ".join(spelled(sentence).translate(_ONE_QUOTE).split())
    return text[:1].lower() + text[1:]
