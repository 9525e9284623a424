"""Clusters as a table for a spreadsheet: one row an article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member
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


def clustering_csv(clustering: Clustering) -> str:
    """Return one row an article as CSV; an article on its own has no cluster and no neighbour."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cluster in clustering.clusters:
        writer.writerows(_rows(cluster))
    writer.writerows(map(_single, clustering.singletons))
    return out.getvalue()


def _rows(cluster: Cluster) -> Iterator[list[str]]:
    edges = nearest(cluster)
    for member in cluster.members:
        yield [
            safe(cell)
            for cell in (cluster.id, *_about(member.article), member.role, *_relation(member, edges))
        ]


def _single(article: Article) -> list[str]:
    return [safe(cell) for cell in ("", *_about(article), *[""] * 6)]


def _about(article: Article) -> list[str]:
    return [article.id, article.path or "", article.date or "", article.title or ""]


def _relation(member: Member, edges: dict[str, Verdict]) -> list[str]:
    own = member.article.id
    edge = edges.get(own)
    if edge is None:
        return [""] * 5
    contained = [edge.containment_a_in_b, edge.containment_b_in_a]
    if own == edge.b:
        contained.reverse()
    other = edge.b if own == edge.a else edge.a
    return [other, edge.relation, *(f"{share:.4f}" for share in (edge.resemblance, *contained))]


def safe(cell: str) -> str:
    """Return a cell's text so that no spreadsheet runs it.

    >>> safe("=1+1"), safe("+ 3 %"), safe("Brücke")
    ("'=1+1", "'+ 3 %", 'Brücke')
    """
    return "'" * cell.startswith(_FORMULA_STARTS) + printable(cell)
