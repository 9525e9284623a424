"""Sentences as sets of features that two versions of a sentence share.

A sentence is described three times:

* *grams*: character 4-grams of its stems, which see a compound and its parts (`Ministeriumssprecherin`,
  `Sprecherin des Ministeriums`), inflections and spelling variants as related; and its concepts, for words
  that mean nearly the same (`Betrieb`, `Unternehmen`), each as heavy as a few grams,
* *runs*: pairs of neighbouring stems, which tell text that was taken over from a shared subject,
* *figures*: the numbers it names, in one form (`1,2 Mrd.` = `1.200 Millionen`, `zwölf` = `12`).

Everything is kept as integer arrays; a feature's weight is its inverse document frequency over the sentences
of the two texts at hand. The frequency is that of the side where it is more common, so that a sentence that
stands in both texts is not taken for a stock phrase. Light words weigh a fraction: in a text of two
sentences nothing else tells them from names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.document import Document
from dedup.language import base_language
from dedup.light_words import light_stems
from dedup.synonyms import concepts
from dedup.terms import END, plain_terms, term_stems, written_terms

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_Table = tuple[Ints, Ints]
"""The features of all stems, and where those of each begin."""

GRAM = 4
SMALLEST_WEIGHT = 0.1
"""Weight of a feature that every sentence has: little, but more than nothing."""

CONCEPT_GRAMS = 2
"""How many grams a concept weighs as much as; a word of usual length has about six."""

LIGHT = 0.25
"""What share of its usual weight a light word has."""

SHORT = 6
"""Up to so many sentences a text is too short to show which words only frame a report."""

_MIXER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Incidence:
    """Which sentence has which feature: sentence `rows[k]` has feature `ids[k]`, each such pair once.

    `rows` ascend.
    """

    sentences: int
    rows: Ints
    ids: Ints

    def ends(self) -> list[int]:
        """Return where the features of every sentence end; the first begin at 0."""
        ends: list[int] = np.cumsum(np.bincount(self.rows, minlength=self.sentences)).tolist()
        return ends

    def sets(self) -> list[frozenset[int]]:
        """Return the features of every sentence.

        >>> Incidence(2, np.array([0, 0, 1]), np.array([7, 8, 7])).sets()
        [frozenset({8, 7}), frozenset({7})]
        """
        ids = self.ids.tolist()
        return [frozenset(ids[start:end]) for start, end in pairwise([0, *self.ends()])]


@dataclass(frozen=True, slots=True)
class FeatureKind:
    """The features of one kind in both texts; `weights[f]` is feature f's inverse document frequency."""

    a: Incidence
    b: Incidence
    weights: Floats

    def sizes(self) -> tuple[Floats, Floats]:
        """Return the weight of all features of every sentence, for each text."""
        return self._size(self.a), self._size(self.b)

    def _size(self, side: Incidence) -> Floats:
        sizes = np.bincount(side.rows, weights=self.weights[side.ids], minlength=side.sentences)
        return sizes.astype(np.float64)


@dataclass(frozen=True, slots=True)
class FeatureSpace:
    """The features of both texts' sentences."""

    grams: FeatureKind
    runs: FeatureKind
    figures: FeatureKind


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of one text in order: term `ids[k]` stands in sentence `rows[k]`."""

    sentences: int
    rows: Ints
    ids: Ints


def feature_space(a: Document, b: Document) -> FeatureSpace:
    """Return the features of two documents' sentences.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> space = feature_space(parse(Article("Zwölf Busse fahren.")), parse(Article("12 Busse fuhren.")))
    >>> space.figures.a.sets() == space.figures.b.sets()
    True
    """
    sides = [written_terms([d.text[s.start : s.end] for s in d.sentences]) for d in (a, b)]
    written = dict.fromkeys([END, *sides[0], *sides[1]])
    numbers = dict(zip(written, range(len(written)), strict=True))
    language = b.language or a.language
    stem_of, vocabulary = _stems(plain_terms(written), language)
    left, right = (_terms(side, numbers, stem_of) for side in sides)
    shares = _shares(vocabulary, language, short=max(len(a.sentences), len(b.sentences)) <= SHORT)
    grams = _grams_of_stems(vocabulary)
    first = int(grams[0].max(initial=-1)) + 1
    tables = grams, _concepts_of_stems(vocabulary, language, first)
    is_figure = np.array([stem[:1].isdigit() for stem in vocabulary], dtype=bool)
    of_concepts = np.full(int(tables[1][0].max(initial=first - 1)) + 1 - first, CONCEPT_GRAMS)
    of_grams = np.concatenate([_of_grams(shares, grams, first), of_concepts])
    runs, run_shares = _runs(left, right, shares)
    return FeatureSpace(
        grams=_kind(_features(left, tables), _features(right, tables), of_grams),
        runs=_kind(*runs, run_shares),
        figures=_kind(_figures(left, is_figure), _figures(right, is_figure)),
    )


def _stems(words: list[str], language: str | None) -> tuple[Ints, list[str]]:
    """Return each word's stem as an index into a list of stems."""
    numbers: dict[str, int] = {}
    ids = [numbers.setdefault(stem, len(numbers)) for stem in term_stems(words, language)]
    return np.array(ids, dtype=np.int64), list(numbers)


