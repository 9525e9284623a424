"""Facts take a bounded number of comparisons, whatever the text, and say when values were left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from dedup.article import Article
from dedup.comparison import compare_articles
from dedup.document import Document, Sentence
from dedup.edits import word_edits
from dedup.facts import Budget, find_facts
from dedup.facts import names as names_module
from dedup.facts.budget import MOST, MOST_OF_A_LINK
from dedup.facts.compare import Facts
from dedup.facts.places import Placed, Places

LETTERS = "abcdefghij"
Text = Callable[[int], str]


def word(n: int) -> str:
    return "".join(LETTERS[int(digit)] for digit in str(n))


def numbers(count: int, first: int, unit: str) -> str:
    return "Es gab " + " und ".join(f"{first + n} {unit}" for n in range(count)) + "."


def names(count: int, start: str) -> str:
    return "Es kamen " + ", ".join(f"Jan {start}{word(n)}" for n in range(count)) + "."


GROWING: dict[str, tuple[Text, Text]] = {
    "numbers": (lambda n: numbers(n, 0, "Euro"), lambda n: numbers(n, 5_000, "Dollar")),
    "numbers without units": (lambda n: "3; " * n + "x", lambda n: "4; " * n + "x"),
    "negators": (
        lambda n: "Er will " + "nicht " * n + "gehen.",
        lambda n: "Er will " + "nie " * n + "ruhen.",
    ),
    "names": (lambda n: names(n, "Mu"), lambda n: names(n, "Ka")),
    "capitals": (
        lambda n: " ".join(f"Wort{word(k)}" for k in range(n)),
        lambda n: " ".join(f"Wert{word(k)}" for k in range(n)),
    ),
    "prefixes": (
        lambda n: " ".join(f"unschuldig{word(k)}" for k in range(n)),
        lambda n: " ".join(f"schuldig{word(k)}" for k in range(n)),
    ),
    "quotations": (
        lambda n: " ".join(f"„{word(k)} b c d“" for k in range(n)),
        lambda n: " ".join(f"„a b {word(k)} d“" for k in range(n)),
    ),
    "pronouns": (lambda n: "sagte er, " * n, lambda n: "erklärte Frau Mayer, " * n),
    "weekdays": (lambda n: "am Montag, " * n, lambda n: "am Dienstag, " * n),
}


def whole(text: str) -> Document:
    return Document(Article(text), None, None, "de", (Sentence(0, 0, len(text)),), ())


def facts_of(old: str, new: str, budget: Budget) -> Facts:
    a, b = whole(old), whole(new)
    return find_facts(a, b, [0], [0], word_edits(a, b, [0], [0]).edits, budget)


@pytest.mark.parametrize(("old", "new"), GROWING.values(), ids=GROWING)
def test_a_longer_link_takes_no_more_than_its_budget_and_says_so(old: Text, new: Text) -> None:
    for count in (20, 700):
        budget = Budget()
        found = facts_of(old(count), new(count), budget)
        assert MOST - budget.left <= MOST_OF_A_LINK
        assert found.truncated == (count == 700)


@pytest.mark.parametrize(("old", "new"), GROWING.values(), ids=GROWING)
def test_the_budget_counts_what_is_done(old: Text, new: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    done = Counter[str]()
    likeness, same = Places.likeness, names_module._same_parts

    def counted_likeness(places: Places, x: Placed, y: Placed) -> float:
        done["likeness"] += 1
        return likeness(places, x, y)

    def counted_same(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
        done["same"] += 1
        return same(x, y)

    monkeypatch.setattr(Places, "likeness", counted_likeness)
    monkeypatch.setattr(names_module, "_same_parts", counted_same)
    facts_of(old(1_500), new(1_500), Budget())
    assert max(done.values(), default=0) <= MOST_OF_A_LINK


@pytest.mark.parametrize("kind", ["numbers", "names", "quotations", "weekdays"])
def test_values_that_stayed_cost_next_to_nothing(kind: str) -> None:
    budget = Budget()
    text = GROWING[kind][0](400)
    assert facts_of(text + " Ja, so.", text + " Ja, genau so.", budget) == Facts((), truncated=False)
    assert MOST - budget.left < 100


def test_every_link_of_a_diff_takes_from_one_budget() -> None:
    budget = Budget(9_000)
    old, new = numbers(80, 0, "Euro"), numbers(80, 500, "Euro")
    assert not facts_of(old, new, budget).truncated
    assert facts_of(old, new, budget).truncated
    assert budget.left >= 0


@pytest.mark.parametrize("count", [30, 400])
def test_a_diff_is_complete_unless_values_were_left_out(count: int) -> None:
    old, new = f"{numbers(count, 0, 'Euro')} So ist es.", f"{numbers(count, 900, 'Euro')} So ist es."
    diff = compare_articles(Article(old), Article(new))
    assert diff.recipe["complete"] == (count == 30)
    assert diff.summary.counts["facts"] == sum(len(link.facts) for link in diff.links) > 0


def test_a_diff_whose_words_were_not_all_compared_is_not_complete() -> None:
    old, new = "a b " * 40_000, "b c a " * 30_000
    assert compare_articles(Article(old), Article(new)).recipe["complete"] is False


@pytest.mark.parametrize(
    "row", ["9" * 400, "1" + " Milliarden" * 60, "0," + "0" * 322 + "1", "0," + "0" * 400]
)
def test_a_row_of_digits_is_no_number(row: str) -> None:
    found = facts_of(f"Es gab etwa {row} Tote.", "Es gab etwa 12 Tote.", Budget())
    assert not found.truncated
