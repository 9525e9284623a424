"""The whole way from two articles to their diff."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from dedup.alignment import align, moved_groups
from dedup.article import Article
from dedup.body import Body, body_of
from dedup.diff import Diff, Summary
from dedup.document import Document
from dedup.edits import word_edits
from dedup.facts import NO_FACTS, Budget, find_facts
from dedup.group import Group
from dedup.link import Link, LinkKind
from dedup.parsing import parse_together
from dedup.settings import Settings
from dedup.spelling import plain
from dedup.verification import verify


def compare_articles(a: Article, b: Article, settings: Settings | None = None) -> Diff:
    """Return what the newer version b took from a, reworded, moved, added and dropped.

    Raises ArticleError (its `field` begins with `a.` or `b.`) for a text that cannot be worked on.

    >>> diff = compare_articles(Article("Es brennt. 26 Menschen flohen."), Article("27 Menschen flohen."))
    >>> [(link.a, link.b, link.kind) for link in diff.links], diff.dropped
    ([((1,), (0,), 'reworded')], (0,))
    """
    old, new = parse_together((a, b), ("a", "b"))
    return compare_documents(old, new, settings)


def compare_documents(
    old: Document, new: Document, settings: Settings | None = None, bodies: tuple[Body, Body] | None = None
) -> Diff:
    """Return the diff of two documents that were parsed before, and whose `bodies` may be known already."""
    settings = settings or Settings()
    bodies = bodies or (body_of(old), body_of(new))
    alignment = align(old, new, settings.alignment)
    groups = alignment.groups
    moved = moved_groups(groups, old, new)
    budget = Budget()
    found = [_link(g, n in moved, old, new, bodies, budget) for n, g in enumerate(groups)]
    links = tuple(link for link, _ in found)
    in_a, in_b = {i for g in groups for i in g.a}, {j for g in groups for j in g.b}
    dropped = tuple(s.index for s in old.sentences if s.index not in in_a)
    added = tuple(s.index for s in new.sentences if s.index not in in_b)
    return Diff(
        recipe={
            **settings.diff_recipe(),
            "complete": not alignment.truncated and all(whole for _, whole in found),
        },
        a=old,
        b=new,
        links=links,
        dropped=dropped,
        added=added,
        summary=_summary(bodies, links, len(dropped), len(added), settings),
    )


def _link(
    group: Group, moved: bool, a: Document, b: Document, bodies: tuple[Body, Body], budget: Budget
) -> tuple[Link, bool]:
    """Return the link of a group, and whether all of its words and values were compared."""
    words_a, words_b = bodies[0].words_of(group.a), bodies[1].words_of(group.b)
    kind = _kind(group, a, b, words_a == words_b)
    worded = word_edits(a, b, group.a, group.b)
    told = find_facts(a, b, group.a, group.b, worded.edits, budget) if kind != "unchanged" else NO_FACTS
    link = Link(
        a=tuple(group.a),
        b=tuple(group.b),
        kind=kind,
        moved=moved,
        # The share of words that stand in both in the same order. It says nothing about meaning.
        similarity=1.0 if kind == "unchanged" else float(Indel.normalized_similarity(words_a, words_b)),
        edits=worded.edits,
        facts=told.facts,
    )
    return link, not (worded.truncated or told.truncated)


def _kind(group: Group, a: Document, b: Document, same_words: bool) -> LinkKind:
    if len(group.a) > 1:
        return "merged"
    if len(group.b) > 1:
        return "split"
    if not same_words:
        return "reworded"
    return "unchanged" if plain(a.sentence(group.a[0])) == plain(b.sentence(group.b[0])) else "reworded"


def _summary(
    bodies: tuple[Body, Body], links: Sequence[Link], dropped: int, added: int, settings: Settings
) -> Summary:
    verdict = verify(*bodies, settings.verification)
    kinds = [link.kind for link in links]
    counts: dict[str, int] = {
        "unchanged": kinds.count("unchanged"),
        "reworded": kinds.count("reworded"),
        "merged": kinds.count("merged"),
        "split": kinds.count("split"),
        "moved": sum(link.moved for link in links),
        "added": added,
        "dropped": dropped,
        "facts": sum(len(link.facts) for link in links),
    }
    return Summary(
        relation=verdict.relation,
        resemblance=verdict.resemblance,
        containment_a_in_b=verdict.containment_a_in_b,
        containment_b_in_a=verdict.containment_b_in_a,
        counts=counts,
        longest_shared_run_words=verdict.longest_shared_run_words,
    )