def _terms(side: list[str], numbers: dict[str, int], stem_of: Ints) -> _Terms:
    ids = np.fromiter(map(numbers.__getitem__, side), dtype=np.int64, count=len(side))
    inside = ids != numbers[END]
    rows = np.cumsum(~inside)
    return _Terms(int(rows[-1]) if len(rows) else 0, rows[inside], stem_of[ids[inside]])


def _grams_of_stems(vocabulary: list[str]) -> _Table:
    """Return the 4-grams of all bounded stems as one array, and where each stem's begin.

    All grams are cut at once from the stems' code points; a stem too short for one is filled up.
    """
    bounded = [f"^{stem}$".ljust(GRAM, "$") for stem in vocabulary]
    points = np.frombuffer("".join(bounded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    points = points.astype(np.uint64)
    lengths = np.array([len(stem) for stem in bounded], dtype=np.int64)
    counts = lengths - GRAM + 1
    starts = np.concatenate([[0], np.cumsum(counts)])
    at = expanded(np.cumsum(lengths) - lengths, counts)
    hashes = np.zeros(len(at), dtype=np.uint64)
    for n in range(GRAM):
        hashes = hashes * _MIXER + points[at + n]
    return np.unique(hashes, return_inverse=True)[1].astype(np.int64), starts


def _concepts_of_stems(vocabulary: list[str], language: str | None, first: int) -> _Table:
    """Return the numbers of all stems' concepts, from `first` on, and where each stem's begin."""
    known = concepts(language)
    found = [known.get(stem, ()) for stem in vocabulary]
    starts = np.cumsum([0, *map(len, found)])
    return np.array(list(chain.from_iterable(found)), dtype=np.int64) + first, starts


def _features(terms: _Terms, tables: Sequence[_Table]) -> Incidence:
    rows, ids = [], []
    for table, starts in tables:
        counts = (starts[1:] - starts[:-1])[terms.ids]
        rows.append(np.repeat(terms.rows, counts))
        ids.append(table[expanded(starts[terms.ids], counts)])
    return _distinct(terms.sentences, np.concatenate(rows), np.concatenate(ids))


def _shares(vocabulary: list[str], language: str | None, short: bool) -> Floats:
    """Return the share of its usual weight that every stem has."""
    light = light_stems(base_language(language) or "", short)
    return np.array([LIGHT if stem in light else 1.0 for stem in vocabulary])


def _of_grams(shares: Floats, grams: _Table, count: int) -> Floats:
    """Return the share of every gram: that of the heaviest stem it stands in."""
    ids, starts = grams
    found = np.zeros(count)
    np.maximum.at(found, ids, np.repeat(shares, np.diff(starts)))
    return found


def _runs(a: _Terms, b: _Terms, shares: Floats) -> tuple[tuple[Incidence, Incidence], Floats]:
    """Return the runs of both texts, and the share of each: that of the heavier of its stems."""
    vocabulary = len(shares)
    keys = [terms.ids[:-1] * vocabulary + terms.ids[1:] for terms in (a, b)]
    distinct, found = np.unique(np.concatenate(keys), return_inverse=True)
    heavier = np.maximum(shares[distinct // vocabulary], shares[distinct % vocabulary])
    ids = found.astype(np.int64)
    inside = [terms.rows[:-1] == terms.rows[1:] for terms in (a, b)]
    split = len(keys[0])
    left, right = (
        _distinct(terms.sentences, terms.rows[:-1][within], numbers[within])
        for terms, within, numbers in zip((a, b), inside, (ids[:split], ids[split:]), strict=True)
    )
    return (left, right), heavier


def _figures(terms: _Terms, is_figure: NDArray[np.bool_]) -> Incidence:
    kept = is_figure[terms.ids]
    return _distinct(terms.sentences, terms.rows[kept], terms.ids[kept])


def _distinct(sentences: int, rows: Ints, ids: Ints) -> Incidence:
    bits = int(ids.max(initial=0)).bit_length()
    keys = np.sort(rows << bits | ids)
    first = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    keys = keys[first]
    return Incidence(sentences, keys >> bits, keys & (1 << bits) - 1)


def expanded(starts: Ints, counts: Ints) -> Ints:
    """Return the ranges that begin at `starts` and have `counts` items, one after the other.

    >>> expanded(np.array([4, 0]), np.array([2, 3])).tolist()
    [4, 5, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return places


def _kind(a: Incidence, b: Incidence, shares: Floats | None = None) -> FeatureKind:
    """Return the features of both sides; `shares` multiplies the weights."""
    width = max((int(side.ids.max()) + 1 for side in (a, b) if len(side.ids)), default=0)
    frequency = np.maximum(np.bincount(a.ids, minlength=width), np.bincount(b.ids, minlength=width))
    size = max(a.sentences, b.sentences) + 1
    weights = np.log(size / np.maximum(frequency, 1)) + SMALLEST_WEIGHT
    return FeatureKind(a, b, weights if shares is None else weights * shares[:width])
