"""Dates, weekdays and clock times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Teller = Callable[..., list[tuple[str, str | None, str | None]]]

CHANGED = [
    (
        "de",
        "Die Sitzung beginnt am 5. September um 14.30 Uhr.",
        "Die Sitzung beginnt am 5. September um 13.30 Uhr.",
        [("date", "14.30 Uhr", "13.30 Uhr")],
    ),
    (
        "en",
        "The hearing is set for September 5 at 3:30 pm.",
        "The hearing will take place on 6 September at 3.30pm.",
        [("date", "September 5", "6 September")],
    ),
    (
        "en",
        "He was born in May 1971 in Leeds.",
        "He was born in Leeds in March 1971.",
        [("date", "May 1971", "March 1971")],
    ),
    (
        "de",
        "Der Prozess wird am Mittwoch fortgesetzt.",
        "Fortgesetzt wird der Prozess am Donnerstag.",
        [("date", "Mittwoch", "Donnerstag")],
    ),
    (
        "de",
        "Am Dienstagabend brannte die Scheune.",
        "Die Scheune brannte am Dienstagmorgen.",
        [("date", "Dienstagabend", "Dienstagmorgen")],
    ),
    (
        "de",
        "Das Urteil wird Ende März erwartet.",
        "Das Urteil wird Anfang März erwartet.",
        [("date", "Ende März", "Anfang März")],
    ),
    (
        "de",
        "Im Herbst soll die Brücke fertig sein.",
        "Im Frühjahr soll die Brücke fertig sein.",
        [("date", "Herbst", "Frühjahr")],
    ),
    ("en", "The bridge opens in spring.", "The bridge opens in autumn.", [("date", "spring", "autumn")]),
    (
        "de",
        "Die Ausstellung läuft vom 3. bis 17. Mai.",
        "Die Ausstellung ist vom 3. bis zum 27. Mai zu sehen.",
        [("date", "17. Mai", "27. Mai")],
    ),
    ("en", "The strike runs from 3 to 7 June.", "The strike runs from 4 to 7 June.", [("number", "3", "4")]),
    ("de", "Seit 1998 leitet er das Haus.", "Er leitet das Haus seit 1989.", [("date", "1998", "1989")]),
    ("en", "Polls close at 8pm.", "Polls close at 9pm.", [("date", "8pm", "9pm")]),
]

SAME = [
    (
        "de",
        "Die Sitzung beginnt am 5. September um 14.30 Uhr.",
        "Die Sitzung beginnt am 05.09. um 14:30 Uhr.",
    ),
    (
        "en",
        "The hearing is set for September 5 at 3:30 pm.",
        "The hearing will take place on 5 September at 15:30.",
    ),
    ("de", "Am Dienstagabend brannte die Scheune.", "Die Scheune brannte in der Nacht zum Mittwoch."),
    ("en", "Polls close at 8pm on Thursday.", "Voting ends on Thursday at 8 p.m."),
]


@pytest.mark.parametrize(("language", "a", "b", "facts"), CHANGED)
def test_a_changed_value_is_told(
    tell: Teller, language: str, a: str, b: str, facts: list[tuple[str, str | None, str | None]]
) -> None:
    assert tell(a, b, language) == facts


@pytest.mark.parametrize(("language", "a", "b"), SAME)
def test_another_form_is_no_change(tell: Teller, language: str, a: str, b: str) -> None:
    assert tell(a, b, language) == []
