"""How well taken text is found, beside two baselines: generated corpora, and real news with silver pairs.

Run `python -m benchmarks.reuse [--size SIZE] [--skip SET ...]`. The baselines are exact containment of word
5-grams above a threshold, and datasketch's MinHash LSH at a resemblance of 0.5. In generated corpora it is
known who took from whom, so precision, recall and the adjusted Rand index of the clusters are measured. The
silver pairs of real news come from another n-gram method: they say what must be found, not what must not.

Of copies only the oldest is compared with other texts, so a pair counts as found if one of copies of the two
is found.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import comb

from benchmarks import sources
from benchmarks.alignment import Score
from benchmarks.exact import containments
from benchmarks.generator import ALONE, Generator, Made, given_articles
from benchmarks.labelled import SETS, Pair, pair
from benchmarks.peers import PEERS, clusters
from dedup import Article, Clustering, cluster_articles
from dedup.article import moment
from dedup.retrieval import RetrievalSettings
from dedup.scanner import scan

SIZE = 4_000
THRESHOLDS = (0.1, 0.3, 0.5)
NOISY, NOISY_TARGET = "noise 5 %", 0.95
LEAST_WORDS = 30
"""Silver pairs of shorter texts are left out: a shared run of eight words is then all there is."""


@dataclass(frozen=True, slots=True)
class Target:
    """A set of real news: silver pairs of so much coverage, within so many hours, are to be candidates.

    At least `recall` of them, and no more than `most` candidates.
    """

    coverage: float
    recall: float
    most: int
    hours: float | None = None


TARGETS = {
    "fnc1": Target(coverage=0.3, recall=0.995, most=3_000),
    "reuters21578": Target(coverage=0.5, recall=0.99, most=15_000, hours=48),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a method finds: pairs, and the group of every article; `candidates` are the pairs it looked at."""

    pairs: frozenset[Pair]
    groups: Mapping[str, object]
    candidates: frozenset[Pair]


def ours(articles: Sequence[Article]) -> Found:
    """Cluster by this project."""
    result = cluster_articles(articles)
    related = frozenset(pair(v.a, v.b) for v in result.candidates if v.relation != "unrelated")
    return Found(related, _groups(result), frozenset(pair(v.a, v.b) for v in result.candidates))


def _groups(result: Clustering) -> Mapping[str, object]:
    groups: dict[str, object] = {article.id: article.id for article in result.singletons}
    for cluster in result.clusters:
        groups.update((member.article.id, ("cluster", cluster.id)) for member in cluster.members)
    return groups


def baselines(articles: Sequence[Article]) -> Iterator[tuple[str, Found]]:
    """Yield what each baseline finds, by name."""
    texts = [article.text for article in articles]
    contained = containments(texts)
    for threshold in THRESHOLDS:
        yield f"containment >= {threshold}", _named(articles, contained.above(threshold))
    lsh = PEERS[0].pairs
    if lsh:
        yield "MinHash LSH, J 0.5", _named(articles, lsh(texts))


def _named(articles: Sequence[Article], found: set[tuple[int, int]]) -> Found:
    pairs = frozenset(pair(articles[i].id, articles[j].id) for i, j in found)
    labels = clusters(found, len(articles))
    return Found(pairs, {a.id: n for a, n in zip(articles, labels, strict=True)}, pairs)


def rand_index(found: Mapping[str, object], true: Mapping[str, object]) -> float:
    """Return how alike two groupings are: 1 for equal ones, about 0 for chance (adjusted Rand index).

    >>> rand_index({"a": 1, "b": 1, "c": 2}, {"a": 5, "b": 5, "c": 5})
    0.0
    """

    def within(groups: Iterator[object]) -> int:
        return sum(comb(size, 2) for size in Counter(groups).values())

    both = within((group, true[key]) for key, group in found.items())
    in_found, in_true = within(iter(found.values())), within(iter(true.values()))
    chance, most = in_found * in_true / max(1, comb(len(found), 2)), (in_found + in_true) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


