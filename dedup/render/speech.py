"""The languages in which pages speak: English as it is written in the code, others by their catalogue.

A catalogue is a gettext file in `locale/`; what it lacks is said in English.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

Tongue = Literal["en", "de"]
TONGUES: tuple[Tongue, ...] = get_args(Tongue)


class Speech:
    """Words in one language.

    >>> Speech("en").count(2000, "sentence"), Speech("de").count(2000, "sentence")
    ('2,000 sentences', '2.000 Sätze')
    >>> Speech("de").text("%(share)s of %(side)s stands in %(other)s", share="37 %", side="b", other="a")
    '37 % von b steht in a'
    """

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self._catalog = None if tongue == "en" else _catalog(tongue)

    def text(self, message: str, **values: object) -> str:
        """Return a message in this language, with values in it."""
        said = self._said(message, 0) or message
        return said % values if values else said

    def count(self, number: int, noun: str) -> str:
        """Return a number with its noun."""
        one = number == 1
        return f"{self.number(number)} {self._said(noun, not one) or (noun if one else f'{noun}s')}"

    def number(self, number: int) -> str:
        """Return a whole number with marks between its thousands.

        >>> Speech("de").number(2000)
        '2.000'
        """
        return format_decimal(number, locale=self.tongue)

    def _said(self, message: str, form: int) -> str:
        """Return a message's translation, or nothing."""
        found = self._catalog.get(message) if self._catalog else None
        if found is None or not found.string:
            return ""
        return found.string if isinstance(found.string, str) else str(found.string[form])


@cache
def speech(tongue: Tongue) -> Speech:
    """Return the words in a language.

    >>> speech("en") is speech("en")
    True
    """
    return Speech(tongue)


def _catalog(tongue: Tongue) -> Catalog:
    with files("dedup.render").joinpath(f"locale/{tongue}.po").open("rb") as file:
        return read_po(file, locale=tongue)
