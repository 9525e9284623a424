"""What holds for the diff of any two texts, random ones and such as are built to break it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.comparison import compare_articles
from dedup.diff import Diff
from dedup.document import Document
from dedup.link import Link
from dedup.quotations import QUOTE_MARKS
from dedup.span import Span

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
MARKS = st.sampled_from(
    list(" .!?…:;,()[]-–—/#*%€$„“”‘’\"'«»‹›「」\n\r\t\0。\u2028\u00a0\u00ad\u200d\u200f\u202e\ufeff")
)
WORDS = st.sampled_from(
    "a A der Rat rat nicht könnte will sagte Müller Zu\u0308rich Zürich ZÜRICH ß ss 1 12 zwölf 1,2 1.200 "
    "Mio. Mrd. % $ € Euro Uhr Montag Mai 2025 3. Dr. z.B. laut not could said Mr. Smith's U.S. nächste "
    "他 来 สะพาน جسر גשר ا\u0301 e\u0301\u0327 😀 👩\u200d🚀 𝔄𝔅 ǅ İ ſ ﬁ Ⅻ ½ ² \u0301 a\u00adb".split()
)
PHRASES = st.sampled_from(
    [
        "Der Rat hat am Montag den Umbau für 12 Millionen Euro beschlossen. ",
        "Am Montag beschloss der Rat den Umbau; er kostet 13 Millionen Euro. ",
        "„Wir zahlen nicht“, sagte Helga Brandt. ",
        '"We will not pay," said Helga Brandt. ',
        "Nach Angaben der Polizei gab es zwölf Verletzte. ",
        "“a «b „c“ d» e” ",
        "Paris (dpa) - ",
        "\n\n",
        "\r\n",
        "\n- ",
        "\n1. ",
        "Foto: A/B\n",
        "قال المتحدث إن الجسر مغلق. ",
        "他来了。我们走。",
    ]
)
PIECES = st.one_of(PHRASES, WORDS.map(lambda word: word + " "), MARKS, WORDS, ANY)


def has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts: of the second, most pieces stand in the first, in any order."""
    old = draw(st.lists(PIECES, min_size=1, max_size=30))
    new = draw(st.lists(st.sampled_from(old) | PIECES, max_size=30))
    start = draw(st.integers(0, len(old)))
    a, b = "".join(old), "".join(old[start:] + new)
    return a if has_word(a) else a + "x", b if has_word(b) else b + "x"


@settings(max_examples=100)
@given(versions())
def test_every_law_holds_for_random_texts(texts: tuple[str, str]) -> None:
    check_laws(*texts)


MANY = 2_500
BUILT = {
    "equal sentences": ("So ist es. " * MANY, "So ist es. " * (MANY - 1)),
    "one giant word": ("a" * 50_000, "a" * 49_999 + "b"),
    "one word again and again": ("a " * 300, "a " * 299 + "b"),
    "two words in turn": ("a b " * 300 + "Ende.", "b " + "a b " * 300 + "Ende."),
    "quotes of all kinds": ("„a“ \"b\" «c» 'd' " * 200, "\"a\" „b“ »c« ‘d’ " * 200),
    "quotes that never end": ("„a " * MANY, "“a " * MANY),
    "nested quotes": ("„" * 500 + "Nein" + "“" * 500, "„«“" * 300 + "Nein" + "“»”" * 300),
    "one letter under many accents": ("a" + "\u0301" * MANY, "a" + "\u0300" * MANY),
    "composed and decomposed": ("Zu\u0308rich schließt. " * 50, "Zürich schließt. " * 50),
    "signs beyond the first plane": ("𝔄𝔅𝔆 😀 👩\u200d🚀 " * 200, "𝔅𝔄𝔆 😀 👨\u200d🚀 " * 200),
    "right to left": ("قال \u202eالمتحدث إن الجسر مغلق. " * 40, "قال الجسر\u200f إن المتحدث مغلق. " * 40),
    "no spaces": ("他来了。我们都走。" * 60, "我们都来。他走了。" * 60),
    "zeros": ("Es\0 brennt\0. " * 300, "\0Es brannte.\0" * 300),
    "line ends of all kinds": ("Es brennt.\r\nSehr.\r" * 80, "Es brennt.\nSehr.\u2028" * 80),
    "punctuation": ("a" + ".,;:!?-" * 500, "?!,;:.-" * 500 + "a"),
    "a giant list": (
        "".join(f"- Punkt {n}\n" for n in range(400)),
        "".join(f"* Punkt {n + 1}\n" for n in range(400)),
    ),
    "only numbers": ("; ".join(map(str, range(150))), "; ".join(map(str, range(150, 0, -1)))),
    "numbers in a sentence": (
        "Es gab " + " und ".join(f"{n} Euro" for n in range(100)) + ".",
        "Es gab " + " und ".join(f"{n + 1} Dollar" for n in range(100)) + ".",
    ),
    "figures spelt out": ("Es waren " + "zweihundert" * 400 + ".", "Es waren " + "dreihundert" * 400 + "."),
    "a chain of names": ("Hans " + "von der " * 300 + "Mayer kam.", "Hans " + "van de " * 300 + "Mayer kam."),
    "nothing but denials": ("Er will " + "nicht " * 300 + "gehen.", "Er will " + "kein " * 200 + "gehen."),
    "nothing but speakers": ("sagte Herr Müller " * 150 + ".", "erklärte Frau Mayer " * 150 + "."),
    "everything backwards": (
        " ".join(f"Wort{n} steht hier." for n in range(600)),
        " ".join(f"Wort{n} steht hier." for n in range(600, 0, -1)),
    ),
    "blank": ("a" + " \n" * MANY + "b", "a" + "\t\r\n" * MANY + "c"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), BUILT.values(), ids=BUILT)
