"""Word edits: what a person would mark, and what holds for any two texts."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.document import Document
from dedup.edits import word_edits
from dedup.parsing import parse
from dedup.quotations import QUOTE_MARKS

PLAIN_QUOTES = str.maketrans(dict.fromkeys(QUOTE_MARKS, '"'))
WORDS = st.sampled_from(
    ["Der", "der", "Mann", "1,20", "Euro", "und", "Mio.", "„Ja“", "Ende.", "es", ",", "9.3m", "am"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(lambda words: " ".join(["So", *words]))


def document(text: str) -> Document:
    return parse(Article(text, language="de"))


def marked(old: str, new: str) -> str:
    """Return the edits of two texts, all sentences of each in one link, as they would be marked."""
    a, b = document(old), document(new)
    shown = ""
    for edit in word_edits(a, b, range(len(a.sentences)), range(len(b.sentences))).edits:
        gone, come = edit.a.of(a.text), edit.b.of(b.text)
        if edit.op == "equal":
            shown += gone
        else:
            shown += (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
    return shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Das kostet 1,20 Euro.", "Das kostet 1,50 Euro.", "Das kostet [-1,20-]{+1,50+} Euro."),
        ("Am 3.4.2025 ging es los.", "Am 4.4.2025 ging es los.", "Am [-3.4.2025-]{+4.4.2025+} ging es los."),
        ("Der 35-Jährige floh.", "Der 36-Jährige floh.", "Der [-35-Jährige-]{+36-Jährige+} floh."),
        ("Es waren 5 Mrd. Euro.", "Es waren 5 Mio. Euro.", "Es waren 5 [-Mrd.-]{+Mio.+} Euro."),
        ("They lost £9.3m then.", "They lost £9.5m then.", "They lost [-£9.3m-]{+£9.5m+} then."),
        ("Er sagte „Nein“ dazu.", "Er sagte »Nein« dazu.", "Er sagte „Nein“ dazu."),
        ("Nein, er kam.", "nein, er kam.", "Nein, er kam."),
        ("They don't know.", "They don’t know it.", "They don't know{+ it+}."),
        ("Er sah den Mann.", "Er sah den Hund und den Mann.", "Er sah {+den Hund und +}den Mann."),
        (
            "Es sind Ulm, Hof und Rom.",
            "Es sind Ulm, Jena, Hof und Rom.",
            "Es sind Ulm{+, Jena+}, Hof und Rom.",
        ),
        ("Das war 2024.", "Das war 2024 und 2025.", "Das war 2024{+ und 2025+}."),
        ("Am 3. Mai fiel er.", "Am 4. Mai fiel er.", "Am [-3.-]{+4.+} Mai fiel er."),
        ("Er kam. Sie ging.", "Er kam. Wir blieben. Sie ging.", "Er kam.{+Wir blieben.+}Sie ging."),
        ("Er kam gern. Es war kalt.", "Er lachte.", "Er [-kam gern-]{+lachte+}.[-Es war kalt.-]"),
        (
            "Er kam. Zwei gingen weg.",
            "Er kam, zwei gingen weg.",
            "Er kam[-.-]{+, zwei +}[-Zwei -]gingen weg.",
        ),
    ],
)
def test_what_a_person_would_mark(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_a_noun_that_began_a_sentence_is_found_inside_one() -> None:
    assert (
        marked("Er kam. Dänemark schwieg.", "Er kam, Dänemark schwieg.")
        == "Er kam[-.-]{+, +}Dänemark schwieg."
    )


def test_no_letter_soup() -> None:
    shown = marked("Nach dem Spiel ging es um den Titel.", "Vor vielen Jahren war es ein ganz anderer Titel.")
    assert shown == "[-Nach dem Spiel ging es um den-]{+Vor vielen Jahren war es ein ganz anderer+} Titel."


def test_a_text_with_too_many_equal_words_is_still_compared() -> None:
    edits_of = "a b " * 900
    a, b = document(edits_of + "Ende."), document("b " + edits_of + "Ende.")
    edits = word_edits(a, b, [0], [0]).edits
    assert sum(len(e.a) for e in edits if e.op == "equal") > len(a.text) * 0.9


def test_a_giant_sentence_is_one_replacement() -> None:
    a, b = document("wort " * 11_000), document("word " * 11_000)
    assert [e.op for e in word_edits(a, b, [0], [0]).edits] == ["replace"]


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_b_is_rebuilt_from_equal_ranges_of_a_and_the_rest(old: str, new: str) -> None:
    a, b = document(old), document(new)
    edits = word_edits(a, b, range(len(a.sentences)), range(len(b.sentences))).edits
    rebuilt = "".join(e.a.of(a.text) if e.op == "equal" else e.b.of(b.text) for e in edits)
    wanted = "".join(b.sentence(s.index) for s in b.sentences)
    assert plain(rebuilt) == plain(wanted) or (
        len(edits) == 1 and plain(rebuilt).lower() == plain(wanted).lower()
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_equal_ranges_have_the_same_white_space_at_their_edges_beside_a_change(old: str, new: str) -> None:
    a, b = document(old), document(new)
    edits = word_edits(a, b, range(len(a.sentences)), range(len(b.sentences))).edits
    for before, edit, after in zip((None, *edits), edits, (*edits[1:], None), strict=False):
        if edit.op == "equal":
            x, y = edit.a.of(a.text), edit.b.of(b.text)
            if before and before.op != "equal":
                assert x[:1].isspace() == y[:1].isspace()
            if after and after.op != "equal":
                assert x[-1:].isspace() == y[-1:].isspace()


def plain(text: str) -> str:
    return "".join(text.translate(PLAIN_QUOTES).split())


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_ranges_tile_every_sentence_and_cross_none(old: str, new: str) -> None:
    texts = document(old), document(new)
    edits = word_edits(*texts, *(range(len(t.sentences)) for t in texts)).edits
    for side, text in enumerate(texts):
        spans = [(e.a, e.b)[side] for e in edits]
        filled = [span for span in spans if len(span)]
        assert all(x.end <= y.start for x, y in pairwise(spans))
        for sentence in text.sentences:
            inside = [s for s in filled if s.start < sentence.end and s.end > sentence.start]
            assert inside[0].start == sentence.start
            assert inside[-1].end == sentence.end
            assert all(x.end == y.start for x, y in pairwise(inside))


@given(TEXTS)
def test_a_text_and_itself_are_equal(text: str) -> None:
    a = document(text)
    assert {e.op for e in word_edits(a, a, range(len(a.sentences)), range(len(a.sentences))).edits} == {
        "equal"
    }
