"""Units, currencies and their conversions."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """A unit: its own name, what it measures, and how many of the dimension's base unit it is."""

    name: str
    dimension: str
    size: float


_TABLE: tuple[tuple[str, str, float, str], ...] = (
    ("%", "share", 0.01, "% prozent percent pct"),
    ("pp", "points", 1, "prozentpunkt prozentpunkte prozentpunkten"),
    ("bp", "points", 0.01, "basispunkt basispunkte basispunkten"),
    ("€", "money", 0, "€ euro euros eur"),
    ("ct", "money", 0, "cent cents"),
    ("p", "money", 0, "pence penny p"),
    ("$", "money", 0, "$ dollar dollars usd dólar dólares"),
    ("£", "money", 0, "£ pound pounds pfund gbp livres libras"),
    ("CHF", "money", 0, "chf franken francs franc sfr fr francos"),
    ("¥", "money", 0, "¥ yen jpy"),
    ("CNY", "money", 0, "yuan renminbi"),
    ("₹", "money", 0, "₹ rupie rupien rupee rupees"),
    ("RUB", "money", 0, "rubel rouble roubles ruble rubles"),
    ("SEK", "money", 0, "kronen krone kronor kroner"),
    ("PLN", "money", 0, "zloty"),
    ("m", "length", 1, "meter metern meters metre metres m mètre mètres metro metros"),
    ("cm", "length", 0.01, "zentimeter zentimetern centimetre centimetres centimeter centimeters cm"),
    ("mm", "length", 0.001, "millimeter millimetern millimetre millimetres millimeters mm"),
    ("km", "length", 1_000, "kilometer kilometern kilometers kilometre kilometres km kilomètres kilómetros"),
    ("nm", "length", 1_852, "seemeile seemeilen sm"),
    ("mile", "length", 1_609.3, "meile meilen mile miles mi"),
    ("ly", "length", 9.4607e15, "lichtjahr lichtjahre lichtjahren"),
    ("foot", "length", 0.3048, "fuß foot feet ft"),
    ("inch", "length", 0.0254, "zoll inch inches"),
    ("yard", "length", 0.9144, "yard yards"),
    ("ha", "area", 10_000, "hektar hectare hectares ha hectáreas"),
    ("acre", "area", 4_046.9, "acre acres"),
    ("m²", "area", 1, "quadratmeter quadratmetern m²"),
    ("km²", "area", 1_000_000, "quadratkilometer quadratkilometern km²"),
    ("kg", "mass", 1, "kilogramm kilo kilos kilogram kilograms kilogramme kg"),
    ("g", "mass", 0.001, "gramm gram grams gramme grammes g"),
    ("t", "mass", 1_000, "tonne tonnen tonnes ton tons t toneladas"),
    ("lb", "mass", 0.4536, "lb lbs"),
    ("l", "volume", 1, "liter litern litre litres liters litros"),
    ("hl", "volume", 100, "hektoliter hectolitres"),
    ("m³", "volume", 1_000, "kubikmeter kubikmetern m³"),
    ("gallon", "volume", 3.785, "gallone gallonen gallon gallons"),
    ("s", "time", 1, "sekunde sekunden second seconds sec seconde secondes segundo segundos"),
    ("min", "time", 60, "minute minuten minutes min minuto minutos"),
    ("h", "time", 3_600, "stunde stunden hour hours heure heures hora horas std"),
    ("day", "time", 86_400, "tag tage tagen tages day days jour jours día días"),
    ("week", "time", 604_800, "woche wochen week weeks semaine semaines semana semanas"),
    ("fortnight", "time", 1_209_600, "fortnight fortnights"),
    ("month", "time", 2_629_746, "monat monate monaten monats month months mois mes meses"),
    ("year", "time", 31_556_952, "jahr jahre jahren jahres year years ans année années año años"),
    (
        "decade",
        "time",
        315_569_520,
        "jahrzehnt jahrzehnte jahrzehnten decade decades década décadas décennies",
    ),
    ("°", "temperature", 1, "grad degree degrees °c ° c celsius degrés grados"),
    ("°F", "temperature", 0, "fahrenheit °f f"),
    ("km/h", "speed", 1, "stundenkilometer stundenkilometern kmh kph"),
    ("mph", "speed", 1.609, "mph"),
    ("W", "power", 1, "watt watts w"),
    ("kW", "power", 1_000, "kilowatt kilowatts kw"),
    ("MW", "power", 1_000_000, "megawatt megawatts mw"),
    ("GW", "power", 1_000_000_000, "gigawatt gigawatts gw"),
    ("kWh", "energy", 1, "kilowattstunde kilowattstunden kwh"),
    ("MWh", "energy", 1_000, "megawattstunde megawattstunden mwh"),
    ("GWh", "energy", 1_000_000, "gigawattstunden gwh"),
    ("TWh", "energy", 1_000_000_000, "terawattstunden twh"),
    ("point", "score", 0, "punkt punkte punkten zähler zählern point points puntos"),
)
_PHRASES: dict[tuple[str, ...], tuple[str, str, float]] = {
    ("per", "cent"): ("%", "share", 0.01),
    ("pour", "cent"): ("%", "share", 0.01),
    ("por", "ciento"): ("%", "share", 0.01),
    ("percentage", "points"): ("pp", "points", 1),
    ("percentage", "point"): ("pp", "points", 1),
    ("percent", "points"): ("pp", "points", 1),
    ("basis", "points"): ("bp", "points", 0.01),
    ("basis", "point"): ("bp", "points", 0.01),
    ("light", "years"): ("ly", "length", 9.4607e15),
    ("light", "year"): ("ly", "length", 9.4607e15),
    ("square", "metres"): ("m²", "area", 1),
    ("square", "meters"): ("m²", "area", 1),
    ("square", "kilometres"): ("km²", "area", 1_000_000),
    ("square", "kilometers"): ("km²", "area", 1_000_000),
    ("square", "miles"): ("sq mile", "area", 2_589_988),
    ("cubic", "metres"): ("m³", "volume", 1_000),
    ("cubic", "meters"): ("m³", "volume", 1_000),
    ("nautical", "mile"): ("nm", "length", 1_852),
    ("nautical", "miles"): ("nm", "length", 1_852),
    ("millas", "náuticas"): ("nm", "length", 1_852),
    ("milles", "nautiques"): ("nm", "length", 1_852),
    ("milles", "marins"): ("nm", "length", 1_852),
    ("metric", "tons"): ("t", "mass", 1_000),
    ("metric", "tonnes"): ("t", "mass", 1_000),
    ("km", "/", "h"): ("km/h", "speed", 1),
    ("us", "-", "dollar"): ("$", "money", 0),
    ("us", "dollars"): ("$", "money", 0),
    ("schweizer", "franken"): ("CHF", "money", 0),
    ("swiss", "francs"): ("CHF", "money", 0),
    ("grad", "celsius"): ("°", "temperature", 1),
    ("degrees", "celsius"): ("°", "temperature", 1),
    ("degrees", "fahrenheit"): ("°F", "temperature", 0),
    ("°", "c"): ("°", "temperature", 1),
}
_PER = frozenset({"pro", "per", "a", "an", "je", "im", "each", "every", "par", "por", "al", "à", "l", "am"})
_NO_RATE = frozenset({"min", "sec", "h", "s"})
_ADVERBS: dict[str, str] = {
    form: unit
    for unit, forms in {
        "year": "jährlich annually yearly annuels annuelles anuales anual annuel",
        "month": "monatlich monthly mensuels mensuelles mensuales mensual mensuel",
        "week": "wöchentlich weekly semanales hebdomadaires",
        "day": "täglich daily diarios diarias quotidiens",
        "hour": "stündlich hourly",
    }.items()
    for form in forms.split()
}
"""Adverbs that refer a number to a length of time."""

