"""The report on a clustering: plots, and every cluster with who took what from whom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from dedup.article import Article
from dedup.cluster import Cluster, Clustering, Member
from dedup.render.clusters_display import MOST_PAIRS, PASSAGE_CHARS, cards
from dedup.render.figures import SIZES, plots, size_group, size_label, sources
from dedup.render.periods import MOST, periods
from dedup.render.plot import FOOT, HEIGHT, LEAST, LETTER, TOP, WIDTH, Bar, Plot, columns
from dedup.render.speech import Tongue, speech
from dedup.render.webpage import clustering_page
from dedup.span import Span
from dedup.verdict import Verdict
from tests.render.conftest import verdict

ENGLISH = speech(Tongue.EN)


def made(number: int, size: int = 2, text: str = "Ein Satz.") -> Cluster:
    """Return a cluster whose articles all took text from the first."""
    articles = [
        Article(
            text, f"{number}-{n}", f"Titel {number}", f"2025-0{1 + number % 9}-0{1 + n % 9}", f"Blatt {n % 3}"
        )
        for n in range(size)
    ]
    members = tuple(Member(article, "derived" if n else "origin") for n, article in enumerate(articles))
    edges = tuple(pair(articles[0].id, other.id) for other in articles[1:])
    return Cluster(f"c-{number}", members, edges)


def pair(a: str, b: str, score: float = 0.6, share: float = 0.5) -> Verdict:
    return verdict(a, b, score, 0.3, 0.4, share, Span(0, 9), Span(0, 9))


def clustering_of(*clusters: Cluster) -> Clustering:
    articles = sum(len(cluster.members) for cluster in clusters)
    return Clustering({}, "local", articles, (), clusters, (), (), (), ())


def plot(found: Clustering, name: str) -> Plot | None:
    return next((plot for plot in plots(found, list(cards(found)), ENGLISH) if plot.name == name), None)


def test_every_article_says_what_it_took_from_whom(clustering: Clustering) -> None:
    html = clustering_page(clustering)
    assert "92 % of it stands in <bdi>a.txt</bdi>" in html
    assert '<blockquote dir="auto">Die Brücke bleibt bis Mittwoch gesperrt.</blockquote>' in html
    assert "1 verified pair besides" in html
    assert "<bdi>b.txt</bdi> → <bdi>c.txt</bdi>: 60 %, derived" in html
    assert "2 articles on their own" in html
    assert "bild.png: no text" in html


def test_an_article_of_a_list_is_named_by_its_id(clustering: Clustering) -> None:
    (cluster,) = clustering.clusters
    member = Member(Article("Eins.", "o.jsonl#106", path="o.jsonl"), "origin")
    html = clustering_page(replace(clustering, clusters=(replace(cluster, members=(member,), edges=()),)))
    assert "<bdi>o.jsonl#106</bdi></small></td>" in html


def test_of_very_many_pairs_few_are_listed_and_the_others_counted() -> None:
    cluster = made(1, 8)
    names = [member.article.id for member in cluster.members]
    every = [pair(a, b, 0.5) for n, a in enumerate(names) for b in names[n + 1 :]]
    (card,) = cards(clustering_of(replace(cluster, edges=every)))
    assert sum(taken is not None for _, taken in card.members) == 7
    assert len(card.pairs) == MOST_PAIRS
    assert 7 + MOST_PAIRS + card.more == len(every)


def test_who_took_text_is_the_side_that_it_does_not_come_from() -> None:
    cluster = made(1)
    (edge,) = cluster.edges
    turned = replace(edge, origin="b")
    (card,) = cards(clustering_of(replace(cluster, edges=[turned])))
    (taken,) = (taken for _, taken in card.members if taken)
    assert (taken.giver.id, taken.taker.id, taken.share) == ("1-1", "1-0", 0.4)


def test_a_long_passage_is_cut_between_words() -> None:
    text = "Wort " * 200
    article = Article(text, "a")
    cluster = Cluster("c", (Member(article, "origin"), Member(replace(article, id="b"), "copy")), ())
    edge = verdict("a", "b", 0.9, 1, 1, 1, Span(0, len(text)), Span(0, len(text)))
    (card,) = cards(clustering_of(replace(cluster, edges=(edge,))))
    passage = card.members[1][1].passage  # type: ignore[union-attr]
    assert len(passage) <= PASSAGE_CHARS + 2
    assert passage.endswith("Wort …")


def test_few_clusters_are_open_and_of_many_every_one_is_a_line() -> None:
    few, many = (clustering_page(clustering_of(*map(made, range(n)))) for n in (3, 30))
    assert few.count('<details class="cluster" open>') == 3
    assert many.count('<details class="cluster">') == 30
    assert 'class="contents"' not in few
    assert many.count('href="#c') == 30


def test_contents_begin_with_the_newest_day() -> None:
    html = clustering_page(clustering_of(*map(made, range(30))))
    days = re.findall(r"<dt>(.*?)</dt>", html)
    assert days == sorted(days, reverse=True)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize("clusters", [200, pytest.param(5_000, marks=pytest.mark.slow)])
def test_many_clusters_stay_within_bounds(clusters: int) -> None:
    html = clustering_page(clustering_of(*(made(n, 4, "Ein Satz. " * 40) for n in range(clusters))))
    assert len(html.encode()) < 30_000 + clusters * 2_400
    assert html.count('<div class="chunk">') == clusters / 20


def test_every_plot_has_a_title_its_gist_and_its_numbers_as_a_table(clustering: Clustering) -> None:
    html = clustering_page(clustering)
    for name in ("sizes", "time", "shares"):
        assert f'role="img" aria-labelledby="{name}-title {name}-gist"' in html
        assert f'id="{name}-gist"' in html
    assert html.count("<summary>As a table</summary>") == 3
    assert '<a href="#size-3">3</a>' in html


def test_nothing_is_drawn_where_there_is_nothing(clustering: Clustering) -> None:
    html = clustering_page(replace(clustering, clusters=(), singletons=()))
    assert "<svg" not in html
    assert "No article here takes text from another one." in html


def test_the_time_is_shown_once_two_days_are_known() -> None:
    same = made(1)
    one = replace(
        same, members=tuple(replace(m, article=replace(m.article, date="2025-09-04")) for m in same.members)
    )
    assert plot(clustering_of(one), "time") is None
    found = plot(clustering_of(same), "time")
    assert found is not None
    assert [(bar.label, bar.value, bar.part) for bar in found.bars] == [
        ("2025-02-01", 1, 1),
        ("2025-02-02", 1, 1),
    ]
    alone = replace(clustering_of(same), singletons=(Article("", "x", date="2025-02-02"),))
    bars = plot(alone, "time").bars  # type: ignore[union-attr]
    assert [(bar.value, bar.part) for bar in bars] == [(1, 1), (2, 1)]


def test_every_cluster_and_every_taker_is_in_one_column() -> None:
    found = clustering_of(*(made(n, size) for n, size in enumerate((2, 2, 3, 9, 10, 120))))
    by_size, by_share = plot(found, "sizes"), plot(found, "shares")
    assert by_size is not None
    assert by_share is not None
    assert sum(bar.value for bar in by_size.bars) == 6
    assert {bar.label: bar.value for bar in by_share.bars}["50–59"] == 1 + 1 + 2 + 8 + 9 + 119


def test_sizes_are_grouped_without_a_gap() -> None:
    assert [size_group(size) for size in (2, 5, 6, 499, 500, 10_000)] == [2, 5, 6, 100, 500, 500]
    assert [size_label(size) for size in SIZES[4:7]] == ["6–9", "10–19", "20–49"]


def test_sources_stand_in_a_square_and_at_most_eight_of_them() -> None:
    found = sources(list(cards(clustering_of(made(1, 7)))))
    assert found is not None
    assert found.names == ("Blatt 0", "Blatt 1", "Blatt 2")
    assert found.rows[0] == (2, 2, 2)
    assert [found.shade(number) for number in (0, 1, 2)] == [0, 3, 5]
    assert sources(list(cards(clustering_of(made(1, 1))))) is None


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (date(2025, 9, 4), date(2025, 9, 5), "day"),
        (date(2025, 1, 1), date(2025, 12, 31), "week"),
        (date(2021, 1, 1), date(2025, 12, 31), "month"),
        (date(1970, 1, 1), date(2025, 12, 31), "year"),
        (date(1, 1, 1), date(9999, 12, 31), "year"),
    ],
)
def test_periods_are_as_short_as_they_can_be(first: date, last: date, unit: str) -> None:
    found = periods(first, last)
    assert found.unit == unit
    assert len(found.firsts) <= MOST
    assert found.of(first) == found.firsts[0]
    assert found.of(last) == found.firsts[-1]


@pytest.mark.parametrize("values", [(1,), (0, 5, 1), (1, 10_000), tuple(range(60))])
def test_columns_stay_within_the_picture(values: tuple[int, ...]) -> None:
    drawn = list(columns([Bar(str(value), value, value // 2) for value in values]))
    for column in drawn:
        assert column.x >= 0
        assert column.x + column.width <= WIDTH + 0.1
        assert TOP <= column.y <= HEIGHT - FOOT
        assert not column.bar.value or column.height >= LEAST
        assert column.part_height <= column.height
    assert sum(column.value for column in drawn) >= 1


@pytest.mark.parametrize("labels", [[size_label(size) for size in SIZES], ["2025-02-01"] * 10, ["2", "3"]])
def test_every_column_has_its_label_and_none_touches_another(labels: list[str]) -> None:
    drawn = list(columns([Bar(label, 1, 1) for label in labels]))
    assert all(column.anchor == "middle" for column in drawn)
    for line in {column.line for column in drawn}:
        here = [column for column in drawn if column.line == line]
        edges = [
            (column.label_x - len(column.bar.label) * LETTER / 2, len(column.bar.label) * LETTER)
            for column in here
        ]
        assert edges[0][0] >= -0.1
        assert sum(edges[-1]) <= WIDTH + 0.1
        assert all(x + width <= after for (x, width), (after, _) in pairwise(edges))


def test_sources_that_are_not_shown_are_counted() -> None:
    cluster = made(1, 12)
    members = tuple(
        replace(member, article=replace(member.article, source=f"Blatt {n}"))
        for n, member in enumerate(cluster.members)
    )
    found = sources(list(cards(clustering_of(replace(cluster, members=members)))))
    assert found is not None
    assert (len(found.names), found.hidden) == (8, 4)
    html = clustering_page(clustering_of(replace(cluster, members=members)))
    assert "Not shown: 4 sources." in html


def test_the_report_speaks_german() -> None:
    html = clustering_page(clustering_of(*map(made, range(3))), Tongue.DE)
    assert '<html lang="de">' in html
    assert "3 Cluster in 6 Artikeln" in html
    assert "50 % davon steht in" in html


def test_hostile_sources_and_titles_stay_text() -> None:
    cluster = made(1, 4)
    harm = "<script>x</script>\u202e"
    members = tuple(
        replace(m, article=replace(m.article, source=harm + m.article.id, title=harm))
        for m in cluster.members
    )
    html = clustering_page(clustering_of(replace(cluster, members=members)))
    assert "<script" not in html
    assert "\u202e" not in html
