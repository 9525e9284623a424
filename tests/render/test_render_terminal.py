from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from dedup.article import Article
from dedup.cluster import Clustering, Member, Skipped
from dedup.comparison import compare_articles
from dedup.diff import Diff
from dedup.render.terminal import print_clustering, print_diff

GOLDEN = Path(__file__).parent / "golden"


def printed(diff: Diff, width: int, coloured: bool = False) -> str:
    out = io.StringIO()
    print_diff(
        diff,
        Console(
            file=out, width=width, force_terminal=coloured, color_system="truecolor" if coloured else None
        ),
    )
    return out.getvalue()


def clusters_printed(clustering: Clustering) -> str:
    out = io.StringIO()
    print_clustering(clustering, Console(file=out, width=80))
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_diff_looks_as_in_the_golden_file(diff: Diff, width: int) -> None:
    assert printed(diff, width) == (GOLDEN / f"diff_{width}.txt").read_text("utf-8")


def test_equal_texts_look_as_in_the_golden_file(same: Diff) -> None:
    assert printed(same, 80) == (GOLDEN / "same_80.txt").read_text("utf-8")


def test_clusters_look_as_in_the_golden_file(clustering: Clustering) -> None:
    assert clusters_printed(clustering) == (GOLDEN / "clusters_80.txt").read_text("utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_too_wide_or_ends_in_spaces(diff: Diff, width: int) -> None:
    lines = printed(diff, width).splitlines()
    assert max(map(len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]


def test_styles_take_the_place_of_brackets_where_there_are_colours(diff: Diff) -> None:
    coloured = printed(diff, 80, coloured=True)
    assert "[-26-]" not in coloured
    assert "\x1b[9;31m26\x1b[0m \x1b[4;32m27" in coloured


def test_brackets_stay_where_colours_are_not_wanted(diff: Diff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[-" in printed(diff, 80, coloured=True)


def test_text_cannot_steer_the_terminal_or_the_markup(clustering: Clustering) -> None:
    broken = replace(clustering, skipped=(Skipped("[red]\x1b[31m\x9b\udcfc\n", "\u202eno"),))
    out = clusters_printed(broken)
    assert "[red]�[31m�� : �no" in out


def test_an_article_of_a_list_is_named_by_its_id(clustering: Clustering) -> None:
    (cluster,) = clustering.clusters
    member = Member(Article("Eins.", "o.jsonl#106", path="o.jsonl"), "origin")
    out = clusters_printed(replace(clustering, clusters=(replace(cluster, members=(member,), edges=()),)))
    assert "  origin   o.jsonl#106\n" in out


def test_of_an_altered_quotation_its_altered_words_are_named() -> None:
    old = (
        "„Das Holz brennt hier leider wie Zunder“, sagte der Brandmeister Stefan Lorch am Montag in Tannrode."
    )
    a, b = Article(old, language="de"), Article(old.replace("brennt", "brannte"), language="de")
    out = printed(compare_articles(a, b), 200)
    quotations = "„Das Holz brennt hier leider wie Zunder“ → „Das Holz brannte hier leider wie Zunder“"
    assert f"{quotations}  brennt became brannte (sentence 1 → 1)" in out
    assert "! quote: brennt became brannte\n" in out
    assert out.count("wie Zunder“") == 3  # old, new, and in its sentence


def test_an_unnamed_text_is_said_to_have_no_title(diff: Diff) -> None:
    bare = replace(diff.a, article=Article(diff.a.text), title=None, date=None)
    assert "\na  (no title)\n" in printed(replace(diff, a=bare), 80)


def test_related_pairs_that_join_no_cluster_are_named(clustering: Clustering) -> None:
    assert "not one story" not in clusters_printed(clustering)
    edge = replace(clustering.candidates[0], a="round-up.txt")
    lines = clusters_printed(replace(clustering, connections=(edge,))).splitlines()
    at = lines.index("Related, but not one story")
    assert lines[at + 1] == f"  round-up.txt, b.txt: {edge.reason}"


def test_many_files_that_are_skipped_for_one_reason_take_one_line(clustering: Clustering) -> None:
    photos = tuple(Skipped(f"{n}.jpg", "a photo") for n in range(2_000))
    out = io.StringIO()
    print_clustering(replace(clustering, skipped=photos), Console(file=out, width=100))
    assert "0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg and 1,995 more: a photo" in out.getvalue()
    assert "7.jpg" not in out.getvalue()
