"""Articles and their dates."""

import dataclasses
from datetime import UTC, datetime

import pytest

from dedup.article import Article, moment


def test_an_article_needs_only_a_text_and_cannot_be_changed() -> None:
    article = Article(" Die Brücke\r\nist gesperrt. ")
    assert article.text == " Die Brücke\r\nist gesperrt. "
    assert (article.id, article.title, article.date, article.source, article.language) == (
        "",
        None,
        None,
        None,
        None,
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.text = "anders"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ("2025-09-04", datetime(2025, 9, 4, tzinfo=UTC)),
        (" 2025-09-04T12:30 ", datetime(2025, 9, 4, 12, 30, tzinfo=UTC)),
        ("2025-09-04T12:30:15Z", datetime(2025, 9, 4, 12, 30, 15, tzinfo=UTC)),
        ("2025-09-04T23:30:00-05:00", datetime(2025, 9, 5, 4, 30, tzinfo=UTC)),
    ],
)
def test_iso_dates_become_moments_in_utc(date: str, when: datetime) -> None:
    assert moment(date) == when
    assert Article("a", date=date).published() == when


@pytest.mark.parametrize(
    "date", [None, "", "gestern", "4. September 2025", "2025-13-01", "0001-01-01T00:00+14:00"]
)
def test_other_dates_are_no_moments(date: str | None) -> None:
    assert moment(date) is None
