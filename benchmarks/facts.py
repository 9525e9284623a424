"""How well facts are found: F1 and the share of traps hit, on gold links (alignment errors do not matter).

Run ``python benchmarks/facts.py [--errors] [FOLDER ...]``; without a folder, the tuning sets are read:
``benchmarks/gold/tune``, ``seeds/truth.json`` and the shared seeds where they lie beside the project.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dedup.article import Article
from dedup.document import Document, Sentence
from dedup.edits import word_edits
from dedup.facts import find_facts
from dedup.link import Fact, Value

HERE = Path(__file__).resolve().parent
TUNE = (HERE / "gold" / "tune", HERE.parent / "seeds" / "truth.json")
SHARED_SEEDS = Path("shared/seeds/gold.json")
ALIKE = {"unit": "number"}


@dataclass
class Score:
    """What was found, missed and wrongly reported."""

    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    traps_hit: int = 0

    def add(self, other: Score) -> None:
        """Take another score into this one."""
        self.hits += other.hits
        self.missed += other.missed
        self.false += other.false
        self.traps += other.traps
        self.traps_hit += other.traps_hit

    def counts(self, kind: str | None = None) -> tuple[int, int, int]:
        """Return how many were found, missed and wrong, over all types or for one."""
        hits, missed, false = (c[kind] if kind else c.total() for c in (self.hits, self.missed, self.false))
        return hits, missed, false

    def f1(self, kind: str | None = None) -> float:
        """Return the harmonic mean of precision and recall, over all types or for one."""
        hits, missed, false = self.counts(kind)
        return 2 * hits / max(1, 2 * hits + missed + false)

    def line(self, kind: str | None = None) -> str:
        """Return one line of figures, over all types or for one."""
        hits, missed, false = self.counts(kind)
        precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
        return (
            f"F1 {self.f1(kind):.3f}  P {precision:.3f}  R {recall:.3f}  "
            f"({hits} found, {missed} missed, {false} wrong)"
        )


def main() -> None:
    """Print the figures of every file and of all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=None)
    parser.add_argument("--errors", action="store_true", help="print every miss, false alarm and trap")
    options = parser.parse_args()
    total = Score()
    spent = 0.0
    for pair in read_pairs(options.folders or _tuning_sets()):
        started = time.perf_counter()
        score = score_pair(pair, show=options.errors)
        spent += time.perf_counter() - started
        print(f"{pair['id']:22} {score.line()}  traps {score.traps_hit}/{score.traps}")
        total.add(score)
    print(f"\n{'all':22} {total.line()}")
    for kind in sorted({*total.hits, *total.missed, *total.false}):
        print(f"{kind:22} {total.line(kind)}")
    share = total.traps_hit / max(1, total.traps)
    print(f"traps hit: {total.traps_hit} of {total.traps} = {share:.1%}; {spent:.2f} s")


def read_pairs(sources: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yield the gold pairs of files and folders."""
    for source in sources:
        for path in sorted(source.glob("*.json")) if source.is_dir() else [source]:
            data = json.loads(path.read_text(encoding="utf-8"))
            yield from data.get("pairs", [data])


def score_pair(pair: dict[str, Any], show: bool = False) -> Score:
    """Score the facts of one gold pair, link by link."""
    a, b = gold_document(pair, "a"), gold_document(pair, "b")
    found: list[Fact] = []
    for link in pair["links"]:
        if link["kind"] != "unchanged":
            found += find_facts(
                a, b, link["a"], link["b"], word_edits(a, b, link["a"], link["b"]).edits
            ).facts
    score = Score()
    left = _count_hits(score, pair, found, (a, b), show)
    for fact in left:
        if not any(_meets(fact, gold, a, b, one_side=True) for gold in pair["optional_facts"]):
            score.false[fact.type] += 1
            _say(show, "wrong", fact.type, fact.reason)
    for trap in pair["same_facts"]:
        hit = [f for f in found if _meets(f, trap, a, b, one_side=True) and not _wanted(f, pair, a, b)]
        score.traps += 1
        score.traps_hit += bool(hit)
        _say(show and bool(hit), "trap", trap["a_text"], "|", trap["b_text"])
    return score


def _count_hits(
    score: Score, pair: dict[str, Any], found: list[Fact], sides: tuple[Document, Document], show: bool
) -> list[Fact]:
    """Count the gold facts that were found and missed; return the facts that are no gold."""
    left = list(found)
    for gold in pair["facts"]:
        match = next((f for f in left if _same_type(f, gold) and _meets(f, gold, *sides)), None)
        if match:
            left.remove(match)
        (score.hits if match else score.missed)[gold["type"]] += 1
        _say(show and not match, "missed", gold["type"], gold["a_text"], "|", gold["b_text"])
    return left


def _say(show: bool, *what: object) -> None:
    if show:
        print(" ", *what)


def gold_document(pair: dict[str, Any], side: str) -> Document:
    """Return one side of a gold pair as a document with the gold sentences."""
    text, sentences, at = pair[side]["text"], [], 0
    kinds = pair.get(f"{side}_kinds") or ["sentence"] * len(pair[f"{side}_sentences"])
    for n, (sentence, kind) in enumerate(zip(pair[f"{side}_sentences"], kinds, strict=True)):
        start = text.index(sentence, at)
        at = start + len(sentence)
        sentences.append(Sentence(n, start, at, kind))
    return Document(Article(text), None, pair[side].get("date"), pair["language"], tuple(sentences), ())


def _tuning_sets() -> list[Path]:
    seeds = [folder / SHARED_SEEDS for folder in HERE.parents if (folder / SHARED_SEEDS).exists()]
    return [*TUNE, *seeds[:1]]


def _same_type(fact: Fact, gold: dict[str, Any]) -> bool:
    return bool(ALIKE.get(fact.type, fact.type) == ALIKE.get(gold["type"], gold["type"]))


def _wanted(fact: Fact, pair: dict[str, Any], a: Document, b: Document) -> bool:
    golds = [*pair["facts"], *pair["optional_facts"]]
    return any(_same_type(fact, gold) and _meets(fact, gold, a, b) for gold in golds)


def _meets(fact: Fact, gold: dict[str, Any], a: Document, b: Document, one_side: bool = False) -> bool:
    """Whether a fact overlaps the gold text on each side that the gold (for traps: and the fact) names."""
    sides = ((fact.a, gold.get("a"), gold.get("a_text"), a), (fact.b, gold.get("b"), gold.get("b_text"), b))
    named = [side for side in sides if side[2] and not (one_side and side[0] is None)]
    return bool(named) and all(
        _overlaps(value, document, index, text) for value, index, text, document in named
    )


def _overlaps(value: Value | None, document: Document, index: int | None, wanted: str | None) -> bool:
    if value is None or index is None or not wanted:
        return False
    sentence = document.sentences[index]
    at = document.text.find(wanted, sentence.start, sentence.end)
    while at >= 0:
        if value.start < at + len(wanted) and at < value.end:
            return True
        at = document.text.find(wanted, at + 1, sentence.end)
    return False


if __name__ == "__main__":
    main()
