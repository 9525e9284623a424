"""What texts are about: their telling stems, weighed by how rare they are, and how alike that makes them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.language import base_language
from dedup.light_words import light_stems
from dedup.scanner import Words
from dedup.terms import plain_terms, term_stems
from dedup.words import fold

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]

LIGHT = -1
"""The number of a stem that says nothing of a text's subject."""


@dataclass(slots=True)
class Vocabulary:
    """Stems by number, learnt as texts are read; `words` has the shortest word seen of every stem."""

    words: list[str] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _known: dict[str, dict[int, int]] = field(default_factory=dict)

    def counts(self, words: Words, which: int, text: str, language: str | None) -> tuple[Numbers, Weights]:
        """Return the stems of one of the texts that were scanned, ascending, and how often each stands there.

        >>> from dedup.scanner import scan
        >>> text = "The bridges and the bridge"
        >>> known = Vocabulary()
        >>> _, times = known.counts(scan([text]), 0, text, "en")
        >>> known.words, times.tolist()
        (['bridge'], [2.0])
        """
        start = int(words.first[which])
        hashes, at, times = np.unique(words.of(which), return_index=True, return_counts=True)
        known = self._known.setdefault(base_language(language) or "", {})
        numbers = np.empty(len(hashes), dtype=np.int64)
        for n, key in enumerate(hashes.tolist()):
            number = known.get(key)
            if number is None:
                place = start + int(at[n])
                word = fold(text[words.starts[place] : words.ends[place]])
                number = known[key] = self._number(word, language)
            numbers[n] = number
        telling = numbers != LIGHT
        return summed(numbers[telling], times[telling].astype(np.float64))

    def _number(self, word: str, language: str | None) -> int:
        stem = term_stems(plain_terms([word]), language)[0]
        if stem in light_stems(base_language(language) or "", short=True):
            return LIGHT
        number = self._numbers.setdefault(stem, len(self.stems))
        if number == len(self.stems):
            self.stems.append(stem)
            self.words.append(word)
        self.words[number] = min(self.words[number], word, key=lambda w: (len(w), w))
        return number


def summed(numbers: Numbers, times: Weights) -> tuple[Numbers, Weights]:
    """Return every number once, ascending, with the sum of what stands beside it."""
    found, where = np.unique(numbers, return_inverse=True)
    return found, np.bincount(where, times, minlength=len(found)).astype(np.float64)


def most(one: tuple[Numbers, Weights], other: tuple[Numbers, Weights]) -> tuple[Numbers, Weights]:
    """Return the stems of two texts, each as often as it stands in the one that has more of it.

    >>> most((np.array([1, 2]), np.array([1.0, 5.0])), (np.array([2, 3]), np.array([4.0, 1.0])))
    (array([1, 2, 3]), array([1., 5., 1.]))
    """
    found, where = np.unique(np.concatenate((one[0], other[0])), return_inverse=True)
    times = np.zeros(len(found))
    np.maximum.at(times, where, np.concatenate((one[1], other[1])))
    return found, times


@dataclass(frozen=True, slots=True)
class Subjects:
    """The weights of the strongest stems of some texts, those of text k at ``[first[k], first[k + 1])``.

    The squares of a text's weights add up to 1.
    """

    stems: Numbers
    weights: Weights
    first: Numbers

    def of(self, text: int) -> tuple[Numbers, Weights]:
        """Return the stems of one text, ascending, and their weights."""
        part = slice(self.first[text], self.first[text + 1])
        return self.stems[part], self.weights[part]


def weighed(counts: list[tuple[Numbers, Weights]], known: int, prior: int, strongest: int) -> Subjects:
    """Return what texts are about, of their counts over `known` stems.

    A stem's weight is the logarithm of how often it stands there and of how rare it is: as if `prior` other
    texts without it lay there too, so that in a small folder a word of two texts is still rare.
    """
    standing = np.bincount(np.concatenate([np.empty(0, np.int64), *(c[0] for c in counts)]), minlength=known)
    rarity = np.log((len(counts) + prior) / np.maximum(standing, 1))
    rows = [
        _strongest(numbers, (1 + np.log(times)) * rarity[numbers], strongest) for numbers, times in counts
    ]
    first = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    stems = np.concatenate([np.empty(0, np.int64), *(numbers for numbers, _ in rows)])
    return Subjects(stems, np.concatenate([np.empty(0), *(weights for _, weights in rows)]), first)


def _strongest(numbers: Numbers, weights: Weights, strongest: int) -> tuple[Numbers, Weights]:
    kept = np.sort(np.lexsort((numbers, -weights))[:strongest])
    length = np.sqrt(np.sum(weights[kept] ** 2)) if len(kept) else 1.0
    return numbers[kept], weights[kept] / length


def alike(subjects: Subjects, known: int, least: float, budget: int) -> tuple[Numbers, Weights, bool]:
    """Return the pairs of texts alike by at least `least`, how alike, and whether all stems counted.

    Alike is the cosine of the angle between two texts' weights. When the pairs of texts that share a stem
    are more than `budget` in all, the commonest stems do not count.
    """
    texts = np.repeat(np.arange(len(subjects.first) - 1), np.diff(subjects.first))
    order = np.argsort(subjects.stems, kind="stable")
    standing = np.bincount(subjects.stems, minlength=known)
    rarest = np.argsort(standing, kind="stable")
    counting = np.empty(known, dtype=np.bool_)
    counting[rarest] = np.cumsum(standing[rarest].astype(np.float64) ** 2) <= 2 * budget
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(standing)))
    first, second, cosines = _cosines(
        subjects.stems,
        subjects.weights,
        subjects.first,
        texts[order],
        subjects.weights[order],
        starts,
        counting,
        least,
    )
    return np.stack((first, second), axis=1), cosines, bool(np.all(counting | (standing < 2)))


@compiled
def _cosines(
    stems: Numbers,
    weights: Weights,
    first: Numbers,
    texts: Numbers,
    texts_weights: Weights,
    starts: Numbers,
    counting: NDArray[np.bool_],
    least: float,
) -> tuple[Numbers, Numbers, Weights]:
    """Add up, for every text, what each earlier one shares with it; `texts` has those of every stem."""
    count = len(first) - 1
    found = np.zeros(count)
    touched = np.empty(count, dtype=np.int64)
    ones = [np.int64(0) for _ in range(0)]
    others = [np.int64(0) for _ in range(0)]
    cosines = [0.0 for _ in range(0)]
    for text in range(count):
        size = 0
        for n in range(first[text], first[text + 1]):
            stem = stems[n]
            if not counting[stem]:
                continue
            for k in range(starts[stem], starts[stem + 1]):
                other = texts[k]
                if other >= text:
                    break
                if found[other] == 0.0:
                    touched[size] = other
                    size += 1
                found[other] += weights[n] * texts_weights[k]
        for n in range(size):
            other = touched[n]
            if found[other] >= least:
                ones.append(other)
                others.append(np.int64(text))
                cosines.append(found[other])
            found[other] = 0.0
    return np.array(ones), np.array(others), np.array(cosines)
