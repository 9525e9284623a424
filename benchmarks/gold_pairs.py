"""Pairs of versions with their gold alignment, from every set at hand, in one form."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dedup.article import Article
from dedup.document import Document, Sentence, SentenceKind

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DEDUP_DATA", ROOT.parent / "shared" / "data"))
SHARED_SEEDS = DATA.parent / "seeds"
SYNTHETIC = DATA / "synthetic-de-wikinews" / "pairs.json"

PARTS = ("tune", "held", "held2")

Key = tuple[tuple[int, ...], tuple[int, ...]]
"""Sentences of a and of b that belong together."""


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two versions cut into the gold's sentences; its groups with kind and moved (None where not given)."""

    id: str
    language: str
    a: Document
    b: Document
    groups: dict[Key, tuple[str, bool] | None]


def available_sets() -> dict[str, list[GoldPair]]:
    """Return every gold set that is at hand, by name; sets of the shared folder may be missing."""
    sets = {f"gold/{part}": pairs_in(ROOT / "benchmarks" / "gold" / part) for part in PARTS}
    truth = json.loads((ROOT / "seeds" / "truth.json").read_text(encoding="utf-8"))
    sets["project seeds"] = [_pair(entry) for entry in truth["pairs"]]
    if (SHARED_SEEDS / "gold.json").exists():
        sets["seeds"] = pairs_in(SHARED_SEEDS)
    for name, language in (("argrewrite-v2", "en"), ("deplain-web", "de")):
        path = DATA / name / "gold.json"
        if path.exists():
            entries = json.loads(path.read_text(encoding="utf-8"))
            sets[name] = [_document_pair(entry, language) for entry in entries]
    if SYNTHETIC.exists():
        generated = json.loads(SYNTHETIC.read_text(encoding="utf-8"))
        sets["synthetic"] = [_generated_pair(entry) for entry in generated]
    return sets


def pairs_in(folder: Path) -> list[GoldPair]:
    """Return the pairs of a folder of gold files."""
    return [_pair(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]


def _pair(entry: dict[str, Any]) -> GoldPair:
    a, b = (_located(entry, side) for side in "ab")
    groups: dict[Key, tuple[str, bool] | None] = {
        (tuple(x["a"]), tuple(x["b"])): (x["kind"], x.get("moved", False)) for x in entry["links"]
    }
    return GoldPair(entry.get("id") or "seeds", entry["language"], a, b, groups)


def _located(entry: dict[str, Any], side: str) -> Document:
    """Return the gold's sentences at their places in the real text."""
    text, language = entry[side]["text"], entry["language"]
    kinds: list[SentenceKind | None] = entry.get(f"{side}_kinds") or [None] * len(entry[f"{side}_sentences"])
    sentences: list[Sentence] = []
    at = paragraph = 0
    for n, (sentence, kind) in enumerate(zip(entry[f"{side}_sentences"], kinds, strict=True)):
        start = text.index(sentence, at)
        paragraph += text.count("\n", at, start)
        at = start + len(sentence)
        sentences.append(Sentence(n, start, at, kind or _guessed_kind(sentence), paragraph))
    return Document(Article(text), None, None, language, tuple(sentences), ())


def _document_pair(entry: dict[str, Any], language: str) -> GoldPair:
    groups: dict[Key, tuple[str, bool] | None] = dict.fromkeys(_components(entry["pairs"]))
    return GoldPair(
        entry["id"], language, _joined(entry["old"], language), _joined(entry["new"], language), groups
    )


def _generated_pair(entry: dict[str, Any]) -> GoldPair:
    """Return a pair made by known operations: `ops` says of every new sentence what was done to it."""
    done = {op["new"]: frozenset(op["ops"]) for op in entry["ops"]}
    groups: dict[Key, tuple[str, bool] | None] = {
        key: (_generated_kind(key, done), any("moved" in done[j] for j in key[1]))
        for key in _components(entry["pairs"])
    }
    return GoldPair(entry["id"], "de", _joined(entry["old"], "de"), _joined(entry["new"], "de"), groups)


def _generated_kind(key: Key, done: dict[int, frozenset[str]]) -> str:
    if len(key[0]) > 1:
        return "merged"
    if len(key[1]) > 1:
        return "split"
    return "reworded" if done[key[1][0]] - {"moved"} else "unchanged"


def _joined(sentences: list[str], language: str) -> Document:
    placed: list[Sentence] = []
    at = 0
    for n, sentence in enumerate(sentences):
        placed.append(Sentence(n, at, at + len(sentence), _guessed_kind(sentence)))
        at += len(sentence) + 1
    return Document(Article(" ".join(sentences)), None, None, language, tuple(placed), ())


def _guessed_kind(sentence: str) -> SentenceKind:
    """Take a line that does not end as a sentence does for a heading, as the parser does."""
    return "sentence" if sentence.rstrip("\"”“»«')")[-1:] in ".!?…:" else "heading"


def _components(pairs: list[list[int]]) -> Iterator[Key]:
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in pairs:
        touched = [g for g in groups if i in g[0] or j in g[1]]
        joined = ({i}.union(*(g[0] for g in touched)), {j}.union(*(g[1] for g in touched)))
        groups = [g for g in groups if g not in touched] + [joined]
    for left, right in groups:
        yield tuple(sorted(left)), tuple(sorted(right))