class Labels:
    """What is known of a generated corpus: `direct` are the pairs that take text, with the kind of edit."""

    def __init__(self, corpus: Sequence[Made]) -> None:
        self.kinds = {made.article.id: made.kind for made in corpus}
        self.stories: Mapping[str, object] = {made.article.id: made.story for made in corpus}
        self.direct = {pair(made.article.id, s): made.kind for made in corpus for s in made.sources}
        self._roots = {made.article.id: frozenset(made.sources or (made.article.id,)) for made in corpus}
        self._alike = copies([made.article for made in corpus])

    def found(self, pairs: Set[Pair]) -> set[Pair]:
        """Return which of the direct pairs are found."""
        return met(self.direct.keys(), pairs, self._alike)

    def wrong(self, pairs: Set[Pair]) -> set[Pair]:
        """Return which pairs are neither direct nor of two articles that took from the same one."""
        return {p for p in pairs - self.direct.keys() if not self._roots[p[0]] & self._roots[p[1]]}

    def score(self, pairs: Set[Pair]) -> Score:
        """Compare pairs with the labels; two articles that took from the same one count neither way."""
        scored = Score()
        scored.add(self.found(pairs) | self.wrong(pairs), self.direct.keys())
        return scored

    def shares(self, pairs: Set[Pair]) -> dict[str, float]:
        """Return for every kind of edit which share of its pairs is found."""
        found = Counter(self.direct[p] for p in self.found(pairs))
        return {kind: found[kind] / total for kind, total in sorted(Counter(self.direct.values()).items())}

    def traps(self, pairs: Set[Pair]) -> Counter[str]:
        """Return how many pairs are wrong, by what they are."""
        return Counter(self._trap(p) for p in self.wrong(pairs))

    def _trap(self, p: Pair) -> str:
        kinds = {self.kinds[name] for name in p}
        return kinds.pop() if len(kinds) == 1 and kinds <= set(ALONE) else "others"


def generated(size: int) -> Iterator[str]:
    """Yield the tables for a generated corpus."""
    corpus = list(Generator(given_articles()).corpus(size, seed=1))
    articles, labels = [made.article for made in corpus], Labels(corpus)
    found = {"this project": ours(articles), **dict(baselines(articles))}
    made = Counter(labels.kinds.values())
    yield (
        f"generated: {size:,} articles, {len(labels.direct):,} takings, {made['template']} template reports"
        f" and {made['boilerplate']} articles with a boilerplate"
    )
    yield f"  {'':22}{'F1':>7}{'P':>7}{'R':>7}{'ARI':>7}   wrong pairs"
    for name, method in found.items():
        scored = labels.score(method.pairs)
        figures = (scored.f1, scored.precision, scored.recall, rand_index(method.groups, labels.stories))
        wrong = ", ".join(f"{n:,} {trap}" for trap, n in sorted(labels.traps(method.pairs).items()))
        yield f"  {name:22}" + "".join(f"{value:7.3f}" for value in figures) + f"   {wrong or 'none'}"
    yield from _by_kind(labels, found)


def _by_kind(labels: Labels, found: Mapping[str, Found]) -> Iterator[str]:
    shares = {"proposed": labels.shares(found["this project"].candidates)}
    shares |= {name: labels.shares(method.pairs) for name, method in found.items()}
    yield f"\n  {'share found':18}{'pairs':>6}" + "".join(f"{name:>20}" for name in shares)
    for kind, total in sorted(Counter(labels.direct.values()).items()):
        yield f"  {kind:18}{total:6}" + "".join(f"{share[kind]:20.3f}" for share in shares.values())
    good = shares["this project"][NOISY] >= NOISY_TARGET
    yield f"  {NOISY}: target {NOISY_TARGET}: {'met' if good else 'NOT MET'}"


