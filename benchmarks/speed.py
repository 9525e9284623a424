"""How fast a diff is: ratios of processor time within one run, so that a busy machine changes little.

Run `python -m benchmarks.speed [ROUNDS]`. What is compared runs in turn, round by round, and the medians of
the rounds' ratios are shown. Everything runs once before it is timed, so word caches are warm. The long
texts are made of sentences of `seeds/` and `benchmarks/folders/tune` by edits with fixed random numbers;
the shared seeds are left out where they do not lie beside the project.
"""

from __future__ import annotations

import difflib
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from benchmarks.gold_pairs import GoldPair, available_sets
from benchmarks.labelled import SETS
from dedup import Article, compare_articles, compare_versions, iter_folder
from dedup.parsing import parse

ROUNDS = 15
SHORT, LONG = 500, 10_000
VERSIONS = 50
PROJECT_SEED = "de-gipfel"

Texts = tuple[str, str]
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; a figure without a target only says how things stand."""

    name: str
    value: float
    target: float | None = None

    def row(self) -> str:
        """Return the line."""
        if self.target is None:
            return f"{self.name:58}{self.value:9.3f}"
        said = "met" if self.value <= self.target else "NOT MET"
        return f"{self.name:58}{self.value:9.3f}{self.target:9.2f}  {said}"


def seconds(works: Sequence[Work], rounds: int) -> list[list[float]]:
    """Return the processor time of every work in every round; the works of a round run in turn."""
    for work in works:
        work()
    return [[_timed(work) for work in works] for _ in range(rounds)]


def _timed(work: Work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def ratio(times: Sequence[Sequence[float]], over: int, under: int) -> float:
    """Return the median over rounds of the time of one work over that of another."""
    return median(turn[over] / turn[under] for turn in times)


def diff(texts: Texts) -> object:
    """Compare as a user would: nothing is known but the texts."""
    return compare_articles(Article(texts[0]), Article(texts[1]))


def word_diff(texts: Texts) -> object:
    """Compare the words of both texts by difflib."""
    return difflib.SequenceMatcher(None, texts[0].split(), texts[1].split(), autojunk=False).get_opcodes()


def against_difflib(gold: GoldPair, rounds: int) -> Iterator[Figure]:
    """Yield the diff of one pair in units of difflib's word diff and of its ndiff over sentences."""
    texts = (gold.a.text, gold.b.text)
    a, b = ([d.sentence(n) for n in range(len(d.sentences))] for d in (gold.a, gold.b))
    works = [lambda: diff(texts), lambda: word_diff(texts), lambda: list(difflib.ndiff(a, b))]
    times = seconds(works, rounds)
    yield Figure(f"{gold.id}: diff, in word diffs of difflib", ratio(times, 0, 1), 4)
    yield Figure(f"{gold.id}: diff, in ndiffs over sentences", ratio(times, 0, 2), 0.2)
    yield Figure(f"{gold.id}: diff, milliseconds", 1000 * median(turn[0] for turn in times))


class Writer:
    """Makes long texts and later versions of them out of real sentences, always the same ones."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._random = random.Random(2025)
        self._sentences = sentences
        self._fresh = self._random.sample(sentences, len(sentences))
        self._words = [word for sentence in sentences for word in sentence.split()]

    def text(self, words: int) -> list[str]:
        """Return sentences with about so many words, hardly one of them twice."""
        found: list[str] = []
        left = words
        while left > 0:
            found.append(self._fresh.pop() if self._fresh else self._new())
            left -= len(found[-1].split())
        return found

    def rewritten(self, text: Sequence[str]) -> list[str]:
        """Return a later version: of ten sentences one is gone, one elsewhere, one new, three reworded."""
        kept = [s for s in text if self._random.random() > 0.1]
        for _ in range(len(kept) // 10):
            kept.insert(self._random.randrange(len(kept)), kept.pop(self._random.randrange(len(kept))))
        reworded = [self._varied(s, 0.15) if self._random.random() < 0.3 else s for s in kept]
        for _ in range(len(kept) // 10):
            reworded.insert(self._random.randrange(len(reworded)), self._new())
        return reworded

    def updated(self, text: Sequence[str]) -> list[str]:
        """Return the next version of a running story: one sentence gone, one new, two reworded."""
        at = self._random.sample(range(len(text)), 4)
        later = [self._varied(s, 0.15) if n in at[:2] else s for n, s in enumerate(text) if n != at[2]]
        later.insert(at[3], self._new())
        return later

    def _new(self) -> str:
        """Return a sentence that half is an old one: the stock does not last for long texts."""
        return self._varied(self._random.choice(self._sentences), 0.5)

    def _varied(self, sentence: str, share: float) -> str:
        words = sentence.split()
        return " ".join(
            self._random.choice(self._words) if self._random.random() < share else w for w in words
        )


def writer() -> Writer:
    """Return a writer who knows every German sentence of the seeds and of the folder `tune`."""
    stock: dict[str, None] = {}
    for folder in (SETS["seeds"], SETS["tune"]):
        for article in iter_folder(folder):
            document = parse(article) if isinstance(article, Article) else None
            if document and document.language == "de":
                stock.update(dict.fromkeys(document.sentence(s.index) for s in document.sentences))
    return Writer(list(stock))


def paragraphs(sentences: Sequence[str]) -> str:
    """Return a text of paragraphs of four sentences."""
    return "\n\n".join(" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4))


def with_length(author: Writer, rounds: int) -> Iterator[Figure]:
    """Yield the cost of a word in a long pair, in units of its cost when the pair comes in short parts."""
    old = [author.text(SHORT) for _ in range(LONG // SHORT)]
    new = [author.rewritten(part) for part in old]
    short = [(paragraphs(a), paragraphs(b)) for a, b in zip(old, new, strict=True)]
    new[2], new[-2] = new[-2], new[2]  # in the long text, a whole part moves far, too
    long = (paragraphs(list(chain(*old))), paragraphs(list(chain(*new))))
    times = seconds([lambda: diff(long), lambda: [diff(texts) for texts in short]], rounds)
    yield Figure(f"cost of a word at {LONG:,} words, in its cost at {SHORT}", ratio(times, 0, 1), 2)


def many_versions(author: Writer, rounds: int) -> Iterator[Figure]:
    """Yield the time of a history, in seconds and in units of the diff of its first two versions."""
    texts = [author.text(SHORT)]
    while len(texts) < VERSIONS:
        texts.append(author.updated(texts[-1]))
    articles = [Article(paragraphs(text)) for text in texts]
    first = (articles[0].text, articles[1].text)
    times = seconds([lambda: compare_versions(articles), lambda: diff(first)], rounds)
    name = f"{VERSIONS} versions of {SHORT} words"
    yield Figure(f"{name}, seconds", median(turn[0] for turn in times), 1)
    yield Figure(f"{name}, in diffs of two of them", ratio(times, 0, 1))


def figures(rounds: int) -> Iterator[Figure]:
    """Yield every figure."""
    sets = available_sets()
    pairs = [*sets.get("seeds", []), *(p for p in sets["project seeds"] if p.id == PROJECT_SEED)]
    for gold in pairs:
        yield from against_difflib(gold, rounds)
    author = writer()
    yield from with_length(author, max(3, rounds // 3))
    yield from many_versions(author, max(3, rounds // 3))


def main() -> None:
    """Print the table."""
    print(f"{'median':58}{'figure':>9}{'target':>9}")
    for figure in figures(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
        print(figure.row(), flush=True)


if __name__ == "__main__":
    main()
