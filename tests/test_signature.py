from __future__ import annotations

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH

from dedup.errors import RecipeError
from dedup.hashing import Hashes
from dedup.signature import SEED, bands, signatures, to_datasketch

SCHEME = "affine32"
RNG = np.random.default_rng(1)
ARTICLES = [RNG.integers(0, 2**64, size, dtype=np.uint64) for size in (1, 2, 50, 400, 0, 3_000)]


def by_datasketch(hashes: Hashes, permutations: int) -> MinHash:
    sketch = MinHash(num_perm=permutations, seed=SEED, scheme=SCHEME, hashfunc=int)
    sketch.update_batch([value & 0xFFFFFFFF for value in hashes.tolist()])
    return sketch


@pytest.mark.parametrize("permutations", [1, 64, 128])
def test_every_value_is_datasketchs_own(permutations: int) -> None:
    rows = signatures(ARTICLES, permutations, SCHEME)
    for row, hashes in zip(rows, ARTICLES, strict=True):
        assert row.tolist() == by_datasketch(hashes, permutations).hashvalues.tolist()


def test_an_article_without_words_has_datasketchs_empty_signature() -> None:
    (row,) = signatures([np.empty(0, dtype=np.uint64)], 16, SCHEME)
    assert to_datasketch(row, SCHEME).is_empty()
    assert signatures([], 16, SCHEME).shape == (0, 16)


def test_a_signature_becomes_a_sketch_that_datasketch_can_use() -> None:
    rows = signatures(ARTICLES, 128, SCHEME)
    sketch = to_datasketch(rows[3], SCHEME)
    assert sketch.jaccard(by_datasketch(ARTICLES[3], 128)) == 1.0
    index = MinHashLSH(threshold=0.5, num_perm=128)
    index.insert("fourth", sketch)
    assert index.query(by_datasketch(ARTICLES[3], 128)) == ["fourth"]


def test_agreement_estimates_the_jaccard_index() -> None:
    one, other = signatures([ARTICLES[5][:2_000], ARTICLES[5][1_000:]], 1_024, SCHEME)
    assert (one == other).mean() == pytest.approx(1 / 3, abs=0.05)


def test_bands_are_those_that_datasketch_chooses() -> None:
    index = MinHashLSH(threshold=0.7, num_perm=128)
    assert bands(0.7, 128) == (index.b, index.r)


def test_another_scheme_is_refused_with_what_to_do() -> None:
    with pytest.raises(RecipeError, match="affine32, not legacy; make them again"):
        signatures(ARTICLES, 16, "legacy")
