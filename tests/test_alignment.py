"""What is linked, what is not, and what holds for any two texts."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.alignment import AlignmentSettings, align, moved_groups
from dedup.article import Article
from dedup.document import Document
from dedup.group import Group
from dedup.parsing import parse

SENTENCES = st.sampled_from(
    [
        "Ein Dach ist am Montag in Kiel eingestürzt.",
        "In Kiel stürzte ein Dach ein, zwölf Menschen wurden verletzt.",
        "12 Menschen wurden verletzt.",
        "Niemand kam ums Leben.",
        "Die Ursache ist unklar.",
        "Ja.",
        "Der Hafen wird für 1,2 Mrd. Euro ausgebaut.",
        "Der Ausbau des Hafens kostet 1.200 Millionen Euro.",
        "“No,” she said.",
    ]
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=9).map(" ".join)

CASES = (Path(__file__).parent / "cases" / "links.txt").read_text(encoding="utf-8")
RIGHT, OTHERWISE = CASES.split("\n\n\nLinked otherwise today\n\n")


def cases(part: str) -> list[tuple[str, ...]]:
    """Return language, old text, new text and links of every case."""
    return re.findall(r"^(\w\w)\na: ((?s:.+?))\nb: ((?s:.+?))\nlinks:(.*)$", part, re.MULTILINE)


def linked(language: str, old: str, new: str) -> set[str]:
    a, b = (parse(Article(text, language=language)) for text in (old, new))
    groups = align(a, b, AlignmentSettings()).groups
    return {f"{'+'.join(map(str, g.a))}>{'+'.join(map(str, g.b))}" for g in groups}


@pytest.mark.parametrize(("language", "old", "new", "links"), cases(RIGHT))
def test_short_texts(language: str, old: str, new: str, links: str) -> None:
    assert linked(language, old, new) == set(links.split())


@pytest.mark.parametrize(("language", "old", "new", "links"), cases(OTHERWISE))
def test_short_texts_that_are_linked_otherwise(language: str, old: str, new: str, links: str) -> None:
    assert linked(language, old, new) != set(links.split()), "this works now: move the case up"


def document(text: str) -> Document:
    return parse(Article(text, language="de"))


def links(old: str, new: str) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(tuple(g.a), tuple(g.b)) for g in align(document(old), document(new), AlignmentSettings()).groups]


def test_heavy_rewording_in_place_is_found() -> None:
    old = "Die Brücke ist seit Montag gesperrt. Fachleute fanden Risse im Beton. Eine Umleitung führt um."
    new = "Seit Montag ist die Brücke zu. Im Beton wurden Risse entdeckt. Eine Umleitung führt um."
    assert links(old, new) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_two_sentences_become_one() -> None:
    old = "Taucher haben aus dem See einen Einbaum geborgen. Das Boot ist aus einem Lindenstamm gehauen."
    new = "Taucher haben aus dem See einen Einbaum geborgen, der aus einem Lindenstamm gehauen ist."
    assert links(old, new) == [((0, 1), (0,))]


def test_one_sentence_becomes_two() -> None:
    old = "Der Sturm hat in Husum 30 Dächer abgedeckt, und in Tönning fiel für sechs Stunden der Strom aus."
    new = "Der Sturm hat in Husum 30 Dächer abgedeckt. In Tönning fiel für sechs Stunden der Strom aus."
    assert links(old, new) == [((0,), (0, 1))]


def test_two_sentences_cut_elsewhere_are_one_link() -> None:
    old = (
        "A retired midwife left the charity her house. It was sold in June 2018 for £312,000, "
        "and within nine days all but £400 of the proceeds had left the account."
    )
    new = (
        "A retired midwife left the charity her house, which was sold in June 2018 for £312,000. "
        "Within nine weeks all but £400 of that sum had left the account."
    )
    assert links(old, new) == [((0, 1), (0, 1))]


def test_a_shared_name_is_no_link() -> None:
    old = "Ingrid Sommer leitet den Verein seit 2012. Er hat 40 Mitglieder. Das Heim wird umgebaut."
    new = "Das Heim wird umgebaut. Der Zug nach Ulm ist verunglückt, sagte Ingrid Sommer im Radio."
    assert links(old, new) == [((2,), (0,))]


def test_a_headline_is_not_linked_to_the_lead() -> None:
    new = "In Kiel ist am Montag ein Dach eingestürzt. Zwei Menschen wurden verletzt."
    old = f"Dach in Kiel eingestürzt\n\n{new}"
    assert links(old, new) == [((1,), (0,)), ((2,), (1,))]


def test_a_moved_sentence_is_moved() -> None:
    old = "Der Zug fuhr los. Es regnete in Strömen über Bonn. Keiner der Fahrgäste hatte einen Schirm dabei."
    new = "Keiner der Fahrgäste hatte einen Schirm dabei. Der Zug fuhr los. Es regnete in Strömen über Bonn."
    a, b = document(old), document(new)
    groups = align(a, b, AlignmentSettings()).groups
    assert [groups[n].a for n in moved_groups(groups, a, b)] == [[2]]


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_no_sentence_is_in_two_links(old: str, new: str) -> None:
    groups = align(document(old), document(new), AlignmentSettings()).groups
    for side in (0, 1):
        used = [x for group in groups for x in group.sides[side]]
        assert len(used) == len(set(used))
    assert all(group.a and group.b for group in groups)
    assert all(x == sorted(x) for group in groups for x in group.sides)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_text_and_itself_have_only_unchanged_links_in_place(text: str) -> None:
    a = document(text)
    groups = align(a, a, AlignmentSettings()).groups
    assert [(g.a, g.b) for g in groups] == [([n], [n]) for n in range(len(a.sentences))]
    assert not moved_groups(groups, a, a)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_swapping_the_texts_swaps_the_links(old: str, new: str) -> None:
    assert sorted(links(old, new)) == sorted((x, y) for y, x in links(new, old))


@given(st.permutations(range(6)), st.lists(st.integers(1, 4), min_size=6, max_size=6))
def test_moved_are_the_fewest_then_the_shortest_then_the_later(order: list[int], lengths: list[int]) -> None:
    a = document(" ".join(" ".join(["Wort"] * n) + "." for n in lengths))
    groups = [Group([i], [j]) for i, j in enumerate(order)]
    if len(a.sentences) != 6:
        return
    moved = moved_groups(groups, a, a)
    ranked = []
    for size in range(7):
        for out in combinations(range(6), size):
            kept = [order[k] for k in range(6) if k not in out]
            if kept == sorted(kept):
                words = sum(lengths[k] + lengths[order[k]] for k in out)
                ranked.append((size, words, -sum(order[k] for k in out), set(out)))
    best = min(ranked, key=lambda r: r[:3])
    assert moved in [r[3] for r in ranked if r[:3] == best[:3]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ja, das ist so. " * 1000, "Ja, das ist so. " * 700),
        (" ".join(f"Wort{n}." for n in range(1000)), " ".join(f"Wort{n}." for n in range(999, -1, -1))),
        ("wort " * 5000, "word " * 5000),
        ("Nein. Ja, das ist so. " * 500, "Ja, das ist so. Nein. " * 500),
    ],
    ids=["all equal", "all reversed", "one giant sentence", "alternating"],
)
def test_texts_built_to_be_slow_end(old: str, new: str) -> None:
    a, b = document(old), document(new)
    groups = align(a, b, AlignmentSettings()).groups
    assert len({g.a[0] for g in groups}) == len(groups)
    moved_groups(groups, a, b)


def test_a_hit_budget_is_said_and_equal_sentences_are_still_linked() -> None:
    text = document("Heute ist es so. " * 3000)
    result = align(text, text, AlignmentSettings())
    assert result.truncated
    assert all(g.a == g.b for g in result.groups)


def test_a_sentence_that_swallows_the_text_takes_a_bounded_number() -> None:
    words = [
        f"{x}{y}{z}" for x in "blmstr" for y in "aeiou" for z in ("gna", "pto", "lke", "rzu", "mbi", "dso")
    ]
    parts = [" ".join(words[n : n + 3]).capitalize() + "." for n in range(90, 180, 3)]
    result = align(
        document(f"{' '.join(words[:90])}. {' '.join(parts)}"),
        document(f"{' '.join(words)}."),
        AlignmentSettings(),
    )
    assert result.truncated
    assert [len(g.a) for g in result.groups] == [20]


def test_copies_beyond_the_budget_are_linked_in_order() -> None:
    text = "- Ein Punkt.\n" * 400
    groups = align(document(text), document(text), AlignmentSettings()).groups
    assert [(g.a, g.b) for g in groups] == [([n], [n]) for n in range(400)]


def test_sentences_that_are_all_alike_hit_the_budget() -> None:
    old = " ".join(f"Der Zug {n} hielt in Ulm an." for n in range(400))
    assert align(document(old), document(old.replace("Ulm", "Bonn")), AlignmentSettings()).truncated