def test_every_law_holds_for_texts_built_to_break_it(old: str, new: str) -> None:
    check_laws(old, new)


def test_a_row_of_a_thousand_digits_is_compared() -> None:
    check_laws("Es gab " + "123 " * 350 + "Tote.", "Es gab " + "123" * 350 + " Tote.")


def check_laws(old: str, new: str) -> None:
    diff = compare(old, new)
    for document in (diff.a, diff.b):
        check_cover(document)
    check_partition(diff)
    for link in diff.links:
        check_edits(diff, link)
        check_facts(diff, link)
    check_same(compare(old, old))
    check_swapped(diff, compare(new, old))


def compare(a: str, b: str) -> Diff:
    return compare_articles(Article(a, id="a"), Article(b, id="b"))


def check_cover(document: Document) -> None:
    """Sentences and metadata cover all non-space text, in order, without overlap."""
    at = 0
    sentences = [(s.start, s.end) for s in document.sentences]
    for start, end in sorted(sentences + [(m.start, m.end) for m in document.metadata]):
        assert at <= start < end
        assert not document.text[at:start].strip()
        at = end
    assert not document.text[at:].strip()
    assert [s.index for s in document.sentences] == list(range(len(document.sentences)))


def check_partition(diff: Diff) -> None:
    """Every sentence is in exactly one link or is dropped or added."""
    old = [i for link in diff.links for i in link.a] + list(diff.dropped)
    new = [j for link in diff.links for j in link.b] + list(diff.added)
    assert sorted(old) == list(range(len(diff.a.sentences)))
    assert sorted(new) == list(range(len(diff.b.sentences)))
    assert all(link.a and link.b for link in diff.links)


def check_edits(diff: Diff, link: Link) -> None:
    """The edits tile every sentence, and b comes out of them with each equal range taken from a."""
    check_tiling(diff.a, link.a, [edit.a for edit in link.edits])
    check_tiling(diff.b, link.b, [edit.b for edit in link.edits])
    rebuilt = [(e.a.of(diff.a.text) if e.op == "equal" else e.b.of(diff.b.text)) for e in link.edits]
    wanted = [diff.b.sentence(j) for j in link.b]
    if link.kind == "unchanged":
        assert {edit.op for edit in link.edits} == {"equal"}
        rebuilt, wanted = ([first_small(" ".join(parts))] for parts in (rebuilt, wanted))
    assert visible(rebuilt) == visible(wanted)


def check_tiling(document: Document, sentences: Sequence[int], ranges: Sequence[Span]) -> None:
    """The ranges stand in order and fill the sentences; none reaches into two of them."""
    assert all(x.end <= y.start for x, y in pairwise(ranges))
    for index in sentences:
        sentence = document.sentences[index]
        inside = [r for r in ranges if len(r) and r.start < sentence.end and r.end > sentence.start]
        assert inside[0].start == sentence.start
        assert inside[-1].end == sentence.end
        assert all(x.end == y.start for x, y in pairwise(inside))


def visible(parts: Sequence[str]) -> str:
    """Return a text without what makes no difference: white space, quote glyphs, what cannot be seen."""
    shown = "".join('"' if c in QUOTE_MARKS else c for c in "".join(parts) if c not in "\u00ad\ufeff")
    return normalize("NFC", "".join(shown.split()))


def first_small(text: str) -> str:
    return text[:1].lower() + text[1:]


def check_facts(diff: Diff, link: Link) -> None:
    """What a fact says stands where it says, inside the link; only a negation may have one side."""
    for fact in link.facts:
        assert fact.type == "negation" or (fact.a and fact.b)
        for document, sentences, value in ((diff.a, link.a, fact.a), (diff.b, link.b, fact.b)):
            if value:
                assert document.text[value.start : value.end] == value.text != ""
                places = [document.sentences[n].span for n in sentences]
                assert any(p.start <= value.start and value.end <= p.end for p in places)


def check_same(diff: Diff) -> None:
    """A text does not differ from itself."""
    assert {link.kind for link in diff.links} <= {"unchanged"}
    assert not diff.changed


def check_swapped(diff: Diff, back: Diff) -> None:
    """Swapping the texts swaps what was added and what was dropped, and the two sides of every link."""
    assert (back.added, back.dropped) == (diff.dropped, diff.added)
    assert sorted((link.b, link.a) for link in back.links) == sorted((link.a, link.b) for link in diff.links)
