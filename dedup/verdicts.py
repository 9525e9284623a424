"""Verdicts by the million: columns of numbers, and a verdict made of them when somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from dedup.span import Span
from dedup.verdict import RUN_WORDS, SAME_WORDS, Evidence, Relation, Verdict

RELATIONS: tuple[Relation, ...] = ("unrelated", "derived", "near_duplicate", "identical")
"""A relation is kept as its place here; only the first is none."""

AS_STOCK = ", which may be stock text, a quotation or a template"
"""How the reason of a pair ends that shares text and is rejected all the same."""

OF_ITS_KIND = ", but the same text stands in other reports of its kind"
"""How the reason of a pair ends that was overruled: see `frames`."""

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of pairs; row n of everything is pair n's.

    `pairs` are positions of articles, the older first, `relation` places in `RELATIONS`, `shares` the
    resemblance and both containments, `longest` words of the longest run. The shared passages are rows
    ``[first[n], first[n + 1])`` of `passages`: start and end in the first text, start and end in the second.
    `overruled` pairs were related before they were seen beside others of their kind.
    """

    pairs: NDArray[np.int32]
    relation: NDArray[np.uint8]
    score: NDArray[np.float64]
    shares: NDArray[np.float64]
    longest: NDArray[np.int32]
    passages: NDArray[np.int32]
    first: Indices
    overruled: Flags

    def __len__(self) -> int:
        return len(self.score)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the columns by their names."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    def ordered(self, rows: Indices) -> Columns:
        """Return the pairs of some rows, in that order."""
        sizes = np.diff(self.first)[rows]
        ends = np.cumsum(sizes)
        places = np.repeat(self.first[rows] - (ends - sizes), sizes) + np.arange(sizes.sum())
        return Columns(
            self.pairs[rows],
            self.relation[rows],
            self.score[rows],
            self.shares[rows],
            self.longest[rows],
            self.passages[places],
            np.concatenate((np.zeros(1, dtype=np.int64), ends)),
            self.overruled[rows],
        )

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Columns:
        """Return the pairs of all parts, one part after the other."""
        every = [NOTHING, *parts]
        sizes = np.cumsum([len(part.passages) for part in every])[:-1]
        bounds = [part.first[1:] + before for part, before in zip(every[1:], sizes, strict=True)]
        return cls(
            np.concatenate([part.pairs for part in every]),
            np.concatenate([part.relation for part in every]),
            np.concatenate([part.score for part in every]),
            np.concatenate([part.shares for part in every]),
            np.concatenate([part.longest for part in every]),
            np.concatenate([part.passages for part in every]),
            np.concatenate([np.zeros(1, dtype=np.int64), *bounds]),
            np.concatenate([part.overruled for part in every]),
        )


NOTHING = Columns(
    np.empty((0, 2), dtype=np.int32),
    np.empty(0, dtype=np.uint8),
    np.empty(0),
    np.empty((0, 3)),
    np.empty(0, dtype=np.int32),
    np.empty((0, 4), dtype=np.int32),
    np.zeros(1, dtype=np.int64),
    np.empty(0, dtype=np.bool_),
)
"""The columns of no pair."""


