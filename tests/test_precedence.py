from __future__ import annotations

from dataclasses import replace

import pytest

from dedup.article import Article
from dedup.close_reading import read_closely
from dedup.precedence import is_older


def first(x: Article, y: Article) -> str:
    """Return the id of the older of two, having checked that their order does not matter."""
    one, other = (replace(a, date=read_closely(a, a.text).date) for a in (x, y))
    older = is_older(one, other, len(x.text), len(y.text))
    assert older != is_older(other, one, len(y.text), len(x.text))
    return x.id if older else y.id


def dated(name: str, date: str | None, text: str = "Der Fluss ist über die Ufer getreten.") -> Article:
    return Article(text, id=name, date=date)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2025-09-04", "2025-09-05"),
        ("2025-09-04T23:59:00", "2025-09-05"),
        ("2025-09-05T01:30:00+02:00", "2025-09-05T00:00:00Z"),
        ("1969-12-31", "1970-01-01"),
        ("2025-09-04", "9999-12-31"),
    ],
)
def test_the_earlier_date_is_the_older(earlier: str, later: str) -> None:
    assert first(dated("z", earlier), dated("a", later)) == "z"


def test_a_date_counts_more_than_length() -> None:
    long = "Der Fluss ist am Abend über die Ufer getreten, sagte ein Sprecher der Stadt."
    assert first(dated("short", "2025-09-04"), dated("long", "2025-09-05", long)) == "short"


def test_a_date_in_a_header_line_of_the_text_counts() -> None:
    header = "date 2025-09-03\n\nDer Fluss ist über die Ufer getreten."
    assert first(dated("given", "2025-09-04"), Article(header, id="header")) == "header"


@pytest.mark.parametrize("date", [None, "gestern", "04.09.2025", "2025-13-45", "2025-09-04"])
def test_without_two_dates_that_differ_the_longer_text_is_the_older(date: str | None) -> None:
    long = "Der Fluss ist am Abend über die Ufer getreten, sagte ein Sprecher der Stadt."
    assert first(dated("a", date), dated("z", "2025-09-04", long)) == "z"


def test_of_equal_texts_the_smaller_id_is_the_older() -> None:
    assert first(dated("b", None), dated("a", None)) == "a"
