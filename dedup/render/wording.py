"""The words, signs and numbers that every rendering of a result shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dedup.article import Article
from dedup.check import CheckedQuotation
from dedup.cluster import Cluster, Clustering, Story
from dedup.diff import Diff, Summary
from dedup.document import Document
from dedup.link import Fact, Value
from dedup.overlap import SHINGLE_WORDS
from dedup.quoting import MORE, altered_words
from dedup.render.speech import Speech, Tongue, speech
from dedup.verdict import Relation, Verdict

SIGNS = {"unchanged": "=", "reworded": "~", "merged": "&", "split": "/", "dropped": "-", "added": "+"}
"""One sign for every kind of row, so that no meaning hangs on colour alone."""

HISTORY_SIGNS = {**SIGNS, "appeared": SIGNS["added"], "returned": "^", "left": SIGNS["dropped"]}
"""One sign for everything that can happen to a sentence in a version."""

MOVED_SIGN = ">"
CHECK_SIGN = "!"

ENGLISH = speech(Tongue.EN)

_ONE_SIDED = ("'%(words)s' was lost", "'%(words)s' was added")
"""Reasons of facts that only one text has."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return text that cannot steer a terminal or a page, code point for code point.

    White space becomes a space; control characters, direction overrides and halves of surrogate pairs
    become U+FFFD.

    >>> printable("Br\u00fccke\n\x1b[31m")
    'Brücke �[31m'
    """
    return _UNSAFE.sub(lambda found: " " if found[0].isspace() else "\ufffd", text)


def percent(share: float, say: Speech = ENGLISH) -> str:
    """Return a share in per cent; only all is 100 % and only nothing is 0 %.

    >>> percent(0.367), percent(0.999), percent(0.001)
    ('37 %', '99 %', 'under 1 %')
    """
    if 0 < share < 0.01:
        return say.text("under 1 %")
    return f"{100 if share >= 1 else min(99, round(share * 100))} %"


def count(number: int, noun: str, say: Speech = ENGLISH) -> str:
    """Return a number with its noun.

    >>> count(1, "sentence"), count(2000, "sentence")
    ('1 sentence', '2,000 sentences')
    """
    return say.count(number, noun)


def relation_words(relation: Relation, say: Speech = ENGLISH) -> str:
    """Return a relation as it is read.

    >>> relation_words("near_duplicate")
    'near-duplicate'
    """
    return say.text(relation.replace("_", "-"))


def headline(diff: Diff, say: Speech = ENGLISH) -> str:
    """Return what two texts are to each other, in a word.

    Their relation is told by runs of words alone: two that share none are not called unrelated if sentences
    of theirs belong together.
    """
    if diff.summary.relation == "unrelated" and diff.links:
        return say.text("little wording in common")
    return relation_words(diff.summary.relation, say)


def opening(text: str) -> str:
    """Return a text as it stands at the beginning of a line; capitals in it stay, as of German nouns.

    >>> opening("ohne Bezug")
    'Ohne Bezug'
    """
    return f"{text[:1].upper()}{text[1:]}"


def share(containment: float, side: str, other: str, say: Speech = ENGLISH) -> str:
    """Return how much of one text stands in the other, word for word.

    >>> share(0.37, "b", "a"), share(0, "b", "a")
    ('37 % of b stands in a', 'no 5 words in a row of b stand in a')
    """
    if containment:
        part = percent(containment, say)
        return say.text("%(part)s of %(side)s stands in %(other)s", part=part, side=side, other=other)
    return say.text(
        "no %(words)s words in a row of %(side)s stand in %(other)s",
        words=SHINGLE_WORDS,
        side=side,
        other=other,
    )


def shares(scores: Summary | Verdict) -> list[str]:
    """Return how much of each text stands in the other, word for word."""
    if not scores.containment_a_in_b and not scores.containment_b_in_a:
        return [f"no {SHINGLE_WORDS} words in a row stand in both"]
    return [share(scores.containment_b_in_a, "b", "a"), share(scores.containment_a_in_b, "a", "b")]


def matched(diff: Diff, say: Speech = ENGLISH) -> str:
    """Return how many sentences of the newer version are linked, be they worded in another way."""
    sentences = len(diff.b.sentences)
    known, every = say.number(sentences - len(diff.added)), count(sentences, "sentence", say)
    return say.text("%(known)s of %(every)s matched", known=known, every=every)


def counted(summary: Summary, say: Speech = ENGLISH) -> list[str]:
    """Return how many links and sentences there are of each kind, and the longest run both texts share."""
    kinds = [
        f"{say.number(number)} {say.text(kind)}"
        for kind, number in summary.counts.items()
        if number and kind != "facts"
    ]
    words = count(summary.longest_shared_run_words, "word", say)
    return [*kinds, say.text("longest shared run %(words)s", words=words)]


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers in short.

    >>> ranges([1, 2, 3, 7])
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def value_text(value: Value | None) -> str:
    """Return what a side says, a dash where it says nothing.

    >>> value_text(None)
    '–'
    """
    return printable(value.text) if value else "–"


def beyond_values(reason: str, a: Value | None, b: Value | None) -> str:
    """Return what a reason says beyond the two values.

    >>> beyond_values("another source: dpa became AFP", Value(0, 3, "dpa"), Value(0, 3, "AFP"))
    'another source'
    """
    told = f"{a.text} became {b.text}" if a and b else ""
    return printable(reason.removesuffix(told).rstrip(": "))


def fact_note(fact: Fact, say: Speech = ENGLISH) -> str:
    """Return what is to be said of a fact beside its two values; of a quotation its altered words."""
    return _altered_words(fact, say) or say.text(beyond_values(fact.reason, fact.a, fact.b))


def fact_reason(fact: Fact, say: Speech = ENGLISH) -> str:
    """Return what is to be said of a fact where its values do not stand; of a quotation its altered words."""
    return _altered_words(fact, say) or _told(fact, say)


def quotation_note(quotation: CheckedQuotation, say: Speech = ENGLISH) -> str:
    """Return what is to be said of a quotation beside its two texts."""
    if quotation.reason and quotation.a and quotation.b:
        return _became_words(quotation.a.text, quotation.b.text, say)
    return say.text(printable(quotation.reason))


def _told(fact: Fact, say: Speech) -> str:
    one = fact.a or fact.b
    for gone in _ONE_SIDED:
        if one and fact.reason == gone % {"words": one.text}:
            return say.text(gone, words=printable(one.text))
    if not (fact.a and fact.b and fact.reason.endswith(f"{fact.a.text} became {fact.b.text}")):
        return say.text(printable(fact.reason))
    what = beyond_values(fact.reason, fact.a, fact.b)
    became = _became(fact.a.text, fact.b.text, say)
    return f"{say.text(what)}: {became}" if what else became


def _altered_words(fact: Fact, say: Speech) -> str:
    if fact.type != "quote" or not (fact.a and fact.b):
        return ""
    return _became_words(fact.a.text, fact.b.text, say)


def _became_words(a: str, b: str, say: Speech) -> str:
    return "; ".join(_became(old, new, say) for old, new in altered_words(a, b))


def _became(old: str, new: str, say: Speech) -> str:
    """Return what a word became, or that it came or went."""
    if old == MORE:
        return old
    if old and new:
        return say.text("%(old)s became %(new)s", old=printable(old), new=printable(new))
    gone = "without “%(words)s”" if old else "with “%(words)s”"
    return say.text(gone, words=printable(old or new))


def article_name(article: Article) -> str:
    """Return an article's id, and the path of its file where the id does not tell it.

    >>> [article_name(Article("", name, path="o.jsonl")) for name in ("o.jsonl#106", "7")]
    ['o.jsonl#106', '7 (o.jsonl)']
    """
    path = article.path
    if not path or article.id == path or article.id.startswith(f"{path}#"):
        return printable(article.id)
    return printable(f"{article.id} ({path})" if article.id else path)


def document_name(document: Document) -> str:
    """Return what a text is called by: its date and title, or its id."""
    known = (document.date, document.title or document.article.id)
    return printable("  ".join(item for item in known if item)) or "(no title)"


def nearest(cluster: Cluster) -> dict[str, Verdict]:
    """Return for every member the edge with the highest score (on a tie: the first by ids)."""
    best: dict[str, Verdict] = {}
    for edge in sorted(cluster.edges, key=lambda edge: (-edge.score, edge.a, edge.b)):
        best.setdefault(edge.a, edge)
        best.setdefault(edge.b, edge)
    return best


STORIES_TITLE = "Perhaps one event, in other words"


def told(clustering: Clustering) -> Iterator[tuple[Story, list[str]]]:
    """Yield every story with its clusters and single articles, each as one line."""
    articles = {article.id: article for article in clustering.singletons}
    clusters = {
        cluster.id: (number, cluster.members[0].article)
        for number, cluster in enumerate(clustering.clusters, 1)
    }
    for story in clustering.stories or ():
        lines = [f"Cluster {clusters[key][0]:,}  {_about(clusters[key][1])}" for key in story.clusters]
        yield story, [*lines, *(_about(articles[key]) for key in story.articles)]


def _about(article: Article) -> str:
    known = (article.date, article_name(article), article.title)
    return "  ".join(item for item in known if item)
