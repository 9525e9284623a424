"""A short way to write examples: two sentences in, the facts between them out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dedup.article import Article
from dedup.document import Document, Sentence
from dedup.edits import word_edits
from dedup.facts import find_facts
from dedup.link import Fact

Finder = Callable[..., list[Fact]]
Teller = Callable[..., list[tuple[str, str | None, str | None]]]


def document(sentences: list[str], language: str) -> Document:
    """A document whose sentences are told, not found."""
    found, at = [], 0
    for n, sentence in enumerate(sentences):
        found.append(Sentence(n, at, at + len(sentence)))
        at += len(sentence) + 1
    return Document(Article(" ".join(sentences)), None, None, language, tuple(found), ())


def _find(a: str | list[str], b: str | list[str], language: str) -> list[Fact]:
    old = document([a] if isinstance(a, str) else a, language)
    new = document([b] if isinstance(b, str) else b, language)
    in_a, in_b = range(len(old.sentences)), range(len(new.sentences))
    return list(find_facts(old, new, in_a, in_b, word_edits(old, new, in_a, in_b).edits).facts)


@pytest.fixture
def find() -> Finder:
    """Return a function from two sentences (or lists of them) and a language to the facts between them."""
    return _find


@pytest.fixture
def tell() -> Teller:
    """Return a function like `find` that tells of each fact only the type and the two texts."""

    def told(
        a: str | list[str], b: str | list[str], language: str
    ) -> list[tuple[str, str | None, str | None]]:
        return [(f.type, f.a.text if f.a else None, f.b.text if f.b else None) for f in _find(a, b, language)]

    return told
