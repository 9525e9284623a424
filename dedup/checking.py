"""The whole way from an article and its rewrite to the editor's check."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.body import Body, body_of
from dedup.check import Check, CheckedQuotation, Claim, Reason, Shares, VerbatimRun
from dedup.claims import find_statements, find_unsupported
from dedup.comparison import compare_documents
from dedup.diff import Diff
from dedup.document import Document
from dedup.hashing import shingle_hashes
from dedup.link import Fact, FactType, Severity
from dedup.parsing import parse_together
from dedup.policy import Policy
from dedup.quoting import check_quotations
from dedup.runs import Run, longest_shared_run
from dedup.settings import Settings
from dedup.span import Span

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
DANGERS: tuple[FactType, ...] = ("quote", "negation", "number", "unit", "name", "date", "attribution")
"""Types of facts, the one that does most harm first."""


def check_rewrite(
    original: Article, rewrite: Article, policy: Policy | None = None, settings: Settings | None = None
) -> Check:
    """Return what an editor must know before the rewrite of an article is printed.

    Raises ArticleError (its `field` begins with `a.` or `b.`) for a text that cannot be worked on.

    >>> old = Article("Drei Menschen starben. Es brannte.", language="de")
    >>> new = Article("Vier Menschen starben. Der Schaden: 20 Euro.", language="de")
    >>> check = check_rewrite(old, new)
    >>> check.passed, [fact.reason for fact in check.facts], [claim.value.text for claim in check.unsupported]
    (False, ['Drei became Vier'], ['Vier', '20 Euro'])
    """
    policy = policy or Policy()
    old, new = parse_together((original, rewrite), ("a", "b"))
    bodies = body_of(old), body_of(new)
    diff = compare_documents(old, new, settings, bodies)
    shares, longest = _taken_over(diff, *bodies, policy.run_words)
    a, b = find_statements(diff.a, diff.b)
    quotations, all_quotations = check_quotations(a.side, b.side)
    values, all_new = find_unsupported(b, a)
    unsupported = _with_invented(values, quotations, diff.b)
    lost, all_lost = find_unsupported(a, b, short_names=True)
    facts = tuple(sorted((fact for link in diff.links for fact in link.facts), key=_danger))
    measured = _measured(shares, longest, facts, quotations, unsupported)
    return Check(
        recipe=_recipe(diff, policy, all_quotations and all_new and all_lost),
        policy=policy,
        diff=diff,
        shares=shares,
        longest_run=longest,
        quotations=quotations,
        facts=facts,
        unsupported=unsupported,
        lost=lost,
        reasons=_reasons(measured, policy),
    )


def _recipe(diff: Diff, policy: Policy, complete: bool) -> Mapping[str, object]:
    whole = complete and bool(diff.recipe["complete"])
    return {**diff.recipe, "complete": whole, "policy": asdict(policy)}


def _danger(fact: Fact) -> tuple[int, int, int]:
    value = fact.b or fact.a
    return SEVERITIES.index(fact.severity), DANGERS.index(fact.type), value.start if value else 0


def _taken_over(diff: Diff, a: Body, b: Body, run_words: int) -> tuple[Shares, VerbatimRun | None]:
    """Return how the rewrite's words came about, and the longest run of them that stands in the original."""
    verbatim = _in_runs(a, b, run_words)
    unchanged = [index for link in diff.links if link.kind == "unchanged" for index in link.b]
    verbatim |= np.isin(b.sentence, unchanged)  # also where the sentence is shorter than a run
    linked = np.isin(b.sentence, [index for link in diff.links for index in link.b])
    shares = Shares(
        verbatim=int(verbatim.sum()),
        reworded=int((linked & ~verbatim).sum()),
        new=int((~linked & ~verbatim).sum()),
    )
    longest = longest_shared_run(a.hashes, b.hashes)
    return shares, _placed(longest, a, b) if longest else None


def _in_runs(a: Body, b: Body, run_words: int) -> NDArray[np.bool_]:
    """Return which words of b lie in a run of so many words that stands in a."""
    found = np.zeros(len(b), dtype=bool)
    if len(b) >= run_words:
        starts = np.isin(shingle_hashes(b.hashes, run_words), shingle_hashes(a.hashes, run_words))
        for n in range(run_words):
            found[n : len(starts) + n] |= starts
    return found


def _placed(run: Run, a: Body, b: Body) -> VerbatimRun:
    return VerbatimRun(
        words=run.length,
        a=_place(a, run.a, run.length),
        b=_place(b, run.b, run.length),
    )


def _place(body: Body, first: int, count: int) -> Span:
    return Span(int(body.marks.starts[first]), int(body.marks.ends[first + count - 1]))


def _with_invented(
    values: tuple[Claim, ...], quotations: tuple[CheckedQuotation, ...], rewrite: Document
) -> tuple[Claim, ...]:
    """Return the unsupported values with the invented quotations in their places."""
    starts = [sentence.start for sentence in rewrite.sentences]
    invented = [
        Claim("quote", quotation.b, max(0, bisect_right(starts, quotation.b.start) - 1))
        for quotation in quotations
        if quotation.state == "invented" and quotation.b
    ]
    return tuple(sorted((*values, *invented), key=lambda claim: claim.value.start))


def _measured(
    shares: Shares,
    longest: VerbatimRun | None,
    facts: tuple[Fact, ...],
    quotations: tuple[CheckedQuotation, ...],
    unsupported: tuple[Claim, ...],
) -> Mapping[str, float]:
    """Return what every threshold of a policy is held against, under its name."""
    states = [quotation.state for quotation in quotations]
    severities = [fact.severity for fact in facts]
    return {
        "max_verbatim_share": shares.share(shares.verbatim),
        "max_verbatim_run_words": longest.words if longest else 0,
        **{f"max_facts_{severity}": severities.count(severity) for severity in SEVERITIES},
        "max_altered_quotations": states.count("altered"),
        "max_invented_quotations": states.count("invented"),
        "max_unsupported_values": len(unsupported),
    }


def _reasons(measured: Mapping[str, float], policy: Policy) -> tuple[Reason, ...]:
    limits = asdict(policy)
    return tuple(
        Reason(threshold, value, limits[threshold])
        for threshold, value in measured.items()
        if limits[threshold] is not None and value > limits[threshold]
    )
