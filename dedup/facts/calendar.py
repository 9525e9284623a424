"""Names of months, weekdays, seasons, parts of the day and of the year, per language (CLDR and our own)."""

from __future__ import annotations

from functools import lru_cache

from dedup.facts.wordlist import words

_INFLECTED_MONTHS: dict[str, dict[str, int]] = {
    "de": {"jänner": 1, "feber": 2, "sept": 9, "märzes": 3},
    "en": {"sept": 9},
    "es": {"setiembre": 9},
}
_WEEKDAY_FORMS: dict[str, dict[str, int]] = {
    "de": {"sonnabend": 5, "sonnabends": 5},
    "en": {"tues": 1, "thurs": 3},
}
_SHORT_WEEKDAYS = frozenset({"en"})
"""Languages whose short weekday names (Mon, Tue) are words of running text."""

_SEASONS: dict[str, str] = {
    "de": "frühling frühjahr=0 sommer herbst winter",
    "en": "spring summer autumn fall=2 winter",
    "fr": "printemps été automne hiver",
    "es": "primavera verano otoño invierno",
}
_DAY_PARTS: dict[str, str] = {
    "de": (
        "morgen vormittag mittag nachmittag abend nacht morgens=0 vormittags=1 mittags=2 nachmittags=3 "
        "abends=4 nachts=5 früh=0 morgen=0 mitternacht=6"
    ),
    "en": (
        "morning forenoon noon afternoon evening night midday=2 midnight=6 overnight=5 mornings=0 evenings=4"
    ),
    "fr": "matin matinée midi après-midi soir nuit soirée=4 minuit=6",
    "es": "mañana - mediodía tarde noche madrugada medianoche=6",
}
PERIODS: dict[str, str] = {
    "quartal": "quarter", "quartals": "quarter", "halbjahr": "half", "halbjahres": "half",
    "jahreshälfte": "half",
    "quarter": "quarter", "century": "century", "jahrhundert": "century", "jahrhunderts": "century",
    "trimestre": "quarter", "siècle": "century", "siglo": "century", "semestre": "half",
}  # fmt: skip
"""Words that turn an ordinal before them into a date: `drittes Quartal`."""

UHR = frozenset({"uhr"})
HALF_DAYS: dict[str, int] = {"am": 0, "a": 0, "pm": 12, "p": 12}
TIME_LEADS = words(
    """
    um gegen ab bis seit vor nach kurz at by until till from before after around about vers à a las
    """
)
"""Words before a clock time such as `15:30` that bears no other mark."""

MONTH_LEADS = words(
    """
    in of since until till by from last next this late early mid through to for before after during
    between and
    """
)
"""Words before an English May or March that make it a month."""

YEAR_LEADS = words(
    """
    jahr jahre jahres seit ende anfang mitte bis ab von vor nach in since until by from of early late
    mid end year before after frühestens spätestens sommer herbst frühjahr winter summer spring autumn
    en desde hasta depuis dès de zwischen between und and during im for to vom
    """
)
"""Words before a year."""

EDGES: dict[str, int] = {
    "anfang": 0, "mitte": 1, "ende": 2, "beginning": 0, "start": 0, "early": 0, "mid": 1, "middle": 1,
    "late": 2,
    "end": 2, "début": 0, "fin": 2, "principios": 0, "mediados": 1, "finales": 2,
}  # fmt: skip
"""Words before a month or year for a part of it."""


@lru_cache(maxsize=16)
def months(language: str) -> dict[str, int]:
    """Return the month names of a language in lower case, short ones without their full stop.

    >>> months("de")["märz"], months("en")["sept"], months("it")["giugno"]
    (3, 9, 6)
    """
    from babel import Locale, UnknownLocaleError  # imported late: it takes 40 ms

    names: dict[str, int] = dict(_INFLECTED_MONTHS.get(language, {}))
    try:
        locale = Locale(language)
    except UnknownLocaleError:
        return names
    for form in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for month, name in locale.months[context][form].items():
                low = name.lower().rstrip(".")
                if low.isalpha():
                    names[low] = month
    return names


@lru_cache(maxsize=16)
def weekdays(language: str) -> dict[str, int]:
    """Return the weekday names of a language in lower case, Monday is 0.

    >>> weekdays("de")["sonnabend"], weekdays("en")["fri"]
    (5, 4)
    """
    from babel import Locale, UnknownLocaleError

    names: dict[str, int] = dict(_WEEKDAY_FORMS.get(language, {}))
    try:
        days = Locale(language).days["format"]
    except UnknownLocaleError:
        return names
    forms = ("wide", "abbreviated") if language in _SHORT_WEEKDAYS else ("wide",)
    for form in forms:
        names.update({name.lower().rstrip("."): day for day, name in days[form].items()})
    for name, day in list(names.items()):
        names.setdefault(name + "s", day)
    return names


@lru_cache(maxsize=16)
def countries(language: str) -> frozenset[str]:
    """Return the names of countries and continents that are one word, in lower case.

    >>> "österreich" in countries("de"), "spain" in countries("en")
    (True, True)
    """
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale(language).territories.values()
    except UnknownLocaleError:
        return frozenset()
    return frozenset(name.lower() for name in names if name.isalpha())


@lru_cache(maxsize=16)
def day_parts(language: str) -> dict[str, int]:
    """Return the words for parts of the day.

    >>> day_parts("de")["abends"] == day_parts("de")["abend"]
    True
    """
    return _rows(_DAY_PARTS.get(language, ""))


@lru_cache(maxsize=16)
def day_compounds(language: str) -> dict[str, tuple[int, int]]:
    """Return the words for a part of a weekday, with both.

    >>> day_compounds("de")["samstagabend"]
    (5, 4)
    """
    parts = day_parts(language)
    return {
        f"{name}{part}": (day, n) for name, day in weekdays(language).items() for part, n in parts.items()
    }


@lru_cache(maxsize=16)
def seasons(language: str) -> dict[str, int]:
    """Return the seasons.

    >>> seasons("de")["frühjahr"]
    0
    """
    return _rows(_SEASONS.get(language, ""))


def _rows(words: str) -> dict[str, int]:
    found: dict[str, int] = {}
    plain = 0
    for item in words.split():
        word, _, number = item.partition("=")
        if number:
            found.setdefault(word, int(number))
        else:
            found[word] = plain
            plain += 1
    return found