def real(name: str, target: Target) -> Iterator[str]:
    """Yield the table for a set of real news."""
    articles = sources.articles(name)
    near, alike = _Near(articles, target.hours), copies(articles)
    silver = _silver(name, target, articles)
    window = f" within {target.hours:.0f} hours" if target.hours else ""
    yield f"\n{name}: {len(articles):,} articles; {len(silver):,} of coverage {target.coverage}{window}"
    found = ours(articles)
    rows = {"proposed": found.candidates, "related": found.pairs}
    rows |= {method: baseline.pairs for method, baseline in baselines(articles)}
    for method, pairs in rows.items():
        count = sum(map(near, pairs))
        recall = len(met(silver, pairs, alike)) / max(1, len(silver))
        row = f"  {method:22}{count:9,} pairs   recall {recall:.4f}"
        if method == "proposed":
            good = recall >= target.recall and count <= target.most
            row += f"   target {target.recall} of {target.most:,}: {'met' if good else 'NOT MET'}"
        yield row


def figures(size: int = SIZE // 4) -> Iterator[tuple[str, str, float]]:
    """Yield set, figure and value: of a corpus made of our own articles, and of the real news at hand."""
    own = [article for name in SETS for article in sources.articles(name)]
    corpus = list(Generator(own).corpus(size, seed=1))
    labels, found = Labels(corpus), ours([made.article for made in corpus])
    yield "generated", "takings F1", labels.score(found.pairs).f1
    yield "generated", "clusters ARI", rand_index(found.groups, labels.stories)
    yield "generated", "takings proposed", labels.score(found.candidates).recall
    yield "generated", f"{NOISY} found", labels.shares(found.pairs)[NOISY]
    if sources.FILES["fnc1"].exists():
        articles, alike = sources.articles("fnc1"), copies(sources.articles("fnc1"))
        silver = _silver("fnc1", TARGETS["fnc1"], articles)
        proposed = ours(articles).candidates
        yield "fnc1", "reuse proposed", len(met(silver, proposed, alike)) / len(silver)


def _silver(name: str, target: Target, articles: Sequence[Article]) -> set[Pair]:
    near = _Near(articles, target.hours)
    return {
        p.ids
        for p in sources.silver_pairs(name)
        if p.coverage >= target.coverage and p.shorter_words >= LEAST_WORDS and near(p.ids)
    }


class _Near:
    """Whether two articles were published within so many hours, if that is asked."""

    def __init__(self, articles: Sequence[Article], hours: float | None) -> None:
        self._when = {article.id: moment(article.date) for article in articles} if hours else {}
        self._seconds = 3600 * (hours or 0)

    def __call__(self, ids: Pair) -> bool:
        if not self._when:
            return True
        first, second = (self._when[name] for name in ids)
        return bool(first and second and abs((first - second).total_seconds()) <= self._seconds)


def copies(articles: Sequence[Article]) -> dict[str, int]:
    """Return a number for every article; those with the same words have the same."""
    sketches = RetrievalSettings().sketch(scan([article.text for article in articles]))
    return {article.id: int(n) for article, n in zip(articles, sketches.digests, strict=True)}


def met(wanted: Set[Pair], found: Set[Pair], alike: Mapping[str, int]) -> set[Pair]:
    """Return the wanted pairs that are found, themselves or between copies of the two.

    >>> met({("a", "b"), ("a", "d")}, {("b", "c")}, {"a": 1, "b": 2, "c": 1, "d": 4})
    {('a', 'b')}
    """
    keys = {frozenset(alike[name] for name in p) for p in found}
    return {p for p in wanted if frozenset(alike[name] for name in p) in keys}


def main() -> None:
    """Print every table; data that is not at hand is named as absent."""
    parser = argparse.ArgumentParser(description="How well taken text is found.")
    parser.add_argument("--size", type=int, default=SIZE, help="articles of the generated corpus")
    parser.add_argument("--skip", nargs="*", default=(), choices=("generated", *TARGETS))
    options = parser.parse_args()
    print(f"absent: {', '.join(sources.absent()) or 'nothing'}\n", flush=True)
    if "generated" not in options.skip:
        for line in generated(options.size):
            print(line, flush=True)
    for name, target in TARGETS.items():
        if name in options.skip or name in sources.absent():
            continue
        for line in real(name, target):
            print(line, flush=True)


if __name__ == "__main__":
    main()
