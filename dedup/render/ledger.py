"""What a cleaned folder leaves out and why, as a table that people and spreadsheets read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dedup.omission import Cleaning, Omission
from dedup.render.table import safe

COLUMNS = ("what", "id", "path", "kept", "kept_path", "relation", "containment", "reason", "a", "b")
"""`kept` is the article that stays in place of `id`, `containment` the share of `id` that stands in it;
`a`, the older, and `b` in the reason are nearly always these two, else others with the same words."""


def ledger_csv(cleaning: Cleaning) -> str:
    """Return one row for every article left out, file copied unread and file that could not be copied."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(cleaning):
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()


def _rows(cleaning: Cleaning) -> Iterator[list[str]]:
    for item in cleaning.left_out:
        yield _omission(item)
    for what, skipped in (("copied unread", cleaning.skipped), ("not copied", cleaning.not_copied)):
        yield from ([what, "", item.path, "", "", "", "", item.why, "", ""] for item in skipped)


def _omission(item: Omission) -> list[str]:
    article, kept, verdict = item.article, item.kept, item.verdict
    names = [article.id, article.path or "", kept.id, kept.path or ""]
    share = f"{item.containment:.4f}"
    return ["left out", *names, verdict.relation, share, verdict.reason, verdict.a, verdict.b]
