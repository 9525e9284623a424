"""The languages in which pages speak: English as it is written in the code, others by their catalogue.

A catalogue is a gettext file in `locale/`; what it lacks is said in English.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from dedup.render.messages import Messages


class Tongue(StrEnum):
    """A language of pages."""

    EN = "en"
    DE = "de"


class Speech:
    """Words in one language.

    >>> Speech(Tongue.EN).count(2000, "sentence"), Speech(Tongue.DE).count(2000, "sentence")
    ('2,000 sentences', '2.000 Sätze')
    >>> Speech(Tongue.DE).text("%(part)s of %(side)s stands in %(other)s", part="37 %", side="b", other="a")
    '37 % von b steht in a'
    """

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self._catalog = None if tongue is Tongue.EN else _catalog(tongue)
        self._messages = Messages(self._catalog) if self._catalog else None

    def text(self, message: str, **values: object) -> str:
        """Return a message in this language, with values in it."""
        said = self._said(message, 0) or message
        return said % values if values else said

    def problem(self, message: str) -> str:
        """Return what is wrong in this language: the English message of an error, with its values in it.

        >>> Speech(Tongue.DE).problem("a.txt: line 3: no words in its text; give it some or remove it")
        'a.txt: Zeile 3: keine Wörter im Text; ergänzen Sie welche, oder entfernen Sie den Artikel'
        """
        found = self._said(message, 0) or (self._messages and self._messages.said(message))
        return found or message

    def count(self, number: int, noun: str) -> str:
        """Return a number with its noun."""
        one = number == 1
        return f"{self.number(number)} {self._said(noun, not one) or (noun if one else f'{noun}s')}"

    def number(self, number: int) -> str:
        """Return a whole number with marks between its thousands.

        >>> Speech(Tongue.DE).number(2000)
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

    >>> speech(Tongue.EN) is speech(Tongue.EN)
    True
    """
    return Speech(tongue)


def _catalog(tongue: Tongue) -> Catalog:
    with files("dedup.render").joinpath(f"locale/{tongue}.po").open("rb") as file:
        return read_po(file, locale=tongue)
