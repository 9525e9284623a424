"""Round-ups, and which of their pairs join no cluster: see `guard`, whose rule this is.

Every step looks at one article and what it was told by those that it shares text with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dedup.engine.columns import batch, numbers, packed, packing, shape
from dedup.guard import Stretch, is_roundup, joined_by, least_wide, parts_of, several, stretches_of
from dedup.pipeline.articles import UNDATED
from dedup.pipeline.bench import JOINS
from dedup.pipeline.telling import PAIRS
from dedup.pipeline.template_pairs import among

STRETCHES = shape(
    owner=pa.int64(), other=pa.int64(), start=pa.int64(), end=pa.int64(), size=pa.int64(), younger=pa.bool_()
)
"""Where an article shares text with another one, as `guard.Stretch`; is the other one `younger`?"""

QUESTIONS = shape(to=pa.int64(), asker=pa.int64(), others=pa.binary())
"""To an article: with which of these others does it share text? Or its answer: it does with these."""

ROUNDUPS = shape(n=pa.int64())
TOLD = shape(to=pa.int64(), n=pa.int64())
"""To an article: that one is a round-up."""

DENIED = shape(a=pa.int64(), b=pa.int64())
"""A related pair that joins no cluster, in both orders."""

Numbers = NDArray[np.int64]


def stretched(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `STRETCHES` from `VERDICTS`, two for every related pair."""
    for part in batches:
        passages, first = packed(part, "passages", np.int32)
        rows = passages.reshape(-1, 4)
        related = np.flatnonzero(numbers(part, "relation", np.int32) > 0)
        a, b, time_a, time_b = (numbers(part, name)[related] for name in ("a", "b", "time_a", "time_b"))
        dated = (time_a != UNDATED) & (time_b != UNDATED)
        sides = (a, b, rows[:, :2], time_b > time_a), (b, a, rows[:, 2:], time_a > time_b)
        for owner, other, places, younger in sides:
            found = stretches_of(places, first // 4, related)
            start, end, size = found.T
            yield batch(
                STRETCHES, owner=owner, other=other, start=start, end=end, size=size, younger=younger & dated
            )


def suspects(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `STRETCHES` of the articles that may be round-ups."""
    table = given["stretches"].sort_by(
        [(name, "ascending") for name in ("owner", "start", "end", "other", "size")]
    )
    _, first = np.unique(numbers(table, "owner"), return_index=True)
    places = np.stack([numbers(table, name) for name in ("start", "end", "size")], axis=1)
    bounds = np.append(first, len(table))
    suspected = several(places, bounds, numbers(table, "younger", np.bool_)) > 1
    yield from table.filter(pa.array(np.repeat(suspected, np.diff(bounds)))).to_batches()


def questions(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `QUESTIONS` of suspects to those that run along with no more than a part of them."""
    to, asker, others, first = [], [], [], [0]
    for own, found in by_owner(given["suspects"]).items():
        least = least_wide(found)
        narrow = [s.other for s in found if s.end - s.start < least]
        for other in narrow:
            to.append(other)
            asker.append(own)
            others += narrow
            first.append(len(others))
    yield _asked(to, asker, others, first)


def answers(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield answers (`to` whom, who answers, with whom it shares text) to `QUESTIONS`, from `STRETCHES`."""
    table = given["questions"]
    own, other = numbers(given["stretches"], "owner"), numbers(given["stretches"], "other")
    asked, first = packed(table, "others", np.int64)
    to = np.repeat(numbers(table, "to"), np.diff(first))
    known = among(to, asked, pa.table({"a": own, "b": other}))
    counts = (
        np.add.reduceat(np.append(known, False).astype(np.int64), first[:-1]) if len(table) else np.empty(0)
    )
    counts = np.where(np.diff(first) > 0, counts, 0).astype(np.int64)
    bounds = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
    yield batch(
        QUESTIONS,
        to=numbers(table, "asker"),
        asker=numbers(table, "to"),
        others=packing(asked[known], bounds),
    )


def recognised(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `ROUNDUPS` among the suspects, from `STRETCHES` and the answers."""
    near = _near(given["answers"])
    younger = _younger(given["suspects"])
    found = [
        own
        for own, its in by_owner(given["suspects"]).items()
        if is_roundup(parts_of(its, near.get(own, _NOBODY), set()), younger.get(own, set()))
    ]
    yield batch(ROUNDUPS, n=np.array(found, dtype=np.int64))


def told(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `TOLD` from `STRETCHES` of suspects, by the other one, and `ROUNDUPS`."""
    other = numbers(given["suspects"], "other")
    known = np.isin(other, numbers(given["roundups"], "n"))
    yield batch(TOLD, to=numbers(given["suspects"], "owner")[known], n=other[known])


def denied(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield `DENIED`: the pairs of round-ups with those that they do not join."""
    near = _near(given["answers"])
    rounded = set(numbers(given["roundups"], "n").tolist())
    others: dict[int, set[int]] = {}
    for to, n in zip(
        numbers(given["told"], "to").tolist(), numbers(given["told"], "n").tolist(), strict=True
    ):
        others.setdefault(to, set()).add(n)
    a, b = [], []
    for own, its in by_owner(given["suspects"]).items():
        if own in rounded:
            allowed = joined_by(its, near.get(own, _NOBODY), others.get(own, set()))
            for other in sorted({s.other for s in its} - allowed):
                a += [own, other]
                b += [other, own]
    yield batch(DENIED, a=np.array(a, dtype=np.int64), b=np.array(b, dtype=np.int64))


def joining(given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Yield the verdicts with a column that says which of them join clusters, without `DENIED` ones."""
    table = given["verdicts"]
    refused = among(numbers(table, "a"), numbers(table, "b"), given["denied"])
    joins = (numbers(table, "relation", np.int32) > 0) & ~refused
    yield from table.append_column(pa.field(JOINS, pa.bool_()), pa.array(joins)).to_batches()


def joins(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `PAIRS` of the verdicts that join."""
    for part in batches:
        yield part.filter(part.column(JOINS)).select(PAIRS.names)


def by_owner(table: pa.Table) -> dict[int, list[Stretch]]:
    """Return the stretches of every article, in the order of its text."""
    found: dict[int, list[Stretch]] = {}
    columns = (numbers(table, name).tolist() for name in ("owner", "start", "end", "other", "size"))
    for owner, start, end, other, size in sorted(zip(*columns, strict=True)):
        found.setdefault(owner, []).append(Stretch(start, end, other, size))
    return found


class _Near(dict[int, set[int]]):
    """With whom the neighbours of an article share text."""

    def of(self, article: int) -> Set[int]:
        return self.get(article, set())


_NOBODY = _Near()


def _near(table: pa.Table) -> dict[int, _Near]:
    found: dict[int, _Near] = {}
    others, first = packed(table, "others", np.int64)
    bounds = first.tolist()
    for n, (to, own) in enumerate(
        zip(numbers(table, "to").tolist(), numbers(table, "asker").tolist(), strict=True)
    ):
        found.setdefault(to, _Near())[own] = set(others[bounds[n] : bounds[n + 1]].tolist())
    return found


def _younger(table: pa.Table) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    table = table.filter(table.column("younger"))
    for own, other in zip(numbers(table, "owner").tolist(), numbers(table, "other").tolist(), strict=True):
        found.setdefault(own, set()).add(other)
    return found


def _asked(to: list[int], asker: list[int], others: list[int], first: list[int]) -> pa.RecordBatch:
    return batch(
        QUESTIONS,
        to=np.array(to, dtype=np.int64),
        asker=np.array(asker, dtype=np.int64),
        others=packing(np.array(others, dtype=np.int64), np.array(first)),
    )
