"""Words inside quotation marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dedup.link import Fact

Finder = Callable[..., list[Fact]]
Teller = Callable[..., list[tuple[str, str | None, str | None]]]

CHANGED = [
    (
        "de",
        "„Wir haben keine Wahl“, sagte Meier.",
        "„Wir haben keine andere Wahl“, sagte Meier.",
        [("quote", "„Wir haben keine Wahl“", "„Wir haben keine andere Wahl“")],
    ),
    (
        "en",
        "“We will never give up,” she said. “This is our home.”",
        "“We will not give up,” she said. “This is our home.”",
        [("quote", "“We will never give up,”", "“We will not give up,”")],
    ),
    (
        "en",
        'The minister called the plan "a complete waste of money".',
        'The minister called the plan "a waste of money".',
        [("quote", '"a complete waste of money"', '"a waste of money"')],
    ),
    ("en", 'He called it "reckless".', 'He called it "careless".', [("quote", '"reckless"', '"careless"')]),
]

SAME = [
    ("de", "„Wir haben keine Wahl“, sagte Meier.", "»Wir haben keine Wahl«, sagte Meier."),
    ("de", "„Wir haben keine Wahl“, sagte Meier.", "Man habe keine Wahl, sagte Meier."),
    ("en", "“We will rebuild the colour archive,” he said.", "'We will rebuild the color archive,' he said."),
    ("de", "Er sprach von einem „Skandal“.", "Er nannte es einen „Skandal“."),
]


@pytest.mark.parametrize(("language", "a", "b", "facts"), CHANGED)
def test_a_changed_value_is_told(
    tell: Teller, language: str, a: str, b: str, facts: list[tuple[str, str | None, str | None]]
) -> None:
    assert tell(a, b, language) == facts


@pytest.mark.parametrize(("language", "a", "b"), SAME)
def test_another_form_is_no_change(tell: Teller, language: str, a: str, b: str) -> None:
    assert tell(a, b, language) == []


REASONS = [
    ("We know this.", "We act on this.", "'know' became 'act on' inside the quotation"),
    ("We have no choice.", "We have no other choice.", "'other' was added inside the quotation"),
    ("We have no other choice.", "We have no choice.", "'other' was dropped inside the quotation"),
]


@pytest.mark.parametrize(("a", "b", "reason"), REASONS)
def test_a_reason_names_the_altered_words_only(find: Finder, a: str, b: str, reason: str) -> None:
    assert [fact.reason for fact in find(f"“{a}” she said.", f"“{b}” she said.", "en")] == [reason]
