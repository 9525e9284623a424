"""Texts that share words without one being taken from the other: reports by template, boilerplate.

Slots in braces are filled with values of the random numbers given: {n} a figure, {m} a larger one, {d} a day,
{town} and {name} a place and a person of our own invention.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

from benchmarks.fresh import Draft

TEMPLATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "de",
        (
            "Wetter in {town}: Am {d} erreichen die Temperaturen {n} Grad.",
            "In der Nacht kühlt es auf {n} Grad ab.",
            "Der Wind weht mit {n} Kilometern in der Stunde aus {side}.",
            "In {town} fallen bis zum Abend {n} Millimeter Regen, in {town} {n} Millimeter.",
            "Die Wahrscheinlichkeit von Gewittern liegt bei {n} Prozent.",
            "Am Tag darauf bleibt es bei höchstens {n} Grad überwiegend {sky}.",
            "Die Sonne geht um {n} Uhr {n} auf und um {n} Uhr {n} unter.",
        ),
    ),
    (
        "de",
        (
            "{town} - Bei einem Unfall auf der Straße {n} bei {town} wurden am {d} {n} Menschen verletzt.",
            "Wie die Polizei mitteilte, war {name} ({n}) gegen {n} Uhr in Richtung {town} unterwegs.",
            "Aus bislang ungeklärter Ursache geriet das Auto auf die Gegenfahrbahn.",
            "Den Sachschaden schätzen die Beamten auf {m} Euro.",
            "Die Straße war für {n} Stunden in beide Richtungen gesperrt.",
            "Zeugen werden gebeten, sich bei der Polizei in {town} unter der Nummer {m} zu melden.",
        ),
    ),
    (
        "en",
        (
            "Shares in {name} Holdings closed {n} percent {way} at {m} pence in {town} on {d}.",
            "Trading volume was {m} shares, against a daily average of {m}.",
            "The broader index ended the session {n} points {way} at {m}.",
            "Of the companies in the index, {n} rose and {n} fell.",
            "{name} Group was the strongest riser with {n} percent; {name} Partners lost {n} percent.",
            "The pound stood at {n} cents, after {n} cents on the day before.",
        ),
    ),
    (
        "en",
        (
            "{name} Corp 1st qtr net: shr {n} cts vs {n} cts.",
            "Net {m} vs {m}.",
            "Revs {m} vs {m}.",
            "Avg shrs {m} vs {m}.",
            "Note: the latest quarter includes a gain of {m} dlrs from the sale of a plant in {town}.",
            "{name} said that it expects earnings of {n} dlrs a share for the year.",
        ),
    ),
    (
        "en",
        (
            "The winning numbers drawn in {town} on {d} were {n}, {n}, {n}, {n}, {n} and {n}.",
            "The bonus number was {n}.",
            "No ticket matched all six numbers; {n} tickets matched five and the bonus number to win {m}.",
            "The jackpot for the draw on {d} is estimated at {m}.",
            "{name} of {town}, {n}, who won last month, said that the money would go on a house.",
        ),
    ),
)
BOILERPLATE: Mapping[str, str] = {
    "de": "Dieser Beitrag wurde von der Redaktion geprüft und erscheint im Rahmen unseres Angebots. Alle "
    "Rechte vorbehalten. Vervielfältigung, auch auszugsweise, nur mit vorheriger Genehmigung des Verlags. "
    "Hinweise an die Redaktion nehmen wir gern über das Formular auf unserer Seite entgegen.",
    "en": "This article was checked by our newsroom and appears as part of our daily service. All "
    "rights reserved. No part of it may be copied, stored or passed on without the prior written permission "
    "of the publisher. Subscribers can send hints and corrections to the newsroom by our website.",
}
_GERMAN_DAYS = tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split())
_ENGLISH_DAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_VALUES: Mapping[str, tuple[str, ...]] = {
    "town": tuple("Arnsfeld Brinkum Calvert Dornau Elmsee Furth Gorham Hedley Ilmtal Kestrel Lonsee".split()),
    "name": tuple("Abel Brandis Corwin Dresen Eicke Falk Gorman Hallam Ihde Jessen Kolb Lorne".split()),
    "side": ("Nord", "Süd", "Ost", "West", "Nordost", "Südwest"),
    "sky": ("bewölkt", "heiter", "trüb", "sonnig", "neblig"),
    "way": ("higher", "lower"),
}
_SLOT = re.compile(r"\{(\w+)\}")


def report(which: int, rng: random.Random) -> Draft:
    """Return a report by one of the templates, with values of its own."""
    language, sentences = TEMPLATES[which]
    filled = (_SLOT.sub(lambda slot: _value(slot[1], language, rng), s) for s in sentences)
    return Draft(language, tuple(filled))


def _value(slot: str, language: str, rng: random.Random) -> str:
    if slot in ("n", "m"):
        return str(rng.randint(2, 99) if slot == "n" else rng.randint(1000, 99999))
    if slot == "d":
        return rng.choice(_GERMAN_DAYS if language == "de" else _ENGLISH_DAYS)
    return rng.choice(_VALUES[slot])
