"""Words and tokens of a text, with their offsets.

A *word* is what shingles are made of: a run of letters and digits; where a script writes no spaces
(Chinese, Japanese, Thai ...) every character is a word. A *token* is what a word diff shows: a whole
compound, price, date or number, or a single mark of punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex

from dedup.language import base_language
from dedup.span import Span

NO_SPACES = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_INSIDE = r"\p{L}\p{M}\p{N}\u00ad\u200c\u200d"
_WORD = regex.compile(rf"[{NO_SPACES}]\p{{M}}*|[\p{{L}}\p{{N}}](?:(?![{NO_SPACES}])[{_INSIDE}])*")
_TOKEN = regex.compile(
    rf"[{NO_SPACES}]\p{{M}}*"
    r"|[€$£¥₹]?\d+(?:[.,:'’\u00a0\u202f/\-–]\d+)*(?:[%‰€$£¥]|(?:st|nd|rd|th)\b|\.(?=\s*\p{Ll}|\s*$))?(?:[\-–]\p{L}[\p{L}\p{M}]*)*"
    r"|\p{L}\.(?:\p{L}\.)+"
    rf"|\p{{L}}(?:(?![{NO_SPACES}])[{_INSIDE}])*(?:[\-‐‑–/&’'](?=[\p{{L}}\p{{N}}])(?:(?![{NO_SPACES}])[{_INSIDE}])+)*"
    r"|\.{2,}|\S"
)
_PLAIN_WORD = re.compile(r"[^\W_]+")
_UNUSUAL = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0530-\u1dff\u200c\u200d\u2070-\u209f\u20d0-\u20ff\u2c00-\U0010ffff]"
)
"""Where marks, soft hyphens or scripts without spaces may be: all but Latin, Greek, Cyrillic, punctuation."""

_FOLDED = str.maketrans({"\u00ad": None, "\u200c": None, "\u200d": None})


def find_words(text: str, span: Span | None = None) -> list[Span]:
    """Return the words of a text (or of one span of it), in order.

    >>> text = "Ölpreis: 3,5 %"
    >>> [w.of(text) for w in find_words(text)]
    ['Ölpreis', '3', '5']
    """
    return [Span(*place) for place in word_places(text, *(span.start, span.end) if span else (0, len(text)))]


def word_places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of the words in ``text[start:end]``, in order: `find_words` without the nouns.

    >>> word_places("Ölpreis: 3,5 %", 0, 14)
    [(0, 7), (9, 10), (11, 12)]
    """
    # Most texts need neither marks nor character words, and the plain pattern is three times faster.
    pattern = _WORD if _UNUSUAL.search(text, start, end) else _PLAIN_WORD
    return [m.span() for m in pattern.finditer(text, start, end)]


def find_tokens(text: str, span: Span) -> list[Span]:
    """Return the tokens of one span of a text, in order; together they cover all its non-space text.

    >>> text = "Der 35-Jährige zahlte 1.200,50 € (am 3.4.2025)."
    >>> [t.of(text) for t in find_tokens(text, Span(0, len(text)))]
    ['Der', '35-Jährige', 'zahlte', '1.200,50', '€', '(', 'am', '3.4.2025', ')', '.']
    """
    return [Span(*m.span()) for m in _TOKEN.finditer(text, span.start, span.end)]


def fold(word: str) -> str:
    """Return the form under which two spellings are the same word: NFKC, lower case, no soft hyphens.

    ß and ss stay apart; the two small sigmas do not.

    >>> fold("Aus\u00adbildung") == fold("AUSBILDUNG"), fold("Maß") == fold("Mass")
    (True, False)
    """
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_FOLDED)).lower().replace("ς", "σ")


_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


def stems(words: list[str], language: str | None) -> list[str]:
    """Return the Snowball stem of every folded word; languages without a stemmer keep their words.

    >>> stems(["häuser", "hauses"], "de")
    ['haus', 'haus']
    """
    stemmer = _stemmer(_STEMMERS.get(base_language(language) or "", ""))
    plain = [word.replace("ß", "ss") for word in words]
    return stemmer.stemWords(plain) if stemmer else plain  # type: ignore[attr-defined]


@lru_cache(maxsize=32)
def _stemmer(algorithm: str) -> object | None:
    if not algorithm:
        return None
    import Stemmer

    stemmer: object = Stemmer.Stemmer(algorithm)
    return stemmer
