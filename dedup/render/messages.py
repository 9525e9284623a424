"""What is wrong, said in the language of a page: errors, problems of the service, reasons for skipped files.

Such a message is English wherever it is raised, kept and answered; a page alone says it in another language.
So it is read there: the catalogue's messages of the context `problem` are the sentences with named places for
what differs, and the one that fits gives the values that go into the translation. A message that came from a
store, a result or another process is read as well as one that was raised just now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from babel.messages.catalog import Catalog, Message
from babel.numbers import format_decimal

CONTEXT = "problem"
"""The context, as gettext has it, of what this module reads."""

MOST_CHARS = 5_000
"""A longer message is not read."""

MOST_MARKS = 100
"""A message with more colons and semicolons is not read."""

MOST_PARTS = 4
"""Most parts of one sentence that stand between semicolons."""

_PLACE = re.compile(r"%\((\w+)\)s|%%")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_PATTERNS = {"field": r"[^\s;]+", "number": r"[\d,.]+", "other": r"[\d,.]+", "choice": "[^;]+"}
_AS_GIVEN = ("field", "name")
_A_MESSAGE = "why"


class Said(Protocol):
    """What says a text, or None if it does not know it."""

    def __call__(self, text: str, /) -> str | None:
        """Return the text in another language."""


class Messages:
    """The messages of one catalogue.

    A place named `why` holds a message itself, `number` and `other` a number, `field` and `name` what stays
    as it is; what stands in any other is said in the language if it is known, and stays as it is if not.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self._locale = catalog, str(catalog.locale)
        found = [_Template(each) for each in catalog if each.context == CONTEXT and each.string]
        self._whole = {each.id: each.string for each in found if not each.places}
        # What more is said of is read first: "x is not a known field; did you mean y?" is no "x is y".
        self._templates = sorted((each for each in found if each.places), key=lambda each: -each.said)
        self.said: Said = lru_cache(maxsize=4096)(self._said)

    def _said(self, text: str) -> str | None:
        """Return a message in the language of the catalogue, None if it is none of its messages."""
        if len(text) > MOST_CHARS or text.count(": ") + text.count("; ") > MOST_MARKS:
            return None
        return (
            self._whole.get(text)
            or self._sentence(text)
            or self._one(text)
            or self._several(text.split("; "))
            or self._named(text, ": ")
        )

    def _one(self, text: str) -> str | None:
        if text in self._whole:
            return self._whole[text]
        for template in self._templates:
            found = template.pattern.fullmatch(text)
            values = self._values(found.groupdict()) if found else None
            if values is not None:
                return template.string % values
        return self._named(text, "; |: ")

    def _values(self, found: Mapping[str, str]) -> Mapping[str, str] | None:
        """Return what goes into a translation, None if a message in it is not known."""
        values = {place: self._value(place, value) for place, value in found.items()}
        known = {place: value for place, value in values.items() if value is not None}
        return known if len(known) == len(values) else None

    def _value(self, place: str, value: str) -> str | None:
        if place in _AS_GIVEN:
            return value
        if _THOUSANDS.fullmatch(value):
            return str(format_decimal(int(value.replace(",", "")), locale=self._locale))
        return self.said(value) or (None if place == _A_MESSAGE else value)

    def _named(self, text: str, marks: str) -> str | None:
        """Return a message behind the name of what it is about, such as a file or a line in it.

        The name ends at a colon, and before the first semicolon where that is one of the `marks`.
        """
        for colon in re.finditer(marks, text):
            if colon[0] != ": ":
                return None
            why = self.said(text[colon.end() :])
            if why:
                name = text[: colon.start()]
                return f"{self.said(name) or name}: {why}"
        return None

    def _sentence(self, text: str) -> str | None:
        """Return a message that was made a sentence."""
        if len(text) < 2 or text[-1] != ".":
            return None
        inside = text[:-1]
        found = self.said(inside) or self.said(inside[:1].lower() + inside[1:])
        return f"{found[:1].upper()}{found[1:]}." if found and text[0].isupper() else found and f"{found}."

    def _several(self, parts: Sequence[str]) -> str | None:
        """Return messages that stand one behind the other; one of them may have semicolons of its own."""
        for end in range(1, min(MOST_PARTS, len(parts) - 1) + 1):
            first = self._one("; ".join(parts[:end]))
            rest = self.said("; ".join(parts[end:])) if first else None
            if rest:
                return f"{first}; {rest}"
        return None


class _Template:
    """A message of the catalogue, its translation, and what reads the values out of a text."""

    def __init__(self, message: Message) -> None:
        self.id, self.string = str(message.id), str(message.string)
        self.places = [place for place in _PLACE.findall(self.id) if place]
        self.said = len(_PLACE.sub("", self.id))
        self.pattern = re.compile(_pattern(self.id), re.DOTALL)
        if not self.places:
            self.id, self.string = self.id.replace("%%", "%"), self.string.replace("%%", "%")


def _pattern(template: str) -> str:
    r"""Return what matches a message with values in it.

    >>> _pattern("%(field)s is at most %(number)s")
    '(?P<field>[^\\s;]+)\\ is\\ at\\ most\\ (?P<number>[\\d,.]+)'
    """
    pattern, at = "", 0
    for place in _PLACE.finditer(template):
        pattern += re.escape(template[at : place.start()])
        name = place[1]
        pattern += f"(?P<{name}>{_PATTERNS.get(name, '.+?')})" if name else "%"
        at = place.end()
    return pattern + re.escape(template[at:])
