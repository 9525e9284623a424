"""The features of pairs against their definitions, pair by pair."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.document import Document
from dedup.features import FeatureSpace, Floats, feature_space
from dedup.pairing import CHANCE, EQUAL_ODDS, LEAST_FIGURES, LEAST_SIMILARITY, PAIR_WEIGHTS, likely_pairs
from dedup.parsing import parse

SENTENCES = st.sampled_from(
    [
        "Der Zug hielt am 12. Mai in Ulm.",
        "In Ulm hielt der Zug.",
        "Zwölf Leute stiegen in Ulm aus.",
        "Alle blieben sitzen.",
        "Niemand stieg aus, alle blieben lange sitzen.",
        "Ja.",
    ]
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)


def similarity(space: FeatureSpace, a: Document, b: Document) -> Floats:
    """Return the cosine of grams of any two sentences, 0 for pairs that are not looked at."""
    grams, figures = space.grams, space.figures
    table = np.zeros((len(a.sentences), len(b.sentences)))
    for i, left in enumerate(grams.a.sets()):
        for j, right in enumerate(grams.b.sets()):
            shared, size_a, size_b = (grams.weights[sorted(f)].sum() for f in (left & right, left, right))
            close = shared / np.sqrt(size_a * size_b)
            numbers = sum(figures.weights[f] for f in figures.a.sets()[i] & figures.b.sets()[j])
            if close > LEAST_SIMILARITY or numbers > LEAST_FIGURES:
                table[i, j] = min(close, 1.0)
    return table


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_margin_and_context_are_those_of_the_definition(old: str, new: str) -> None:
    a, b = parse(Article(old, language="de")), parse(Article(new, language="de"))
    space = feature_space(a, b)
    table = similarity(space, a, b)
    padded = np.pad(table, 1)
    pairs = likely_pairs(a, b, space)
    names = list(PAIR_WEIGHTS)
    for i, j, features in zip(pairs.a.tolist(), pairs.b.tolist(), pairs.features, strict=True):
        others_a, others_b = np.delete(table[i], j), np.delete(table[:, j], i)
        margin = 2 * table[i, j] - max([*others_a, CHANCE]) - max([*others_b, CHANCE])
        assert np.isclose(features[names.index("margin")], margin)
        assert np.isclose(features[names.index("context")], padded[i, j] + padded[i + 2, j + 2])


def test_equal_sentences_are_likely_wherever_they_stand() -> None:
    a = parse(Article("Ja. Ja. Ja. Ja. Ja. Der Zug kam."))
    b = parse(Article("Ein Haus brennt. Ja."))
    assert min(likely_pairs(a, b, feature_space(a, b)).odds) >= EQUAL_ODDS


def test_figures_make_a_pair_likelier() -> None:
    old = "Die Bilanz steht. Der Verlust lag im vergangenen Jahr bei 9,3 Millionen Euro. Der Chef geht."
    odds = []
    for loss in ("9,3 Mio.", "7,1 Mio."):
        a = parse(Article(old))
        b = parse(Article(f"Die Bilanz ist da. Man büßte {loss} Euro ein. Der Chef hört auf."))
        pairs = likely_pairs(a, b, feature_space(a, b))
        odds.append(
            dict(zip(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True), pairs.odds, strict=True))[1, 1]
        )
    assert odds[0] > odds[1] + 1
