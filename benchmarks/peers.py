"""Other libraries that find near-duplicates, each used as its own users do; those not installed are absent.

All are given texts and told: word 5-grams, 128 permutations, resemblance 0.5. Where a library does not cut
words itself, its users do so in Python, so that counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gaoya.minhash import MinHashStringIndex

SHINGLE, PERMUTATIONS, RESEMBLANCE = 5, 128, 0.5
BANDS, ROWS = 25, 5

_WORD = re.compile(r"\w+")

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A library: from texts to signatures, and from texts to pairs of alike ones, where it can."""

    package: str
    sketch: Callable[[Sequence[str]], object]
    pairs: Callable[[Sequence[str]], Pairs] | None = None

    @property
    def installed(self) -> bool:
        """Whether the package is at hand."""
        return find_spec(self.package) is not None


def shingles(text: str) -> list[str]:
    """Return the word 5-grams of a text, each once.

    >>> shingles("Der Rat hat den Umbau beschlossen.")
    ['der rat hat den umbau', 'rat hat den umbau beschlossen']
    """
    words = _WORD.findall(text.lower())
    return list(
        dict.fromkeys(" ".join(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1)))
    )


def clusters(pairs: Iterable[tuple[int, int]], count: int) -> list[int]:
    """Return a label for each of `count` items: the least item that it is joined with.

    >>> clusters([(0, 2), (2, 3)], 4)
    [0, 1, 0, 0]
    """
    parent = list(range(count))

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return [root(n) for n in range(count)]


def _met(found: Iterable[Iterable[Any]]) -> Pairs:
    """Return the pairs of a query for each text."""
    return {(min(n, int(m)), max(n, int(m))) for n, keys in enumerate(found) for m in keys if int(m) != n}


def _datasketch(texts: Sequence[str]) -> list[Any]:
    from datasketch import MinHash

    sets = [[shingle.encode() for shingle in shingles(text)] for text in texts]
    made: list[Any] = MinHash.bulk(sets, num_perm=PERMUTATIONS)
    return made


def _datasketch_pairs(texts: Sequence[str]) -> Pairs:
    from datasketch import MinHashLSH

    signatures = _datasketch(texts)
    index = MinHashLSH(threshold=RESEMBLANCE, num_perm=PERMUTATIONS)
    for n, signature in enumerate(signatures):
        index.insert(n, signature)
    return _met(index.query(signature) for signature in signatures)


def _rensa(texts: Sequence[str]) -> object:
    from rensa import RMinHash

    return RMinHash.digest_matrix_from_token_sets([shingles(text) for text in texts], PERMUTATIONS, 42)


def _rensa_pairs(texts: Sequence[str]) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    signatures = RMinHash.from_token_sets([shingles(text) for text in texts], PERMUTATIONS, 42)
    index = RMinHashLSH(RESEMBLANCE, PERMUTATIONS, PERMUTATIONS // 4)
    index.insert_many(signatures)
    return _met(index.query_all(signatures))


def _gaoya(texts: Sequence[str]) -> MinHashStringIndex:
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=RESEMBLANCE,
        num_bands=BANDS,
        band_size=ROWS,
        analyzer="word",
        lowercase=True,
        ngram_range=(SHINGLE, SHINGLE),
    )
    index.par_bulk_insert_docs(list(range(len(texts))), list(texts))
    return index


def _gaoya_pairs(texts: Sequence[str]) -> Pairs:
    return _met(_gaoya(texts).par_bulk_query(list(texts)))


def _daft(texts: Sequence[str]) -> object:
    import daft

    signature = daft.col("text").minhash(num_hashes=PERMUTATIONS, ngram_size=SHINGLE)
    return daft.from_pydict({"text": list(texts)}).select(signature).to_arrow()


PEERS = (
    Peer("datasketch", _datasketch, _datasketch_pairs),
    Peer("rensa", _rensa, _rensa_pairs),
    Peer("gaoya", _gaoya, _gaoya_pairs),
    Peer("daft", _daft),
)
"""Daft has no way of its own from signatures to clusters."""
