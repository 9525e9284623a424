from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.linkage import average_groups


def exact_groups(likeness: list[list[int]], least: float) -> list[list[int]]:
    """Look at all pairs of groups in every step."""
    groups = [[n] for n in range(len(likeness))]
    while len(groups) > 1:
        averages = {
            (a, b): sum(likeness[x][y] for x in groups[a] for y in groups[b])
            / len(groups[a])
            / len(groups[b])
            for a in range(len(groups))
            for b in range(a + 1, len(groups))
        }
        a, b = max(averages, key=lambda pair: averages[pair])
        if averages[a, b] < least:
            break
        groups[a] += groups.pop(b)
    return sorted(map(sorted, groups))


# Powers of two: no two averages are equal by chance, and all sums are exact.
@given(st.integers(2, 8), st.data())
def test_groups_are_those_of_the_plain_method(count: int, data: st.DataObject) -> None:
    pairs = [(i, j) for j in range(count) for i in range(j)]
    values = data.draw(st.permutations([1 << n for n in range(len(pairs))]))
    named = data.draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    likeness = [[0] * count for _ in range(count)]
    for (i, j), value, there in zip(pairs, values, named, strict=True):
        likeness[i][j] = likeness[j][i] = value if there else 0
    rows = [(i, j) for (i, j), there in zip(pairs, named, strict=True) if there]
    likenesses = np.array([likeness[i][j] for i, j in rows], dtype=np.float64)
    least = data.draw(st.sampled_from([1.0, 10.0, 1000.0]))
    found = average_groups(count, np.array(rows, dtype=np.int64).reshape(-1, 2), likenesses, least)
    assert found == exact_groups(likeness, least)


def test_a_group_joins_by_its_average_not_by_its_best_pair() -> None:
    chain = np.array([[0, 1], [1, 2], [2, 3]])
    assert average_groups(4, chain, np.array([0.9, 0.6, 0.9]), least=0.5) == [[0, 1], [2, 3]]


def test_nothing_is_alike() -> None:
    assert average_groups(2, np.empty((0, 2), np.int64), np.empty(0), least=0.1) == [[0], [1]]
