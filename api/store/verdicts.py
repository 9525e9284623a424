"""Judged pairs of versions: written with the ingest, read when clusters are made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, select

from api.store.tables import articles, verdicts, versions
from dedup import Evidence, Span, Verdict

MAX_AT_ONCE = 400
UNRELATED = "unrelated"

_INSERT = insert(verdicts)
_A, _B = articles.alias("article_a"), articles.alias("article_b")
_COLUMNS = (_A.c.id, _B.c.id, _A.c.name, _B.c.name, verdicts.c.relation, verdicts.c.score, verdicts.c.verdict)
_OF_A, _OF_B = versions.alias("version_a"), versions.alias("version_b")
# By way of the version, since articles are found by their ids and not by their newest versions.
_NEWEST = (
    select(*_COLUMNS)
    .join(_OF_A, _OF_A.c.id == verdicts.c.a)
    .join(_A, (_A.c.id == _OF_A.c.article) & (_A.c.latest == _OF_A.c.id))
    .join(_OF_B, _OF_B.c.id == verdicts.c.b)
    .join(_B, (_B.c.id == _OF_B.c.article) & (_B.c.latest == _OF_B.c.id))
)
_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
# What has both sides among the keys is read once: to parse a verdict takes longer than to find it.
_SIDES = (_NEWEST.where(_A.c.id.in_(_KEYS)), _NEWEST.where(_B.c.id.in_(_KEYS), _A.c.id.not_in(_KEYS)))


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on the newest versions of two articles; `a` and `b` are their keys."""

    a: int
    b: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class NewVerdict:
    """A verdict on two versions, by their numbers in the database."""

    a: int
    b: int
    verdict: Verdict


def keep(connection: Connection, collection: int, new: Iterable[NewVerdict], now: float) -> None:
    """Write verdicts, in the transaction of what they judge."""
    rows = [
        {
            "collection": collection,
            "a": item.a,
            "b": item.b,
            "relation": item.verdict.relation,
            "score": item.verdict.score,
            "verdict": _said(item.verdict),
            "created": now,
        }
        for item in new
    ]
    if rows:
        connection.execute(_INSERT, rows)


def touching(connection: Connection, keys: Sequence[int]) -> list[Judged]:
    """Return every verdict, also the rejecting ones, on the newest versions of these articles."""
    found = {
        (row[0], row[1]): row
        for start in range(0, len(keys), MAX_AT_ONCE)
        for side in _SIDES
        for row in connection.execute(side, {"keys": keys[start : start + MAX_AT_ONCE]})
    }
    return [_judged(found[pair]) for pair in sorted(found)]


def _said(verdict: Verdict) -> dict[str, Any]:
    return {
        "from": verdict.origin,
        "reason": verdict.reason,
        "resemblance": verdict.resemblance,
        "containment_a_in_b": verdict.containment_a_in_b,
        "containment_b_in_a": verdict.containment_b_in_a,
        "longest_shared_run_words": verdict.longest_shared_run_words,
        "evidence": [list(_places(item)) for item in verdict.evidence],
    }


def _places(item: Evidence) -> Iterator[int]:
    yield from (item.a.start, item.a.end, item.b.start, item.b.end)


def _judged(row: Sequence[Any]) -> Judged:
    key_a, key_b, name_a, name_b, relation, score, said = row
    verdict = Verdict(
        a=name_a,
        b=name_b,
        origin=said["from"],
        relation=relation,
        reason=said["reason"],
        resemblance=said["resemblance"],
        containment_a_in_b=said["containment_a_in_b"],
        containment_b_in_a=said["containment_b_in_a"],
        longest_shared_run_words=said["longest_shared_run_words"],
        score=score,
        evidence=tuple(Evidence(Span(i, j), Span(k, m)) for i, j, k, m in said["evidence"]),
    )
    return Judged(key_a, key_b, verdict)
