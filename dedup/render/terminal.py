"""Results in a terminal: facts first, then what changed, with signs that need no colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from dedup.cluster import Cluster, Clustering, Member
from dedup.diff import Diff
from dedup.link import Fact
from dedup.render.blocks import SEVERITY_STYLES, marked, print_block, print_title
from dedup.render.display import Fold, Row, Run, checks, folded, numbers, place, rows_of
from dedup.render.terminal_columns import fits_columns, print_columns
from dedup.render.terminal_skipped import print_skipped
from dedup.render.wording import (
    CHECK_SIGN,
    MOVED_SIGN,
    SIGNS,
    STORIES_TITLE,
    article_name,
    count,
    counted,
    document_name,
    fact_note,
    fact_reason,
    headline,
    matched,
    nearest,
    percent,
    printable,
    relation_words,
    shares,
    told,
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


def print_diff(diff: Diff, console: Console, beside: bool = False) -> None:
    """Print a diff: summary, facts to check, then the sentences in which something changed.

    Words are marked by style where the console has colours and by ``[-old-]{+new+}`` where it has none.
    The two texts are woven into one, or stand `beside` each other where the console is wide enough.
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
            _print_row(row, _gutter(row, widths), beside, console)


def print_clustering(clustering: Clustering, console: Console) -> None:
    """Print every cluster with its members, each with the article that it shares most with."""
    members = sum(len(cluster.members) for cluster in clustering.clusters)
    parts = [
        count(clustering.articles, "article"),
        f"{count(len(clustering.clusters), 'cluster')} with {count(members, 'article')}",
        f"{len(clustering.singletons):,} on their own",
        f"{len(clustering.skipped):,} skipped",
    ]
    print_block(console, Text(), Text(" · ".join(parts), style="bold"))
    for number, cluster in enumerate(clustering.clusters, 1):
        print_cluster(number, cluster, console)
    if clustering.connections:
        print_title("Related, but not one story", console)
    for edge in clustering.connections:
        print_block(console, Text("  "), Text(f"{printable(edge.a)}, {printable(edge.b)}: {edge.reason}"))
    _print_stories(clustering, console)
    print_skipped("Skipped", clustering.skipped, console)


def _print_stories(clustering: Clustering, console: Console) -> None:
    if clustering.stories is None:
        return
    print_title(STORIES_TITLE if clustering.stories else "No stories in other words", console)
    for number, (story, items) in enumerate(told(clustering), 1):
        words = ", ".join(story.terms)
        print_block(console, Text(f"  {number:,}  ", style="bold"), Text(printable(words), style="bold"))
        for item in items:
            print_block(console, Text("     "), Text(printable(item)))


def _print_summary(diff: Diff, console: Console) -> None:
    summary = diff.summary
    relation = Text(f"{headline(diff)}  ", style="bold")
    print_block(console, relation, Text(" · ".join(shares(summary))))
    for side, document in (("a", diff.a), ("b", diff.b)):
        print_block(console, Text(f"{side}  ", style="bold"), Text(document_name(document)))
    print_block(console, Text(), Text(" · ".join([f"b: {matched(diff)}", *counted(summary)])))


def _print_facts(found: Sequence[tuple[Fact, Row]], console: Console) -> None:
    print_title(f"{count(len(found), 'fact')} to check" if found else "No facts to check", console)
    severity_width = max((len(fact.severity) for fact, _ in found), default=0)
    type_width = max((len(fact.type) for fact, _ in found), default=0)
    for fact, row in found:
        kind = f"{CHECK_SIGN} {fact.severity:<{severity_width}}  {fact.type:<{type_width}}  "
        values = Text(f"{value_text(fact.a)} → {value_text(fact.b)}", style="bold")
        note = fact_note(fact)
        rest = Text(f"  {note} ({place(row)})" if note else f"  ({place(row)})")
        print_block(console, Text(kind, style=SEVERITY_STYLES[fact.severity]), Text.assemble(values, rest))


