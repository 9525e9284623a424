"""An editor's check as GitHub-flavoured Markdown, for a comment or an issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.check import Check
from dedup.render.check_display import (
    Finding,
    MarkedSentence,
    facts_to_verify,
    longest_run,
    lost_sentences,
    lost_title,
    lost_values,
    new_title,
    new_values,
    quotation_counts,
    quotations_to_verify,
    reason_text,
    share_parts,
)
from dedup.render.markdown import escaped, escaped_name, marked
from dedup.render.wording import SIGNS, count, percent, value_text


def check_markdown(check: Check) -> str:
    """Return the verdict, what to verify, what is new and what was lost."""
    facts, quotations = facts_to_verify(check), quotations_to_verify(check)
    title = f"{count(len(facts), 'fact')} to verify" if facts else "No facts to verify"
    lines = [*_verdict(check), "", f"### {title}", "", *_table(facts)]
    lines += ["", f"### Quotations: {quotation_counts(check)}", "", *_table(quotations)]
    lines += ["", *_new(new_values(check)), "", *_lost(check)]
    return "\n".join(_without_double_gaps(lines)) + "\n"


def _verdict(check: Check) -> Iterator[str]:
    reasons = "; ".join(reason_text(reason) for reason in check.reasons) or "no threshold is broken"
    yield f"**{'Pass' if check.passed else 'Fail'}**: {reasons}"
    yield ""
    yield f"- **original** {escaped_name(check.diff.a)}"
    yield f"- **rewrite** {escaped_name(check.diff.b)}"
    yield f"- {' · '.join(f'{percent(share)} {name}' for name, share in share_parts(check))}"
    where, words = longest_run(check)
    yield f"- longest verbatim run: {where}: *{escaped(words)}*" if words else "- no word taken over"


def _table(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield "| level | type | original | rewrite | why | where |"
    yield "|---|---|---|---|---|---|"
    for finding in findings:
        values = f"{escaped(value_text(finding.a))} | {escaped(value_text(finding.b))}"
        yield f"| {finding.level} | {finding.type} | {values} | {escaped(finding.note)} | {finding.place} |"


def _new(sentences: Sequence[MarkedSentence]) -> Iterator[str]:
    yield f"### {new_title(sentences)}"
    yield ""
    for sentence in sentences:
        yield f"- `{SIGNS['added']}` *sentence {sentence.number}*: {marked(sentence.runs)}"


def _lost(check: Check) -> Iterator[str]:
    sentences, values = lost_sentences(check), lost_values(check)
    yield f"### {lost_title(sentences, values)}"
    yield ""
    for kind, found in values.items():
        yield f"- {kind}: {' · '.join(map(escaped, found))}"
    for sentence in sentences:
        yield f"- `{SIGNS['dropped']}` *sentence {sentence.number}*: {marked(sentence.runs)}"


def _without_double_gaps(lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if line or (number + 1 < len(lines) and lines[number + 1]):
            yield line
