"""Folders of articles with labels: what is read by the other benchmarks.

A folder's `truth.json` names its stories (articles that take text from each other), the pairs that do so
directly (`reuse`, and the ids of its gold `pairs`), and singletons. Two articles of one story without a
direct pair (both ends of a chain) count neither way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from dedup import Article, iter_folder

ROOT = Path(__file__).parent
SETS = {
    "seeds": ROOT.parent / "seeds",
    "tune": ROOT / "folders" / "tune",
    "held": ROOT / "folders" / "held",
    "tune2-de": ROOT / "folders" / "tune2-de",
    "tune2-en": ROOT / "folders" / "tune2-en",
    "tune3-de": ROOT / "folders" / "tune3-de",
    "held2-de": ROOT / "folders" / "held2-de",
    "held2-en": ROOT / "folders" / "held2-en",
    "held3-de": ROOT / "folders" / "held3-de",
}
"""Those that begin with `held` are held back: nothing is ever fitted to them."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A folder's articles, the pairs that take text directly, and the pairs that count neither way.

    `story` names the story of every article; what is in none, a round-up too, is one of its own.
    """

    articles: tuple[Article, ...]
    direct: frozenset[Pair]
    neutral: frozenset[Pair]
    story: Mapping[str, str]


def pair(x: str, y: str) -> Pair:
    """Return two ids in order."""
    return (x, y) if x < y else (y, x)


def load(folder: Path) -> Labelled:
    """Return the articles and labels of a folder."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    direct = {pair(a, b) for a, b, _ in truth.get("reuse", [])}
    direct |= {pair(gold["a"]["id"], gold["b"]["id"]) for gold in truth["pairs"]}
    same = {pair(x, y) for ids in truth["stories"].values() for x, y in combinations(ids, 2)}
    articles = tuple(item for item in iter_folder(folder) if isinstance(item, Article))
    if not truth.get("reuse"):
        direct |= {p for ids in truth["stories"].values() if len(ids) == 2 for p in [pair(*ids)]}
    story = {article.id: article.id for article in articles}
    story |= {key: f"story {name}" for name, ids in truth["stories"].items() for key in ids}
    return Labelled(articles, frozenset(direct), frozenset(same - direct), story)
