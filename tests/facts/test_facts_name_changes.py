"""Names of people, places and organisations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Teller = Callable[..., list[tuple[str, str | None, str | None]]]

CHANGED = [
    (
        "de",
        "Trainer Marco Willig setzt auf Torwart Jens Rausch.",
        "Trainer Marco Willig setzt auf Torwart Timo Rausch.",
        [("name", "Torwart Jens Rausch", "Torwart Timo Rausch")],
    ),
    (
        "de",
        "Die Maschine landete sicher in Stuttgart.",
        "Die Maschine landete sicher in Nürnberg.",
        [("name", "Stuttgart", "Nürnberg")],
    ),
    (
        "de",
        "Den Zuschlag erhielt der japanische Konzern Tanabe.",
        "Der koreanische Konzern Tanabe erhielt den Zuschlag.",
        [("name", "japanische", "koreanische")],
    ),
    (
        "en",
        "The study by Leiden University took a year.",
        "The study by the University of Ghent took a year.",
        [("name", "Leiden University", "University of Ghent")],
    ),
    ("de", "Die SPD lehnte den Antrag ab.", "Die CDU lehnte den Antrag ab.", [("name", "SPD", "CDU")]),
    (
        "de",
        "Der Pilot stammt aus Österreich.",
        "Der Pilot stammt aus der Schweiz.",
        [("name", "Österreich", "Schweiz")],
    ),
    (
        "de",
        "Das Boot sank vor der Küste Libyens.",
        "Das Boot sank vor der Küste Tunesiens.",
        [("name", "Libyens", "Tunesiens")],
    ),
    (
        "en",
        "Police in Leeds are looking for the driver.",
        "Police in Hull are looking for the driver.",
        [("name", "Leeds", "Hull")],
    ),
    (
        "en",
        "Governor Ellen Marsh signed the bill.",
        "Gov. Ellen March signed the bill.",
        [("name", "Ellen Marsh", "Ellen March")],
    ),
    (
        "en",
        "The plane took off from Manchester bound for Palma.",
        "The plane took off from Birmingham bound for Palma.",
        [("name", "Manchester", "Birmingham")],
    ),
    (
        "en",
        "The Labour council approved the plan.",
        "The Conservative council approved the plan.",
        [("name", "Labour", "Conservative")],
    ),
    ("de", "Siemens liefert die Turbinen.", "Bosch liefert die Turbinen.", [("name", "Siemens", "Bosch")]),
    (
        "de",
        "Der Kölner Stadtrat stimmte zu.",
        "Der Bonner Stadtrat stimmte zu.",
        [("name", "Kölner", "Bonner")],
    ),
]

SAME = [
    ("de", "Der Bürgermeister von Altenried, Georg Haberl, lehnte ab.", "Bürgermeister Haberl lehnte ab."),
    ("de", "Die Vereinten Nationen warnten vor einer Hungersnot.", "Die UN warnten vor einer Hungersnot."),
    ("de", "Das Schiff liegt im Hafen.", "Das Boot liegt im Hafen."),
    ("de", "Der Eigentümer will das Gebäude verkaufen.", "Der Besitzer will das Haus verkaufen."),
    ("de", "Nach dem Unwetter räumten Helfer die Straßen.", "Nach dem Sturm räumten Freiwillige die Wege."),
    ("en", "The company, based in Dublin, makes pumps.", "The Dublin-based company makes pumps."),
    ("en", "Dr Anna Patel led the study.", "The study was led by Patel."),
    ("en", "The United Nations condemned the attack.", "The UN condemned the attack."),
    ("de", "Die Band spielt im Juli in Bremen und Kiel.", "Die Band spielt im Juli in Kiel und Bremen."),
    ("de", "Der Kölner Stadtrat stimmte zu.", "Der Stadtrat in Köln stimmte zu."),
]


@pytest.mark.parametrize(("language", "a", "b", "facts"), CHANGED)
def test_a_changed_value_is_told(
    tell: Teller, language: str, a: str, b: str, facts: list[tuple[str, str | None, str | None]]
) -> None:
    assert tell(a, b, language) == facts


@pytest.mark.parametrize(("language", "a", "b"), SAME)
def test_another_form_is_no_change(tell: Teller, language: str, a: str, b: str) -> None:
    assert tell(a, b, language) == []
