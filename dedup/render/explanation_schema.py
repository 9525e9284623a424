"""An explanation in the result schema (version 1)."""

from __future__ import annotations

from dedup.diff import SCHEMA_VERSION
from dedup.explanation import Explanation, Place
from dedup.render.explanation_display import why
from dedup.render.schema import DIGITS, Json, article_to_dict, edge_to_dict
from dedup.verdict import Verdict


def explanation_to_dict(explanation: Explanation) -> Json:
    """Return an explanation in the result schema; in a verdict, `a` is the older of its pair."""
    verdict = explanation.verdict
    return {
        "schema_version": SCHEMA_VERSION,
        "recipe": dict(explanation.clustering.recipe),
        "a": _place(explanation.a),
        "b": _place(explanation.b),
        "together": explanation.together,
        "outcome": explanation.outcome,
        "why": why(explanation),
        "path": [_verdict(edge) for edge in explanation.path],
        "verdict": _verdict(verdict) if verdict else None,
        "in_place": explanation.in_place,
    }


def _place(place: Place) -> Json:
    return {**article_to_dict(place.article), "cluster": place.cluster, "role": place.role}


def _verdict(verdict: Verdict) -> Json:
    return {
        **edge_to_dict(verdict),
        "score": round(verdict.score, DIGITS),
        "longest_shared_run_words": verdict.longest_shared_run_words,
    }
