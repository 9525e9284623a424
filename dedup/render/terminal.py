"""Results in a terminal: facts first, then what changed, with signs that need no colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from dedup.cluster import Cluster, Clustering, Member
from dedup.diff import Diff
from dedup.document import Document
from dedup.link import Fact
from dedup.render.display import Fold, Row, Run, checks, folded, numbers, place, rows_of
from dedup.render.wording import (
    CHECK_SIGN,
    MOVED_SIGN,
    SIGNS,
    count,
    counted,
    nearest,
    percent,
    printable,
    relation_words,
    shares,
    value_text,
)
from dedup.verdict import Verdict

_STYLES = {
    "unchanged": "dim",
    "reworded": "cyan",
    "merged": "cyan",
    "split": "cyan",
    "dropped": "red",
    "added": "green",
}
_SEVERITY_STYLES = {"high": "bold red", "medium": "bold yellow", "low": "bold"}
_MARK_STYLES = {"equal": "", "removed": "red strike", "added": "green underline"}
_BRACKETS = {"equal": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def print_diff(diff: Diff, console: Console) -> None:
    """Print a diff: summary, facts to check, then the sentences in which something changed.

    Words are marked by style where the console has colours and by ``[-old-]{+new+}`` where it has none.
    """
    rows = rows_of(diff)
    _print_summary(diff, console)
    _print_facts(checks(rows), console)
    widths = _number_widths(rows)
    _print_legend(widths, console)
    for row in folded(rows):
        if isinstance(row, Fold):
            _print_fold(row, widths, console)
        else:
            _print_row(row, widths, console)


def print_clustering(clustering: Clustering, console: Console) -> None:
    """Print every cluster with its members, each with the article that it shares most with."""
    members = sum(len(cluster.members) for cluster in clustering.clusters)
    parts = [
        count(clustering.articles, "article"),
        f"{count(len(clustering.clusters), 'cluster')} with {count(members, 'article')}",
        f"{len(clustering.singletons):,} on their own",
        f"{len(clustering.skipped):,} skipped",
    ]
    _print_block(console, Text(), Text(" · ".join(parts), style="bold"))
    for number, cluster in enumerate(clustering.clusters, 1):
        _print_cluster(number, cluster, console)
    if clustering.skipped:
        _print_title("Skipped", console)
    for item in clustering.skipped:
        _print_block(console, Text("  "), Text(f"{printable(item.path)}: {printable(item.why)}"))


def _print_summary(diff: Diff, console: Console) -> None:
    summary = diff.summary
    relation = Text(f"{relation_words(summary.relation)}  ", style="bold")
    _print_block(console, relation, Text(" · ".join(shares(summary))))
    for side, document in (("a", diff.a), ("b", diff.b)):
        _print_block(console, Text(f"{side}  ", style="bold"), Text(_name(document)))
    _print_block(console, Text(), Text(" · ".join(counted(summary))))


def _name(document: Document) -> str:
    known = (document.date, document.title or document.article.id)
    return printable("  ".join(item for item in known if item)) or "(no title)"


def _print_facts(found: Sequence[tuple[Fact, Row]], console: Console) -> None:
    _print_title(f"{count(len(found), 'fact')} to check" if found else "No facts to check", console)
    severity_width = max((len(fact.severity) for fact, _ in found), default=0)
    type_width = max((len(fact.type) for fact, _ in found), default=0)
    for fact, row in found:
        kind = f"{CHECK_SIGN} {fact.severity:<{severity_width}}  {fact.type:<{type_width}}  "
        values = Text(f"{value_text(fact.a)} → {value_text(fact.b)}", style="bold")
        rest = Text(f"  {printable(fact.reason)} ({place(row)})")
        _print_block(console, Text(kind, style=_SEVERITY_STYLES[fact.severity]), Text.assemble(values, rest))


def _print_legend(widths: tuple[int, int], console: Console) -> None:
    _print_title("Sentences", console)
    signs = [f"{sign} {kind}" for kind, sign in SIGNS.items()]
    legend = Text("  ".join([*signs, f"{MOVED_SIGN} moved", f"{CHECK_SIGN} check"]), style="dim")
    removed, added = Run("delete", "removed", "removed"), Run("insert", "added", "added")
    words = _marked([removed, Run("equal", "equal", "  "), added], console)
    _print_block(console, Text(), Text.assemble(legend, "  ", words))
    console.print(Text(f"   {'a':>{widths[0]}} {'b':>{widths[1]}}", style="dim"))


def _number_widths(rows: Iterable[Row]) -> tuple[int, int]:
    """Return the widths of the two columns of sentence numbers."""
    columns = [("a", "b"), *((numbers(row.a), numbers(row.b)) for row in rows)]
    return max(len(a) for a, _ in columns), max(len(b) for _, b in columns)


def _print_fold(fold: Fold, widths: tuple[int, int], console: Console) -> None:
    prefix = " " * len(_gutter(fold.rows[0], widths))
    body = Text(f"… {count(len(fold.rows), 'sentence')} unchanged", style="dim")
    _print_block(console, Text(SIGNS["unchanged"] + prefix[1:], style="dim"), body)


def _gutter(row: Row, widths: tuple[int, int]) -> Text:
    sign = SIGNS[row.kind] + (MOVED_SIGN if row.moved else " ")
    columns = f"{numbers(row.a):>{widths[0]}} {numbers(row.b):>{widths[1]}}"
    return Text(f"{sign} {columns}  ", style=_STYLES[row.kind])


def _print_row(row: Row, widths: tuple[int, int], console: Console) -> None:
    gutter = _gutter(row, widths)
    body = _marked(row.inline, console)
    body.style = (
        f"{_STYLES[row.kind] if row.kind in ('dropped', 'added') else ''} {'bold' if row.heading else ''}"
    )
    _print_block(console, gutter, body)
    indent = Text(" " * len(gutter))
    if row.moved:
        _print_block(
            console, indent, Text(f"{MOVED_SIGN} moved from sentence {numbers(row.a)}", style="magenta")
        )
    for fact in row.facts:
        note = Text(
            f"{CHECK_SIGN} {fact.type}: {printable(fact.reason)}", style=_SEVERITY_STYLES[fact.severity]
        )
        _print_block(console, indent, note)


def _marked(runs: Iterable[Run], console: Console) -> Text:
    """Return the runs as one text, with brackets for marks where there are no colours."""
    coloured = console.color_system is not None and not console.no_color
    text, last = Text(), "equal"
    for run in runs:
        before, after = ("", "") if coloured else _BRACKETS[run.mark]
        if coloured and "equal" not in (run.mark, last):
            text.append(" ")
        text.append(f"{before}{run.text}{after}", style=_MARK_STYLES[run.mark])
        last = run.mark
    return text


def _print_title(title: str, console: Console) -> None:
    console.print()
    console.print(Text(title, style="bold"))


def _print_block(console: Console, prefix: Text, body: Text) -> None:
    """Print text behind a prefix, its further lines indented as far, and no spaces at line ends."""
    lines = body.wrap(console, max(20, console.width - prefix.cell_len))
    for number, line in enumerate(lines):
        line.rstrip()
        before = prefix if number == 0 else " " * prefix.cell_len
        console.print(Text.assemble(before, line), soft_wrap=True)


def _print_cluster(number: int, cluster: Cluster, console: Console) -> None:
    _print_title(
        f"Cluster {number:,}  {count(len(cluster.members), 'article')}  {printable(cluster.id)}", console
    )
    edges = nearest(cluster)
    for member in cluster.members:
        _print_member(member, edges.get(member.article.id), console)


def _print_member(member: Member, edge: Verdict | None, console: Console) -> None:
    article = member.article
    head = Text(f"  {member.role:<7}  ", style="bold" if member.role == "origin" else "")
    known = (article.date, article.path or article.id, article.title)
    _print_block(console, head, Text(printable("  ".join(item for item in known if item))))
    if edge:
        _print_block(console, Text(" " * 11), Text(_neighbour(article.id, edge), style="dim"))


def _neighbour(own: str, edge: Verdict) -> str:
    """Say what an article has from the one that it shares most with."""
    other, share = (edge.b, edge.containment_a_in_b) if own == edge.a else (edge.a, edge.containment_b_in_a)
    longest = count(edge.longest_shared_run_words, "word")
    return printable(
        f"{percent(share)} of it stands in {other} ({relation_words(edge.relation)}, longest run {longest})"
    )
