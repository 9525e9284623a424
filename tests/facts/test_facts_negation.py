"""Negations, hedges and bounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Teller = Callable[..., list[tuple[str, str | None, str | None]]]

CHANGED = [
    (
        "de",
        "Die Brücke wird nicht abgerissen.",
        "Die Brücke wird abgerissen.",
        [("negation", "nicht abgerissen", "abgerissen")],
    ),
    (
        "de",
        "Die Brücke wird abgerissen.",
        "Die Brücke wird nicht abgerissen.",
        [("negation", "abgerissen", "nicht abgerissen")],
    ),
    ("de", "Es gab keine Verletzten.", "Es gab Verletzte.", [("negation", "keine", None)]),
    (
        "de",
        "Der Angeklagte war schuldig.",
        "Der Angeklagte war unschuldig.",
        [("negation", "schuldig", "unschuldig")],
    ),
    (
        "de",
        "Der mutmaßliche Täter wurde festgenommen.",
        "Der Täter wurde festgenommen.",
        [("negation", "mutmaßliche", None)],
    ),
    ("de", "Die Steuer könnte steigen.", "Die Steuer wird steigen.", [("negation", "könnte", "wird")]),
    (
        "de",
        "Das Feuer brach vermutlich im Keller aus.",
        "Das Feuer brach im Keller aus.",
        [("negation", "vermutlich", None)],
    ),
    (
        "de",
        "„Ich werde nicht zurücktreten“, sagte er.",
        "Er werde zurücktreten, sagte er.",
        [("negation", "nicht zurücktreten", "zurücktreten")],
    ),
    ("de", "Fast 300 Menschen kamen.", "Mehr als 300 Menschen kamen.", [("negation", "Fast", "Mehr als")]),
    ("en", "The mine will not reopen.", "The mine will reopen.", [("negation", "not reopen", "reopen")]),
    ("en", "The alleged thief fled to Spain.", "The thief fled to Spain.", [("negation", "alleged", None)]),
    (
        "en",
        "The council said the tax may rise.",
        "The council said the tax will rise.",
        [("negation", "may", "will")],
    ),
    (
        "en",
        "Officials said it was unlikely the road would open.",
        "Officials said it was likely the road would open.",
        [("negation", "unlikely", "likely")],
    ),
    (
        "en",
        "Nearly 500 homes lost power.",
        "More than 500 homes lost power.",
        [("negation", "Nearly", "More than")],
    ),
    (
        "en",
        "The drug is probably safe for children.",
        "The drug is safe for children.",
        [("negation", "probably", None)],
    ),
    ("en", "She never met the accused.", "She met the accused.", [("negation", "never met", "met")]),
    ("en", "He was able to walk.", "He was unable to walk.", [("negation", "able", "unable")]),
    (
        "en",
        "The council has no plans to sell the park.",
        "The council has plans to sell the park.",
        [("negation", "no", None)],
    ),
    (
        "de",
        "Der Verein bestätigte den Wechsel am Freitag.",
        "Der Verein dementierte am Freitag den Wechsel.",
        [("negation", "bestätigte", "dementierte")],
    ),
    (
        "de",
        "Das gilt Händlern zufolge als unwahrscheinlich.",
        "Händlern zufolge ist das wahrscheinlich.",
        [("negation", "unwahrscheinlich", "wahrscheinlich")],
    ),
    (
        "de",
        "Ein Defekt sei nahezu ausgeschlossen.",
        "Ein Defekt sei ausgeschlossen.",
        [("negation", "nahezu", None)],
    ),
    (
        "en",
        "The union does not oppose the merger.",
        "The union opposes the merger.",
        [("negation", "not", "opposes")],
    ),
    (
        "en",
        "The firm has ruled out a sale of the plant.",
        "A sale of the plant is under consideration.",
        [("negation", "ruled", "consideration")],
    ),
    (
        "en",
        "The wall was built no earlier than 1487.",
        "The wall was built in 1487 at the latest.",
        [("negation", "earlier", "latest")],
    ),
    (
        "fr",
        "Le maire n'exclut pas de fermer le pont.",
        "La fermeture du pont est exclue pour le maire.",
        [("negation", "exclut pas", "exclue")],
    ),
]

SAME = [
    ("de", "Der Verein bestätigte den Wechsel nicht.", "Der Verein dementierte den Wechsel."),
    ("de", "Die Preise stiegen, die Löhne sanken.", "Die Löhne sanken, und die Preise stiegen."),
    ("en", "The plant has yet to reopen.", "The plant has not reopened."),
    ("en", "The minister rejected the plan.", "The minister did not accept the plan."),
    ("de", "Es gab keine Verletzten.", "Verletzt wurde niemand."),
    ("de", "Der Täter ist noch nicht gefasst.", "Der Täter ist noch auf der Flucht."),
    ("de", "Der mutmaßliche Täter wurde festgenommen.", "Der Tatverdächtige wurde festgenommen."),
    ("de", "Die Steuer könnte steigen.", "Die Steuer dürfte steigen."),
    (
        "de",
        "Das Feuer brach vermutlich im Keller aus.",
        "Das Feuer ist wahrscheinlich im Keller ausgebrochen.",
    ),
    ("de", "„Ich werde nicht zurücktreten“, sagte er.", "Er werde nicht zurücktreten, sagte er."),
    ("de", "Rund 300 Menschen kamen.", "Etwa 300 Menschen kamen."),
    ("en", "The mine will not reopen.", "The mine won’t reopen."),
    ("en", "He denied the charges.", "He did not admit the charges."),
    ("en", "At least 20 people died.", "More than 20 people died."),
]


@pytest.mark.parametrize(("language", "a", "b", "facts"), CHANGED)
def test_a_changed_value_is_told(
    tell: Teller, language: str, a: str, b: str, facts: list[tuple[str, str | None, str | None]]
) -> None:
    assert tell(a, b, language) == facts


@pytest.mark.parametrize(("language", "a", "b"), SAME)
def test_another_form_is_no_change(tell: Teller, language: str, a: str, b: str) -> None:
    assert tell(a, b, language) == []
