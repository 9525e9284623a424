"""Homes: every pair is judged once, with both texts beside it."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.components import components
from dedup.engine.columns import encoded
from dedup.pipeline import homes
from dedup.pipeline.homes import HOMES, ROOTED
from dedup.pipeline.readings import READINGS, readings
from dedup.pipeline.stars import LINKS

PAIRS = st.lists(
    st.tuples(st.integers(0, 15), st.integers(0, 15)).filter(lambda pair: pair[0] < pair[1]), unique=True
)


def housed(pairs: list[tuple[int, int]], most: int) -> pa.Table:
    """Return `HOMES` of pairs, in the order in which they come."""
    roots = components(pairs)
    links = pa.table({"n": list(roots), "root": list(roots.values())}, schema=LINKS)
    sides = pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}, schema=homes.ROOTED.remove(0))
    rooted = pa.Table.from_batches(homes.rooted({"pairs": sides, "links": links}), ROOTED)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(homes, "HOME_PAIRS", most)
        return pa.Table.from_batches(homes.homes({"rooted": rooted}), HOMES)


@given(PAIRS, st.integers(1, 9))
@settings(max_examples=30)
def test_every_pair_has_one_home_to_which_both_articles_go(pairs: list[tuple[int, int]], most: int) -> None:
    found = housed(pairs, most).to_pylist()
    at = {(row["a"], row["b"]): row["home"] for row in found}
    assert sorted((row["a"], row["b"], row["owner"], row["home"]) for row in found) == sorted(
        (a, b, owner, home) for (a, b), home in at.items() for owner in (a, b)
    )
    assert sorted(at) == sorted(pairs)
    assert max(Counter(at.values()).values(), default=0) <= most


@given(PAIRS, st.integers(1, 9))
@settings(max_examples=30)
def test_homes_do_not_depend_on_the_order(pairs: list[tuple[int, int]], most: int) -> None:
    def in_order(table: pa.Table) -> list[str]:
        return sorted(map(repr, table.to_pylist()))

    assert in_order(housed(pairs, most)) == in_order(housed(pairs[::-1], most))


@given(PAIRS)
@settings(max_examples=30)
def test_few_pairs_that_hang_together_have_the_home_of_their_least_article(
    pairs: list[tuple[int, int]],
) -> None:
    roots = components(pairs)
    assert all(row["home"] == roots[row["a"]] for row in housed(pairs, 200).to_pylist())


@given(PAIRS, st.integers(1, 9))
@settings(max_examples=30)
def test_an_article_goes_to_each_of_its_homes_once_and_stands_for_itself_at_one(
    pairs: list[tuple[int, int]], most: int
) -> None:
    sent_to = housed(pairs, most).select(["owner", "home"])
    numbers = sorted({n for pair in pairs for n in pair} | {99})
    about = json.dumps([None, None, "dpa", None, None]).encode()
    articles = pa.table(
        {
            "n": np.array(numbers[::-1], dtype=np.int64),
            "id": encoded([f"id {n}" for n in numbers[::-1]]),
            "about": pa.array([about] * len(numbers), pa.binary()),
            "text": encoded([f"date 2025-09-04\n\nBericht {n}." for n in numbers[::-1]]),
        }
    )
    found = pa.Table.from_batches(readings({"homes": sent_to, "articles": articles}), READINGS).to_pylist()
    owed = {(row["owner"], row["home"]) for row in sent_to.to_pylist()}
    assert sorted((row["n"], row["home"]) for row in found) == sorted(owed)
    assert sorted(row["n"] for row in found if row["first"]) == sorted({n for n, _ in owed})
    for row in found:
        assert row["id"].decode() == f"id {row['n']}"
        assert row["text"].decode().endswith(f"Bericht {row['n']}.")
        assert json.loads(row["about"])[1:3] == ["2025-09-04", "dpa"]
        assert np.frombuffer(row["spans"], dtype=np.int32).tolist()[0] == 0
