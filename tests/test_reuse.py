"""The benchmark of detection: baselines, labels, and what counts as found."""

from __future__ import annotations

import pytest

from benchmarks import reuse, sources
from benchmarks.exact import containments
from benchmarks.generator import Made
from benchmarks.reuse import Found, Labels
from dedup import Article

REPORT = "Der Rat der Stadt hat am Montag den Umbau des alten Hafens für zwölf Millionen Euro beschlossen."
OTHER = "Auf der Autobahn bei Hamm sind in der Nacht zwei Lastwagen und ein Bus zusammengestoßen."


def made(name: str, text: str, kind: str, *taken_from: str) -> Made:
    return Made(Article(text, id=name), kind, taken_from, taken_from[0] if taken_from else name)


CORPUS = [
    made("o", REPORT, "origin"),
    made("c", REPORT, "copy", "o"),
    made("d", f"{REPORT} Nein.", "cut", "o"),
    made("x", OTHER, "origin"),
]


def test_siblings_count_neither_way() -> None:
    labels = Labels(CORPUS)
    scored = labels.score({("c", "o"), ("d", "o"), ("c", "d")})
    assert (scored.precision, scored.recall) == (1.0, 1.0)


def test_a_pair_is_found_between_copies() -> None:
    labels = Labels(CORPUS)
    assert labels.shares({("c", "d")}) == {"copy": 0.0, "cut": 1.0}


def test_wrong_pairs_are_named() -> None:
    assert Labels(CORPUS).traps({("o", "x"), ("c", "x")}) == {"origin": 1, "others": 1}


def test_all_methods_answer_alike() -> None:
    articles = [m.article for m in CORPUS]
    for found in (reuse.ours(articles), *(found for _, found in reuse.baselines(articles))):
        assert isinstance(found, Found)
        assert ("c", "o") in found.pairs
        assert found.groups["c"] == found.groups["o"] != found.groups["x"]


def test_containment_is_of_the_shorter_text() -> None:
    found = containments([REPORT, f"{REPORT} {OTHER}", OTHER])
    assert found.above(1.0) == {(0, 1), (1, 2)}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
        (" 8-APR-1987 31:02:03.00", "1987-04-08T07:02:03"),
        ("2025-09-04", "2025-09-04"),
        (None, None),
    ],
)
def test_dates_of_reuters(given: str | None, read: str | None) -> None:
    assert sources.iso_date(given) == read


def test_equal_groupings() -> None:
    groups = {"a": 1, "b": 1, "c": 2}
    assert reuse.rand_index(groups, {"a": "x", "b": "x", "c": "y"}) == 1.0
    assert reuse.rand_index(groups, {"a": 1, "b": 2, "c": 2}) == pytest.approx(-0.5)
