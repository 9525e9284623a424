"""The result schema (version 1): what the command and the service print as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from dedup.cluster import Cluster, Clustering, Member
from dedup.diff import SCHEMA_VERSION, Diff, Summary
from dedup.document import Document
from dedup.link import Fact, Link, Value
from dedup.span import Span
from dedup.verdict import Verdict

Json = dict[str, Any]

_DIGITS = 4
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def diff_to_dict(diff: Diff) -> Json:
    """Return a diff in the result schema; offsets are code points, sentence indices start at 0."""
    return {
        "schema_version": SCHEMA_VERSION,
        "recipe": dict(diff.recipe),
        "a": _side(diff.a),
        "b": _side(diff.b),
        "links": [_link(link) for link in diff.links],
        "dropped": list(diff.dropped),
        "added": list(diff.added),
        "summary": _summary(diff.summary),
    }


def clustering_to_dict(clustering: Clustering) -> Json:
    """Return a clustering in the result schema (the rejected candidates are kept elsewhere)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "recipe": dict(clustering.recipe),
        "engine": clustering.engine,
        "articles": clustering.articles,
        "skipped": [{"path": item.path, "why": item.why} for item in clustering.skipped],
        "clusters": [_cluster(cluster) for cluster in clustering.clusters],
        "singletons": [article.id for article in clustering.singletons],
    }


def to_json(result: Json) -> str:
    r"""Return a result as JSON text: keys in schema order, nothing escaped that UTF-8 can carry.

    Half a surrogate pair (a file name in a broken encoding) is the one thing UTF-8 cannot carry.

    >>> print(to_json({"title": "Brücke 🌉"}))
    {
      "title": "Brücke 🌉"
    }
    """
    text = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=2)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _side(document: Document) -> Json:
    return {
        "id": document.article.id,
        "title": document.title,
        "date": document.date,
        "language": document.language,
        "text": document.text,
        "sentences": [
            {"index": sentence.index, "start": sentence.start, "end": sentence.end, "kind": sentence.kind}
            for sentence in document.sentences
        ],
        "metadata": [{"start": item.start, "end": item.end, "kind": item.kind} for item in document.metadata],
    }


def _link(link: Link) -> Json:
    return {
        "a": list(link.a),
        "b": list(link.b),
        "kind": link.kind,
        "moved": link.moved,
        "similarity": round(link.similarity, _DIGITS),
        "edits": [{"op": edit.op, "a": _span(edit.a), "b": _span(edit.b)} for edit in link.edits],
        "facts": [_fact(fact) for fact in link.facts],
    }


def _fact(fact: Fact) -> Json:
    return {
        "type": fact.type,
        "severity": fact.severity,
        "reason": fact.reason,
        "a": _value(fact.a),
        "b": _value(fact.b),
    }


def _value(value: Value | None) -> Json | None:
    return {"start": value.start, "end": value.end, "text": value.text} if value else None


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _summary(summary: Summary) -> Json:
    return {
        "relation": summary.relation,
        **_shares(summary),
        "counts": dict(summary.counts),
        "longest_shared_run_words": summary.longest_shared_run_words,
    }


def _shares(scores: Summary | Verdict) -> Json:
    return {
        "resemblance": round(scores.resemblance, _DIGITS),
        "containment_a_in_b": round(scores.containment_a_in_b, _DIGITS),
        "containment_b_in_a": round(scores.containment_b_in_a, _DIGITS),
    }


def _cluster(cluster: Cluster) -> Json:
    return {
        "id": cluster.id,
        "members": [_member(member) for member in cluster.members],
        "edges": [_edge(edge) for edge in cluster.edges],
    }


def _member(member: Member) -> Json:
    article = member.article
    return {
        "id": article.id,
        "path": article.path,
        "date": article.date,
        "title": article.title,
        "role": member.role,
    }


def _edge(edge: Verdict) -> Json:
    return {
        "a": edge.a,
        "b": edge.b,
        "from": edge.origin,
        "relation": edge.relation,
        "reason": edge.reason,
        **_shares(edge),
        "evidence": [{"a": _span(item.a), "b": _span(item.b)} for item in edge.evidence],
    }
