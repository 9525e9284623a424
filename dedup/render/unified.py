"""A diff as plain text in the manner of `diff -u`, with sentences for lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dedup.diff import Diff
from dedup.render.display import Fold, Part, Row, folded, numbers, rows_of
from dedup.render.wording import (
    CHECK_SIGN,
    MOVED_SIGN,
    counted,
    document_name,
    matched,
    printable,
    relation_words,
    shares,
)


def diff_text(diff: Diff) -> str:
    """Return a diff as text: one hunk for every link, dropped or added sentence, or run of unchanged ones.

    The first line is a summary. A hunk's header gives the numbers of its sentences. Lines begin with a space
    (unchanged), ``-`` (as in a), ``+`` (as in b), ``>`` (moved here) or ``!`` (a fact to check).
    """
    told = [*shares(diff.summary), f"b: {matched(diff)}", *counted(diff.summary)]
    lines = [f"# {relation_words(diff.summary.relation)}: {' · '.join(told)}"]
    lines += [f"--- a  {document_name(diff.a)}", f"+++ b  {document_name(diff.b)}"]
    for row in folded(rows_of(diff)):
        lines += _unchanged(row) if isinstance(row, Fold) else _hunk(row)
    return "\n".join(lines) + "\n"


def _unchanged(fold: Fold) -> Iterator[str]:
    old, new = (part for row in fold.rows for part in row.a), (part for row in fold.rows for part in row.b)
    yield _header(old, new, "unchanged")
    yield from (f" {_text(part)}" for row in fold.rows for part in row.b)


def _hunk(row: Row) -> Iterator[str]:
    yield _header(row.a, row.b, row.kind + (", moved" if row.moved else ""))
    yield from (f"{CHECK_SIGN} {fact.type}: {printable(fact.reason)}" for fact in row.facts)
    if row.kind != "unchanged":
        yield from (f"-{_text(part)}" for part in row.a)
    yield from (f"{MOVED_SIGN if row.moved else '+'}{_text(part)}" for part in row.b)


def _header(a: Iterable[Part], b: Iterable[Part], what: str) -> str:
    """Return the line before a hunk, with 0 for the side that has no sentence.

    >>> _header([Part(1, False, ()), Part(2, False, ())], [], "dropped")
    '@@ -1–2 +0 @@ dropped'
    """
    return f"@@ -{numbers(a) or 0} +{numbers(b) or 0} @@ {what}"


def _text(part: Part) -> str:
    return "".join(run.text for run in part.runs)
