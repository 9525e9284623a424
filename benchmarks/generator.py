"""Corpora of any size in which it is known which article took text from which: a wire desk's day.

An origin is followed by what a desk makes of it, each with its kind of edit and the articles that it took
text from. Some articles stand alone, some share a boilerplate, and some are reports by template, with other
values: these must not be joined. Made of given articles by random numbers with a seed; the same seed, the
same corpus. Articles come one by one, and no more than the last few are kept.
"""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import islice

from benchmarks import desk, sources
from benchmarks.fresh import Draft, FreshArticles
from benchmarks.templates import BOILERPLATE, TEMPLATES, report
from dedup import Article

EDITS: dict[str, desk.Edit] = {
    "copy": desk.copied,
    "cut": desk.cut,
    "brief": desk.brief,
    "house style": desk.styled,
    "reworded": desk.reworded,
    "merged and split": desk.resplit,
    "reordered": desk.reordered,
    "updated": desk.updated,
    "desk": desk.desk,
    "noise 2 %": desk.noisy(2),
    "noise 5 %": desk.noisy(5),
    "noise 8 %": desk.noisy(8),
}
MIXED = ("background", "round-up")
"""What takes text from the origin and adds that of others."""

ALONE = ("origin", "boilerplate", "template")
"""What takes text from nobody."""

ROUND_UP = 4
_FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """An article with its label: the kind of edit, and the ids of the articles that text was taken from.

    `story` is the id of the origin that it belongs to; a round-up belongs to none but its own.
    """

    article: Article
    kind: str
    sources: tuple[str, ...]
    story: str


@dataclass(frozen=True, slots=True)
class Mix:
    """What a corpus is made of.

    Of what is begun, so much is an article with a boilerplate or a report by template; of the origins, so
    many stay alone; and a family has so many articles at most.
    """

    alone: float = 0.5
    boilerplate: float = 0.05
    template: float = 0.05
    largest_family: int = 5


class Generator:
    """Makes corpora out of given articles."""

    def __init__(self, given: Iterable[Article]) -> None:
        self._fresh = FreshArticles(given)

    def stream(self, seed: int, mix: Mix | None = None) -> Iterator[Made]:
        """Yield articles without end."""
        return _Desk(self._fresh, random.Random(seed), seed, mix or Mix()).work()

    def corpus(self, size: int, seed: int, mix: Mix | None = None) -> Iterator[Made]:
        """Yield so many articles."""
        return islice(self.stream(seed, mix), size)


def given_articles() -> list[Article]:
    """Return all articles at hand that corpora are made of."""
    return [article for name in sources.FRAMES for article in sources.articles(name)]


class _Desk:
    """One run of a generator."""

    def __init__(self, fresh: FreshArticles, rng: random.Random, seed: int, mix: Mix) -> None:
        self._fresh, self._rng, self._seed, self._mix = fresh, rng, seed, mix
        self._made = 0
        self._origins: dict[str, deque[tuple[Made, Draft]]] = defaultdict(lambda: deque(maxlen=ROUND_UP - 1))

    def work(self) -> Iterator[Made]:
        while True:
            chance = self._rng.random()
            if chance < self._mix.template:
                which = self._rng.randrange(len(TEMPLATES))
                yield self._article(report(which, self._rng), "template")
            elif chance < self._mix.template + self._mix.boilerplate:
                yield self._article(_signed(self._fresh.make(self._rng)), "boilerplate")
            else:
                yield from self._family()

    def _family(self) -> Iterator[Made]:
        """Yield an origin, and in some cases what is made of it."""
        draft = self._fresh.make(self._rng)
        origin = self._article(draft, "origin")
        yield origin
        if self._rng.random() >= self._mix.alone:
            kinds = self._rng.choices([*EDITS, *MIXED], k=self._rng.randint(1, self._mix.largest_family - 1))
            for kind in kinds:
                yield self._derived(origin, draft, kind)
        self._origins[draft.language].append((origin, draft))

    def _derived(self, origin: Made, draft: Draft, kind: str) -> Made:
        if kind in EDITS:
            return self._article(EDITS[kind](draft, self._rng), kind, origin)
        if kind == "background":
            short, other = desk.cut(draft, self._rng), self._fresh.make(self._rng, draft.language)
            added = other.sentences[: len(short.sentences)]
            return self._article(replace(short, sentences=(*short.sentences, *added)), kind, origin)
        told = [*self._origins[draft.language], (origin, draft)]
        items = [sentence for _, told_draft in told for sentence in told_draft.sentences[:4]]
        return self._article(Draft(draft.language, tuple(items)), kind, *(made for made, _ in told))

    def _article(self, draft: Draft, kind: str, *taken_from: Made) -> Made:
        """Return an article; its id says nothing of its place in the corpus."""
        self._made += 1
        name = blake2b(f"{self._seed} {self._made}".encode(), digest_size=8).hexdigest()
        date = (_FIRST_DAY + timedelta(minutes=self._made)).isoformat()
        article = Article(draft.text(), id=name, date=date)
        story = taken_from[0].story if len(taken_from) == 1 else name
        return Made(article, kind, tuple(made.article.id for made in taken_from), story)


def _signed(draft: Draft) -> Draft:
    return replace(draft, sentences=(*draft.sentences, BOILERPLATE[desk.language_of(draft)]))
