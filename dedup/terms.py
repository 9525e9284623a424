"""Terms of a sentence: its folded words, and its numbers in one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from dedup.words import stems

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

_NO_SPACES = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that write no spaces (Thai to Myanmar, Khmer, Japanese, Chinese): every character is a word."""

END = "\x1e"
"""What stands behind the last term of every sentence."""

_SEPARATOR = r"[.,'’]| (?=\d{3}(?!\d))"
_MAGNITUDE = "|".join(sorted(_ZEROS, key=len, reverse=True))
_NUMBER = rf"\d+(?:(?:{_SEPARATOR})\d+)*"
_FIGURE = re.compile(rf"({_NUMBER})[ \-]?({_MAGNITUDE})?")
_TERM = re.compile(
    rf"[^\W\d_{_NO_SPACES}][^\W{_NO_SPACES}]*+|[{_NO_SPACES}]"
    rf"|{_NUMBER}(?:(?:[ \-](?=\w\w))?(?:{_MAGNITUDE})\b)?|{END}"
)
_THOUSANDS = re.compile(r"[.,'’ ](?=\d{3}(?!\d))")


def find_terms(sentence: str) -> list[str]:
    """Return the folded words of a sentence and its numbers in one form, in order.

    >>> find_terms("Zwölf Firmen zahlten 1,2 Mrd. Euro, also 1.200 Millionen.")
    ['12', 'firmen', 'zahlten', '1200000000', 'euro', 'also', '1200000000']
    """
    return plain_terms(written_terms([sentence])[:-1])


def written_terms(sentences: Iterable[str]) -> list[str]:
    """Return the terms of sentences as they are written, but folded; behind each sentence stands END.

    All sentences are read at once, and numbers are left to `plain_terms`: a text has few different terms.

    >>> written_terms(["Es waren 12.", "1,2 Mrd."]) == ["es", "waren", "12", END, "1,2 mrd", END]
    True
    """
    return _TERM.findall(_folded("".join([sentence.replace(END, " ") + END for sentence in sentences])))


def plain_terms(terms: Iterable[str]) -> list[str]:
    """Return written terms in the one form of all that mean the same number; other words stay.

    >>> plain_terms(["zwölf", "1,2 mrd", "euro"])
    ['12', '1200000000', 'euro']
    """
    return [_plain_figure(term) if term[0].isdecimal() else _DIGITS.get(term, term) for term in terms]


def _plain_figure(term: str) -> str:
    found = None if term.isdecimal() else _FIGURE.fullmatch(term)
    return _figure(*found.groups()) if found else term


def term_stems(terms: Sequence[str], language: str | None) -> list[str]:
    """Return the stem of every term; -ise and -ize are spelt alike.

    >>> term_stems(["organized", "organises", "12"], "en")
    ['organis', 'organis', '12']
    """
    return [s.replace("z", "s") for s in stems(list(terms), language)]


def _folded(text: str) -> str:
    """Fold as `dedup.words.fold` does, but many sentences at a time."""
    if text.isascii():
        return text.lower()
    for mark in "\u00ad\u200c\u200d":
        text = text.replace(mark, "")
    return unicodedata.normalize("NFKC", text).lower()


def _figure(number: str, magnitude: str | None) -> str:
    """Return a number without thousands separators and magnitude word, a date or time as it is."""
    plain = _THOUSANDS.sub("", number).replace(",", ".")
    if not magnitude or plain.count(".") > 1 or "'" in plain or "’" in plain:
        return plain
    whole, _, part = plain.partition(".")
    zeros = _ZEROS[magnitude]
    whole, part = whole + part[:zeros].ljust(zeros, "0"), part[zeros:]
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")
