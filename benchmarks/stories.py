"""How well stories are found: articles of one event that share no text.

Run: `python -m benchmarks.stories [--curve]`. Sets: `made` (short texts of our own, German and English, with
other events of the same kind as traps), `held` (more of these, written when the bar by length
stood), seeds and the `tune` folders (where stories share text, so that nothing may fall apart or run
together), and both halves of FNC-1's stories where its data is at hand; the
threshold was chosen with both halves in view, so neither figure is a held-out one.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from benchmarks.detection import grouped, rand_index
from benchmarks.labelled import SETS, load
from dedup import Article, Clustering, StorySettings, cluster_articles, find_stories

MADE = Path(__file__).with_name("stories.jsonl")
HELD = Path(__file__).with_name("stories_held.jsonl")
FNC1 = Path(os.environ.get("DEDUP_DATA", "../shared/data")) / "fnc1" / "articles_with_story.jsonl"
FOLDERS = ("seeds", "tune", "tune2-de", "tune2-en")
BARS = [round(0.10 + 0.01 * n, 2) for n in range(21)]


@dataclass(frozen=True, slots=True)
class Told:
    """Articles, and the story of each."""

    articles: Sequence[Article]
    story: Mapping[str, str]


def sets() -> Iterator[tuple[str, Told]]:
    """Yield every set at hand by name."""
    for language in ("de", "en"):
        yield f"made {language}", _told([row for row in _rows(MADE) if row["language"] == language])
    yield "held de", _told(_rows(HELD))
    for name in FOLDERS:
        labelled = load(SETS[name])
        yield name, Told(labelled.articles, labelled.story)
    if FNC1.exists():
        for half in (0, 1):
            yield f"fnc1 half {half + 1}", _told([r for r in _rows(FNC1) if int(r["story"][-3:]) % 2 == half])


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _told(rows: Sequence[dict[str, str]]) -> Told:
    articles = [Article(row["text"], id=row["id"], language=row.get("language")) for row in rows]
    return Told(articles, {row["id"]: row["story"] for row in rows})


def home(found: Clustering) -> dict[str, str]:
    """Return for every article the story that it is in, else its cluster, else itself."""
    place = grouped(found)
    told = {key: story.id for story in found.stories or () for key in (*story.clusters, *story.articles)}
    return {key: told.get(where.removeprefix("cluster "), where) for key, where in place.items()}


def score(told: Told, clustered: Clustering, settings: StorySettings) -> float:
    """Return how alike the stories found and the true ones are (adjusted Rand index)."""
    return rand_index(home(find_stories(told.articles, clustered, settings)), told.story)


def main() -> None:
    """Print the score of clusters alone and of stories, and with --curve that of other thresholds."""
    for name, told in sets():
        clustered = cluster_articles(told.articles)
        start = perf_counter()
        found = score(told, clustered, StorySettings())
        before = rand_index(grouped(clustered), told.story)
        print(
            f"{name:12} {len(told.articles):5} articles {len(set(told.story.values())):4} stories  "
            f"ARI clusters {before:.3f}  stories {found:.3f}  ({perf_counter() - start:.1f} s)"
        )
        if "--curve" in sys.argv:
            scores = {bar: score(told, clustered, replace(StorySettings(), least=bar)) for bar in BARS}
            print("   ", "  ".join(f"{bar}: {value:.3f}" for bar, value in scores.items()))
    if not FNC1.exists():
        print(f"fnc1: absent ({FNC1})")


if __name__ == "__main__":
    main()
