"""What a clustering comes to in numbers, as plots: sizes of clusters, time, shares taken over, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.article import Article
from dedup.cluster import Clustering
from dedup.render.clusters_display import Card, Taken
from dedup.render.periods import Unit, periods
from dedup.render.plot import Bar, Plot
from dedup.render.speech import Speech

SIZES = (2, 3, 4, 5, 6, 10, 20, 50, 100, 500)
"""Least sizes of the groups that clusters are shown in."""
PARTS_OF_100 = (*(f"{n}0–{n}9" if n else "0–9" for n in range(9)), "90+")
"""Columns of shares, in per cent."""
PARTS = len(PARTS_OF_100)
MOST_SOURCES = 8
SHADES = 5

_TIME_TITLES: dict[Unit, str] = {
    "day": "Articles by day",
    "week": "Articles by week",
    "month": "Articles by month",
    "year": "Articles by year",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """Who took text from whom: of every source in a row, how often those in the columns took text from it.

    `hidden` is how many sources with fewer articles have no row.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    hidden: int

    def shade(self, number: int) -> int:
        """Return how dark a number is shown: from 0 for nothing to 5 for the largest."""
        most = max(max(row) for row in self.rows)
        return -(-number * SHADES // most)


def plots(clustering: Clustering, cards: Sequence[Card], say: Speech) -> Iterator[Plot]:
    """Yield what there is to be drawn."""
    if not cards:
        return
    yield _sizes(clustering, say)
    if by_time := _time(clustering, say):
        yield by_time
    yield _shares(list(_taken(cards)), say)


def sources(cards: Sequence[Card]) -> Sources | None:
    """Return who took text from whom; None unless two sources are known."""
    pairs = Counter(
        (str(item.giver.source), str(item.taker.source))
        for item in _taken(cards)
        if item.giver.source and item.taker.source
    )
    shares = Counter[str]()
    for pair, number in pairs.items():
        shares.update(dict.fromkeys(pair, number))
    names = sorted(shares, key=lambda name: (-shares[name], name))[:MOST_SOURCES]
    if len(names) < 2:
        return None
    rows = tuple(tuple(pairs[one, other] for other in names) for one in names)
    return Sources(tuple(names), rows, len(shares) - len(names))


def size_group(members: int) -> int:
    """Return the least size of the group that a cluster is shown in.

    >>> size_group(2), size_group(9), size_group(4000)
    (2, 6, 500)
    """
    return max((size for size in SIZES if size <= members), default=SIZES[0])


def size_label(least: int) -> str:
    """Return which sizes a group has.

    >>> size_label(5), size_label(6), size_label(500)
    ('5', '6–9', '500+')
    """
    after = SIZES[SIZES.index(least) + 1 :]
    if not after:
        return f"{least}+"
    return str(least) if after[0] == least + 1 else f"{least}–{after[0] - 1}"


def _taken(cards: Sequence[Card]) -> Iterator[Taken]:
    return (item for card in cards for _, item in card.members if item)


def _sizes(clustering: Clustering, say: Speech) -> Plot:
    found = Counter(size_group(len(cluster.members)) for cluster in clustering.clusters)
    largest = max(len(cluster.members) for cluster in clustering.clusters)
    bars = [
        Bar(size_label(size), found[size], found[size], f"size-{size}" if found[size] else "")
        for size in SIZES
        if size <= largest
    ]
    gist = say.text("The largest cluster has %(articles)s.", articles=say.count(largest, "article"))
    heads = (say.text("Articles in a cluster"), say.text("Clusters"))
    return Plot("sizes", say.text("Clusters by size"), gist, heads, tuple(bars))


def _time(clustering: Clustering, say: Speech) -> Plot | None:
    """Return how many articles came when; None if they are not of two days."""
    moments = [
        [when.date() for article in articles if (when := article.published())]
        for articles in (_members(clustering), clustering.singletons)
    ]
    days = sorted(moments[0] + moments[1])
    if not days or days[0] == days[-1]:
        return None
    spans = periods(days[0], days[-1])
    every, inside = (Counter(map(spans.of, found)) for found in (days, moments[0]))
    bars = tuple(Bar(spans.label(first), every[first], inside[first]) for first in spans.firsts)
    gist = say.text(
        "%(articles)s from %(first)s to %(last)s.",
        articles=say.count(len(days), "article"),
        first=days[0],
        last=days[-1],
    )
    key = (say.text("in a cluster"), say.text("on their own"))
    return Plot(
        "time", say.text(_TIME_TITLES[spans.unit]), gist, (say.text("When"), say.text("Articles")), bars, key
    )


def _members(clustering: Clustering) -> Iterator[Article]:
    return (member.article for cluster in clustering.clusters for member in cluster.members)


def _shares(taken: Sequence[Taken], say: Speech) -> Plot:
    found = Counter(min(int(item.share * PARTS), PARTS - 1) for item in taken)
    bars = tuple(Bar(label, found[n], found[n]) for n, label in enumerate(PARTS_OF_100))
    gist = say.text(
        "%(articles)s of %(all)s took at least half of their text.",
        articles=say.number(sum(number for part, number in found.items() if part >= PARTS / 2)),
        all=say.number(len(taken)),
    )
    heads = (say.text("Per cent of its text that stand in the other"), say.text("Articles"))
    return Plot("shares", say.text("How much was taken over, in per cent"), gist, heads, bars)
