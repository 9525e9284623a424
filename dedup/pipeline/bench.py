"""The bench: pairs of articles are judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dedup.article import Article
from dedup.body import signs_in
from dedup.engine.columns import batch, decoded, numbers, packed, packing, picked, shape, taken, whole
from dedup.marks import mark
from dedup.pipeline.articles import UNDATED, articles_of, microseconds
from dedup.pipeline.isolation import isolated, reason
from dedup.span import Span
from dedup.verdicts import Columns, Verdicts
from dedup.verification import VerificationSettings, judge

PAIRS = 2_000

Numbers = NDArray[np.int64]

VERDICTS = shape(
    a=pa.int64(),
    b=pa.int64(),
    id_a=pa.binary(),
    id_b=pa.binary(),
    time_a=pa.int64(),
    time_b=pa.int64(),
    relation=pa.int32(),
    score=pa.float64(),
    resemblance=pa.float64(),
    a_in_b=pa.float64(),
    b_in_a=pa.float64(),
    longest=pa.int32(),
    passages=pa.binary(),
    overruled=pa.bool_(),
)
"""A judged pair, the older article first, with their times; otherwise as `verdicts.Columns` has it."""

JUDGED = VERDICTS.append(pa.field("why", pa.string()))
"""The same; or, of a pair that cannot be judged, `why` not, and the article with the lower number first."""

JOINS = "joins"
JOINED = VERDICTS.append(pa.field(JOINS, pa.bool_()))
"""A judged pair, and whether it joins its articles to one cluster."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article when it is compared."""

    article: Article
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Judging:
    """Judges pairs at their homes."""

    settings: VerificationSettings

    def __call__(self, given: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
        """Yield `JUDGED` from `HOMES` and the `READINGS` of their articles."""
        readings, pairs = given["readings"], given["homes"]
        pairs = pairs.filter(pc.equal(pairs.column("owner"), pairs.column("a")))
        pairs = pairs.sort_by([("home", "ascending"), ("a", "ascending"), ("b", "ascending")])
        readings = readings.sort_by([("home", "ascending"), ("n", "ascending")]).combine_chunks()
        at = _Places(numbers(readings, "home"), numbers(readings, "n"))
        home = numbers(pairs, "home")
        rows = np.stack([at.of(home, numbers(pairs, name)) for name in ("a", "b")], axis=1)
        read = np.asarray(pc.is_null(whole(readings, "why")))
        rows = rows[read[rows].all(axis=1)]
        work, refused = partial(self._judged, readings, rows), partial(_refused, readings, rows)
        for start in range(0, len(rows), PAIRS):
            yield from isolated(work, refused, start, min(start + PAIRS, len(rows)))

    def _judged(self, every: pa.Table, pairs: NDArray[np.int64], some: slice) -> pa.RecordBatch:
        which, places = np.unique(pairs[some], return_inverse=True)
        readings, rows = picked(every, which), places.reshape(-1, 2)
        known = _known(readings)
        time = np.array([microseconds(one.article.date) for one in known], dtype=np.int64)
        local = _older_first(known, time, rows)
        marks = mark([one.article.text for one in known], [one.spans for one in known])
        judged = judge(marks, local, self.settings)
        signs = np.zeros(len(local), dtype=np.bool_)
        for k in np.flatnonzero(judged.sharing.same).tolist():
            a, b = (known[n] for n in local[k].tolist())
            signs[k] = signs_in(a.article.text, a.spans) == signs_in(b.article.text, b.spans)
        return _rows(readings, time, local, judged.columns(local.astype(np.int32), signs))


class _Places:
    """Where an article's reading stands, of each that came to a home; they are in order."""

    def __init__(self, home: NDArray[np.int64], n: NDArray[np.int64]) -> None:
        self._homes, which = np.unique(home, return_inverse=True)
        self._known, ranks = np.unique(n, return_inverse=True)
        self._keys = which * len(self._known) + ranks

    def of(self, home: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.int64]:
        keys = np.searchsorted(self._homes, home) * len(self._known) + np.searchsorted(self._known, n)
        return np.searchsorted(self._keys, keys)


def _known(table: pa.Table) -> list[Known]:
    spans, first = packed(table, "spans", np.int32)
    bounds, flat = first.tolist(), spans.tolist()
    return [
        Known(article, tuple(map(Span, flat[lo:hi:2], flat[lo + 1 : hi : 2])))
        for article, lo, hi in zip(articles_of(table, texts=True), bounds, bounds[1:], strict=False)
    ]


def _older_first(known: Sequence[Known], time: Numbers, rows: Numbers) -> Numbers:
    """Return pairs with the older article first: the rule of `is_older`, for many at once."""
    chars = np.array([len(one.article.text) for one in known], dtype=np.int64)
    ids = sorted(range(len(known)), key=lambda n: known[n].article.id)
    rank = np.empty(len(known), dtype=np.int64)
    rank[ids] = np.arange(len(known))
    i, j = rows.T
    dated = (time[i] != UNDATED) & (time[j] != UNDATED) & (time[i] != time[j])
    longer = (chars[i] > chars[j]) | ((chars[i] == chars[j]) & (rank[i] < rank[j]))
    older = np.where(dated, time[i] < time[j], longer)
    return np.where(older[:, None], rows, rows[:, ::-1])


def _rows(table: pa.Table, time: Numbers, pairs: Numbers, columns: Columns) -> pa.RecordBatch:
    a, b = pairs.T
    n, ids = numbers(table, "n"), whole(table, "id")
    return batch(
        JUDGED,
        a=n[a],
        b=n[b],
        id_a=taken(ids, a),
        id_b=taken(ids, b),
        time_a=time[a],
        time_b=time[b],
        **findings(columns),
        why=pa.nulls(len(a), pa.string()),
    )


def _refused(readings: pa.Table, pairs: NDArray[np.int64], row: int, error: Exception) -> pa.RecordBatch:
    """Return the row of a pair that cannot be judged, with the reason."""
    a, b = (readings.slice(int(place), 1).to_pylist()[0] for place in pairs[row])
    known = {"a": a["n"], "b": b["n"], "id_a": a["id"], "id_b": b["id"], "why": reason(error)}
    nothing = {field.name: b"" if field.type == pa.binary() else 0 for field in VERDICTS}
    return pa.RecordBatch.from_pylist([{**nothing, "overruled": False, **known}], schema=JUDGED)


def sound(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield `VERDICTS` from `JUDGED`, without the pairs that could not be judged; and from `VERDICTS`."""
    for part in batches:
        known = "why" not in part.schema.names
        yield part if known else part.filter(pc.is_null(part.column("why"))).select(VERDICTS.names)


def findings(columns: Columns) -> dict[str, NDArray[Any] | pa.Array[Any]]:
    """Return what `VERDICTS` say of pairs besides which articles they are."""
    return {
        "relation": columns.relation.astype(np.int32),
        "score": columns.score,
        "resemblance": columns.shares[:, 0],
        "a_in_b": columns.shares[:, 1],
        "b_in_a": columns.shares[:, 2],
        "longest": columns.longest,
        "passages": packing(columns.passages.ravel(), columns.first * 4),
        "overruled": columns.overruled,
    }


def verdicts_of(table: pa.Table) -> Verdicts:
    """Return rows of `VERDICTS` as verdicts, in the order of the rows."""
    a, b = numbers(table, "a"), numbers(table, "b")
    known, first = np.unique(np.concatenate((a, b)), return_index=True)
    names = pa.concat_arrays([whole(table, "id_a"), whole(table, "id_b")])
    ids = decoded(pa.table({"id": taken(names, first)}), "id")
    passages, bounds = packed(table, "passages", np.int32)
    shares = [numbers(table, name, np.float64) for name in ("resemblance", "a_in_b", "b_in_a")]
    columns = Columns(
        np.stack((np.searchsorted(known, a), np.searchsorted(known, b)), axis=1).astype(np.int32),
        numbers(table, "relation", np.int32).astype(np.uint8),
        numbers(table, "score", np.float64),
        np.stack(shares, axis=1),
        numbers(table, "longest", np.int32),
        passages.reshape(-1, 4),
        bounds // 4,
        numbers(table, "overruled", np.bool_),
    )
    return Verdicts(ids, columns)