CURRENCY_MARKS = frozenset("€$£¥₹") | {"eur", "usd", "chf", "gbp", "fr"}
"""What may stand before a sum of money."""

LONGEST_PHRASE = 3


@lru_cache(maxsize=1)
def unit_words() -> dict[str, Unit]:
    """Return every one-word form of every unit.

    >>> unit_words()["kilometern"]
    Unit(name='km', dimension='length', size=1000)
    """
    return {
        form: Unit(name, dimension, size) for name, dimension, size, forms in _TABLE for form in forms.split()
    }


@lru_cache(maxsize=4_096)
def find_unit(words: tuple[str, ...]) -> tuple[Unit, int] | None:
    """Return the unit that some lower-case words begin with, and how many of the words it takes.

    >>> find_unit(("per", "cent", "of"))
    (Unit(name='%', dimension='share', size=0.01), 2)
    """
    for n in range(min(LONGEST_PHRASE, len(words)), 1, -1):
        phrase = _PHRASES.get(words[:n])
        if phrase:
            return Unit(*phrase), n
    unit = unit_words().get(words[0]) if words else None
    return (unit, 1) if unit else None


@lru_cache(maxsize=4_096)
def find_rate(words: tuple[str, ...]) -> tuple[Unit, int] | None:
    """Return the length of time that some words after a unit refer it to, and how many words it takes.

    >>> find_rate(("monatlich",))
    (Unit(name='month', dimension='time', size=2629746), 1)
    >>> find_rate(("a", "month", "from")) == (*find_rate(("monatlich",))[:1], 2)
    True
    """
    once = _ADVERBS.get(words[0]) if words else None
    if once:
        return unit_words()[once], 1
    unit = unit_words().get(words[1]) if len(words) > 1 and words[0] in _PER else None
    return (unit, 2) if unit and unit.dimension == "time" and words[1] not in _NO_RATE else None


def per(unit: Unit, rate: Unit) -> Unit:
    """Return a unit of speed from one of length and one of time: miles per hour.

    >>> per(unit_words()["meter"], unit_words()["sekunde"])
    Unit(name='m/s', dimension='speed', size=3.6)
    """
    names = {"km/h": "km/h", "mile/h": "mph"}
    name = f"{unit.name}/{rate.name}"
    return Unit(names.get(name, name), "speed", round(unit.size / rate.size * 3.6, 3))
