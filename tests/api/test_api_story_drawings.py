"""The drawings of a story stay readable for two articles and for hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest

from api.pages.graph import MOST_EDGES, MOST_NODES, graph_of
from api.pages.matrix import MOST, matrix_of
from api.pages.moments import day
from api.pages.tale import Tale, Teller, tell, title_of
from api.pages.timeline import LEFT, MOST_LANES, MOST_ROWS, ROW, WIDTH, Mark, timeline_of
from api.pages.timescale import MOST_TICKS
from api.store.listing import Listed
from dedup import Article, Cluster, Member, Verdict


def edge(a: int, b: int, share: float = 0.5, relation: str = "derived") -> Verdict:
    return Verdict(f"{a:03}", f"{b:03}", "a", relation, "", share, share / 2, share, 9, share, ())  # type: ignore[arg-type]


def tale(count: int, edges: Iterable[Verdict], dates: Iterable[str] = (), sources: int = 3) -> Tale:
    """Return a story of so many articles, one an hour unless dates are given."""
    given = dict(enumerate(dates))
    members = tuple(
        Member(
            Article(
                "",
                f"{n:03}",
                date=given.get(n, f"2026-03-{1 + n // 24:02}T{n % 24:02}:00:00Z"),
                source=f"s{n % sources}",
            ),
            "derived" if n else "origin",
        )
        for n in range(count)
    )
    return tell(Cluster("c", members, list(edges)), {}, {})


def complete(count: int) -> list[Verdict]:
    return [edge(a, b, 1 / (b - a)) for b in range(count) for a in range(b)]


@pytest.mark.parametrize("count", [2, 20, 200])
def test_sources_stand_left_of_those_that_took_from_them(count: int) -> None:
    graph = graph_of(tale(count, complete(count)))
    assert graph is not None
    places = {node.teller.number: node for node in graph.nodes}
    assert len(places) == count
    for line in graph.edges:
        assert places[line.taking.source.number].x < places[line.taking.taker.number].x
    assert len({(node.x, node.y) for node in graph.nodes}) == count
    assert len(graph.edges) <= max(1, MOST_EDGES * count)
    assert len(graph.edges) + graph.hidden_edges == count * (count - 1) / 2
    assert all(0 < node.x < graph.width and 0 < node.y < graph.height for node in graph.nodes)


def test_of_too_many_pairs_everybody_keeps_the_strongest() -> None:
    graph = graph_of(tale(40, complete(40)))
    assert graph is not None
    assert {(e.taking.source.number, e.taking.taker.number) for e in graph.edges} == set(
        pairwise(range(1, 41))
    )


def test_of_too_many_articles_the_first_are_drawn() -> None:
    count = MOST_NODES + 5
    graph = graph_of(tale(count, [edge(0, n) for n in range(1, count)]))
    assert graph is not None
    assert (len(graph.nodes), graph.hidden_nodes, graph.hidden_edges) == (MOST_NODES, 5, 5)
    assert graph.height < 800


def test_a_circle_is_drawn_too() -> None:
    graph = graph_of(tale(3, [edge(0, 1), edge(1, 2), edge(2, 0)]))
    assert graph is not None
    assert len(graph.edges) == 3
    assert graph_of(tale(3, [])) is None


def test_versions_stand_by_source_and_time_beside_each_other() -> None:
    line = timeline_of(tale(30, []))
    assert line is not None
    assert [lane.source for lane in line.lanes] == ["s0", "s1", "s2"]
    marks = [mark for lane in line.lanes for mark in lane.marks]
    assert len(marks) == 30
    assert all(LEFT < mark.x < WIDTH for mark in marks)
    in_order = sorted(marks, key=lambda mark: mark.event.number)
    assert [mark.x for mark in in_order] == sorted(mark.x for mark in marks)
    assert 2 <= len(line.ticks) <= MOST_TICKS + 1


def test_what_has_no_place_is_counted() -> None:
    line = timeline_of(tale(100, [], dates=["2026-03-01"] * 100, sources=1))
    assert line is not None
    (lane,) = line.lanes
    assert len(lane.marks) == MOST_ROWS
    assert sum(1 + mark.more for mark in lane.marks) == 100
    assert lane.height <= MOST_ROWS * ROW
    assert [tick.label for tick in line.ticks] == ["2026-03-01"] or len(line.ticks) == 1


def ends(mark: Mark) -> tuple[float, float]:
    """Return from where to where a mark goes, with the number beside it."""
    return mark.x - 10, mark.x + (13 + 6.5 * (1 + len(str(mark.more))) if mark.more else 10)


@pytest.mark.parametrize("minutes", [0, 1, 2, 5, 7, 10])
def test_no_mark_and_no_number_lies_over_another(minutes: int) -> None:
    times = (n * minutes for n in range(300))
    dates = [f"2026-03-{1 + at // 1440:02}T{at // 60 % 24:02}:{at % 60:02}:00Z" for at in times]
    line = timeline_of(tale(310, [], dates=[*dates, *["someday"] * 10], sources=1))
    assert line is not None
    rows: dict[float, list[Mark]] = {}
    for mark in line.lanes[0].marks:
        rows.setdefault(mark.y, []).append(mark)
    assert len(rows) == MOST_ROWS
    for marks in rows.values():
        for one, other in pairwise(sorted(marks, key=lambda mark: mark.x)):
            assert ends(one)[1] < ends(other)[0]
        assert ends(marks[-1])[1] < WIDTH
    assert sum(1 + mark.more for mark in line.lanes[0].marks) == 310


def test_a_long_time_is_left_out_where_marks_would_have_no_place() -> None:
    burst = [f"2026-03-02T{n // 2:02}:{n % 2 * 30:02}:00Z" for n in range(40)]
    line = timeline_of(tale(42, [], dates=["2024-06-01", *burst, "2026-09-01"], sources=1))
    assert line is not None
    assert len(line.cuts) == 2
    assert all(not mark.more for mark in line.lanes[0].marks)
    in_order = sorted(line.lanes[0].marks, key=lambda mark: mark.event.number)
    assert [mark.x for mark in in_order] == sorted(mark.x for mark in in_order)
    assert in_order[0].x < line.cuts[0] < in_order[1].x < in_order[40].x < line.cuts[1] < in_order[41].x
    labels = [tick.label for tick in line.ticks]
    assert (labels[0], labels[1], labels[-1]) == ("2024-06-01", "2026-03-02", "2026-09-01")
    assert all(b.x - a.x > 70 for a, b in pairwise(line.ticks))


def test_nothing_is_left_out_where_all_have_a_place_or_nothing_would_be_left() -> None:
    for dates in (["2024-06-01", "2026-03-02"], ["2024-06-01"] * 9 + ["2026-03-02"] * 9):
        line = timeline_of(tale(len(dates), [], dates=dates, sources=1))
        assert line is not None
        assert not line.cuts


def test_many_sources_share_the_last_lane() -> None:
    line = timeline_of(tale(40, [], sources=40))
    assert line is not None
    assert len(line.lanes) == MOST_LANES
    assert (line.lanes[-1].source, line.lanes[-1].others) == (None, 40 - MOST_LANES + 1)


def test_an_older_version_never_stands_after_the_newest() -> None:
    article = Article("", "x", date="2026-03-01", source="dpa")
    old = Listed(1, 1, 1, "x", "Alt", None, "dpa", None, "c", 9, 2e9)
    new = Listed(1, 2, 2, "x", "Neu", "2026-03-01", "dpa", None, "c", 9, 2e9)
    line = timeline_of(tell(Cluster("c", (Member(article, "origin"),), ()), {"x": [old, new]}, {}))
    assert line is not None
    newest, older = line.lanes[0].marks
    assert (newest.event.version, older.event.version) == (None, 1)
    assert newest.x == older.x
    assert timeline_of(tell(Cluster("c", (Member(Article("", "x"), "origin"),), ()), {}, {})) is None


def undated(n: int, role: str = "copy", date: str | None = None) -> Member:
    return Member(Article("", f"{n:03}", date=date, source=f"s{n}"), role)  # type: ignore[arg-type]


def test_what_has_no_date_stands_before_what_took_from_it_and_apart() -> None:
    members = (
        undated(0, date="2026-03-02"),
        undated(1, date="2026-03-04"),
        undated(2, "origin"),
        undated(3),
        undated(4),
    )
    edges = [edge(2, 0), edge(2, 1), edge(0, 1), edge(0, 3)]
    stored = Listed(4, 9, 1, "003", None, None, "s3", None, "c", 9, 2e9)
    told = tell(Cluster("c", members, edges), {"003": [stored]}, {})
    assert [teller.article.id for teller in told.tellers] == ["002", "000", "003", "001", "004"]
    assert all(taking.source.number < taking.taker.number for taking in told.takings)
    assert told.span is not None
    assert [day(moment) for moment in told.span] == ["2026-03-02", "2026-03-04"]
    line = timeline_of(told)
    assert line is not None
    assert line.dated is not None
    places = {mark.event.number: mark.x for lane in line.lanes for mark in lane.marks}
    assert [number for number, x in places.items() if x < line.dated] == [1, 3, 5]
    assert line.dated < places[2] < places[4]


def test_without_any_date_nothing_is_drawn_by_time() -> None:
    told = tell(Cluster("c", (undated(0), undated(1, "origin")), [edge(1, 0)]), {}, {})
    assert ([teller.article.id for teller in told.tellers], told.span) == (["001", "000"], None)
    assert timeline_of(told) is None


def test_where_all_have_a_date_no_room_is_kept_for_others() -> None:
    line = timeline_of(tale(3, []))
    assert line is not None
    assert line.dated is None


def test_a_story_is_called_by_the_headline_in_its_text() -> None:
    article = Article("Sturm im Norden\n\nIn der Nacht hat ein Sturm das Dach der Turnhalle abgedeckt.", "x")
    assert (
        title_of(article)
        == Tale("c", (Teller(1, article, "origin", None, (), "x"),), ()).title
        == "Sturm im Norden"
    )
    assert title_of(Article("", "x")) == "x"


def test_the_matrix_says_how_much_of_the_row_stands_in_the_column() -> None:
    matrix = matrix_of(tale(3, [edge(0, 1, 0.8), edge(0, 2, 1.0)]))
    shares = [[cell.share for cell in cells] for _, cells in matrix.rows]
    assert shares == [[None, 0.4, 0.5], [0.8, None, None], [1.0, None, None]]
    assert [[cell.shade for cell in cells] for _, cells in matrix.rows] == [[0, 3, 3], [5, 0, 0], [5, 0, 0]]
    assert [cell.is_self for cell in matrix.rows[1][1]] == [False, True, False]
    large = matrix_of(tale(MOST + 7, []))
    assert (len(large.rows), large.hidden) == (MOST, 7)