class Verdicts(Sequence[Verdict]):
    """Verdicts on pairs of articles: some rows of columns; `ids` names the articles at their positions.

    >>> passage = Evidence(Span(0, 9), Span(5, 14))
    >>> one = Verdict("x", "y", "a", "derived", "", 0.2, 0.3, 0.4, 9, 0.8, (passage,))
    >>> found = Verdicts.of([one])
    >>> len(found), found[0].relation, found[0].evidence == (passage,), found[0].reason
    (1, 'derived', True, '40 % of b stands in a, in one run; longest 9 words')
    """

    def __init__(self, ids: Sequence[str], columns: Columns, rows: Indices | None = None) -> None:
        self.ids = ids
        self.columns = columns
        self.rows = np.arange(len(columns)) if rows is None else rows

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Verdicts:
        """Return verdicts that were made one by one; what their reasons say follows from the rest."""
        if isinstance(verdicts, Verdicts):
            return verdicts
        given = list(verdicts)
        ids = sorted({name for verdict in given for name in (verdict.a, verdict.b)})
        place = {name: n for n, name in enumerate(ids)}
        spans = [(e.a.start, e.a.end, e.b.start, e.b.end) for verdict in given for e in verdict.evidence]
        columns = Columns(
            np.array([(place[v.a], place[v.b]) for v in given], dtype=np.int32).reshape(-1, 2),
            np.array([RELATIONS.index(v.relation) for v in given], dtype=np.uint8),
            np.array([v.score for v in given], dtype=np.float64),
            np.array(
                [(v.resemblance, v.containment_a_in_b, v.containment_b_in_a) for v in given],
                dtype=np.float64,
            ).reshape(-1, 3),
            np.array([v.longest_shared_run_words for v in given], dtype=np.int32),
            np.array(spans, dtype=np.int32).reshape(-1, 4),
            np.cumsum([0, *(len(v.evidence) for v in given)]),
            np.array([v.reason.endswith(OF_ITS_KIND) for v in given], dtype=np.bool_),
        )
        return cls(ids, columns)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Verdict: ...
    @overload
    def __getitem__(self, index: slice) -> Verdicts: ...
    def __getitem__(self, index: int | slice) -> Verdict | Verdicts:
        if isinstance(index, slice):
            return self.take(self.rows[index])
        return self._verdict(int(self.rows[index]))

    def __iter__(self) -> Iterator[Verdict]:
        return map(self._verdict, self.rows.tolist())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(x == y for x, y in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # equal to lists, which have none either

    def __repr__(self) -> str:
        return f"Verdicts({len(self)})"

    def take(self, rows: Indices) -> Verdicts:
        """Return the verdicts in some rows of the columns."""
        return Verdicts(self.ids, self.columns, rows)

    def related(self) -> Flags:
        """Tell of every row of the columns whether it is related."""
        return self.columns.relation > 0

    def changed(self, relation: NDArray[np.uint8], overruled: Flags) -> Verdicts:
        """Return all of them with other relations."""
        return Verdicts(self.ids, replace(self.columns, relation=relation, overruled=overruled), self.rows)

    def _verdict(self, row: int) -> Verdict:
        columns = self.columns
        a, b = columns.pairs[row].tolist()
        lo, hi = columns.first[row : row + 2].tolist()
        relation, score = RELATIONS[columns.relation[row]], float(columns.score[row])
        resemblance, in_b, in_a = columns.shares[row].tolist()
        longest = int(columns.longest[row])
        reason = _reason(relation, score, hi - lo, longest, in_b, in_a)
        if relation == "unrelated" and hi > lo:
            reason += OF_ITS_KIND if columns.overruled[row] else AS_STOCK
        passages = columns.passages[lo:hi].tolist()
        return Verdict(
            a=self.ids[a],
            b=self.ids[b],
            origin="a",
            relation=relation,
            reason=reason,
            resemblance=resemblance,
            containment_a_in_b=in_b,
            containment_b_in_a=in_a,
            longest_shared_run_words=longest,
            score=score,
            evidence=tuple(Evidence(Span(i, j), Span(k, m)) for i, j, k, m in passages),
        )


def _reason(relation: Relation, score: float, runs: int, longest: int, in_b: float, in_a: float) -> str:
    """Return what is shared, in a line."""
    if relation == "identical":
        return f"the same {longest} words" if longest > 1 else "the same word"
    if not runs:
        return f"no run of {RUN_WORDS} words in common"
    if score == SAME_WORDS:
        return f"the same {longest} words, but other signs between them"
    taken = f"{100 * in_a:.0f} % of b stands in a" if in_a >= in_b else f"{100 * in_b:.0f} % of a stands in b"
    places = f"in {runs} runs" if runs > 1 else "in one run"
    return f"{taken}, {places}; longest {longest} words"
