"""The editor's check in the result schema (version 1)."""

from __future__ import annotations

from dedup.check import Check, CheckedQuotation, Claim, Reason, Shares, VerbatimRun
from dedup.diff import SCHEMA_VERSION
from dedup.render.schema import (
    DIGITS,
    Json,
    document_to_dict,
    fact_to_dict,
    span_to_list,
    summary_to_dict,
    value_to_dict,
)


def check_to_dict(check: Check) -> Json:
    """Return a check in the result schema; a is the original, b the rewrite, offsets are code points."""
    return {
        "schema_version": SCHEMA_VERSION,
        "recipe": dict(check.recipe),
        "verdict": "pass" if check.passed else "fail",
        "reasons": [_reason(reason) for reason in check.reasons],
        "a": document_to_dict(check.diff.a),
        "b": document_to_dict(check.diff.b),
        "shares": _shares(check.shares),
        "longest_run": _run(check.longest_run) if check.longest_run else None,
        "facts": [fact_to_dict(fact) for fact in check.facts],
        "quotations": [_quotation(quotation) for quotation in check.quotations],
        "unsupported": [_claim(claim) for claim in check.unsupported],
        "lost": {
            "sentences": list(check.diff.dropped),
            "values": [_claim(claim) for claim in check.lost],
        },
        "added": list(check.diff.added),
        "summary": summary_to_dict(check.diff.summary),
    }


def _reason(reason: Reason) -> Json:
    measured = round(reason.measured, DIGITS)
    return {"threshold": reason.threshold, "measured": measured, "allowed": reason.allowed}


def _shares(shares: Shares) -> Json:
    return {
        "words": shares.words,
        "verbatim": round(shares.share(shares.verbatim), DIGITS),
        "reworded": round(shares.share(shares.reworded), DIGITS),
        "new": round(shares.share(shares.new), DIGITS),
    }


def _run(run: VerbatimRun) -> Json:
    return {"words": run.words, "a": span_to_list(run.a), "b": span_to_list(run.b)}


def _quotation(quotation: CheckedQuotation) -> Json:
    return {
        "state": quotation.state,
        "reason": quotation.reason,
        "a": value_to_dict(quotation.a),
        "b": value_to_dict(quotation.b),
    }


def _claim(claim: Claim) -> Json:
    return {"type": claim.type, "sentence": claim.sentence, "value": value_to_dict(claim.value)}
