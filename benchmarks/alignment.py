"""How well sentences are aligned: exact links, pairs, kinds and moves, per set and language.

Run `python -m benchmarks.alignment`. A predicted link is right when both its sides equal a gold group
exactly; the gold's own sentences are used, so that segmentation does not matter. With `--end-to-end` the
texts are compared as a user would, and a link is right only if its sentences are cut as in the gold, too.
`--errors SET` prints what was missed and what is wrong in one set; it refuses the held-back ones.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field

from benchmarks.gold_pairs import GoldPair, Key, available_sets
from dedup.alignment import AlignmentSettings, align, moved_groups
from dedup.article import Article
from dedup.comparison import compare_articles
from dedup.document import Document

HELD_BACK = "gold/held", "gold/held2"
Found = dict[Key, tuple[str | None, bool]]
Aligner = Callable[[GoldPair], Found]


@dataclass(slots=True)
class Score:
    """Counts of one comparison with the gold."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: Set[object], gold: Set[object]) -> None:
        """Count one pair of texts."""
        self.hits += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 0.0


@dataclass(slots=True)
class Report:
    """All scores of one set (or of one language of it)."""

    links: Score = field(default_factory=Score)
    pairs: Score = field(default_factory=Score)
    in_place: Score = field(default_factory=Score)
    moves: Score = field(default_factory=Score)
    kinds: Score = field(default_factory=Score)

    def add(self, gold: GoldPair, found: Found) -> None:
        """Count one pair of texts."""
        self.links.add(set(found), set(gold.groups))
        self.pairs.add(_single_pairs(found), _single_pairs(gold.groups))
        in_place = [key for key, (_, moved) in found.items() if not moved]
        self.in_place.add(_single_pairs(in_place), _single_pairs(gold.groups))
        self.moves.add(_moved(found), {k for k, v in gold.groups.items() if v and v[1]})
        shared = set(found) & {k for k, v in gold.groups.items() if v}
        kinds = {(k, (gold.groups[k] or ("",))[0]) for k in shared}
        self.kinds.add({(k, found[k][0]) for k in shared if found[k][0]}, kinds)

    def row(self) -> str:
        """Return the scores as one line of the table."""
        row = f"{_three(self.links)}   {self.pairs.f1:.4f}"
        if self.moves.gold:
            row += f"   {_three(self.moves)} ({self.moves.gold})"
        else:
            row += f"   no moves in the gold; pairs in place {self.in_place.f1:.4f}"
        if self.kinds.found:
            row += f"   kinds {self.kinds.precision:.3f}"
        return row


def _three(score: Score) -> str:
    return f"{score.f1:.4f} P {score.precision:.3f} R {score.recall:.3f}"


def _single_pairs(groups: Iterable[Key]) -> set[object]:
    return {(i, j) for left, right in groups for i in left for j in right}


def _moved(found: Found) -> set[object]:
    return {key for key, (_, moved) in found.items() if moved}


def on_gold_sentences(gold: GoldPair) -> Found:
    """Align the gold's own sentences."""
    groups = align(gold.a, gold.b, AlignmentSettings()).groups
    moved = moved_groups(groups, gold.a, gold.b)
    return {(tuple(g.a), tuple(g.b)): (None, n in moved) for n, g in enumerate(groups)}


def end_to_end(gold: GoldPair) -> Found:
    """Compare the texts as a user would; sentences that the gold cuts otherwise have an index below 0."""
    diff = compare_articles(
        Article(gold.a.text, language=gold.language), Article(gold.b.text, language=gold.language)
    )
    in_a, in_b = _gold_indices(gold.a, diff.a), _gold_indices(gold.b, diff.b)
    return {
        (tuple(in_a[i] for i in link.a), tuple(in_b[j] for j in link.b)): (link.kind, link.moved)
        for link in diff.links
    }


def _gold_indices(gold: Document, parsed: Document) -> dict[int, int]:
    places = {(s.start, s.end): s.index for s in gold.sentences}
    return {s.index: places.get((s.start, s.end), -1 - s.index) for s in parsed.sentences}


def measure(pairs: Iterable[GoldPair], aligner: Aligner) -> dict[str, Report]:
    """Return the scores per language and over all."""
    reports: dict[str, Report] = defaultdict(Report)
    for gold in pairs:
        found = aligner(gold)
        reports[gold.language].add(gold, found)
        reports["all"].add(gold, found)
    return dict(sorted(reports.items()))


def print_errors(pairs: Iterable[GoldPair], aligner: Aligner) -> None:
    """Print every gold link that was missed and every found one that is wrong, with its sentences."""
    for gold in pairs:
        found, right = set(aligner(gold)), set(gold.groups)
        for name, keys in (("missed", right - found), ("wrong", found - right)):
            for key in sorted(keys):
                print(name, gold.id, *key)
                for mark, document, side in (("  a", gold.a, key[0]), ("  b", gold.b, key[1])):
                    for n in side:
                        print(mark, document.sentence(n) if n >= 0 else "(cut otherwise)")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How well sentences are aligned.")
    parser.add_argument("--end-to-end", action="store_true")
    parser.add_argument("--errors", metavar="SET")
    parser.add_argument("--sets", nargs="+", metavar="SET", help="default: all but the held-back ones")
    options = parser.parse_args()
    aligner = end_to_end if options.end_to_end else on_gold_sentences
    sets = available_sets()
    if options.errors in HELD_BACK:
        parser.error("a held-back set is not for reading")
    if options.errors:
        print_errors(sets[options.errors], aligner)
        return
    print(f"{'set':24}{'links F1':27}{'pairs F1':10}moved F1")
    for name, pairs in sets.items():
        if name in options.sets if options.sets else name not in HELD_BACK:
            for language, report in measure(pairs, aligner).items():
                print(f"{name + ' ' + language:24}{report.row()}")


if __name__ == "__main__":
    main()
