"""Stories: clusters and single articles that are about one event, though they share no text.

That is a likeness of words, no proof: nothing here joins a cluster, and nothing of a cluster is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster import Clustering, Skipped, Story
from dedup.grouping import group_id
from dedup.language import detect_language
from dedup.linkage import Likenesses, Pairs, average_groups
from dedup.progress import Progress
from dedup.scanner import scan
from dedup.subjects import Numbers, Subjects, Vocabulary, Weights, alike, most, weighed

BATCH_ARTICLES = 1_000
SHOWN_WORDS = 8
_DAY = 86_400

Counts = tuple[Numbers, Weights]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class StorySettings:
    """What stories depend on.

    Groups join while their texts are alike by `least` on average (cosine, 0 to 1); a pair alike by less
    than `floor` counts as not alike. Two briefs on one event share few words, so likeness counts more the
    fewer stems the shorter text has: by half at 14 stems, an eighth at 42 (`short` is the scale); below
    `fewest` stems a text is a scrap, which is like others by chance, and nothing is added. Texts more than
    `days` apart are of different events (None: however far). A text is known by its `strongest` stems;
    `prior` is how many other texts rarity is judged by besides those at hand. `budget` bounds the pairs of
    texts with a common stem.
    """

    least: float = 0.18
    floor: float = 0.06
    short: float = 20
    fewest: int = 10
    days: float | None = 14
    strongest: int = 100
    prior: int = 1_000
    budget: int = 10_000_000_000


def find_stories(
    articles: Iterable[Article | Skipped],
    clustering: Clustering,
    settings: StorySettings | None = None,
    progress: Progress | None = None,
) -> Clustering:
    """Return the clustering with the stories that its clusters and single articles make.

    `articles` are those that were clustered, to be read once more; others are passed over. A cluster counts
    as one text; two texts that share text but were judged unrelated are of two events (two weather reports).
    A story has at least two clusters or single articles; what is in none stands alone.

    >>> from dedup.clustering import cluster_articles
    >>> articles = [
    ...     Article("Der Fluss trat in Hallstein nach Dauerregen über die Ufer.", id="a"),
    ...     Article("Hochwasser: Regen ließ den Fluss bei Hallstein die Ufer überspülen.", id="b"),
    ...     Article("Im Zoo ist ein junges Nashorn zur Welt gekommen.", id="c"),
    ... ]
    >>> found = find_stories(articles, cluster_articles(articles))
    >>> [(story.articles, story.terms) for story in found.stories or ()]
    [(('a', 'b'), ('fluss', 'hallstein', 'ufer'))]
    """
    settings = settings or StorySettings()
    units = _units(clustering)
    vocabulary = Vocabulary()
    counts = _counts(articles, units, vocabulary, progress)
    pairs, likenesses, subjects, complete = _alike(counts, vocabulary, settings)
    near = _same_days(pairs, _days(clustering, units), settings.days) & ~_templates(pairs, clustering, units)
    groups = average_groups(len(counts), pairs[near], likenesses[near], settings.least)
    stories = [_story(group, units, subjects, vocabulary) for group in groups if len(group) > 1]
    return replace(
        clustering,
        recipe={**clustering.recipe, "stories": {**asdict(settings), "complete": complete}},
        stories=tuple(sorted(stories, key=lambda story: (-_size(story, clustering), story.id))),
    )


@dataclass(frozen=True, slots=True)
class _Units:
    """What stories are made of: clusters and single articles, by number in the order of their first ids."""

    clusters: Sequence[str | None]
    articles: Sequence[Sequence[str]]
    home: Mapping[str, int]


def _units(clustering: Clustering) -> _Units:
    found: list[tuple[list[str], str | None]] = [([article.id], None) for article in clustering.singletons]
    found += [(sorted(m.article.id for m in cluster.members), cluster.id) for cluster in clustering.clusters]
    found.sort(key=lambda unit: unit[0])
    home = {key: n for n, (ids, _) in enumerate(found) for key in ids}
    return _Units([cluster for _, cluster in found], [ids for ids, _ in found], home)


def _counts(
    articles: Iterable[Article | Skipped],
    units: _Units,
    vocabulary: Vocabulary,
    progress: Progress | None,
) -> list[Counts]:
    """Return how often every stem stands in each unit; of the members of a cluster, where it is most."""
    counts: list[Counts] = [(np.empty(0, np.int64), np.empty(0))] * len(units.articles)
    known = (item for item in articles if isinstance(item, Article) and item.id in units.home)
    done = 0
    while batch := list(islice(known, BATCH_ARTICLES)):
        texts = [f"{article.title}\n{article.text}" if article.title else article.text for article in batch]
        words = scan(texts)
        for n, (article, text) in enumerate(zip(batch, texts, strict=True)):
            language = article.language or detect_language(article.text)
            unit = units.home[article.id]
            counts[unit] = most(counts[unit], vocabulary.counts(words, n, text, language))
        done += len(batch)
        if progress:
            progress("find stories", done, len(units.home))
    return counts


def _alike(
    counts: list[Counts], vocabulary: Vocabulary, settings: StorySettings
) -> tuple[Pairs, Likenesses, Subjects, bool]:
    """Compare all units. Stems are numbered by the alphabet: the order of reading must not matter."""
    known = len(vocabulary.stems)
    order = sorted(range(known), key=vocabulary.stems.__getitem__)
    place = np.empty(known, dtype=np.int64)
    place[order] = np.arange(known)
    vocabulary.words[:] = [vocabulary.words[n] for n in order]
    sorted_counts = []
    for numbers, times in counts:
        places = place[numbers]
        at = np.argsort(places)
        sorted_counts.append((places[at], times[at]))
    subjects = weighed(sorted_counts, known, settings.prior, settings.strongest)
    pairs, likenesses, complete = alike(subjects, known, settings.floor, settings.budget)
    fewer = np.min(np.diff(subjects.first)[pairs], axis=1, initial=settings.strongest)
    more = np.where(fewer >= settings.fewest, np.exp(-fewer / settings.short), 0.0)
    return pairs, likenesses * (1 + more), subjects, complete


def _days(clustering: Clustering, units: _Units) -> Weights:
    """Return for every unit the first and the last day of its articles; none is not a number."""
    days = np.full((len(units.articles), 2), np.nan)
    for key, article in clustering.known().items():
        when = article.published()
        if when:
            day, unit = when.timestamp() / _DAY, units.home[key]
            days[unit] = np.fmin(days[unit, 0], day), np.fmax(days[unit, 1], day)
    return days


def _same_days(pairs: Pairs, days: Weights, most_days: float | None) -> Flags:
    """Tell which pairs are not known to lie further apart."""
    if most_days is None:
        return np.ones(len(pairs), dtype=np.bool_)
    one, other = days[pairs[:, 0]], days[pairs[:, 1]]
    return ~((one[:, 0] - other[:, 1] > most_days) | (other[:, 0] - one[:, 1] > most_days))


def _templates(pairs: Pairs, clustering: Clustering, units: _Units) -> Flags:
    """Tell which pairs share text but were judged unrelated: most often a template, filled once more."""
    rejected = [
        sorted((units.home[verdict.a], units.home[verdict.b]))
        for verdict in clustering.candidates
        if verdict.relation == "unrelated"
    ]
    one, other = np.array(rejected, dtype=np.int64).reshape(-1, 2).T
    count = len(units.articles)
    return np.isin(pairs[:, 0] * count + pairs[:, 1], one * count + other)


def _story(group: list[int], units: _Units, subjects: Subjects, vocabulary: Vocabulary) -> Story:
    clusters = [units.clusters[n] for n in group]
    return Story(
        id=group_id(key for n in group for key in units.articles[n]),
        clusters=tuple(cluster for cluster in clusters if cluster is not None),
        articles=tuple(units.articles[n][0] for n in group if units.clusters[n] is None),
        terms=tuple(vocabulary.words[stem] for stem in _telling(group, subjects)),
    )


def _telling(group: list[int], subjects: Subjects) -> list[int]:
    """Return the stems that weigh most in a story, of those that stand in more than one of its texts."""
    numbers = np.concatenate([subjects.of(n)[0] for n in group])
    weights = np.concatenate([subjects.of(n)[1] for n in group])
    found, where, times = np.unique(numbers, return_inverse=True, return_counts=True)
    total = np.where(times > 1, np.bincount(where, weights, minlength=len(found)), 0.0)
    best = np.lexsort((found, -total))[:SHOWN_WORDS]
    return [int(found[n]) for n in best if total[n] > 0]


def _size(story: Story, clustering: Clustering) -> int:
    """Return how many articles are in a story."""
    members = {cluster.id: len(cluster.members) for cluster in clustering.clusters}
    return len(story.articles) + sum(members[cluster] for cluster in story.clusters)
