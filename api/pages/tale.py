"""A story as its page tells it: who is in it by time, and who took how much from whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.precedence import in_order
from api.store.listing import Listed
from api.store.ticks import Pair, Ticked
from dedup import Article, ArticleError, Cluster, Sheet, Verdict

NO_KEYS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Teller:
    """An article of a story: its number by time, from 1, and when it was published, if that is known.

    `versions` are all of it that the store has, the oldest first. `key` is what its text is asked for by:
    in the store its id, in the result of a job a number.
    """

    number: int
    article: Article
    role: str
    when: float | None
    versions: tuple[Listed, ...]
    key: str

    @property
    def newest(self) -> int:
        """The number that its newest version has in the store; 0 if it is not there."""
        return self.versions[-1].version if self.versions else 0

    @property
    def stored(self) -> float | None:
        """When its newest version was stored."""
        return self.versions[-1].created if self.versions else None

    @property
    def name(self) -> str:
        """The article's title, or its id."""
        return self.article.title or self.article.id


@dataclass(frozen=True, slots=True)
class Taking:
    """One article took text from an older one: `share` of the taker's words stand there, in a row.

    `ticked` is how many facts of their newest versions were checked, None if none was.
    """

    source: Teller
    taker: Teller
    verdict: Verdict
    ticked: Ticked | None = None

    @property
    def share(self) -> float:
        """Which part of the taker stands in its source."""
        return self.verdict.containment_b_in_a

    @property
    def is_copy(self) -> bool:
        """Whether the taker is the same text, but for light edits."""
        return self.verdict.relation in ("identical", "near_duplicate")


@dataclass(frozen=True)
class Tale:
    """A story: its articles by time, and what ties them, the strongest first."""

    id: str
    tellers: tuple[Teller, ...]
    takings: tuple[Taking, ...]

    @property
    def newest(self) -> Teller:
        """The article that was stored last, or else the last by time: the story is called as it is."""
        return max(self.tellers, key=lambda teller: (teller.newest, teller.number))

    @property
    def title(self) -> str:
        """What the story is called."""
        return title_of(self.newest.article)

    @cached_property
    def sources(self) -> list[str]:
        """Where the articles come from, in the order of time."""
        return list(dict.fromkeys(teller.article.source for teller in self.tellers if teller.article.source))

    @cached_property
    def span(self) -> tuple[float, float] | None:
        """When the first and the last article were published, of those of which that is known."""
        moments = [teller.when for teller in self.tellers if teller.when is not None]
        return (min(moments), max(moments)) if moments else None

    @cached_property
    def copied(self) -> float | None:
        """Which part of their text those articles that took from others took on average."""
        shares = [takings[0].share for takings in self.taken_by.values()]
        return sum(shares) / len(shares) if shares else None

    def taken(self, teller: Teller) -> list[Taking]:
        """Return what an article took from others, the most first."""
        return self.taken_by.get(teller.number, [])

    @cached_property
    def taken_by(self) -> Mapping[int, list[Taking]]:
        """What an article took from others, by its number, the most first."""
        found: dict[int, list[Taking]] = {}
        for taking in self.takings:
            found.setdefault(taking.taker.number, []).append(taking)
        return found


def tell(
    cluster: Cluster,
    versions: Mapping[str, Sequence[Listed]],
    ticked: Mapping[Pair, Ticked],
    keys: Mapping[str, str] = NO_KEYS,
) -> Tale:
    """Return the story of a cluster, with what the store has of its articles, and what was checked.

    `keys` are those of articles that are not asked for by their ids.
    """
    members = {member.article.id: member for member in cluster.members}
    moments = {name: _published(member.article) for name, member in members.items()}
    order = in_order(moments, [(edge.a, edge.b) for edge in cluster.edges])
    tellers = tuple(
        Teller(
            number,
            members[name].article,
            members[name].role,
            moments[name],
            tuple(versions.get(name, ())),
            keys.get(name, name),
        )
        for number, name in enumerate(order, 1)
    )
    return Tale(cluster.id, tellers, tuple(_strongest(_takings(tellers, cluster.edges, ticked))))


def title_of(article: Article) -> str:
    """Return what a story is called by its newest article: its title, as its text gives it, or its id."""
    if article.title:
        return article.title
    try:
        return Sheet(article).article.title or article.id
    except ArticleError:
        return article.id


def _published(article: Article) -> float | None:
    published = article.published()
    return None if published is None else published.timestamp()


def _takings(
    tellers: Iterable[Teller], edges: Iterable[Verdict], ticked: Mapping[Pair, Ticked]
) -> Iterator[Taking]:
    known = {teller.article.id: teller for teller in tellers}
    for edge in edges:
        a, b = known[edge.a], known[edge.b]
        yield Taking(a, b, edge, ticked.get((a.newest, b.newest)) if ticked else None)


def _strongest(takings: Iterable[Taking]) -> list[Taking]:
    return sorted(takings, key=lambda each: (-each.share, each.taker.number, each.source.number))
