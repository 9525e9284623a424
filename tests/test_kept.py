"""Which equal words stay unmarked."""

from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedup import kept
from dedup.kept import Run, kept_runs

WORDS = st.lists(st.sampled_from(["a", "to", "was", "12", "government", ","]), max_size=9)


def _cost(gap: int) -> int:
    return kept.STRETCH_COST * gap // (gap + kept.HALF_COST_AT)


def shown(old: str, new: str) -> list[str]:
    words = old.split()
    return [" ".join(words[i : i + n]) for i, _, n in kept_runs(words, new.split())[0]]


def balance(runs: list[Run], a: list[str], b: list[str]) -> int:
    """Return what a chain of runs is worth: the slow, plain form of what `kept_runs` looks for."""
    total, end_a, end_b = 0, 0, 0
    for i, j, n in [*runs, (len(a), len(b), 0)]:
        gap = i - end_a + j - end_b
        total += sum(map(kept.word_weight, a[i : i + n])) - (_cost(gap) if gap else 0)
        end_a, end_b = i + n, j + n
    return total


def greatest_balance(a: list[str], b: list[str]) -> int:
    """Return the balance of the best chain by looking at every pair of positions in turn."""
    best = {(0, 0): 0}
    for i in range(len(a)):
        for j in range(len(b)):
            n = 0
            while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                n += 1
                before = max(
                    value - (_cost(i - x + j - y) if (x, y) != (i, j) else 0)
                    for (x, y), value in list(best.items())
                    if x <= i and y <= j
                )
                value = before + sum(map(kept.word_weight, a[i : i + n]))
                best[i + n, j + n] = max(value, best.get((i + n, j + n), value))
    gaps = {(x, y): len(a) - x + len(b) - y for x, y in best}
    return max(value - (_cost(gaps[at]) if gaps[at] else 0) for at, value in best.items())


@pytest.mark.parametrize(
    ("old", "new", "unmarked"),
    [
        ("rose 4% to 12 euros", "fell 5% to 14 euros", ["to", "euros"]),
        ("what it was that the crews had found there", "the reason was not yet known to anyone", []),
        (
            "Police said on Monday that two men died .",
            "Two men died , police said on Monday .",
            ["said on Monday", "."],
        ),
        ("a b c", "a b c", ["a b c"]),
        ("", "a b", []),
    ],
)
def test_small_words_stay_between_small_changes_alone(old: str, new: str, unmarked: list[str]) -> None:
    assert shown(old, new) == unmarked


@given(WORDS, WORDS)
@example(["12", "to", "12"], ["12", "to", "a", "12", "to", "12"])
def test_the_runs_have_the_greatest_balance_of_all(a: list[str], b: list[str]) -> None:
    runs, truncated = kept_runs(a, b)
    assert not truncated
    assert all(a[i : i + n] == b[j : j + n] for i, j, n in runs)
    assert balance(runs, a, b) == greatest_balance(a, b)


def test_a_budget_that_is_hit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "x said it was to be a".split(), "y said he was to go b".split()
    assert kept_runs(old, new) == ([(1, 1, 1), (3, 3, 2)], False)
    monkeypatch.setattr(kept, "MAX_STEPS", 2)
    runs, truncated = kept_runs(old, new)
    assert truncated
    assert all(old[i : i + n] == new[j : j + n] for i, j, n in runs)


def test_a_side_too_long_for_any_method_is_marked_between_its_ends() -> None:
    old, new = ["so", *["a", "b"] * 6_000, "."], ["so", *["b", "a"] * 6_000, "."]
    assert kept_runs(old, new) == ([(0, 0, 1), (12_001, 12_001, 1)], True)


def test_compiled_code_keeps_what_python_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(5)
    old, new = (
        [rng.choice(["a", "to", "was", "12", "rain", *map(str, range(60))]) for _ in "x" * 400] for _ in "ab"
    )
    fast = kept_runs(old, new)
    assert len(fast[0]) > 20
    monkeypatch.setattr(kept, "FEW_RUNS", 10**9)
    assert kept_runs(old, new) == fast
