"""An explanation in words, for every rendering of it."""

from __future__ import annotations

from dedup.explanation import Explanation
from dedup.render.wording import count, percent, printable
from dedup.settings import Settings
from dedup.verdict import Verdict

LEFT_OUT = "In this run very many articles were alike, and pairs were left out; this may be one of them."


def why(found: Explanation) -> str:
    """Return in one sentence why the two are together or apart."""
    if found.outcome == "linked":
        return f"a verified pair: {printable(found.path[0].reason)}"
    if found.outcome == "chained":
        return f"joined by {count(len(found.path), 'verified pair')} through {_between(len(found.path) - 1)}"
    if found.outcome == "connected" and found.verdict:
        return f"related, but a round-up fuses no stories: {printable(found.verdict.reason)}"
    if found.verdict:
        return f"judged, and rejected: {against_bar(found, found.verdict)}; {printable(found.verdict.reason)}"
    return "never a candidate: they share too little text to be compared closely"


def against_bar(found: Explanation, verdict: Verdict) -> str:
    """Return a verdict's score against the bar of the run."""
    bar = Settings.of_clustering(found.clustering.recipe).verification.derived
    side = "under" if verdict.score < bar else "at or over"
    return f"score {verdict.score:.4f}, {side} the bar of {bar:g}"


def own_verdict(found: Explanation) -> str | None:
    """Return what the verdict is on; None if there is none or it is the only edge of the way."""
    if found.outcome == "linked" or found.verdict is None:
        return None
    if found.in_place:
        return "Judged in their place: articles with the same words (a text is judged once)"
    return "The verdict on the two"


def never_judged(found: Explanation) -> str:
    """Return what it means that a pair was never a candidate."""
    settings = Settings.of_clustering(found.clustering.recipe).retrieval
    text = (
        "Only candidates are compared closely: two articles that share a few passages, "
        f"and of the shorter one at least {percent(settings.sure_share)} in runs of 4 words, or "
        f"{percent(settings.least_share)} if one of the two has no more with any other. Phrases that "
        "stand in very many articles count for little. `dedup diff` compares any two."
    )
    return text if found.clustering.recipe["complete"] else f"{text} {LEFT_OUT}"


def _between(articles: int) -> str:
    return "another article" if articles == 1 else f"{articles:,} other articles"
