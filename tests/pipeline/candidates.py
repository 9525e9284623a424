"""Candidates from hashes of words: by the steps on an engine, and all at once as plainly as can be."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from dedup.bands import band_keys, bands, likeness
from dedup.candidate import StockPhrase
from dedup.engine.columns import batch, packing, shape
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine, Input
from dedup.hashing import Hashes
from dedup.pipeline import lengths, meetings, partners, postings, stock_phrases
from dedup.pipeline.copies import COPIES
from dedup.pipeline.lengths import LENGTHS, Lengths, lengths_of
from dedup.postings import NEIGHBOURS, STOCK_WEIGHT
from dedup.retrieval import RetrievalSettings
from dedup.scanner import Words
from dedup.sketch import Sketches

SKETCHES = shape(n=pa.int64(), hashes=pa.binary(), signature=pa.binary(), why=pa.string())

Pair = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """Pairs of places in a list of articles, ascending; what was stock; and whether no limit was reached."""

    pairs: list[Pair]
    stock: list[StockPhrase]
    complete: bool


def sketched(articles: list[Hashes], asked: RetrievalSettings) -> Sketches:
    nowhere = np.zeros(sum(map(len, articles)), dtype=np.int32)
    first = np.cumsum([0, *map(len, articles)])
    joined = np.concatenate([*articles, np.empty(0, dtype=np.uint64)])
    return asked.sketch(Words(joined, nowhere, nowhere, nowhere.astype(np.uint8), first))


def number(place: int) -> int:
    """Return the number of the article at a place: in the same order, and far beyond 32 bits."""
    return ((place // 10) << 40) | ((place % 10) << 8) | (place * 37 % 256)


def rows_of(articles: list[Hashes], asked: RetrievalSettings) -> pa.RecordBatch:
    made = sketched(articles, asked)
    return batch(
        SKETCHES,
        n=np.array([number(place) for place in range(len(articles))], dtype=np.int64),
        hashes=packing(made.hashes, made.first),
        signature=packing(made.signatures.ravel(), np.arange(len(articles) + 1) * asked.permutations),
        why=pa.array([None] * len(articles), pa.string()),
    )


def found_by(engine: AnyEngine, articles: list[Hashes], asked: RetrievalSettings) -> Found:
    """Return what the steps find on an engine."""
    rows = rows_of(articles, asked)
    parts = [rows.slice(start, 7) for start in range(0, len(rows), 7)][::-1]
    sketches = Input(engine.given(parts, SKETCHES), "n")
    copies = Input(engine.given((), COPIES), "n", ("n",))
    keys = engine.exchange({"articles": sketches, "copies": copies}, postings.Keyed(asked), postings.KEYS)
    made = engine.exchange({"keys": Input(keys, "value")}, postings.postings, postings.POSTINGS)
    posted = engine.materialise(made, "postings")
    counted = engine.materialise(engine.map_batches(posted, lengths_of, LENGTHS), "lengths")
    long = Lengths.of(engine.rows(counted))
    bar = int(max(asked.stock_articles, asked.stock_share * len(articles)))
    limit = long.limit(bar, len(articles))
    met = engine.map_batches(posted, meetings.Met(limit, asked.partners), meetings.MEETINGS)
    proposed = engine.exchange({"meetings": Input(met, "i")}, meetings.Proposed(asked), meetings.PROPOSED)
    strongest = partners.Strongest(asked.partners)
    chosen = engine.exchange({"proposed": Input(proposed, "owner")}, strongest, partners.CHOSEN)
    place = {number(n): n for n in range(len(articles))}
    looked_at = [
        (tuple(sorted((place[row["short"]], place[row["long"]]))), row["kept"])
        for row in rows_in(engine, engine.materialise(chosen, "chosen"))
    ]
    kept = {(pair[0], pair[1]) for pair, good in looked_at if good}
    some = engine.map_batches(posted, stock_phrases.Stock(limit), stock_phrases.PHRASES)
    phrases = engine.exchange({"phrases": Input(some, "one")}, stock_phrases.commonest, stock_phrases.PHRASES)
    stock = [
        StockPhrase(place[row["n"]], row["value"] % (1 << 64), row["count"])
        for row in rows_in(engine, engine.materialise(phrases, "stock"))
    ]
    every = {pair for pair, _ in looked_at}
    return Found(sorted(kept), stock, long.complete(limit, bar, asked.partners) and kept == every)


def rows_in(engine: AnyEngine, data: object) -> list[dict[str, int]]:
    return [row for part in engine.rows(data) for row in part.to_pylist()]


def found(articles: list[Hashes], asked: RetrievalSettings) -> Found:
    """Return what the steps find on this machine."""
    with LocalEngine() as engine:
        return found_by(engine, articles, asked)


def found_plainly(articles: list[Hashes], asked: RetrievalSettings) -> Found:
    """Return the same, from everything at once."""
    made = sketched(articles, asked)
    sizes = np.diff(made.first).tolist()
    hashes = [set(made.hashes[lo:hi].tolist()) for lo, hi in pairwise(made.first.tolist())]
    posted: dict[int, list[int]] = defaultdict(list)
    for n, own in enumerate(hashes):
        for value in sorted(own):
            posted[value].append(n)
    several = {value: members for value, members in posted.items() if len(members) > 1}
    bar = int(max(asked.stock_articles, asked.stock_share * len(articles)))
    limit = min(bar, affordable([len(members) for members in several.values()], len(articles)))
    weights: Counter[Pair] = Counter()
    for members in several.values():
        usual = len(members) <= limit
        for pair in neighbours(members, len(members) if usual else NEIGHBOURS):
            weights[pair] += STOCK_WEIGHT if usual else 1
    agreed, near_complete = in_bands(made, asked)
    strength: dict[Pair, float] = {}
    for pair in weights.keys() | agreed.keys():
        shorter = min(sizes[pair[0]], sizes[pair[1]])
        shared = weights[pair] / STOCK_WEIGHT
        enough = shared >= min(asked.least_shared, shorter)
        if enough or agreed[pair]:
            cut = bands(asked.near_threshold, asked.permutations)
            near = float(likeness(np.array([agreed[pair]]), *cut)[0])
            strength[pair] = max(shared / max(shorter, 1) if enough else 0.0, near)
    kept = among_strongest(strength, asked.partners)
    stock = sorted(
        (value for value, members in several.items() if len(members) > limit),
        key=lambda value: (-len(several[value]), value),
    )
    whole = limit == bar or all(len(members) <= limit for members in several.values())
    return Found(
        sorted(kept),
        [
            StockPhrase(several[value][0], value, len(several[value]))
            for value in stock[: stock_phrases.MAX_STOCK]
        ],
        whole and near_complete and kept == set(strength),
    )


def affordable(counts: list[int], articles: int) -> int:
    """Return the longest posting that can be read in full with all shorter ones."""
    most, spent = max(lengths.MAX_PAIRS, lengths.PAIRS_AN_ARTICLE * articles), 0
    for count in sorted(counts):
        spent += count * (count - 1) // 2
        if spent > most:
            return count - 1
    return max(counts, default=0)


def neighbours(members: list[int], reach: int) -> list[Pair]:
    """Return everyone with so many of the next."""
    return [
        (min(i, j), max(i, j))
        for n, i in enumerate(members)
        for j in members[n + 1 : n + 1 + reach]
        if i != j
    ]


def in_bands(made: Sketches, asked: RetrievalSettings) -> tuple[Counter[Pair], bool]:
    """Return in how many bands pairs agree, and whether no bucket was too large."""
    keys = band_keys(made.signatures, *bands(asked.near_threshold, asked.permutations))
    buckets: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n in range(len(keys)):
        if made.first[n + 1] > made.first[n]:
            for band, key in enumerate(keys[n].tolist()):
                buckets[key].append((int(keys[n, (band + 1) % keys.shape[1]]), n))
    agreed: Counter[Pair] = Counter()
    for bucket in buckets.values():
        agreed.update(neighbours([n for _, n in sorted(bucket)], asked.partners))
    return agreed, all(len(bucket) <= asked.partners + 1 for bucket in buckets.values())


def among_strongest(strength: dict[Pair, float], partners: int) -> set[Pair]:
    """Return the pairs that are among the strongest of one of the two."""
    owned: dict[int, list[Pair]] = defaultdict(list)
    for pair in strength:
        for owner in pair:
            owned[owner].append(pair)
    kept: set[Pair] = set()
    for owner, pairs in owned.items():
        # Of equally strong ones those with the articles behind this one come first.
        ranked = sorted(pairs, key=lambda pair: (-strength[pair], owner != pair[0], pair))
        kept.update(ranked[:partners])
    return kept
