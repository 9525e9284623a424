"""An editor's check in a terminal: the verdict, then what is most dangerous."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dedup.check import Check
from dedup.render.blocks import SEVERITY_STYLES, marked, print_block, print_title
from dedup.render.check_display import (
    Finding,
    MarkedSentence,
    bar,
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
from dedup.render.display import Run
from dedup.render.wording import CHECK_SIGN, SIGNS, count, document_name, percent

BAR_CELLS = 40
_CELLS = {"verbatim": ("█", ""), "reworded": ("▒", "cyan"), "new": ("·", "green")}
_LEVEL_STYLES = {**SEVERITY_STYLES, "altered": "bold red", "invented": "bold red"}


def print_check(check: Check, console: Console) -> None:
    """Print a check: verdict, reuse, facts to verify, quotations, new values, what was lost."""
    _print_verdict(check, console)
    _print_reuse(check, console)
    facts = facts_to_verify(check)
    print_title(f"{count(len(facts), 'fact')} to verify" if facts else "No facts to verify", console)
    _print_findings(facts, console)
    print_title(f"Quotations: {quotation_counts(check)}", console)
    _print_findings(quotations_to_verify(check), console)
    new = new_values(check)
    print_title(new_title(new), console)
    _print_new(new, console)
    _print_lost(check, console)


def _print_verdict(check: Check, console: Console) -> None:
    verdict, style = ("PASS", "bold green") if check.passed else ("FAIL", "bold red")
    reasons = "; ".join(reason_text(reason) for reason in check.reasons) or "no threshold is broken"
    print_block(console, Text(f"{verdict}  ", style=style), Text(reasons))
    for side, document in (("original", check.diff.a), ("rewrite ", check.diff.b)):
        print_block(console, Text(f"{side}  ", style="bold"), Text(document_name(document)))


def _print_reuse(check: Check, console: Console) -> None:
    print_title(f"Where the rewrite's {count(check.shares.words, 'word')} come from", console)
    parts = share_parts(check)
    cells = bar([share for _, share in parts], BAR_CELLS)
    drawn = Text("  ")
    for (name, _), width in zip(parts, cells, strict=True):
        cell, style = _CELLS[name]
        drawn.append(cell * width, style=style)
    console.print(drawn)
    legend = "  ".join(f"{_CELLS[name][0]} {percent(share)} {name}" for name, share in parts)
    print_block(console, Text("  "), Text(legend))
    where, words = longest_run(check)
    print_block(console, Text("  "), Text.assemble(f"longest verbatim run: {where}: ", (words, "italic")))


def _print_findings(findings: Sequence[Finding], console: Console) -> None:
    levels = max((len(finding.level) for finding in findings), default=0)
    types = max((len(finding.type) for finding in findings), default=0)
    for finding in findings:
        head = f"{CHECK_SIGN} {finding.level:<{levels}}  {finding.type:<{types}}  "
        body = Text.assemble((finding.shown, "bold"), f"  ({finding.place})")
        print_block(console, Text(head, style=_LEVEL_STYLES[finding.level]), body)
        indent = Text(" " * len(head))
        if finding.note:
            print_block(console, indent, Text(finding.note))
        if finding.context:
            print_block(console, indent, _context(finding.context, console))


def _print_new(sentences: Sequence[MarkedSentence], console: Console) -> None:
    width = max((len(str(sentence.number)) for sentence in sentences), default=0)
    for sentence in sentences:
        head = Text(f"{SIGNS['added']} {sentence.number:>{width}}  ", style="green")
        print_block(console, head, Text(" · ".join(sentence.values), style="bold"))
        print_block(console, Text(" " * len(head)), _context(sentence.runs, console))


def _context(runs: Sequence[Run], console: Console) -> Text:
    context = marked(runs, console)
    context.stylize_before("dim")
    return context


def _print_lost(check: Check, console: Console) -> None:
    sentences, values = lost_sentences(check), lost_values(check)
    print_title(lost_title(sentences, values), console)
    for kind, found in values.items():
        print_block(console, Text(f"  {kind}: ", style="bold"), Text(" · ".join(found)))
    width = max((len(str(sentence.number)) for sentence in sentences), default=0)
    for sentence in sentences:
        head = Text(f"{SIGNS['dropped']} {sentence.number:>{width}}  ", style="red")
        print_block(console, head, marked(sentence.runs, console))
