"""Numbers inside words: `Dreijahresvertrag`, `Vierertreffen`, `zweitägig`, `verdoppelt`, `tripled`."""

from __future__ import annotations

import re

_FIRST = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6,
}  # fmt: skip
_COMPOUND = re.compile(rf"({'|'.join(sorted(_FIRST, key=len, reverse=True))})(\w{{4,}})")
_FACTORS: dict[str, tuple[tuple[re.Pattern[str], float], ...]] = {
    language: tuple((re.compile(pattern), value) for pattern, value in rows)
    for language, rows in {
        "de": (
            (r"ver(?:doppel|zweifach)\w*", 2),
            (r"verdreifach\w*", 3),
            (r"vervierfach\w*", 4),
            (r"verfünffach\w*", 5),
            (r"versechsfach\w*", 6),
            (r"verzehnfach\w*", 10),
            (r"halbier\w*", 0.5),
        ),
        "en": (
            (r"doubl(?:e|es|ed|ing)", 2),
            (r"(?:tripl|trebl)(?:e|es|ed|ing)", 3),
            (r"quadrupl(?:e|es|ed|ing)", 4),
            (r"halv(?:e|es|ed|ing)", 0.5),
        ),
        "fr": (
            (r"doubl(?:e|é|ée|és|ées|er)", 2),
            (r"tripl(?:e|é|ée|és|ées|er)", 3),
            (r"quadrupl(?:e|é|ée|és|ées|er)", 4),
        ),
        "es": (
            (r"doble|(?:se )?duplic\w+", 2),
            (r"triple|triplic\w+", 3),
            (r"cuádruple|cuadruplic\w+", 4),
        ),
    }.items()
}


def factor(low: str, language: str) -> float | None:
    """Return by what a word says that something is multiplied.

    >>> factor("verdreifachte", "de"), factor("halved", "en"), factor("doubt", "en")
    (3, 0.5, None)
    """
    if len(low) < 5:
        return None
    rows = _FACTORS.get(language, ())
    return next((value for pattern, value in rows if pattern.fullmatch(low)), None)


def compound(low: str, language: str) -> tuple[float, str] | None:
    """Return the number that a German word begins with, and the rest of it.

    The rest may be none of a number (`Achtung`): only words with the same rest are compared.

    >>> compound("vierertreffen", "de"), compound("zweitligist", "de")
    ((4, 'ertreffen'), (2, 'ligist'))
    """
    match = _COMPOUND.fullmatch(low) if language == "de" else None
    return (_FIRST[match[1]], match[2]) if match else None
