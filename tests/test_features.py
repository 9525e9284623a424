"""Features as arrays against the plain definition with sets."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.document import Document, Sentence
from dedup.features import GRAM, SMALLEST_WEIGHT, feature_space
from dedup.shared_weight import shared_weight

WORDS = st.sampled_from(
    ["Haus", "Häuser", "rot", "12", "zwölf", "a", "organise", "organize", "Straße", "🙂", "京"]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)


def document(sentences: list[str], language: str | None = None) -> Document:
    """Return a document with the given sentences, one per line."""
    placed, at = [], 0
    for n, sentence in enumerate(sentences):
        placed.append(Sentence(n, at, at + len(sentence)))
        at += len(sentence) + 1
    return Document(Article("\n".join(sentences)), None, None, language, tuple(placed), ())


def test_a_compound_shares_grams_with_its_parts() -> None:
    space = feature_space(document(["Ministeriumssprecherin"]), document(["Sprecherin des Ministeriums"]))
    assert len(space.grams.a.sets()[0] & space.grams.b.sets()[0]) >= 10


def test_spelling_variants_are_alike() -> None:
    one, other = document(["They organise it"], "en"), document(["They organize it"], "en")
    assert feature_space(one, other).runs.a.sets() == feature_space(one, other).runs.b.sets()


def test_a_run_does_not_cross_a_sentence() -> None:
    space = feature_space(document(["Haus rot", "blau"]), document(["rot blau"]))
    assert not shared_weight(space.runs).keys.size


def test_a_word_of_every_sentence_weighs_least() -> None:
    space = feature_space(document(["die eins", "die zwei"]), document(["die drei"]))
    weights = space.grams.weights
    common = next(iter(space.grams.a.sets()[0] & space.grams.a.sets()[1]))
    assert weights[common] == weights.min()
    assert weights.max() <= math.log(3) + SMALLEST_WEIGHT


@given(TEXTS)
def test_grams_are_those_of_the_definition(sentences: list[str]) -> None:
    text = document([s.lower() for s in sentences])
    grams = feature_space(text, text).grams.a.sets()
    for n, found in enumerate(grams):
        stems = {
            "12" if w == "zwölf" else w.replace("z", "s").replace("ß", "ss")
            for w in text.sentence(n).split()
            if w != "🙂"
        }
        bounded = [f"^{stem}$".ljust(GRAM, "$") for stem in stems]
        assert len(found) == len({b[at : at + GRAM] for b in bounded for at in range(len(b) - GRAM + 1)})


@given(TEXTS, TEXTS)
def test_shared_weight_is_the_sum_over_common_features(left: list[str], right: list[str]) -> None:
    space = feature_space(document(left), document(right))
    for kind in (space.grams, space.runs, space.figures):
        shared = shared_weight(kind)
        sets_a, sets_b = kind.a.sets(), kind.b.sets()
        keys = np.arange(len(left) * len(right))
        slow = [sum(kind.weights[f] for f in x & y) for x in sets_a for y in sets_b]
        assert np.allclose(shared.at(keys), slow)
        assert not shared.truncated
