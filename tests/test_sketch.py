from __future__ import annotations

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from dedup.bands import bands
from dedup.errors import RecipeError
from dedup.exchange import to_datasketch
from dedup.hashing import Hashes, shingle_hashes
from dedup.scanner import Words, scan
from dedup.sketch import SEED, Sketches, sketch

SCHEME = "affine32"
SHINGLE, WINDOW = 5, 4
GUARANTEED = SHINGLE + WINDOW - 1
RNG = np.random.default_rng(1)
ARTICLES = [RNG.integers(0, 2**64, size, dtype=np.uint64) for size in (1, 2, 50, 400, 0, 3_000)]
WORDS = st.lists(st.integers(0, 50), max_size=60)


def sketched(articles: list[Hashes], permutations: int = 16, scheme: str = SCHEME) -> Sketches:
    nowhere = np.zeros(sum(map(len, articles)), dtype=np.int32)
    first = np.cumsum([0, *map(len, articles)])
    words = np.concatenate([*articles, np.empty(0, dtype=np.uint64)])
    made = Words(words, nowhere, nowhere, nowhere.astype(np.uint8), first)
    return sketch(made, SHINGLE, WINDOW, permutations, scheme)


def fingerprint(words: list[int]) -> Sketches:
    return sketched([np.array(words, dtype=np.uint64)])


def by_datasketch(words: Hashes, permutations: int) -> MinHash:
    made = MinHash(num_perm=permutations, seed=SEED, scheme=SCHEME, hashfunc=int)
    made.update_batch([value & 0xFFFFFFFF for value in shingle_hashes(words, SHINGLE).tolist()])
    return made


@pytest.mark.parametrize("permutations", [1, 64, 128])
def test_every_value_is_datasketchs_own(permutations: int) -> None:
    for row, words in zip(sketched(ARTICLES, permutations).signatures, ARTICLES, strict=True):
        assert row.tolist() == by_datasketch(words, permutations).hashvalues.tolist()


def test_an_article_without_words_has_datasketchs_empty_signature_and_no_fingerprint() -> None:
    made = sketched([ARTICLES[4]])
    assert to_datasketch(made.signatures[0], SCHEME).is_empty()
    assert made.first.tolist() == [0, 0]
    assert sketched([]).signatures.shape == (0, 16)


def test_a_signature_becomes_a_sketch_that_datasketch_can_use() -> None:
    made = to_datasketch(sketched(ARTICLES, 128).signatures[3], SCHEME)
    assert made.jaccard(by_datasketch(ARTICLES[3], 128)) == 1.0
    index = MinHashLSH(threshold=0.5, num_perm=128)
    index.insert("fourth", made)
    assert index.query(by_datasketch(ARTICLES[3], 128)) == ["fourth"]


def test_agreement_estimates_the_jaccard_index() -> None:
    one, other = sketched([ARTICLES[5][:2_000], ARTICLES[5][1_000:]], 1_024).signatures
    assert (one == other).mean() == pytest.approx(1 / 3, abs=0.05)


@pytest.mark.parametrize("permutations", [16, 64, 128, 256])
@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5, 0.7, 0.85])
def test_bands_are_those_that_datasketch_chooses(threshold: float, permutations: int) -> None:
    index = MinHashLSH(threshold=threshold, num_perm=permutations)
    assert bands(threshold, permutations) == (index.b, index.r)


def test_another_scheme_is_refused_with_what_to_do() -> None:
    with pytest.raises(RecipeError, match="affine32, not legacy; make them again"):
        sketched(ARTICLES, 16, "legacy")


@given(WORDS, WORDS, WORDS, WORDS, st.lists(st.integers(0, 50), min_size=GUARANTEED, max_size=30))
def test_a_shared_passage_of_eight_words_always_leaves_a_shared_hash(
    before: list[int], after: list[int], other_before: list[int], other_after: list[int], passage: list[int]
) -> None:
    one = fingerprint(before + passage + after)
    other = fingerprint(other_before + passage + other_after)
    assert len(np.intersect1d(one.hashes, other.hashes))


@given(WORDS)
def test_a_fingerprint_is_shingles_at_their_places_the_least_of_every_window(words: list[int]) -> None:
    made = fingerprint(words)
    shingles = shingle_hashes(np.array(words, dtype=np.uint64), SHINGLE)
    assert made.places.tolist() == sorted(set(made.places.tolist()))
    assert made.hashes.tolist() == shingles[made.places].tolist()
    width = min(WINDOW, len(shingles))
    least = {int(shingles[n : n + width].min()) for n in range(len(shingles) - width + 1)} if width else set()
    assert set(made.hashes.tolist()) == least


def test_it_keeps_about_two_of_every_five_shingles_at_window_four() -> None:
    assert 0.38 < len(sketched([RNG.integers(0, 2**64, 10_000, dtype=np.uint64)]).hashes) / 10_000 < 0.42


@given(st.lists(WORDS, max_size=6))
def test_sketches_taken_apart_are_those_of_the_articles_alone(texts: list[list[int]]) -> None:
    articles = [np.array(text, dtype=np.uint64) for text in texts]
    backwards = sketched(articles).take(np.arange(len(articles))[::-1])
    alone = sketched(articles[::-1])
    assert backwards.digests.tolist() == alone.digests.tolist()
    assert backwards.signatures.tolist() == alone.signatures.tolist()
    assert backwards.hashes.tolist() == alone.hashes.tolist()
    assert backwards.places.tolist() == alone.places.tolist()
    assert backwards.first.tolist() == alone.first.tolist()


def test_texts_of_the_same_words_have_one_digest_and_others_another() -> None:
    words = scan(["Die Brücke ist zu.", "Die BRÜCKE – ist zu!", "Ist die Brücke zu?"])
    one, same, other = sketch(words, SHINGLE, WINDOW, 16, SCHEME).digests.tolist()
    assert one == same != other
