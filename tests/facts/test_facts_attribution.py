"""Who said it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Teller = Callable[..., list[tuple[str, str | None, str | None]]]

CHANGED = [
    (
        "de",
        "Der Zeuge sagte, er habe nichts gesehen.",
        "Der Angeklagte sagte, er habe nichts gesehen.",
        [("attribution", "Der Zeuge sagte", "Der Angeklagte sagte")],
    ),
    (
        "en",
        "The talks failed, according to the ministry.",
        "The talks failed, according to the rebels.",
        [("attribution", "according to the ministry", "according to the rebels")],
    ),
    (
        "en",
        '"We are ready," said coach Dan Mills.',
        '"We are ready," said captain Leo Hart.',
        [("attribution", "said coach Dan Mills", "said captain Leo Hart")],
    ),
    (
        "de",
        "Das Feuer sei gelöscht, sagte ein Polizeisprecher.",
        "Das Feuer sei gelöscht, sagte ein Feuerwehrsprecher.",
        [("attribution", "sagte ein Polizeisprecher", "sagte ein Feuerwehrsprecher")],
    ),
    (
        "de",
        "Die Kosten steigen, teilte das Finanzministerium mit.",
        "Die Kosten steigen, teilte das Verkehrsministerium mit.",
        [("attribution", "teilte das Finanzministerium", "teilte das Verkehrsministerium")],
    ),
    (
        "de",
        "Nach Angaben der Polizei wurden zwei Menschen verletzt.",
        "Laut Feuerwehr wurden zwei Menschen verletzt.",
        [("attribution", "Nach Angaben der Polizei", "Laut Feuerwehr")],
    ),
    (
        "de",
        "Der Plan sei gescheitert, sagte Minister Kurt Heller.",
        "Der Plan sei gescheitert, sagte Oppositionsführerin Vera Lindt.",
        [("attribution", "sagte Minister Kurt Heller", "sagte Oppositionsführerin Vera Lindt")],
    ),
    (
        "en",
        "The fire is out, a police spokesman said.",
        "The fire is out, a fire service spokeswoman said.",
        [("attribution", "a police spokesman said", "a fire service spokeswoman said")],
    ),
    (
        "en",
        "Profits fell, finance director Lena Holt said.",
        "Profits fell, chief executive Tom Brandt said.",
        [("attribution", "finance director Lena Holt said", "chief executive Tom Brandt said")],
    ),
    (
        "en",
        "Two people died, the hospital said.",
        "Two people died, police said.",
        [("attribution", "the hospital said", "police said")],
    ),
    (
        "en",
        "According to prosecutors, the men planned the raid.",
        "According to defence lawyers, the men planned the raid.",
        [("attribution", "According to prosecutors", "According to defence lawyers")],
    ),
    (
        "de",
        "Es gebe Gespräche, hieß es am Dienstag aus dem Aufsichtsrat.",
        "Aus dem Betriebsrat hieß es, es gebe Gespräche.",
        [("attribution", "hieß es am Dienstag aus dem Aufsichtsrat", "Aus dem Betriebsrat hieß es")],
    ),
    (
        "de",
        "Ein Passant, der alles sah, gab an, das Auto sei rot gewesen.",
        "Das Auto sei rot gewesen, erzählte ein Taxifahrer.",
        [("attribution", "Ein Passant, der alles sah, gab", "erzählte ein Taxifahrer")],
    ),
    (
        "en",
        "She told the Nordic Courier that the panels were identical.",
        "She told the Baltic Courier that the panels were identical.",
        [("attribution", "told the Nordic Courier", "told the Baltic Courier")],
    ),
    (
        "en",
        "The bids were low, according to a report in the Yorkshire Courier.",
        "The bids were low, the Evening Ledger reported.",
        [("attribution", "according to a report in the Yorkshire Courier", "the Evening Ledger reported")],
    ),
    (
        "en",
        "The Hungarian government says the panel was stolen.",
        "The panel was stolen, the Hungarian church says.",
        [("attribution", "The Hungarian government says", "the Hungarian church says")],
    ),
]

SAME = [
    ("de", "Das Tor sei zu, meinte der Pole.", "Das Tor sei zu, findet Trainer Wilk."),
    ("de", "Das Tor sei zu, heißt es im Gutachten von Iris Feld.", "Das Tor sei zu, so Gutachterin Feld."),
    (
        "de",
        "Nach Angaben der Polizei wurden zwei Menschen verletzt.",
        "Laut Polizei wurden zwei Menschen verletzt.",
    ),
    (
        "de",
        "Der Plan sei gescheitert, sagte Minister Kurt Heller.",
        "Nach Worten des Ministers ist der Plan gescheitert.",
    ),
    ("de", "Der Plan sei gescheitert, sagte sie.", "Der Plan sei gescheitert, betonte Lindt."),
    ("de", "Der Plan sei gescheitert, sagte Lindt.", "Der Plan ist gescheitert."),
    ("en", "Profits fell, according to the company.", "Profits fell, the firm said."),
    ("en", "The road is closed, said Sheriff Dan Cole.", "The road is closed, the sheriff said."),
]


@pytest.mark.parametrize(("language", "a", "b", "facts"), CHANGED)
def test_a_changed_value_is_told(
    tell: Teller, language: str, a: str, b: str, facts: list[tuple[str, str | None, str | None]]
) -> None:
    assert tell(a, b, language) == facts


@pytest.mark.parametrize(("language", "a", "b"), SAME)
def test_another_form_is_no_change(tell: Teller, language: str, a: str, b: str) -> None:
    assert tell(a, b, language) == []
