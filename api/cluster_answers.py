"""What the service answers about live clusters, as models and as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.answers import EdgeAnswer, Offset, Relation, Share
from api.store.clusters import ClusterPage
from api.store.decisions import DecisionPage, Recorded
from dedup import Cluster, Verdict, edge_to_dict


class ClusterHeadAnswer(BaseModel):
    """A cluster in the list."""

    id: str = Field(description="The same for the same set of articles; another one when the set changes.")
    articles: Offset = Field(description="How many articles are in it.")
    updated: datetime = Field(description="When the last of them was stored.")


class ClusterListAnswer(BaseModel):
    """A page of the list, those first that an article came to last."""

    clusters: list[ClusterHeadAnswer]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


class LiveMemberAnswer(BaseModel):
    """An article in a cluster, and the part it plays there."""

    id: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    role: Literal["origin", "copy", "derived"]


class SourceAnswer(BaseModel):
    """An older article that one took text from."""

    id: str
    relation: Relation
    share: Share = Field(description="Share of the newer article's word 5-grams that stand in the older.")


class MomentAnswer(BaseModel):
    """When an article came, and what it took from those before it."""

    id: str
    date: str | None
    takes_from: list[SourceAnswer]


class LiveClusterAnswer(BaseModel):
    """Articles joined by text that one takes from the other, or by an editor."""

    schema_version: Literal[1]
    id: str
    members: list[LiveMemberAnswer] = Field(description="Origins first, then by date.")
    edges: list[EdgeAnswer] = Field(description="Each from the older article `a` to the newer one `b`.")
    timeline: list[MomentAnswer] = Field(description="The members by date; those without one come last.")


class EditorAnswer(BaseModel):
    """Whose key a decision came with."""

    key: str = Field(description="The part of the key that is no secret.")
    name: str = Field(description="What the key is for.")


class DecisionAnswer(BaseModel):
    """What an editor decided; it holds until it is undone."""

    id: int
    kind: Literal["split", "merge", "exclude"]
    groups: list[list[str]] = Field(
        description="Ids of articles: of a split, those parted and the rest; of others one group."
    )
    created: datetime
    undone: datetime | None = Field(description="When it was undone; null if it holds.")
    by: EditorAnswer | None = Field(description="Who decided; null where no key was needed.")


class DecisionsAnswer(BaseModel):
    """A page of what editors decided, the latest first."""

    decisions: list[DecisionAnswer]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


def page_to_dict(page: ClusterPage) -> dict[str, Any]:
    """Return a page of clusters, as `ClusterListAnswer` describes it."""
    heads = [
        {"id": head.id, "articles": head.articles, "updated": _moment(head.updated)} for head in page.items
    ]
    return {"clusters": heads, "next": page.next}


def cluster_to_dict(cluster: Cluster) -> dict[str, Any]:
    """Return a cluster, as `LiveClusterAnswer` describes it."""
    articles = [member.article for member in cluster.members]
    dated = sorted(articles, key=lambda a: (a.published() is None, str(a.published() or ""), a.id))
    edges = list(cluster.edges)
    return {
        "schema_version": 1,
        "id": cluster.id,
        "members": [
            {
                "id": member.article.id,
                "title": member.article.title,
                "date": member.article.date,
                "source": member.article.source,
                "role": member.role,
            }
            for member in cluster.members
        ],
        "edges": [edge_to_dict(edge) for edge in edges],
        "timeline": [
            {"id": each.id, "date": each.date, "takes_from": [_source(e) for e in edges if e.b == each.id]}
            for each in dated
        ],
    }


def decision_to_dict(decision: Recorded) -> dict[str, Any]:
    """Return a decision, as `DecisionAnswer` describes it."""
    editor = {"key": decision.prefix, "name": decision.editor} if decision.prefix else None
    return {
        "id": decision.id,
        "kind": decision.kind,
        "groups": [list(group) for group in decision.groups],
        "created": _moment(decision.created),
        "undone": None if decision.undone is None else _moment(decision.undone),
        "by": editor,
    }


def decisions_to_dict(page: DecisionPage) -> dict[str, Any]:
    """Return a page of decisions, as `DecisionsAnswer` describes it."""
    return {"decisions": [decision_to_dict(each) for each in page.items], "next": page.next}


def _source(edge: Verdict) -> dict[str, Any]:
    return {"id": edge.a, "relation": edge.relation, "share": edge_to_dict(edge)["containment_b_in_a"]}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
