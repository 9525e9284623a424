"""Any number of articles out of some: each is a given one whose content words are exchanged for others.

A corpus of a hundred thousand articles cannot be cut from two thousand: every sentence would stand in it
fifty times. So a new article keeps the frame of a given one (its sentences, punctuation and most common
words) and exchanges each other word for one of the same language, case and frequency, and each figure for
another; throughout the article always for the same one.
What stays shared is what unrelated articles share anyway.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import Article
from dedup.parsing import parse

COMMON_SMALL, COMMON_CAPITAL = 128, 32
"""So many words, the most common ones, are never exchanged; few with a capital, or all would write of the
same names."""

SHORTEST = 60
"""Fewest words of an article that serves as a frame."""

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile("[1-9]")
_END = "\n"
_MIXER = np.uint64(0x9E3779B97F4A7C15)
_TURNS = [dict(zip("123456789", "123456789"[n:] + "123456789"[:n], strict=True)) for n in range(1, 9)]
"""Digits to others, but for 0: no number then begins with it that did not before."""

Word = tuple[str, str]
"""A word with its language."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The sentences of an article in the making."""

    language: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(s.split()) for s in self.sentences)

    def text(self) -> str:
        """Return the sentences in paragraphs of three."""
        parts = [self.sentences[n : n + 3] for n in range(0, len(self.sentences), 3)]
        return "\n\n".join(" ".join(part) for part in parts)


@dataclass(frozen=True, slots=True)
class _Frame:
    """An article as `between` (n + 1 pieces) around its n words, each with its number in the vocabulary."""

    language: str
    between: tuple[str, ...]
    words: NDArray[np.int64]
    blocks: NDArray[np.int64]


class FreshArticles:
    """Makes articles that share no more text with each other than unrelated ones do."""

    def __init__(self, given: Iterable[Article]) -> None:
        drafts = [draft for article in given if (draft := draft_of(article)).words >= SHORTEST]
        vocabulary, self._blocks = _vocabulary(drafts)
        self._spelled = [word for _, word in vocabulary]
        numbers = {word: n for n, word in enumerate(vocabulary)}
        self._frames: dict[str | None, list[_Frame]] = defaultdict(list)
        for draft in drafts:
            frame = _frame(draft, numbers, self._blocks)
            self._frames[None].append(frame)
            self._frames[draft.language].append(frame)

    def make(self, rng: random.Random, language: str | None = None) -> Draft:
        """Return a new article, in one language if given; the same random numbers give the same one."""
        frame = rng.choice(self._frames[language])
        starts, sizes = self._blocks[:, 0], self._blocks[:, 1]
        factors = np.arange(len(sizes), dtype=np.uint64) * _MIXER | np.uint64(1)
        shifts = (np.uint64(rng.getrandbits(64)) * factors >> np.uint64(33)).astype(np.int64) % sizes
        begin = starts[frame.blocks]
        exchanged = begin + (frame.words - begin + shifts[frame.blocks]) % sizes[frame.blocks]
        parts = [""] * (2 * len(exchanged) + 1)
        parts[::2] = frame.between
        parts[1::2] = [self._spelled[n] for n in exchanged.tolist()]
        turned = _TURNS[rng.randrange(len(_TURNS))]
        text = _DIGIT.sub(lambda digit: turned[digit[0]], "".join(parts))
        return Draft(frame.language, tuple(text.split(_END)))


def draft_of(article: Article) -> Draft:
    """Return the sentences of an article, white space made plain."""
    document = parse(article)
    sentences = (" ".join(document.sentence(s.index).split()) for s in document.sentences)
    return Draft(document.language or "de", tuple(sentences))


def _vocabulary(drafts: Sequence[Draft]) -> tuple[list[Word], NDArray[np.int64]]:
    """Return all words, and the blocks (start, size) of those that may be exchanged for each other."""
    counts: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        for word in _WORD.findall(_END.join(draft.sentences)):
            counts[draft.language, word[:1].isupper()][word] += 1
    vocabulary: list[Word] = []
    blocks: list[tuple[int, int]] = []
    for (language, capital), found in sorted(counts.items()):
        common = COMMON_CAPITAL if capital else COMMON_SMALL
        ranked = sorted(found, key=lambda word: (-found[word], word))
        blocks += [(len(vocabulary) + start, size) for start, size in _sizes(len(ranked), common)]
        vocabulary += [(language, word) for word in ranked]
    return vocabulary, np.array(blocks, dtype=np.int64).reshape(-1, 2)


def _sizes(words: int, common: int) -> list[tuple[int, int]]:
    """Return blocks of ranks: one for each of the most common words, then each as large as all before it."""
    blocks = [(rank, 1) for rank in range(min(common, words))]
    start = common
    while start < words:
        blocks.append((start, min(start, words - start)))
        start *= 2
    return blocks


def _frame(draft: Draft, numbers: dict[Word, int], blocks: NDArray[np.int64]) -> _Frame:
    text = _END.join(draft.sentences)
    words = np.array([numbers[draft.language, word] for word in _WORD.findall(text)], dtype=np.int64)
    at = np.searchsorted(blocks[:, 0], words, "right") - 1
    return _Frame(draft.language, tuple(_WORD.split(text)), words, at)
