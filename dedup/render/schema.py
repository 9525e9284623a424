"""The result schema (version 1): what the command and the service print as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Story
from dedup.diff import SCHEMA_VERSION, Diff, Summary
from dedup.document import Document
from dedup.link import Fact, Link, Value
from dedup.span import Span
from dedup.verdict import Verdict

Json = dict[str, Any]

DIGITS = 4
"""Decimal places of every share."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def diff_to_dict(diff: Diff) -> Json:
    """Return a diff in the result schema; offsets are code points, sentence indices start at 0."""
    return {
        "schema_version": SCHEMA_VERSION,
        "recipe": dict(diff.recipe),
        "a": document_to_dict(diff.a),
        "b": document_to_dict(diff.b),
        "links": [link_to_dict(link) for link in diff.links],
        "dropped": list(diff.dropped),
        "added": list(diff.added),
        "summary": summary_to_dict(diff.summary),
    }


def clustering_to_dict(clustering: Clustering) -> Json:
    """Return a clustering in the result schema (the rejected candidates are kept elsewhere)."""
    items = _clustering_items(clustering)
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in items}


def _clustering_items(clustering: Clustering) -> Iterator[tuple[str, object]]:
    """Yield the keys with what belongs to them; what can be long is made item by item."""
    yield "schema_version", SCHEMA_VERSION
    yield "recipe", dict(clustering.recipe)
    yield "engine", clustering.engine
    yield "articles", clustering.articles
    yield "skipped", [{"path": item.path, "why": item.why} for item in clustering.skipped]
    yield "clusters", map(cluster_to_dict, clustering.clusters)
    yield "connections", map(edge_to_dict, clustering.connections)
    yield "singletons", [article.id for article in clustering.singletons]
    yield "stock_phrases", [{"text": item.text, "articles": item.articles} for item in clustering.stock]
    stories = clustering.stories
    yield "stories", None if stories is None else [_story(story) for story in stories]


def clustering_json(clustering: Clustering) -> Iterator[str]:
    """Yield the JSON text of `clustering_to_dict` bit by bit, so that a large one takes little memory."""
    before = "{"
    for key, value in _clustering_items(clustering):
        text = _list_json(value) if isinstance(value, Iterator) else [_indented(value, 2)]
        yield f"{before}\n  {to_json(key)}: "
        yield from text
        before = ","
    yield "\n}"


def _list_json(items: Iterator[Json]) -> Iterator[str]:
    before = "["
    for item in items:
        yield f"{before}\n    {_indented(item, 4)}"
        before = ","
    yield "[]" if before == "[" else "\n  ]"


def _indented(value: object, by: int) -> str:
    return to_json(value).replace("\n", "\n" + " " * by)  # a text in JSON has no line breaks


def to_json(result: object) -> str:
    r"""Return a result as JSON text: keys in schema order, nothing escaped that UTF-8 can carry.

    Half a surrogate pair (a file name in a broken encoding) is the one thing UTF-8 cannot carry.

    >>> print(to_json({"title": "Brücke 🌉"}))
    {
      "title": "Brücke 🌉"
    }
    """
    text = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=2)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def document_to_dict(document: Document) -> Json:
    """Return one side: the text as given, its sentences and its metadata spans."""
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


def link_to_dict(link: Link) -> Json:
    """Return a link with its edits and facts."""
    return {
        "a": list(link.a),
        "b": list(link.b),
        "kind": link.kind,
        "moved": link.moved,
        "similarity": round(link.similarity, DIGITS),
        "edits": [
            {"op": edit.op, "a": span_to_list(edit.a), "b": span_to_list(edit.b)} for edit in link.edits
        ],
        "facts": [fact_to_dict(fact) for fact in link.facts],
    }


def fact_to_dict(fact: Fact) -> Json:
    """Return a fact; a side that does not name the value is null."""
    return {
        "type": fact.type,
        "severity": fact.severity,
        "reason": fact.reason,
        "a": value_to_dict(fact.a),
        "b": value_to_dict(fact.b),
    }


def value_to_dict(value: Value | None) -> Json | None:
    """Return what a side says, and where."""
    return {"start": value.start, "end": value.end, "text": value.text} if value else None


def span_to_list(span: Span) -> list[int]:
    """Return a range as `[start, end]`."""
    return [span.start, span.end]


def summary_to_dict(summary: Summary) -> Json:
    """Return the figures of a diff."""
    return {
        "relation": summary.relation,
        **_shares(summary),
        "counts": dict(summary.counts),
        "longest_shared_run_words": summary.longest_shared_run_words,
    }


def _shares(scores: Summary | Verdict) -> Json:
    return {
        "resemblance": round(scores.resemblance, DIGITS),
        "containment_a_in_b": round(scores.containment_a_in_b, DIGITS),
        "containment_b_in_a": round(scores.containment_b_in_a, DIGITS),
    }


def cluster_to_dict(cluster: Cluster) -> Json:
    """Return a cluster with its members and the verdicts that join them."""
    return {
        "id": cluster.id,
        "members": [{**article_to_dict(member.article), "role": member.role} for member in cluster.members],
        "edges": [edge_to_dict(edge) for edge in cluster.edges],
    }


def _story(story: Story) -> Json:
    return {
        "id": story.id,
        "clusters": list(story.clusters),
        "articles": list(story.articles),
        "terms": list(story.terms),
    }


def article_to_dict(article: Article) -> Json:
    """Return what an article is known by."""
    return {"id": article.id, "path": article.path, "date": article.date, "title": article.title}


def edge_to_dict(edge: Verdict) -> Json:
    """Return the verdict on a pair, `from` naming the side that the text comes from."""
    return {
        "a": edge.a,
        "b": edge.b,
        "from": edge.origin,
        "relation": edge.relation,
        "reason": edge.reason,
        **_shares(edge),
        "evidence": [{"a": span_to_list(item.a), "b": span_to_list(item.b)} for item in edge.evidence],
    }
