from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Clustering, Skipped
from dedup.clustering import cluster_articles
from dedup.components import components
from dedup.errors import ArticleError
from dedup.reading import iter_folder
from dedup.render.schema import clustering_to_dict, to_json
from dedup.retrieval import RetrievalSettings
from dedup.settings import Settings
from dedup.work import Work

REPORT = """Der Stadtrat von Nordhafen hat am Montag den Umbau des alten Speichers beschlossen.
Zwölf Millionen Euro soll die Arbeit kosten, die im Frühjahr 2027 beginnt.
Nach Angaben von Baurätin Helga Brandt bleibt die Fassade aus rotem Backstein erhalten.
In das Erdgeschoss ziehen Werkstätten ein, darüber entstehen vierzig Wohnungen für Familien.
Die Fraktion der Opposition stimmte gegen den Plan, weil ihr die Zahl der Stellplätze zu gering ist.
Anwohner hatten mehr als 2.300 Unterschriften gegen den Abriss des Nachbarhauses gesammelt."""
REWRITE = """Der alte Speicher in Nordhafen wird umgebaut, das hat der Stadtrat beschlossen.
Wie Baurätin Helga Brandt sagte, bleibt die Fassade aus rotem Backstein erhalten.
In das Erdgeschoss ziehen Werkstätten ein, außerdem sind vierzig Wohnungen für Familien geplant.
Anwohner hatten mehr als 2.300 Unterschriften gegen den Abriss des Nachbarhauses gesammelt."""
OTHER = """Im Zoo von Tallbach ist am Wochenende ein junges Nashorn zur Welt gekommen.
Das Tier wiegt 48 Kilogramm und steht schon fest auf seinen Beinen, sagte der Tierarzt.
Besucher dürfen die Mutter mit ihrem Kalb frühestens in drei Wochen sehen."""
WEATHER = """Das Wetter im {}: Am {} bleibt es meist trocken bei Werten um {} Grad.
Der Wind weht schwach aus {} mit bis zu {} Kilometern in der Stunde.
In der Nacht kühlt es auf {} Grad ab, wie der Wetterdienst in {} mitteilte."""

LONG = Article(REPORT, id="long", date="2025-09-04")
SHORT = Article(REWRITE, id="short", date="2025-09-05")
ZOO = Article(OTHER, id="zoo")


def groups(result: Clustering) -> list[list[tuple[str, str]]]:
    return [[(m.article.id, m.role) for m in cluster.members] for cluster in result.clusters]


def test_a_copy_is_found_and_the_older_is_its_origin() -> None:
    copy = replace(LONG, id="a copy", date="2025-09-06")
    result = cluster_articles([copy, ZOO, LONG])
    assert groups(result) == [[("long", "origin"), ("a copy", "copy")]]
    assert [article.id for article in result.singletons] == ["zoo"]


def test_a_rewrite_is_derived_from_its_source() -> None:
    result = cluster_articles([SHORT, LONG, ZOO])
    assert groups(result) == [[("long", "origin"), ("short", "derived")]]
    (edge,) = result.clusters[0].edges
    assert (edge.a, edge.b, edge.origin, edge.relation) == ("long", "short", "a", "derived")


def test_dates_decide_the_direction_and_without_them_length() -> None:
    early = replace(SHORT, date="2025-09-03")
    assert groups(cluster_articles([LONG, early])) == [[("short", "origin"), ("long", "derived")]]
    undated = [replace(LONG, date=None), replace(SHORT, date="odd")]
    assert groups(cluster_articles(undated)) == [[("long", "origin"), ("short", "derived")]]


def test_template_reports_stay_apart_and_are_kept_as_rejected_pairs() -> None:
    reports = [
        Article(WEATHER.format("Drautal", "Montag", 24, "Süden", 15, 11, "Linz"), id="1"),
        Article(WEATHER.format("Nordsund", "Freitag", 17, "Westen", 60, 9, "Kiel"), id="2"),
        Article(WEATHER.format("Hochrhön", "Sonntag", 31, "Osten", 5, 18, "Fulda"), id="3"),
    ]
    result = cluster_articles(reports)
    assert result.clusters == ()
    assert {v.relation for v in result.candidates} == {"unrelated"}
    assert len(result.candidates) == 3


