"""The heaviest chain against every subset of small inputs."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from dedup.chain import heaviest_chain

POINTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8)


def rises(points):
    return all(p[0] < q[0] and p[1] < q[1] for p, q in pairwise(points))


def brute_force(points, weights):
    """Return the weight of the heaviest chain, by trying every subset."""
    best = 0
    for size in range(len(points) + 1):
        for chosen in combinations(range(len(points)), size):
            if rises(sorted(points[k] for k in chosen)):
                best = max(best, sum(weights[k] for k in chosen))
    return best


def test_a_heavy_pair_beats_two_light_ones_that_cross_it():
    assert heaviest_chain([(0, 2), (1, 0), (2, 1)], [3.0, 1.0, 1.0], 0.0) == [0]


def test_no_points_no_chain():
    assert heaviest_chain([], [], 0.0) == []


@given(POINTS, st.lists(st.integers(1, 9), min_size=8, max_size=8))
def test_it_is_the_heaviest(points, weights):
    chain = heaviest_chain(points, [float(w) for w in weights[: len(points)]], 0.0)
    assert rises([points[k] for k in chain])
    assert sum(weights[k] for k in chain) == brute_force(points, weights)


@given(POINTS)
def test_tuples_are_added_one_by_one(points):
    weights = [(1, x, -y) for x, y in points]
    chain = heaviest_chain(points, weights, (0, 0, -99))
    assert len(chain) == brute_force(points, [1] * len(points))
