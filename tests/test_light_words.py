"""Words of grammar, and what they do to the weight of a sentence."""

from dedup.article import Article
from dedup.features import LIGHT, feature_space
from dedup.light_words import light_stems
from dedup.parsing import parse
from dedup.terms import term_stems


def test_words_of_grammar_are_light_and_others_not() -> None:
    for language, light, heavy in (
        ("de", "nicht wurde zwischen", "polizei feuer zeuge"),
        ("en", "because themselves were", "police fire witness"),
        ("fr", "parce était entre", "police incendie témoin"),
        ("es", "porque había entre", "policía incendio testigo"),
    ):
        assert light_stems(language).issuperset(term_stems(light.split(), language))
        assert light_stems(language).isdisjoint(term_stems(heavy.split(), language))
    assert not light_stems("pl")


def test_words_that_frame_a_report_are_light_in_short_texts() -> None:
    for language, words in (
        ("de", "sagte freitag wochenende"),
        ("en", "said friday weekend"),
        ("fr", "annoncé vendredi semaine"),
        ("es", "dijo viernes semana"),
    ):
        framing = set(term_stems(words.split(), language))
        assert light_stems(language, short=True) >= light_stems(language) | framing
        assert not framing & light_stems(language)


def test_words_of_grammar_weigh_a_fraction() -> None:
    def size(text: str) -> float:
        document = parse(Article(text, language="en"))
        return float(feature_space(document, document).grams.sizes()[0][0])

    assert size("Not with them.") < 2 * LIGHT * size("Mud for ores.")
