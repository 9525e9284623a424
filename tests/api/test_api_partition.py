from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.partition import Decision, Kind, partition

KINDS: list[Kind] = ["split", "merge", "exclude"]
KEYS = st.integers(0, 7)
EDGES = st.lists(st.tuples(KEYS, KEYS), max_size=12)


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    made: list[Decision] = []
    for number in range(draw(st.integers(0, 5)), 0, -1):
        kind: Kind = draw(st.sampled_from(KINDS))
        chosen = draw(st.lists(KEYS, min_size=2, max_size=5, unique=True))
        cut = draw(st.integers(1, len(chosen) - 1))
        groups = (tuple(chosen[:cut]), tuple(chosen[cut:])) if kind == "split" else (tuple(chosen),)
        made.append(Decision(number, kind, groups))
    return made


@given(EDGES, decisions())
def test_the_latest_decision_always_holds(edges: list[tuple[int, int]], made: list[Decision]) -> None:
    found = [set(group) for group in partition(edges, made)]
    if not made:
        return
    latest = made[0]
    if latest.kind == "merge":
        assert any(latest.articles() <= group for group in found)
    elif latest.kind == "exclude":
        assert not any(latest.articles() & group for group in found)
    else:
        assert not any(group & set(latest.groups[0]) and group & set(latest.groups[1]) for group in found)


@given(EDGES, decisions())
def test_nobody_is_in_two_clusters_and_none_is_of_one(
    edges: list[tuple[int, int]], made: list[Decision]
) -> None:
    found = partition(edges, made)
    members = [key for group in found for key in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in found)


@given(EDGES)
def test_without_decisions_clusters_are_what_hangs_together(edges: list[tuple[int, int]]) -> None:
    home = {key: index for index, group in enumerate(partition(edges, [])) for key in group}
    assert all(one == other or home[one] == home[other] for one, other in edges)


def test_what_was_put_together_after_a_split_stays_together() -> None:
    split, merge = Decision(1, "split", ((1,), (2,))), Decision(2, "merge", ((1, 2),))
    assert partition([], [merge, split]) == [[1, 2]]
    assert partition([(1, 3), (3, 2)], [Decision(3, "split", ((1,), (2,))), merge]) == [[1, 3]]
