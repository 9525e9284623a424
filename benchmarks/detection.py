"""How well the pairs that take text from each other are found, folder by folder.

Run: `.venv/bin/python -m benchmarks.detection [--errors]`
"""

from __future__ import annotations

import sys

from benchmarks.labelled import SETS, Labelled, load, pair
from dedup import Verdict, cluster_articles


def judged(labelled: Labelled) -> dict[tuple[str, str], Verdict]:
    """Return the verdict on every candidate pair of a folder."""
    result = cluster_articles(labelled.articles)
    return {pair(v.a, v.b): v for v in result.candidates}


def main() -> None:
    """Print precision, recall and F1 over pairs, and with --errors what went wrong (never for `held`)."""
    for name, folder in SETS.items():
        labelled = load(folder)
        verdicts = judged(labelled)
        found = {p for p, v in verdicts.items() if v.relation != "unrelated"} - labelled.neutral
        hits = len(found & labelled.direct)
        precision = hits / len(found) if found else 0.0
        recall = hits / len(labelled.direct)
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        retrieved = len(labelled.direct & verdicts.keys())
        print(
            f"{name:6} {len(labelled.articles):4} articles {len(verdicts):4} candidates  "
            f"retrieved {retrieved}/{len(labelled.direct)}  "
            f"F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}"
        )
        if "--errors" in sys.argv and name != "held":
            for p in sorted(found ^ labelled.direct):
                said = verdicts[p].reason if p in verdicts else "not retrieved"
                print("   ", "missed" if p in labelled.direct else "wrong", *p, "-", said)


if __name__ == "__main__":
    main()
