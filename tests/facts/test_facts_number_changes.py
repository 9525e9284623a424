"""Numbers, units and what is counted: changed values, and the same value in another form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Teller = Callable[..., list[tuple[str, str | None, str | None]]]

CHANGED = [
    (
        "de",
        "Bei dem Unfall auf der A7 wurden drei Menschen verletzt.",
        "Vier Personen wurden bei einem Unfall auf der A7 verletzt.",
        [("number", "drei", "Vier")],
    ),
    (
        "de",
        "Der FC Wilmstadt gewann 3:1 gegen Ostheim.",
        "Der FC Wilmstadt siegte mit 3:2 gegen Ostheim.",
        [("number", "3:1", "3:2")],
    ),
    (
        "en",
        "Harlow beat Stainforth 3-1 on Saturday.",
        "Harlow beat Stainforth 2-1 on Saturday.",
        [("number", "3-1", "2-1")],
    ),
    (
        "en",
        "The suspect, 34, was arrested on Friday.",
        "The 43-year-old suspect was arrested on Friday.",
        [("number", "34", "43")],
    ),
    (
        "de",
        "Der 34-jährige Fahrer blieb unverletzt.",
        "Der Fahrer (43) blieb unverletzt.",
        [("number", "34", "43")],
    ),
    (
        "en",
        "Sales rose 4.5% to $1.2bn.",
        "Sales were up 5.4 per cent at $1.2 billion.",
        [("number", "4.5", "5.4")],
    ),
    (
        "de",
        "Zwei Drittel der Mitglieder stimmten zu.",
        "Drei Viertel der Mitglieder stimmten zu.",
        [("number", "Zwei Drittel", "Drei Viertel")],
    ),
    (
        "de",
        "Das Gericht verurteilte ihn zu vier Jahren Haft.",
        "Das Gericht verurteilte ihn zu vier Monaten Haft.",
        [("unit", "vier Jahren", "vier Monaten")],
    ),
    (
        "en",
        "The hospital treated 52 patients, nine of them children.",
        "The hospital treated 52 patients, five of them children.",
        [("number", "nine", "five")],
    ),
    (
        "de",
        "Der Bau kostet 4,2 Millionen Euro.",
        "Der Bau kostet 4,2 Millionen Dollar.",
        [("unit", "4,2 Millionen Euro", "4,2 Millionen Dollar")],
    ),
    (
        "de",
        "Im ersten Halbjahr 2024 verkaufte der Konzern 20.000 Wagen.",
        "Im zweiten Halbjahr 2024 verkaufte der Konzern 20.000 Wagen.",
        [("date", "ersten", "zweiten")],
    ),
    (
        "en",
        "It is the third time the festival was cancelled.",
        "It is the fourth time the festival was cancelled.",
        [("number", "third", "fourth")],
    ),
    (
        "de",
        "Zum 35. Mal findet das Fest statt.",
        "Das Fest findet zum 36. Mal statt.",
        [("number", "35", "36")],
    ),
    ("de", "Ein Mann wurde festgenommen.", "Zwei Männer wurden festgenommen.", [("number", "Ein", "Zwei")]),
    ("en", "One person was killed.", "Two people were killed.", [("number", "One", "Two")]),
    (
        "de",
        "Die Temperaturen steigen auf bis zu 34 Grad.",
        "Die Temperaturen klettern auf bis zu 43 Grad.",
        [("number", "34", "43")],
    ),
    (
        "fr",
        "Le déficit atteint 1,5 milliard d’euros.",
        "Le déficit atteint 1,5 million d’euros.",
        [("unit", "1,5 milliard d’euros", "1,5 million d’euros")],
    ),
    (
        "es",
        "Cuarenta y dos vecinos fueron evacuados.",
        "Fueron evacuados 52 vecinos.",
        [("number", "Cuarenta y dos", "52")],
    ),
]

SAME = [
    (
        "de",
        "Bei dem Unfall auf der A7 wurden drei Menschen verletzt.",
        "Drei Personen wurden bei einem Unfall auf der A7 verletzt.",
    ),
    ("de", "Die Stadt zählt 38 500 Einwohner.", "In der Stadt leben 38.500 Menschen."),
    (
        "de",
        "Der Gewinn sank um 12,5 Prozent auf 3,4 Mio. Franken.",
        "Der Gewinn sank um 12,5% auf CHF 3.4 Mio.",
    ),
    ("de", "Der Umsatz stieg auf 1'200 Franken.", "Der Umsatz stieg auf 1200 Franken."),
    (
        "de",
        "Der FC Wilmstadt gewann am Samstag 3:1 (1:0) gegen Ostheim.",
        "Am Samstag bezwang der FC Wilmstadt Ostheim mit 3:1.",
    ),
    ("en", "The suspect, 34, was arrested on Friday.", "The 34-year-old suspect was arrested on Friday."),
    ("en", "Sales rose 4.5% to $1.2bn.", "Sales were up 4.5 per cent at $1.2 billion."),
    ("en", "The bridge is five miles north of Carrow.", "The bridge is eight kilometres north of Carrow."),
    ("en", "A dozen cows were killed.", "Twelve cows were killed."),
    ("de", "Mehr als hundert Helfer waren im Einsatz.", "Über 100 Helfer waren im Einsatz."),
    ("de", "Zwei Drittel der Mitglieder stimmten zu.", "Rund 67 Prozent der Mitglieder stimmten zu."),
    (
        "de",
        "Das Gericht verurteilte ihn zu drei Jahren und sechs Monaten Haft.",
        "Das Gericht verurteilte ihn zu dreieinhalb Jahren Haft.",
    ),
    ("en", "She was sentenced to 18 months in prison.", "She was jailed for a year and a half."),
    ("en", "Two hundred and fifty people attended.", "About 250 people attended."),
    ("de", "Ein Mann wurde festgenommen.", "Der Mann wurde festgenommen."),
    ("es", "Cuarenta y dos vecinos fueron evacuados.", "Fueron evacuados 42 vecinos."),
]


@pytest.mark.parametrize(("language", "a", "b", "facts"), CHANGED)
def test_a_changed_value_is_told(
    tell: Teller, language: str, a: str, b: str, facts: list[tuple[str, str | None, str | None]]
) -> None:
    assert tell(a, b, language) == facts


@pytest.mark.parametrize(("language", "a", "b"), SAME)
def test_another_form_is_no_change(tell: Teller, language: str, a: str, b: str) -> None:
    assert tell(a, b, language) == []
