"""How much work it is to mark what changed between two texts, told before it is done."""

from __future__ import annotations

from dedup.article import Article
from dedup.document import Document
from dedup.parsing import parse_together

MAX_MARKED = 100_000
"""Characters of unlike sentences a side; two such texts take some seconds, and their marks tell little."""


def too_long_to_mark(a: Article, b: Article) -> bool:
    """Whether two texts have so much in unlike sentences that a page should show them without marks.

    It counts characters, those of a times those of b, so that equal sentences are free and the same texts
    always get the same answer. Raises ArticleError for a text that cannot be worked on.

    >>> too_long_to_mark(Article("Es regnet. Alle kamen."), Article("Es regnet. Niemand kam."))
    False
    """
    if len(a.text) * len(b.text) <= MAX_MARKED**2:  # most texts need not be read for that
        return False
    old, new = parse_together((a, b), ("a", "b"))
    of_a, of_b = _sentences(old), _sentences(new)
    return _unlike(of_a, set(of_b)) * _unlike(of_b, set(of_a)) > MAX_MARKED**2


def _sentences(document: Document) -> list[str]:
    return [document.sentence(sentence.index) for sentence in document.sentences]


def _unlike(sentences: list[str], others: set[str]) -> int:
    """Return how many characters the sentences have that do not stand among the others."""
    return sum(len(sentence) for sentence in sentences if sentence not in others)
