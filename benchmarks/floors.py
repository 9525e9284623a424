"""Floors under every quality figure: they only rise.

Run `python -m benchmarks.floors`; it measures every set at hand, prints figure and floor, and exits with 1
when a figure lies below its floor or has none. `--raise` writes floors up to what was measured, rounded down
to three decimals, and never lowers one. Sets that are not at hand are named as absent, with their floors.
Every figure is better when higher, so traps count by the share that was not hit. Of `held` only these totals
are ever looked at.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks import alignment, detection, edits, facts, reuse, sentences, stories
from benchmarks.gold_pairs import ROOT, SHARED_SEEDS, available_sets
from benchmarks.labelled import SETS, load
from dedup import StorySettings, cluster_articles

FILE = Path(__file__).with_name("floors.json")
FACT_SETS = {
    "gold/tune": ROOT / "benchmarks" / "gold" / "tune",
    "gold/held": ROOT / "benchmarks" / "gold" / "held",
    "gold/held2": ROOT / "benchmarks" / "gold" / "held2",
    "project seeds": ROOT / "seeds" / "truth.json",
    "seeds": SHARED_SEEDS / "gold.json",
}

TOLERANCE = 1e-8
"""What sums of floating point numbers may differ by."""

Figures = Mapping[str, Mapping[str, float]]
"""Set, then figure, then value."""


def measure() -> Figures:
    """Return every figure of every set at hand."""
    figures: dict[str, dict[str, float]] = defaultdict(dict)
    for source in (
        _alignment_figures,
        _edit_figures,
        _fact_figures,
        _detection_figures,
        _story_figures,
        _sentence_figures,
        reuse.figures,
    ):
        for name, figure, value in source():
            figures[name][figure] = value
    return figures


def _alignment_figures() -> Iterator[tuple[str, str, float]]:
    for name, pairs in available_sets().items():
        report = alignment.measure(pairs, alignment.on_gold_sentences)["all"]
        yield name, "links F1", report.links.f1
        yield name, "pairs F1", report.pairs.f1
        if report.moves.gold:
            yield name, "moved F1", report.moves.f1
        if name in FACT_SETS:  # written as whole texts, so they can be compared as a user would
            read = alignment.measure(pairs, alignment.end_to_end)["all"]
            yield name, "links F1 end to end", read.links.f1
            yield name, "kinds", read.kinds.precision


def _edit_figures() -> Iterator[tuple[str, str, float]]:
    for half in edits.HALVES:
        total = edits.score(edits.read_gold(half), edits.ours)
        yield f"edits/{half}", "marks F1", total.f1
        yield f"edits/{half}", "exact links", total.exact / total.links


def _fact_figures() -> Iterator[tuple[str, str, float]]:
    for name, path in FACT_SETS.items():
        if path.exists():
            total = facts.Score()
            for pair in facts.read_pairs([path]):
                total.add(facts.score_pair(pair))
            yield name, "facts F1", total.f1()
            yield name, "traps spared", 1 - total.traps_hit / max(1, total.traps)


def _detection_figures() -> Iterator[tuple[str, str, float]]:
    for name, folder in SETS.items():
        labelled = load(folder)
        result = cluster_articles(labelled.articles)
        yield f"folder {name}", "related pairs F1", detection.score(labelled, detection.judged(result)).f1
        yield (
            f"folder {name}",
            "clusters ARI",
            detection.rand_index(detection.grouped(result), labelled.story),
        )


def _story_figures() -> Iterator[tuple[str, str, float]]:
    for name, told in stories.sets():
        found = stories.score(told, cluster_articles(told.articles), StorySettings())
        yield f"stories {name}", "stories ARI", found


def _sentence_figures() -> Iterator[tuple[str, str, float]]:
    if not sentences.FOLDER.is_dir():
        return
    for name, language in sentences.TREEBANKS.items():
        yield name, "sentences F1", sentences.boundary_f1(sentences.treebank(name), language)
    for language in ("de", "en"):
        cases = sentences.tricky(language)
        yield f"tricky {language}", "cut right", sentences.right(cases, language) / len(cases)


def rounded_down(value: float) -> float:
    """Return a figure with three decimals, never more than it was."""
    return math.floor((value + TOLERANCE) * 1000) / 1000


def raised(floors: Figures, figures: Figures) -> Figures:
    """Return the floors with every one raised to what was measured; none is lowered, none is lost."""
    names = sorted({*floors, *figures})
    old, new = ({name: given.get(name, {}) for name in names} for given in (floors, figures))
    return {
        name: {
            figure: max(old[name].get(figure, 0.0), rounded_down(new[name].get(figure, 0.0)))
            for figure in sorted({*old[name], *new[name]})
        }
        for name in names
    }


def failures(floors: Figures, figures: Figures) -> list[str]:
    """Return what is wrong: a figure below its floor, one without a floor, a floor whose figure is gone.

    A set that was not measured at all is absent, which is no failure.
    """
    return [
        f"{name} {figure}: {said}"
        for name in sorted(figures)
        for figure in sorted({*figures[name], *floors.get(name, {})})
        if (said := _failure(floors.get(name, {}).get(figure), figures[name].get(figure)))
    ]


def _failure(floor: float | None, value: float | None) -> str:
    if value is None:
        return "was not measured"
    if floor is None:
        return "has no floor"
    return f"{value:.4f} is below {floor:.3f}" if value < floor - TOLERANCE else ""


def table(floors: Figures, figures: Figures) -> Iterator[str]:
    """Yield one line for every floor and figure."""
    yield f"{'set':20}{'figure':22}{'measured':>9}{'floor':>8}"
    for name, given in raised(floors, figures).items():
        for figure in given:
            value, floor = figures.get(name, {}).get(figure), floors.get(name, {}).get(figure)
            shown = "absent" if name not in figures else "-" if value is None else f"{value:.4f}"
            yield f"{name:20}{figure:22}{shown:>9}{'none' if floor is None else f'{floor:.3f}':>8}"


def main() -> None:
    """Measure, compare, and print; raise the floors where that is asked for."""
    parser = argparse.ArgumentParser(description="Floors under every quality figure.")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise floors to what is measured")
    options = parser.parse_args()
    floors: Figures = json.loads(FILE.read_text(encoding="utf-8"))
    figures = measure()
    if options.lift:
        floors = raised(floors, figures)
        FILE.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    print(*table(floors, figures), sep="\n")
    absent = sorted(set(floors) - set(figures))
    print(f"\nabsent, so not measured: {', '.join(absent) or 'none'}")
    wrong = failures(floors, figures)
    print(*(wrong or ["every figure measured reaches its floor"]), sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
