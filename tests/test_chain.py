"""The heaviest chain against every subset of small inputs."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from dedup.chain import heaviest_chain

POINTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8)


def rises(points: Sequence[tuple[int, int]]) -> bool:
    return all(p[0] < q[0] and p[1] < q[1] for p, q in pairwise(points))


def brute_force(points: list[tuple[int, int]], weights: list[int]) -> int:
    """Return the weight of the heaviest chain, by trying every subset."""
    best = 0
    for size in range(len(points) + 1):
        for chosen in combinations(range(len(points)), size):
            if rises(sorted(points[k] for k in chosen)):
                best = max(best, sum(weights[k] for k in chosen))
    return best


def test_a_heavy_pair_beats_two_light_ones_that_cross_it() -> None:
    assert heaviest_chain([(0, 2), (1, 0), (2, 1)], [3.0, 1.0, 1.0]) == [0]


def test_no_points_no_chain() -> None:
    assert heaviest_chain([], []) == []


@given(POINTS, st.lists(st.integers(1, 9), min_size=8, max_size=8))
def test_it_is_the_heaviest(points: list[tuple[int, int]], weights: list[int]) -> None:
    chain = heaviest_chain(points, [float(w) for w in weights[: len(points)]])
    assert rises([points[k] for k in chain])
    assert sum(weights[k] for k in chain) == brute_force(points, weights)


def test_whole_numbers_of_any_size_are_exact() -> None:
    big = 10**30
    assert heaviest_chain([(0, 1), (1, 0)], [big, big + 1]) == [1]
