"""How well the pairs that take text from each other are found, folder by folder.

Run: `.venv/bin/python -m benchmarks.detection [--errors]`
"""

from __future__ import annotations

import sys

from benchmarks.alignment import Score
from benchmarks.labelled import SETS, Labelled, Pair, load, pair
from dedup import Verdict, cluster_articles


def judged(labelled: Labelled) -> dict[Pair, Verdict]:
    """Return the verdict on every candidate pair of a folder."""
    result = cluster_articles(labelled.articles)
    return {pair(v.a, v.b): v for v in result.candidates}


def found_pairs(labelled: Labelled, verdicts: dict[Pair, Verdict]) -> set[Pair]:
    """Return the pairs judged related, without those that count neither way."""
    return {p for p, v in verdicts.items() if v.relation != "unrelated"} - labelled.neutral


def score(labelled: Labelled, verdicts: dict[Pair, Verdict]) -> Score:
    """Compare the pairs judged related with the labels."""
    scored = Score()
    scored.add(found_pairs(labelled, verdicts), labelled.direct)
    return scored


def main() -> None:
    """Print precision, recall and F1 over pairs, and with --errors what went wrong, held sets apart."""
    for name, folder in SETS.items():
        labelled = load(folder)
        verdicts = judged(labelled)
        scored = score(labelled, verdicts)
        retrieved = len(labelled.direct & verdicts.keys())
        print(
            f"{name:6} {len(labelled.articles):4} articles {len(verdicts):4} candidates  "
            f"retrieved {retrieved}/{len(labelled.direct)}  "
            f"F1 {scored.f1:.3f}  P {scored.precision:.3f}  R {scored.recall:.3f}"
        )
        if "--errors" in sys.argv and not name.startswith("held"):
            for p in sorted(found_pairs(labelled, verdicts) ^ labelled.direct):
                said = verdicts[p].reason if p in verdicts else "not retrieved"
                print("   ", "missed" if p in labelled.direct else "wrong", *p, "-", said)


if __name__ == "__main__":
    main()
