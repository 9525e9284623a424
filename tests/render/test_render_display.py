from __future__ import annotations

from dataclasses import replace

from dedup.diff import Diff
from dedup.link import Edit
from dedup.render.display import Fold, Mark, Part, Row, Run, checks, folded, place, rows_of
from dedup.span import Span


def row_at(diff: Diff, anchor: str) -> Row:
    return next(row for row in rows_of(diff) if row.anchor == anchor)


def marks(runs: tuple[Run, ...]) -> list[tuple[Mark, str]]:
    return [(run.mark, run.text) for run in runs]


def words(part: Part) -> str:
    return "".join(run.text for run in part.runs)


def test_rows_stand_in_the_order_of_b_and_dropped_ones_where_they_stood_in_a(diff: Diff) -> None:
    anchors = [row.anchor for row in rows_of(diff)]
    assert anchors == ["b1", "b2", "b3", "b4", "b5", "b7", "b8", "b9", "a9", "b10", "b11", "b12"]


def test_every_sentence_is_shown_once_on_its_side(diff: Diff) -> None:
    rows = rows_of(diff)
    assert sorted(part.number for row in rows for part in row.a) == list(range(1, 12))
    assert sorted(part.number for row in rows for part in row.b) == list(range(1, 13))


def test_parts_are_the_text_of_their_sentences(diff: Diff) -> None:
    for row in rows_of(diff):
        for side, parts in ((diff.a, row.a), (diff.b, row.b)):
            assert [words(part) for part in parts] == [side.sentence(part.number - 1) for part in parts]


def test_a_replaced_word_is_removed_left_and_added_right(diff: Diff) -> None:
    row = row_at(diff, "b4")
    assert marks(row.a[0].runs) == [("removed", "26"), ("equal", " Menschen wurden verletzt.")]
    assert marks(row.b[0].runs) == [("added", "27"), ("equal", " Menschen wurden verletzt.")]
    assert [run.op for run in row.a[0].runs] == ["replace", "equal"]


def test_merged_sentences_are_woven_into_one_text(diff: Diff) -> None:
    row = row_at(diff, "b3")
    assert place(row) == "sentence 2–3 → 3"
    assert marks(row.inline) == [
        ("equal", "Die Brücke bleibt "),
        ("added", "laut Stadt"),
        ("equal", " bis "),
        ("removed", "Mittwoch"),
        ("added", "Donnerstag"),
        ("equal", " gesperrt. "),
        ("removed", "Das teilte die Stadt mit."),
    ]


def test_a_split_sentence_keeps_the_space_between_the_new_ones(diff: Diff) -> None:
    row = row_at(diff, "b5")
    kept = "".join(run.text for run in row.inline if run.mark != "removed")
    assert kept == "Die Feuerwehr rückte mit zwölf Wagen an. Die Straße wurde geräumt."


def test_white_space_at_the_ends_of_a_change_is_not_marked(diff: Diff) -> None:
    assert ("removed", "nicht") in marks(row_at(diff, "b7").inline)


def test_a_moved_sentence_is_no_quiet_row(diff: Diff) -> None:
    row = row_at(diff, "b2")
    assert (row.kind, row.moved, row.quiet) == ("unchanged", True, False)
    assert place(row) == "sentence 11 → 2"


def test_only_runs_of_quiet_rows_are_folded(diff: Diff) -> None:
    shown = list(folded(rows_of(diff)))
    assert [len(row.rows) for row in shown if isinstance(row, Fold)] == [1, 2]
    assert not any(row.quiet for row in shown if isinstance(row, Row))


def test_facts_come_by_severity_then_in_reading_order(diff: Diff) -> None:
    assert [(fact.severity, row.anchor) for fact, row in checks(rows_of(diff))] == [
        ("high", "b4"),
        ("high", "b7"),
        ("medium", "b3"),
        ("low", "b11"),
    ]


def test_links_without_edits_show_the_text_of_b(same: Diff) -> None:
    assert [row.inline[0].text for row in rows_of(same)] == [same.b.sentence(index) for index in range(3)]


def test_headings_are_known(diff: Diff) -> None:
    assert [row.anchor for row in rows_of(diff) if row.heading] == ["b1"]


def test_a_change_of_white_space_alone_is_not_marked(same: Diff) -> None:
    link = same.links[0]
    sentence = same.a.sentences[0]
    cut = sentence.start + len("Brücke")
    edits = (
        Edit("equal", Span(sentence.start, cut), Span(sentence.start, cut)),
        Edit("replace", Span(cut, cut + 1), Span(cut, cut + 1)),
        Edit("equal", Span(cut + 1, sentence.end), Span(cut + 1, sentence.end)),
    )
    changed = replace(same, links=(replace(link, edits=edits), *same.links[1:]))
    assert marks(rows_of(changed)[0].inline) == [("equal", "Brücke über die Elbe gesperrt")]


def test_an_old_word_that_a_comma_replaced_keeps_the_space_before_it(same: Diff) -> None:
    sentence = same.a.sentences[0]
    start, end = sentence.start + len("Brücke "), sentence.start + len("Brücke über ")
    edits = (
        Edit("equal", Span(sentence.start, start), Span(sentence.start, start - 1)),
        Edit("replace", Span(start, end), Span(start - 1, end)),
        Edit("equal", Span(end, sentence.end), Span(end, sentence.end)),
    )
    changed = replace(same, links=(replace(same.links[0], edits=edits), *same.links[1:]))
    assert marks(rows_of(changed)[0].inline)[:2] == [("equal", "Brücke "), ("removed", "über")]
