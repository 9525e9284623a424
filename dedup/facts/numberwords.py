"""Numbers written as words, per language: cardinals, ordinals, multiples, fractions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dedup.facts.compounds import compound, factor


class NumberWord(NamedTuple):
    """What one word says: `add` is a plain number, `times` multiplies what stands before it.

    `of` is what the number counts inside the word: the unit of `zweitägig`, the rest of `Dreiertreffen`.
    """

    kind: str
    value: float
    of: str = ""


_CARDINALS: dict[str, str] = {
    "de": (
        "null zero eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
        "fünfzehn sechzehn siebzehn achtzehn neunzehn"
    ),
    "en": (
        "zero - one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen"
    ),
    "fr": "zéro - - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": (
        "cero - - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
        "veinticinco veintiséis veintisiete veintiocho veintinueve"
    ),
}
_TENS: dict[str, str] = {
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante - - -",
    "es": "- treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_OTHERS: dict[str, dict[str, float]] = {
    "de": {
        "zwo": 2, "beide": 2, "beiden": 2, "beider": 2, "dreissig": 30, "zweier": 2, "dreier": 3,
        "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "viereinhalb": 4.5,
        "fünfeinhalb": 5.5, "sechseinhalb": 6.5,
    },
    "en": {"both": 2, "nil": 0, "couple": 2, "twice": 2, "thrice": 3},
    "fr": {"un": 1, "une": 1, "vingts": 20, "septante": 70, "huitante": 80, "nonante": 90, "dizaine": 10,
           "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
           "soixantaine": 60, "centaine": 100},
    "es": {"ambos": 2, "ambas": 2, "doscientos": 200, "doscientas": 200, "trescientos": 300,
    "trescientas": 300,
           "cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500,
           "seiscientos": 600,
           "seiscientas": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900, "docena": 12,
           "cien": 100, "ciento": 100},
}  # fmt: skip
_MULTIPLES: dict[str, dict[str, float]] = {
    "de": {"dutzend": 12, "hundert": 100, "tausend": 1e3, "tsd": 1e3, "million": 1e6, "millionen": 1e6,
    "mio": 1e6, "viertelmillion": 250e3, "dreiviertelmillion": 750e3,
           "mill": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9, "mia": 1e9, "billion": 1e12,
           "billionen": 1e12, "bio": 1e12},
    "en": {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9,
           "trillion": 1e12, "mn": 1e6, "mln": 1e6, "bln": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12},
    "fr": {"cent": 100, "cents": 100, "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9,
           "milliards": 1e9, "md": 1e9, "mds": 1e9, "mio": 1e6, "douzaine": 12},
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12},
}  # fmt: skip
_ORDINALS: dict[str, str] = {
    "de": (
        "- erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt "
        "fünfzehnt"
    ),
    "en": (
        "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "fr": "- premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "es": "- primer segund tercer cuart quint sext séptim octav noven décim",
}
_ORDINAL_ENDINGS: dict[str, tuple[str, ...]] = {
    "de": ("e", "er", "en", "es", "em", "ens"), "en": ("",), "fr": ("", "s"), "es": ("", "o", "a", "os",
    "as"),
}  # fmt: skip
_FRACTIONS: dict[str, dict[str, float]] = {
    "de": {"drittel": 1 / 3, "dritteln": 1 / 3, "viertel": 1 / 4, "vierteln": 1 / 4, "fünftel": 1 / 5,
           "fünfteln": 1 / 5, "sechstel": 1 / 6, "achtel": 1 / 8, "zehntel": 1 / 10, "hälfte": 1 / 2},
    "en": {"half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4,
           "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10,
           "tenths": 1 / 10},
    "fr": {"moitié": 1 / 2, "tiers": 1 / 3, "quart": 1 / 4, "quarts": 1 / 4},
    "es": {"mitad": 1 / 2, "tercio": 1 / 3, "tercios": 1 / 3, "cuarto": 1 / 4, "cuartos": 1 / 4},
}  # fmt: skip
ONE: dict[str, frozenset[str]] = {
    "de": frozenset(["ein", "eine", "einen", "einem", "einer", "eines"]), "en": frozenset(["a", "an", "one"]),
    "fr": frozenset(["un", "une"]), "es": frozenset(["un", "una", "uno"]),
}  # fmt: skip
"""Words that are a number only when something counted or a multiple follows: they are articles too."""

_NO_GERMAN_NUMBER = frozenset({"ein", "und", "einmal", "einfach"})
_GERMAN_COMPOUND = re.compile(r"(?:(.{0,40}?)tausend)?(?:und)?(?:(.{0,12}?)hundert)?(?:und)?(.{0,22})")
_GERMAN_COUNTED = re.compile(
    r"(.{3,30}?)(?:(stündig|tägig|wöchig|monatig|minütig|jährig)|köpfig|seitig|teilig|stöckig|fach|mal|"
    r"tonn|bändig|stellig|gleisig|spurig|sprachig|geschossig)\w{0,4}"
)
_GERMAN_SPAN = re.compile(r"(.{3,20}?)(stunden|tages|tage|wochen|monats|jahres)(?!zeit)\w{4,}")
_SPANS = {
    "stündig": "stunde", "tägig": "tag", "wöchig": "woche", "monatig": "monat", "minütig": "minute",
    "jährig": "jahr", "stunden": "stunde", "tages": "tag", "tage": "tag", "wochen": "woche",
    "monats": "monat", "jahres": "jahr",
}  # fmt: skip


@lru_cache(maxsize=8)
def number_words(language: str) -> dict[str, NumberWord]:
    """Return the words of a language that are numbers, apart from German compounds."""
    words: dict[str, NumberWord] = {}
    for word, value in _numbered(_CARDINALS.get(language, "")):
        words[word] = NumberWord("add", value)
    for n, word in enumerate(_TENS.get(language, "").split()):
        words[word] = NumberWord("add", 10.0 * (n + 2))
    words.update({word: NumberWord("add", value) for word, value in _OTHERS.get(language, {}).items()})
    words.update({word: NumberWord("times", value) for word, value in _MULTIPLES.get(language, {}).items()})
    for word, value in _FRACTIONS.get(language, {}).items():
        words[word] = NumberWord("fraction", value)
    for value, stem in enumerate(_ORDINALS.get(language, "").split()):
        for ending in _ORDINAL_ENDINGS[language]:
            words.setdefault(stem + ending, NumberWord("ordinal", float(value)))
    words.pop("-", None)
    return words


@lru_cache(maxsize=8_192)
def number_word(low: str, language: str) -> NumberWord | None:
    """Return what a lower-case word says as a number, None for any other word.

    >>> number_word("zweihundertfünfzig", "de"), number_word("third", "en")
    (NumberWord(kind='add', value=250.0, of=''), NumberWord(kind='fraction', value=0.3333333333333333, of=''))
    """
    found = number_words(language).get(low)
    if found or low in _NO_GERMAN_NUMBER:
        return found
    if language != "de":
        return _inside(low, language)
    value = german_number(low)
    if value is not None:
        return NumberWord("add", value)
    for ending in ("ste", "sten", "ster", "stes", "stem"):
        if low.endswith(ending) and (value := german_number(low[: -len(ending)])) is not None and value > 19:
            return NumberWord("ordinal", value)
    counted = _GERMAN_COUNTED.fullmatch(low) or _GERMAN_SPAN.fullmatch(low)
    value = german_number(counted[1]) if counted else None
    if counted and value is not None:
        return NumberWord("counted", value, _SPANS.get(counted[2] or "", ""))
    return _inside(low, language)


def _inside(low: str, language: str) -> NumberWord | None:
    """Return the number inside a word that is no number: `verdoppelt`, `Dreiertreffen`."""
    times = factor(low, language)
    if times:
        return NumberWord("factor", times)
    inner = compound(low, language)
    return NumberWord("compound", *inner) if inner else None


def german_number(low: str) -> float | None:
    """Return the value of a German number written as one word, None for another word.

    >>> german_number("dreihundertvierundzwanzig"), german_number("tausendfüßler")
    (324.0, None)
    """
    match = _GERMAN_COMPOUND.fullmatch(low)
    if not match or not low:
        return None
    thousands, hundreds, rest = match.groups()
    parts = [(thousands, 1000.0), (hundreds, 100.0), (rest or None, 1.0)]
    total = 0.0
    for word, weight in parts:
        if word is None:
            continue
        value = _below_hundred(word) if weight < 1000 or "hundert" not in word else german_number(word)
        value = 1.0 if not word and weight > 1 else value
        if value is None:
            return None
        total += value * weight
    return total


def _below_hundred(low: str) -> float | None:
    words = number_words("de")
    plain = words.get(low)
    if low == "ein":
        return 1.0
    if plain:
        return plain.value if plain.kind == "add" else None
    head, und, tail = low.partition("und")
    tens, ones = words.get(tail), words.get("eins" if head == "ein" else head)
    if not und or not tens or not ones or tens.value % 10 or not 20 <= tens.value < 100 or ones.value > 9:
        return None
    return tens.value + ones.value


def _numbered(words: str) -> list[tuple[str, float]]:
    """Return a row of words with their numbers; its first two places are nought."""
    return [(word, float(max(0, n - 1))) for n, word in enumerate(words.split()) if word != "-"]
