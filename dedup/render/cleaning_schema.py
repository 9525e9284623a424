"""What became of a cleaned folder in the result schema (version 1)."""

from __future__ import annotations

from collections.abc import Iterable

from dedup.cluster import Skipped
from dedup.diff import SCHEMA_VERSION
from dedup.omission import Cleaning, Omission
from dedup.render.schema import DIGITS, Json, article_to_dict, edge_to_dict


def cleaning_to_dict(cleaning: Cleaning) -> Json:
    """Return a cleaning in the result schema; in a verdict, `a` is the older of its pair."""
    return {
        "schema_version": SCHEMA_VERSION,
        "recipe": dict(cleaning.recipe),
        "keep": cleaning.keep,
        "derived": cleaning.derived,
        "articles": cleaning.articles,
        "left_out": [_omission(item) for item in cleaning.left_out],
        "skipped": _named(cleaning.skipped),
        "not_copied": _named(cleaning.not_copied),
        "ledger": cleaning.ledger,
    }


def _omission(item: Omission) -> Json:
    return {
        **article_to_dict(item.article),
        "kept": article_to_dict(item.kept),
        "containment": round(item.containment, DIGITS),
        "verdict": edge_to_dict(item.verdict),
    }


def _named(items: Iterable[Skipped]) -> list[Json]:
    return [{"path": item.path, "why": item.why} for item in items]
