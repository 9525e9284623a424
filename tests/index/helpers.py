"""Articles for tests of indexes, and the ways in which an index can come about."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from dedup import Article
from dedup.index import ExactIndex, Index, SegmentedIndex
from dedup.retrieval import RetrievalSettings

KINDS: list[type[Index]] = [ExactIndex, SegmentedIndex]
SETTINGS = RetrievalSettings()
GUARANTEED = SETTINGS.shingle + SETTINGS.window - 1

Make = Callable[[type[Index], Sequence[Article], RetrievalSettings, Path], Index]


def fresh_words(rng: random.Random, count: int) -> list[str]:
    return [f"w{rng.getrandbits(40):x}" for _ in range(count)]


def texts_with_planted_passages(rng: random.Random, count: int = 8) -> list[list[str]]:
    """Texts of words of their own, into which passages of others are pasted at random."""
    texts = [fresh_words(rng, rng.randint(1, 60)) for _ in range(count)]
    for _ in range(count + 2):
        source, target = rng.sample(texts, 2)
        start, at = rng.randrange(len(source)), rng.randrange(len(target) + 1)
        target[at:at] = source[start : start + rng.randint(1, 12)]
    texts.append(list(rng.choice(texts)))
    return texts


def articles_of(texts: Sequence[Sequence[str]]) -> list[Article]:
    """Articles whose ids stand in another order than they do."""
    return [Article(" ".join(text), id=f"{n * 7 % 31:02}-{n}") for n, text in enumerate(texts)]


def filled(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings) -> Index:
    index = kind(settings)
    index.add(articles)
    return index


def at_once(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, _: Path) -> Index:
    return filled(kind, articles, settings)


def one_by_one(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, _: Path) -> Index:
    index = kind(settings)
    for article in articles:
        index.add(article)
    return index


def appended(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, _: Path) -> Index:
    """Where an index can: put in one by one, tidied now and then."""
    index = kind(settings)
    if not isinstance(index, SegmentedIndex):
        return filled(kind, articles, settings)
    for n, article in enumerate(articles):
        index.append(article)
        if n % 3 == 1:
            index.tidy()
    return index


def backwards(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, _: Path) -> Index:
    return filled(kind, articles[::-1], settings)


def reopened(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, at: Path) -> Index:
    """Saved and opened, twice."""
    filled(kind, articles[: len(articles) // 2], settings).save(at)
    index = kind.open(at)
    index.add(articles[len(articles) // 2 :])
    index.save(at)
    return kind.open(at)


def merged(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, _: Path) -> Index:
    index = filled(kind, articles[::2], settings)
    index.merge(filled(kind, articles[1::2], settings))
    return index


def thinned(kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, _: Path) -> Index:
    """With articles that are removed, some at once and some when others have come."""
    others = [Article(f"{article.text} {article.text} ende", id=f"x{article.id}") for article in articles]
    index = filled(kind, [*others[:2], *articles[:3]], settings)
    index.remove(others[0].id)
    index.add([*articles[3:], *others[2:]])
    for other in others[1:]:
        index.remove(other.id)
    return index


def thinned_and_reopened(
    kind: type[Index], articles: Sequence[Article], settings: RetrievalSettings, at: Path
) -> Index:
    index = thinned(kind, articles, settings, at)
    index.save(at)
    return kind.open(at)


WAYS: list[Make] = [
    at_once,
    one_by_one,
    appended,
    backwards,
    reopened,
    merged,
    thinned,
    thinned_and_reopened,
]