def forecasts(count: int) -> list[Article]:
    """Return reports from one template with values drawn at random."""
    rng = random.Random(3)
    places = [f"{head}{tail}" for head in ("Ober", "Nieder", "Alt", "Neu") for tail in ("tal", "see", "burg")]
    days = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
    winds = ["Norden", "Süden", "Westen", "Osten"]
    return [
        Article(
            WEATHER.format(
                rng.choice(places),
                rng.choice(days),
                rng.randrange(-5, 35),
                rng.choice(winds),
                rng.randrange(3, 90),
                rng.randrange(-12, 20),
                rng.choice(places),
            ),
            id=f"{n:04}",
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [100, pytest.param(2_000, marks=pytest.mark.slow)])
def test_a_large_family_from_one_template_does_not_chain(count: int) -> None:
    result = cluster_articles(forecasts(count))
    assert max((len(cluster.members) for cluster in result.clusters), default=0) <= 5


def test_a_round_up_stands_alone_and_its_pairs_are_kept_as_connections() -> None:
    folder = Path(__file__).parents[1] / "benchmarks" / "folders" / "tune2-en"
    result = cluster_articles(iter_folder(folder))
    assert "007.txt" in {article.id for article in result.singletons}
    assert {v.a if v.b == "007.txt" else v.b for v in result.connections} == {"011.txt", "018.txt", "031.txt"}
    related = [v for v in result.candidates if v.relation != "unrelated"]
    edges = [edge for cluster in result.clusters for edge in cluster.edges]
    assert sorted([*edges, *result.connections], key=lambda v: (v.a, v.b)) == related


def test_every_cluster_is_held_together_by_its_own_edges() -> None:
    result = cluster_articles([*versions(12), LONG, SHORT, ZOO, replace(ZOO, id="ape")])
    for cluster in result.clusters:
        home = components((edge.a, edge.b) for edge in cluster.edges)
        assert set(home) == {member.article.id for member in cluster.members}
        assert len(set(home.values())) == 1


FIVE = [LONG, SHORT, ZOO, replace(ZOO, id="ape"), replace(LONG, id="again", date=None)]


@given(st.permutations(FIVE))
@settings(max_examples=20)
def test_the_order_of_the_input_does_not_matter(articles: list[Article]) -> None:
    assert cluster_articles(articles) == cluster_articles(FIVE)


def test_a_clusters_id_depends_on_its_members_alone() -> None:
    alone = cluster_articles([LONG, SHORT]).clusters[0].id
    among_others = cluster_articles([ZOO, SHORT, LONG]).clusters[0].id
    with_a_third = cluster_articles([SHORT, LONG, replace(LONG, id="third")]).clusters[0].id
    assert alone == among_others != with_a_third


def test_a_bad_article_stops_nothing() -> None:
    unreadable = Skipped("b.bin", "a binary file")
    result = cluster_articles([LONG, unreadable, Article("…", id="empty", path="empty.txt"), SHORT])
    assert groups(result) == [[("long", "origin"), ("short", "derived")]]
    assert [(s.path, s.why.partition(";")[0]) for s in result.skipped] == [
        ("b.bin", "a binary file"),
        ("empty.txt", "the text has no word in it"),
    ]


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(ArticleError, match="two articles have the id 'zoo'; give every article its own"):
        cluster_articles([ZOO, ZOO])


def test_nothing_at_all_is_no_trouble() -> None:
    result = cluster_articles([])
    assert (result.articles, result.clusters, result.singletons) == (0, (), ())


def test_every_article_is_in_one_cluster_or_alone() -> None:
    articles = [LONG, SHORT, ZOO, Article("Ja.", id="yes"), replace(SHORT, id="short too")]
    result = cluster_articles(articles)
    placed = [m.article.id for c in result.clusters for m in c.members] + [a.id for a in result.singletons]
    assert sorted(placed) == sorted(a.id for a in articles)


def test_one_text_three_hundred_times_is_quick_and_its_answer_small() -> None:
    start = time.process_time()
    result = cluster_articles(Article(REPORT, id=f"{n:03}") for n in range(300))
    assert time.process_time() - start < 10
    assert [len(cluster.members) for cluster in result.clusters] == [300]
    assert len(result.candidates) == 299
    assert len(to_json(clustering_to_dict(result))) < 400_000


def versions(count: int) -> list[Article]:
    """Return one report in versions that each change two words."""
    rng = random.Random(1)
    articles = []
    for n in range(count):
        words = REPORT.split(" ")
        for at in rng.sample(range(len(words)), 2):
            words[at] = f"Wort{rng.randrange(1000)}"
        articles.append(Article(" ".join(words), id=f"{n:03}"))
    return articles


def test_a_large_family_stays_one_cluster_and_the_recipe_says_that_pairs_were_left_out() -> None:
    few = replace(Settings(), retrieval=replace(RetrievalSettings(), partners=4))
    result = cluster_articles([*versions(60), ZOO], few)
    assert [len(cluster.members) for cluster in result.clusters] == [60]
    assert len(result.candidates) <= 60 * 4
    assert result.recipe["complete"] is False


def test_progress_is_told_step_by_step() -> None:
    told: list[tuple[str, int, int | None]] = []
    cluster_articles([LONG, SHORT, ZOO], progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(step for step, _, _ in told)) == [
        "read and hash",
        "find candidates",
        "screen",
        "verify",
        "group",
    ]
    assert told[0] == ("read and hash", 3, None)
    assert ("verify", 1, 1) in told


def test_streamed_articles_give_the_same_answer_and_those_on_their_own_no_text() -> None:
    articles = [ZOO, SHORT, LONG]
    streamed, held = cluster_articles(iter(articles)), cluster_articles(articles)
    assert to_json(clustering_to_dict(streamed)) == to_json(clustering_to_dict(held))
    assert [member.article.text for member in streamed.clusters[0].members] == [REPORT, REWRITE]
    assert [article.text for article in streamed.singletons] == [""]
    assert [article.text for article in held.singletons] == [OTHER]


def test_ids_and_dates_may_be_anything() -> None:
    odd = ["a/b\\c", "new\nline", "ümläut 東京 😀", "\x00", " "]
    articles = [Article(REPORT, id=name, date=name) for name in odd]
    articles += [
        replace(LONG, id=date, date=date) for date in ("2025-13-45", "0001-01-01", "9999-12-31T23:59-23:00")
    ]
    result = cluster_articles(articles)
    assert [len(cluster.members) for cluster in result.clusters] == [8]
    assert result.articles == 8


class StoppedError(Exception):
    """The run was cut off."""


def families(count: int) -> Iterator[Article]:
    for n in range(count):
        yield from (
            replace(LONG, id=f"{n} {k}", text=f"{k} {REPORT} Bezirk {n}." * (1 + k)) for k in range(3)
        )
        yield replace(ZOO, id=f"{n} zoo", text=OTHER.replace("Tallbach", f"Bad {n}"))


@pytest.mark.parametrize("where", ["find candidates", "screen", "verify", "group"])
def test_a_run_that_was_cut_off_goes_on_and_comes_to_the_same(tmp_path: Path, where: str) -> None:
    def cut_off(step: str, _done: int, _of: int | None) -> None:
        if step == where:
            raise StoppedError

    def unread() -> Iterator[Article]:
        raise AssertionError("what was taken in need not be read again")
        yield LONG

    whole = cluster_articles(families(9))
    with pytest.raises(StoppedError), Work(tmp_path / "w", "nine") as work:
        cluster_articles(families(9), progress=cut_off, work=work)
    with Work(tmp_path / "w", "nine") as work:
        assert cluster_articles(unread(), work=work) == whole
        work.remove()
    assert not any(tmp_path.iterdir())


def test_texts_are_left_out_if_nobody_asks_for_them() -> None:
    with_texts, without = cluster_articles(families(2)), cluster_articles(families(2), texts=False)
    assert all(member.article.text for cluster in with_texts.clusters for member in cluster.members)
    assert not any(member.article.text for cluster in without.clusters for member in cluster.members)
    assert to_json(clustering_to_dict(with_texts)) == to_json(clustering_to_dict(without))