def _print_legend(widths: tuple[int, int], console: Console) -> None:
    print_title("Sentences", console)
    signs = [f"{sign} {kind}" for kind, sign in SIGNS.items()]
    legend = Text("  ".join([*signs, f"{MOVED_SIGN} moved", f"{CHECK_SIGN} check"]), style="dim")
    removed, added = Run("delete", "removed", "removed"), Run("insert", "added", "added")
    words = marked([removed, Run("equal", "equal", "  "), added], console)
    print_block(console, Text(), Text.assemble(legend, "  ", words))
    console.print(Text(f"   {'a':>{widths[0]}} {'b':>{widths[1]}}", style="dim"))


def _number_widths(rows: Iterable[Row]) -> tuple[int, int]:
    """Return the widths of the two columns of sentence numbers."""
    columns = [("a", "b"), *((numbers(row.a), numbers(row.b)) for row in rows)]
    return max(len(a) for a, _ in columns), max(len(b) for _, b in columns)


def _print_fold(fold: Fold, widths: tuple[int, int], console: Console) -> None:
    prefix = " " * len(_gutter(fold.rows[0], widths))
    body = Text(f"… {count(len(fold.rows), 'sentence')} unchanged", style="dim")
    print_block(console, Text(SIGNS["unchanged"] + prefix[1:], style="dim"), body)


def _gutter(row: Row, widths: tuple[int, int]) -> Text:
    sign = SIGNS[row.kind] + (MOVED_SIGN if row.moved else " ")
    columns = f"{numbers(row.a):>{widths[0]}} {numbers(row.b):>{widths[1]}}"
    return Text(f"{sign} {columns}  ", style=_STYLES[row.kind])


def _print_row(row: Row, gutter: Text, beside: bool, console: Console) -> None:
    if beside and fits_columns(len(gutter), console):
        print_columns(row, gutter, console)
    else:
        _print_inline(row, gutter, console)
    indent = Text(" " * len(gutter))
    if row.moved:
        print_block(
            console, indent, Text(f"{MOVED_SIGN} moved from sentence {numbers(row.a)}", style="magenta")
        )
    for fact in row.facts:
        note = Text(f"{CHECK_SIGN} {fact.type}: {fact_reason(fact)}", style=SEVERITY_STYLES[fact.severity])
        print_block(console, indent, note)


def _print_inline(row: Row, gutter: Text, console: Console) -> None:
    body = marked(row.inline, console)
    body.style = (
        f"{_STYLES[row.kind] if row.kind in ('dropped', 'added') else ''} {'bold' if row.heading else ''}"
    )
    print_block(console, gutter, body)


def print_cluster(number: int, cluster: Cluster, console: Console) -> None:
    """Print a cluster with its members, each with the article that it shares most with."""
    print_title(
        f"Cluster {number:,}  {count(len(cluster.members), 'article')}  {printable(cluster.id)}", console
    )
    edges = nearest(cluster)
    for member in cluster.members:
        _print_member(member, edges.get(member.article.id), console)


def _print_member(member: Member, edge: Verdict | None, console: Console) -> None:
    article = member.article
    head = Text(f"  {member.role:<7}  ", style="bold" if member.role == "origin" else "")
    known = (article.date, article_name(article), article.title)
    print_block(console, head, Text(printable("  ".join(item for item in known if item))))
    if edge:
        print_block(console, Text(" " * 11), Text(_neighbour(article.id, edge), style="dim"))


def _neighbour(own: str, edge: Verdict) -> str:
    """Say what an article has from the one that it shares most with."""
    other, share = (edge.b, edge.containment_a_in_b) if own == edge.a else (edge.a, edge.containment_b_in_a)
    longest = count(edge.longest_shared_run_words, "word")
    return printable(
        f"{percent(share)} of it stands in {other} ({relation_words(edge.relation)}, longest run {longest})"
    )
