"""The notation of the gold word edits, what is counted, and whose marks are nearer."""

import pytest

from benchmarks.edits import (
    HALVES,
    Score,
    difflib_tokens,
    difflib_words,
    ours,
    read_example,
    read_gold,
    score,
    units,
)


def read(line: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return the sentences of both sides, and the marked units of both."""
    example = read_example(line, "de")
    sides = example.a, example.b
    sentences = [[side.sentence(s.index) for s in side.sentences] for side in sides]
    marked = [
        [unit.of(side.text) for unit in sorted(found)]
        for side, found in zip(sides, example.readings[0], strict=True)
    ]
    return sentences[0], sentences[1], marked[0], marked[1]


@pytest.mark.parametrize(
    ("line", "a", "b", "gone", "come"),
    [
        ("Es [-ist-]{+war+} so.", ["Es ist so."], ["Es war so."], ["ist"], ["war"]),
        ("Er [-nie -]kam.", ["Er nie kam."], ["Er kam."], ["nie"], []),
        (
            "Er kam[-. | Sie-]{+, sie+} nicht.",
            ["Er kam.", "Sie nicht."],
            ["Er kam, sie nicht."],
            [".", "Sie"],
            [",", "sie"],
        ),
        ("Kurz.{+ | Neu ist das.+}", ["Kurz."], ["Kurz.", "Neu ist das."], [], ["Neu", "ist", "das", "."]),
        ("Eins. | [-Z-]{+D+}rei.", ["Eins.", "Zrei."], ["Eins.", "Drei."], ["Zrei"], ["Drei"]),
        ("[-„-]{+«+}Ja[-“-]{+»+}, {+so +}er.", ["„Ja“, er."], ["«Ja», so er."], [], ["so"]),
        ("am [-3.-]{+4.+} Mai", ["am 3. Mai"], ["am 4. Mai"], ["3."], ["4."]),
        ("A [b] {c}", ["A [b] {c}"], ["A [b] {c}"], [], []),
    ],
)
def test_a_marked_line_is_read(
    line: str, a: list[str], b: list[str], gone: list[str], come: list[str]
) -> None:
    assert read(line) == (a, b, gone, come)


def test_what_is_counted() -> None:
    example = read_example("Der 35-Jährige zahlte 1.200,50 € (am 3.4.2025), z.B. 2024.", "de")
    assert [unit.of(example.a.text) for unit in units(example.a)] == (
        "Der|35-Jährige|zahlte|1.200,50|€|(|am|3.4.2025|)|,|z.B|.|2024|.".split("|")
    )


def test_the_nearer_of_two_readings_counts() -> None:
    one, other = (read_example(line, "de").readings[0] for line in ("[-a -]b [-c-]", "[-a b -]c"))
    counted = Score()
    counted.add(other, [one, other])
    assert (counted.hits, counted.found, counted.gold, counted.exact) == (2, 2, 2, 1)


@pytest.mark.parametrize("half", HALVES)
def test_our_marks_are_nearer_to_a_person_s_than_difflib_s(half: str) -> None:
    examples = read_gold(half)
    assert len(examples) == 43
    mine = score(examples, ours)
    for marker in (difflib_words, difflib_tokens):
        other = score(examples, marker)
        assert mine.f1 > other.f1
        assert mine.exact > other.exact
