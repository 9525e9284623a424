"""Words and tokens of a text, with their offsets.

A *word* is what shingles are made of: a run of letters and digits; where a script writes no spaces
(Chinese, Japanese, Thai ...) every character is a word. A *token* is what a word diff shows: a whole
compound, price, date or number, or a single mark of punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

import regex

from dedup.abbreviations import ABBREVIATIONS
from dedup.language import base_language
from dedup.span import Span

NO_SPACES = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_INSIDE = r"\p{L}\p{M}\p{N}\u00ad\u200c\u200d"
_WORD = regex.compile(rf"[{NO_SPACES}]\p{{M}}*|[\p{{L}}\p{{N}}](?:(?![{NO_SPACES}])[{_INSIDE}])*")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_UNUSUAL = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0530-\u1dff\u200c\u200d\u2070-\u209f\u20d0-\u20ff\u2c00-\U0010ffff]"
)
"""Where marks, soft hyphens or scripts without spaces may be: all but Latin, Greek, Cyrillic, punctuation."""


def _token_pattern(letter: str, inside: str, alone: str) -> str:
    """Return the pattern of a token with the white space before it.

    `letter` and `inside` are what a word begins with and goes on with, `alone` is what is tried first.
    """
    word = rf"{letter}{inside}*(?:[\-‐‑–/&’'](?=[^\W_]){inside}+)*"
    return (
        rf"{_SPACE}*(?:{alone}{letter}\.(?:{letter}\.)+"  # z.B., U.S.
        rf"|{word}"
        r"|(?<!\d)\d{1,2}(?:\.\d{1,2})?\.(?=\s+[^\W_])"  # 3. May, 3.5. at noon; no year before a stop
        rf"|[€$£¥₹]?\d+(?:[.,:'’\u00a0\u202f/\-–]\d+)*(?:[%‰€$£¥]|{word})?(?:[\-–]{word})*"
        rf"|\.{{2,}}|(?!{_SPACE}).)"
    )


_SPACE = r"[\s\x1c-\x1f]"
_FAR = rf"(?:(?![{NO_SPACES}])[{_INSIDE}])"
_SYMBOL = r"[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*"
# A character of a script without spaces, a flag, a symbol with what is joined to it (a family, a skin tone).
_ALONE = rf"[{NO_SPACES}]\p{{M}}*|[\U0001f1e6-\U0001f1ff]{{2}}|{_SYMBOL}(?:\u200d{_SYMBOL})*|"
_TOKEN = regex.compile(_token_pattern(r"[\p{L}\p{Nl}\p{No}]", _FAR, _ALONE), regex.DOTALL)
# The same in texts without far scripts; most words stand before a space or a comma, and that is quick to see.
_PLAIN_TOKEN = re.compile(_token_pattern(r"[^\W\d_]", r"[^\W_]", r"[^\W_]+(?=,? )|"), re.DOTALL)
_ABBREVIATIONS = frozenset().union(*ABBREVIATIONS.values())
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


def find_tokens(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """Return the tokens in ``text[start:end]`` and where each ends; they cover all its non-space text.

    >>> text = "Der 35-Jährige zahlte 1.200,50 € (am 3.4.2025)."
    >>> find_tokens(text, 0, len(text))[0]
    ['Der', '35-Jährige', 'zahlte', '1.200,50', '€', '(', 'am', '3.4.2025', ')', '.']
    """
    pattern = _TOKEN if _UNUSUAL.search(text, start, end) else _PLAIN_TOKEN
    # With the white space before it taken along, the lengths alone tell where every token is.
    spaced: list[str] = pattern.findall(text, start, end)
    tokens = list(map(str.lstrip, spaced))
    ends = list(accumulate(map(len, spaced), initial=start))[1:]
    return _with_abbreviations(tokens, ends) if "." in tokens[:-1] else (tokens, ends)


def _with_abbreviations(tokens: list[str], ends: list[int]) -> tuple[list[str], list[int]]:
    """Join every abbreviation and its full stop, unless that is the last token."""
    joined = tokens[:1]
    joined_ends = ends[:1]
    for n in range(1, len(tokens)):
        last = joined[-1]
        if tokens[n] == "." and ends[n] == joined_ends[-1] + 1 and n < len(tokens) - 1 and _is_short(last):
            joined[-1] += "."
            joined_ends[-1] += 1
        else:
            joined.append(tokens[n])
            joined_ends.append(ends[n])
    return joined, joined_ends


def _is_short(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


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
