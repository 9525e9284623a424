"""A diff as GitHub-flavoured Markdown, for a comment or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dedup.diff import Diff
from dedup.document import Document
from dedup.link import Fact
from dedup.render.display import Fold, Mark, Row, Run, checks, folded, numbers, place, rows_of
from dedup.render.wording import (
    MOVED_SIGN,
    SIGNS,
    count,
    counted,
    document_name,
    headline,
    matched,
    opening,
    printable,
    shares,
    value_text,
)

_MARKS: dict[Mark, str] = {"equal": "", "removed": "~~", "added": "**"}
_NOTHING = "&#8203;"
_MARKUP = re.compile(r"[\\`*_\[\]<>~|&]|(?<=:)//|:(?=//)|(?<=www)\.", re.IGNORECASE)
# GitHub links names and issues and paints icons after Markdown is done, so escaping alone does not stop it.
_LINKED_LATER = re.compile(r"(@|#|GH-)(?=\w)|(:)(?=[\w+-]+:)", re.IGNORECASE)


def diff_markdown(diff: Diff) -> str:
    """Return a summary, a table of the facts to check and the sentences in which something changed."""
    rows = rows_of(diff)
    lines = [*_summary(diff), "", *_facts(checks(rows)), "", "### Sentences (~~removed~~ **added**)", ""]
    lines += [_fold(row) if isinstance(row, Fold) else _row(row) for row in folded(rows)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    r"""Return text that Markdown and GitHub show as it is: no markup, link, mention, formula or icon.

    It must not stand at the beginning of a line.

    >>> print(escaped("<b> *5* @you"))
    \<b\> \*5\* @&#8203;you
    """
    text = _MARKUP.sub(lambda found: "".join("\\" + sign for sign in found[0]), printable(text))
    text = _LINKED_LATER.sub(lambda found: found[0] + _NOTHING, text)
    return text.replace("$", "<span>$</span>")


def _summary(diff: Diff) -> Iterator[str]:
    summary = diff.summary
    yield f"**{opening(headline(diff))}**: {' · '.join(shares(summary))}"
    yield ""
    yield f"- **a** {escaped_name(diff.a)}"
    yield f"- **b** {escaped_name(diff.b)}"
    yield f"- {' · '.join([f'b: {matched(diff)}', *counted(summary)])}"


def escaped_name(document: Document) -> str:
    """Return what a text is called by: its date and title, or its id."""
    return escaped(document_name(document).replace("  ", " "))


def _facts(found: Sequence[tuple[Fact, Row]]) -> Iterator[str]:
    if not found:
        yield "### No facts to check"
        return
    yield f"### {count(len(found), 'fact')} to check"
    yield ""
    yield "| severity | type | a | b | what changed | where |"
    yield "|---|---|---|---|---|---|"
    for fact, row in found:
        values = f"{escaped(value_text(fact.a))} | {escaped(value_text(fact.b))}"
        yield f"| {fact.severity} | {fact.type} | {values} | {escaped(fact.reason)} | {place(row)} |"


def _fold(fold: Fold) -> str:
    return f"- `{SIGNS['unchanged']}` *{count(len(fold.rows), 'sentence')} unchanged*"


def _row(row: Row) -> str:
    moved = f", moved from sentence {numbers(row.a)}" if row.moved else ""
    sign = SIGNS[row.kind] + (MOVED_SIGN if row.moved else "")
    return f"- `{sign}` *{row.kind} {place(row)}{moved}*: {marked(row.inline)}"


def marked(runs: Sequence[Run]) -> str:
    """Return the runs with their marks; between an old and a new piece stands a space."""
    shown = ""
    for number, run in enumerate(runs):
        following = runs[number + 1].text[:1] if number + 1 < len(runs) else ""
        if run.mark != "equal" and number and runs[number - 1].mark != "equal":
            shown += " "
        shown += _mark(run, shown[-1:], following)
    return shown


def _mark(run: Run, before: str, after: str) -> str:
    """Return one run with its marks.

    Markdown takes ``x**,**`` for stars, not for a mark, unless the mark and the word are held apart.
    """
    mark, text = _MARKS[run.mark], escaped(run.text)
    if not mark:
        return text
    left = _NOTHING if before.isalnum() and not run.text[0].isalnum() else ""
    right = _NOTHING if after.isalnum() and not run.text[-1].isalnum() else ""
    return f"{left}{mark}{text}{mark}{right}"
