"""Terms of a sentence: its folded words, and its numbers in one form."""

from __future__ import annotations

import unicodedata

import regex

from dedup.span import Span
from dedup.words import fold

_MAGNITUDES = {
    3: "tsd tausend thousand k",
    6: "mio million millionen millions millón millones mn m",
    9: "mrd milliarde milliarden milliard milliards billion billions bn",
}
"""Short scale for `billion`: German, French and Spanish texts hardly ever name a million millions."""

_ZEROS = {word: zeros for zeros, words in _MAGNITUDES.items() for word in words.split()}

_NUMBER_WORDS = {
    2: "zwei two deux dos", 3: "drei three trois tres", 4: "vier four quatre cuatro",
    5: "fünf five cinq cinco", 6: "sechs six seis", 7: "sieben seven sept siete", 8: "acht eight huit ocho",
    9: "neun nine nueve", 10: "zehn ten dix diez", 11: "elf eleven onze",
    12: "zwölf twelve douze doce dutzend dozen", 13: "dreizehn thirteen treize trece",
    14: "vierzehn fourteen quatorze catorce", 15: "fünfzehn fifteen quinze quince",
    16: "sechzehn sixteen seize dieciséis", 17: "siebzehn seventeen diecisiete",
    18: "achtzehn eighteen dieciocho", 19: "neunzehn nineteen diecinueve", 20: "zwanzig twenty vingt veinte",
    30: "dreißig dreissig thirty trente treinta", 40: "vierzig forty quarante cuarenta",
    50: "fünfzig fifty cinquante cincuenta", 100: "hundert hundred cent cien",
    1000: "tausend thousand mille mil",
}  # fmt: skip
"""Words that mean one number in every language they occur in (so neither `neuf` nor `once`)."""

_DIGITS = {word: str(number) for number, words in _NUMBER_WORDS.items() for word in words.split()}

_NO_SPACES = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TERM = regex.compile(
    r"(\d+(?:[.,'’\u00a0\u202f]\d+)*)"
    rf"(?:[ \u00a0\u202f\-]?({'|'.join(sorted(_ZEROS, key=len, reverse=True))})\b)?"
    rf"|[{_NO_SPACES}]\p{{M}}*|[\p{{L}}\p{{N}}](?:(?![{_NO_SPACES}])[\p{{L}}\p{{M}}\p{{N}}\u00ad\u200c\u200d])*",
    regex.IGNORECASE,
)
_THOUSANDS = regex.compile(r"[.,'’\u00a0\u202f](?=\d{3}(?!\d))")


def find_terms(text: str, span: Span) -> list[str]:
    """Return the folded words of a span of a text and its numbers in one form, in order.

    >>> text = "Zwölf Firmen zahlten 1,2 Mrd. Euro, also 1.200 Millionen."
    >>> find_terms(text, Span(0, len(text)))
    ['12', 'firmen', 'zahlten', '1200000000', 'euro', 'also', '1200000000']
    """
    terms = []
    for match in _TERM.finditer(text, span.start, span.end):
        number, magnitude = match.groups()
        if number:
            terms.append(_figure(number, magnitude))
        else:
            word = fold(match[0])
            terms.append(_DIGITS.get(word, word))
    return terms


def _figure(number: str, magnitude: str | None) -> str:
    """Return a number without thousands separators and magnitude word, a date or time as it is."""
    digits = "".join(c if c in ".,'’\u00a0\u202f" else str(unicodedata.decimal(c)) for c in number)
    plain = _THOUSANDS.sub("", digits).replace(",", ".")
    if not magnitude or plain.count(".") > 1 or not plain.replace(".", "").isdigit():
        return plain
    whole, _, part = plain.partition(".")
    zeros = _ZEROS[fold(magnitude)]
    return (whole + part[:zeros].ljust(zeros, "0")).lstrip("0") + (f".{part[zeros:]}" if part[zeros:] else "")
