"""A diff as plain text in the manner of `diff -u`."""

from __future__ import annotations

from pathlib import Path

from dedup.diff import Diff
from dedup.render.unified import diff_text

GOLDEN = Path(__file__).parent / "golden"


def test_diff_looks_as_in_the_golden_file(diff: Diff) -> None:
    assert diff_text(diff) == (GOLDEN / "diff.txt").read_text("utf-8")


def test_equal_texts_are_one_hunk(same: Diff) -> None:
    text = diff_text(same)
    assert text.count("@@ -") == 1
    assert "@@ -1–3 +1–3 @@ unchanged\n" in text


def test_every_sentence_stands_in_it(diff: Diff) -> None:
    lines = diff_text(diff).splitlines()[3:]
    shown = [line[1:] for line in lines if line[0] in " ->+"]
    for document in (diff.a, diff.b):
        assert {document.sentence(s.index) for s in document.sentences} <= set(shown)


def test_lines_begin_with_a_known_sign(diff: Diff) -> None:
    assert {line[0] for line in diff_text(diff).splitlines()} == set("#-+@ >!")
