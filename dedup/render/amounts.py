"""How much changed: words that went and came, in the whole text and paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dedup.diff import Diff
from dedup.link import Link
from dedup.words import find_words

TOO_HEAVY = 0.25
"""Where less of both sentences stayed, marking single words shows letter soup instead of a change."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Words that went and that came; of every paragraph of b, by its first sentence, which share is new."""

    removed: int
    added: int
    paragraphs: dict[int, float]


def amounts(diff: Diff) -> Amounts:
    """Count the words that went and came.

    >>> from dedup import Article, compare_articles
    >>> old, new = Article("Es kamen 26 Gäste."), Article("Es kamen 27 Gäste. Alle blieben.")
    >>> found = amounts(compare_articles(old, new))
    >>> found.removed, found.added, found.paragraphs
    (1, 3, {0: 0.5})
    """
    gone = sum(_words(diff.a.sentence(n)) for n in diff.dropped)
    come = Counter({n: _words(diff.b.sentence(n)) for n in diff.added})
    for link in diff.links:
        for edit in link.edits:
            if edit.op != "equal":
                gone += _words(edit.a.of(diff.a.text))
                come[_sentence_at(diff, link, edit.b.start)] += _words(edit.b.of(diff.b.text))
    return Amounts(gone, come.total(), _shares(diff, come))


def is_heavy(diff: Diff, link: Link) -> bool:
    """Whether so little of a link's sentences stayed that marks on single words would tell nothing.

    >>> from dedup import Article, compare_articles
    >>> diff = compare_articles(Article("Es kamen 26 Gäste."), Article("Es kamen 27 Gäste."))
    >>> is_heavy(diff, diff.links[0])
    False
    """
    if link.kind == "unchanged" or not link.edits:
        return False
    kept = sum(_words(edit.b.of(diff.b.text)) for edit in link.edits if edit.op == "equal")
    words = max(
        sum(_words(diff.a.sentence(n)) for n in link.a), sum(_words(diff.b.sentence(n)) for n in link.b)
    )
    return kept < TOO_HEAVY * words


def _words(text: str) -> int:
    return sum(1 for _ in find_words(text))


def _sentence_at(diff: Diff, link: Link, place: int) -> int:
    """Return which of the link's sentences of b a place is in, or behind."""
    return max((n for n in link.b if diff.b.sentences[n].start <= place), default=link.b[0])


def _shares(diff: Diff, come: Counter[int]) -> dict[int, float]:
    """Return of every paragraph, by its first sentence, which share of its words is new."""
    firsts: dict[int, int] = {}
    words, new = Counter[int](), Counter[int]()
    for sentence in diff.b.sentences:
        first = firsts.setdefault(sentence.paragraph, sentence.index)
        words[first] += _words(diff.b.sentence(sentence.index))
        new[first] += come[sentence.index]
    return {first: new[first] / words[first] if words[first] else 0.0 for first in words}
