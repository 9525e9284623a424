"""Numbers in one form, words folded."""

import pytest

from dedup.terms import find_terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,2 Mrd. Euro", "1.200 Millionen Euro"),
        ("£9.3 million", "£9.3m"),
        ("zwölf", "12"),
        ("ein Dutzend", "ein 12"),
        ("4.300 Einwohner", "4300 Einwohner"),
        ("10 000 habitants", "10.000 habitants"),
        ("10\u00a0000 habitants", "10000 habitants"),
        ("1’200 Franken", "1200 Franken"),
        ("0,5 Mio.", "500.000"),
        ("twenty-five", "20 five"),
    ],
)
def test_two_forms_of_one_number(one: str, other: str) -> None:
    digits = [t for t in find_terms(one) if t[0].isdigit()]
    assert digits
    assert digits == [t for t in find_terms(other) if t[0].isdigit()]


@pytest.mark.parametrize(("text", "terms"), [
    ("100 m Lauf", ["100", "m", "lauf"]),
    ("am 3.4.2025", ["am", "3.4.2025"]),
    ("35-Jährige", ["35", "jährige"]),
    ("Airbus A380", ["airbus", "a380"]),
    ("東京で", ["東", "京", "で"]),
    ("?!", []),
])  # fmt: skip
def test_what_stays_as_it_is(text: str, terms: list[str]) -> None:
    assert find_terms(text) == terms
