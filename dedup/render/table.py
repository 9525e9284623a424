"""Clusters as a table for a spreadsheet: one row an article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dedup.article import Article
from dedup.cluster import Clustering, Member
from dedup.render.wording import nearest, printable
from dedup.verdict import Verdict

COLUMNS = (
    "cluster_id",
    "id",
    "path",
    "date",
    "title",
    "role",
    "neighbour",
    "relation",
    "resemblance",
    "containment_in_neighbour",
    "containment_of_neighbour",
)
"""`neighbour` is the article of the same cluster with the strongest verified relation;
`containment_in_neighbour` is the share of this article that stands in it, `containment_of_neighbour`
the share of the neighbour that stands in this article."""

# A spreadsheet takes a cell that begins with one of these for a formula, the full-width forms too.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


Cell = str | float | None


def clustering_csv(clustering: Clustering) -> str:
    """Return one row an article as CSV; an article on its own has no cluster and no neighbour."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_shown, row) for row in clustering_rows(clustering))
    return out.getvalue()


def clustering_rows(clustering: Clustering) -> Iterator[tuple[Cell, ...]]:
    """Yield one row an article, its cells in the order of the columns; None where there is nothing."""
    for cluster in clustering.clusters:
        edges = nearest(cluster)
        for member in cluster.members:
            yield cluster.id, *_about(member.article), member.role, *_relation(member, edges)
    for article in clustering.singletons:
        yield None, *_about(article), *[None] * 6


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.4f}"
    return safe(cell or "")


def _about(article: Article) -> list[Cell]:
    return [article.id, article.path, article.date, article.title]


def _relation(member: Member, edges: dict[str, Verdict]) -> list[Cell]:
    own = member.article.id
    edge = edges.get(own)
    if edge is None:
        return [None] * 5
    contained = [edge.containment_a_in_b, edge.containment_b_in_a]
    if own == edge.b:
        contained.reverse()
    other = edge.b if own == edge.a else edge.a
    return [other, edge.relation, edge.resemblance, *contained]


def safe(cell: str) -> str:
    """Return a cell's text so that no spreadsheet runs it.

    >>> safe("=1+1"), safe("+ 3 %"), safe("Brücke")
    ("'=1+1", "'+ 3 %", 'Brücke')
    """
    return "'" * cell.startswith(_FORMULA_STARTS) + printable(cell)
