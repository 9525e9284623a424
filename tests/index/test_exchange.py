"""Signatures from and to datasketch, of one article and of whole indexes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH

from dedup import Article, ArticleError, RecipeError
from dedup.hashing import shingle_hashes
from dedup.index import Index
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan
from tests.index.helpers import KINDS, SETTINGS, filled

TEXTS = {
    "b": "Der Rat der Stadt hat am Montag den Umbau des alten Hafens beschlossen, sagte er.",
    "a": "Der Rat der Stadt hat am Montag den Umbau des alten Hafens beschlossen, sagte sie.",
    "c": "Ganz etwas anderes geschah am Dienstag in der Altstadt von Kiel.",
}
ARTICLES = [Article(text, id=name) for name, text in TEXTS.items()]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def by_datasketch(text: str, settings: RetrievalSettings = SETTINGS) -> MinHash:
    """Make a MinHash of a text's shingles with datasketch alone."""
    made = MinHash(num_perm=settings.permutations, seed=1, scheme=settings.scheme, hashfunc=int)
    shingles = shingle_hashes(scan([text]).hashes, settings.shingle)
    made.update_batch([value & 0xFFFFFFFF for value in shingles.tolist()])
    return made


@every_kind
def test_every_value_is_datasketchs_own(kind: type[Index]) -> None:
    given = dict(filled(kind, ARTICLES, SETTINGS).to_datasketch())
    assert list(given) == ["a", "b", "c"]
    for name, text in TEXTS.items():
        assert given[name].hashvalues.tolist() == by_datasketch(text).hashvalues.tolist()
        assert given[name].jaccard(by_datasketch(text)) == 1.0


@every_kind
def test_what_is_given_away_fills_an_index_of_datasketch(kind: type[Index]) -> None:
    lsh = MinHashLSH(threshold=0.5, num_perm=SETTINGS.permutations)
    index = filled(kind, ARTICLES, SETTINGS)
    index.remove("c")
    for name, minhash in index.to_datasketch():
        lsh.insert(name, minhash)
    assert sorted(lsh.query(by_datasketch(TEXTS["a"]))) == ["a", "b"]


@every_kind
def test_an_index_of_signatures_made_elsewhere_answers_as_datasketchs(kind: type[Index]) -> None:
    rng = np.random.default_rng(3)
    base = rng.integers(0, 1 << 32, 300).tolist()
    made = {}
    for n in range(40):
        made[f"{n:02}"] = MinHash(num_perm=128, seed=1, hashfunc=int)
        made[f"{n:02}"].update_batch([*base[: n * 7], *rng.integers(0, 1 << 32, 60).tolist()])
    lsh = MinHashLSH(threshold=SETTINGS.near_threshold, num_perm=128)
    for name, minhash in made.items():
        lsh.insert(name, minhash)
    index = kind.from_datasketch(made)
    assert len(index) == 40
    for name, minhash in made.items():
        hits = index.query_signature(minhash).hits
        assert sorted(hit.id for hit in hits) == sorted(lsh.query(minhash))
        assert {hit.ways for hit in hits} == {("band",)}
        assert {hit.id: hit.resemblance for hit in hits}[name] == 1.0
        assert all(hit.resemblance == minhash.jaccard(made[hit.id]) for hit in hits)


@every_kind
def test_an_index_of_articles_can_be_asked_for_a_signature(kind: type[Index]) -> None:
    index = filled(kind, ARTICLES, SETTINGS)
    hits = index.query_signature(by_datasketch(TEXTS["b"])).hits
    assert [hit.id for hit in hits] == ["b", "a"]
    assert index.query_signature(by_datasketch(TEXTS["b"]), limit=1).hits == hits[:1]


@every_kind
def test_an_index_of_signatures_takes_no_texts(kind: type[Index], tmp_path: Path) -> None:
    index = kind.from_datasketch({"a": by_datasketch(TEXTS["a"])})
    index.save(tmp_path)
    for made in (index, kind.open(tmp_path)):
        with pytest.raises(RecipeError, match="signatures alone; ask it with query_signature"):
            made.query(TEXTS["a"])
        with pytest.raises(RecipeError, match="signatures alone"):
            made.add(ARTICLES)
        with pytest.raises(RecipeError, match="made with texts True, not False"):
            made.merge(filled(kind, ARTICLES, SETTINGS))
        made.merge(kind.from_datasketch({"z": by_datasketch(TEXTS["b"])}))
        assert [hit.id for hit in made.query_signature(by_datasketch(TEXTS["a"])).hits] == ["a", "z"]
    assert len(kind.from_datasketch({})) == 0


@every_kind
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"num_perm": 64},
            r"num_perm 64; make it again as MinHash\(num_perm=128, seed=1, scheme=",
        ),
        ({"num_perm": 128, "seed": 2}, "made with seed 2"),
        ({"num_perm": 128, "scheme": "legacy"}, "made with scheme 'legacy'"),
    ],
)
def test_signatures_made_otherwise_are_refused(
    kind: type[Index], options: dict[str, object], said: str
) -> None:
    minhash = MinHash(**options)
    minhash.update(b"word")
    for ask in (kind().query_signature, lambda made: kind.from_datasketch({"a": made})):
        with pytest.raises(RecipeError, match=said):
            ask(minhash)


@every_kind
def test_an_empty_signature_is_refused(kind: type[Index]) -> None:
    with pytest.raises(ArticleError, match="the MinHash is empty; update it"):
        kind.from_datasketch({"a": MinHash(num_perm=128)})
