"""How well the pairs that take text from each other are found, and the stories they make, folder by folder.

Run: `.venv/bin/python -m benchmarks.detection [--errors]`
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from math import comb

from benchmarks.alignment import Score
from benchmarks.labelled import SETS, Labelled, Pair, load, pair
from dedup import Clustering, Verdict, cluster_articles


def judged(result: Clustering) -> dict[Pair, Verdict]:
    """Return the verdict on every candidate pair of a folder."""
    return {pair(v.a, v.b): v for v in result.candidates}


def found_pairs(labelled: Labelled, verdicts: dict[Pair, Verdict]) -> set[Pair]:
    """Return the pairs judged related, without those that count neither way."""
    return {p for p, v in verdicts.items() if v.relation != "unrelated"} - labelled.neutral


def score(labelled: Labelled, verdicts: dict[Pair, Verdict]) -> Score:
    """Compare the pairs judged related with the labels."""
    scored = Score()
    scored.add(found_pairs(labelled, verdicts), labelled.direct)
    return scored


def grouped(result: Clustering) -> dict[str, str]:
    """Return for every article the cluster that it is in, or itself."""
    home = {article.id: article.id for article in result.singletons}
    return home | {
        member.article.id: f"cluster {cluster.id}"
        for cluster in result.clusters
        for member in cluster.members
    }


def rand_index(found: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> float:
    """Return how alike two groupings of the same things are: 1 for equal ones, about 0 for chance (adjusted).

    >>> rand_index({"a": 1, "b": 1, "c": 2}, {"a": 5, "b": 5, "c": 5})
    0.0
    """
    both = _pairs_within((group, true[key]) for key, group in found.items())
    in_found, in_true = _pairs_within(found.values()), _pairs_within(true.values())
    chance = in_found * in_true / max(1, comb(len(found), 2))
    most = (in_found + in_true) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def _pairs_within(groups: Iterable[Hashable]) -> int:
    return sum(comb(size, 2) for size in Counter(groups).values())


def main() -> None:
    """Print precision, recall and F1 over pairs, and with --errors what went wrong, held sets apart."""
    for name, folder in SETS.items():
        labelled = load(folder)
        result = cluster_articles(labelled.articles)
        verdicts = judged(result)
        scored = score(labelled, verdicts)
        retrieved = len(labelled.direct & verdicts.keys())
        print(
            f"{name:6} {len(labelled.articles):4} articles {len(verdicts):4} candidates  "
            f"retrieved {retrieved}/{len(labelled.direct)}  "
            f"F1 {scored.f1:.3f}  P {scored.precision:.3f}  R {scored.recall:.3f}  "
            f"ARI {rand_index(grouped(result), labelled.story):.3f}"
        )
        if "--errors" in sys.argv and not name.startswith("held"):
            for p in sorted(found_pairs(labelled, verdicts) ^ labelled.direct):
                said = verdicts[p].reason if p in verdicts else "not retrieved"
                print("   ", "missed" if p in labelled.direct else "wrong", *p, "-", said)


if __name__ == "__main__":
    main()
