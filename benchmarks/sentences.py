"""How well and how fast sentences are found.

The texts are treebanks (ten gold sentences joined by a space, so no line break helps) and hand-written tricky
cases; boundaries are the ends of sentences. They lie in `../shared/data` or in the folder that `DEDUP_DATA`
names. Run: `.venv/bin/python -m benchmarks.sentences [--errors]`
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import sentencex

from dedup.sentences import find_sentences
from dedup.span import Span

DATA = Path(os.environ.get("DEDUP_DATA") or Path(__file__).parents[2] / "shared" / "data")
FOLDER = DATA / "sentence-segmentation"
TREEBANKS = {
    "de_pud-ud-test": "de",
    "de_gsd-ud-test": "de",
    "en_gum-ud-test": "en",
    "en_ewt-ud-test": "en",
}
CHUNK = 10
ROUNDS = 30

Chunk = tuple[str, list[int]]


def joined(sentences: list[str]) -> Chunk:
    """Return gold sentences as one text, and where they end in it."""
    ends: list[int] = []
    for sentence in sentences:
        ends.append((ends[-1] + 1 if ends else 0) + len(sentence))
    return " ".join(sentences), ends


def treebank(name: str) -> list[Chunk]:
    """Return the chunks of one treebank."""
    lines = (FOLDER / f"{name}.sents.txt").read_text(encoding="utf-8").splitlines()
    gold = [line.split("# text =", 1)[1].strip() for line in lines if line.startswith("# text =")]
    return [joined(gold[n : n + CHUNK]) for n in range(0, len(gold), CHUNK)]


def tricky(language: str) -> list[Chunk]:
    """Return the hand-written cases of a language."""
    cases = json.loads((FOLDER / "tricky.json").read_text(encoding="utf-8"))
    return [joined(case) for case in cases[language]]


def found_ends(text: str, language: str) -> list[int]:
    """Return where the sentences end that are found in a text."""
    return [s.end for s in find_sentences(text, Span(0, len(text)), language)]


def boundary_f1(chunks: list[Chunk], language: str) -> float:
    """Return the F1 over sentence ends."""
    found = [set(found_ends(text, language)) for text, _ in chunks]
    hits = sum(len(f & set(ends)) for f, (_, ends) in zip(found, chunks, strict=True))
    return 2 * hits / sum(len(f) + len(ends) for f, (_, ends) in zip(found, chunks, strict=True))


def right(chunks: list[Chunk], language: str) -> int:
    """Return how many chunks are cut exactly as they should be."""
    return sum(found_ends(text, language) == ends for text, ends in chunks)


def speed(chunks: list[Chunk], language: str) -> tuple[float, float]:
    """Return sentences per second of processor time (best round): ours, sentencex alone."""
    ours = alone = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for text, _ends in chunks:
            find_sentences(text, Span(0, len(text)), language)
        middle = time.process_time()
        for text, _ends in chunks:
            sentencex.get_sentence_boundaries(language, text)
        ours, alone = min(ours, middle - began), min(alone, time.process_time() - middle)
    count = sum(len(ends) for _, ends in chunks)
    return count / ours, count / alone


def errors(chunks: list[Chunk], language: str) -> Iterator[str]:
    """Yield every wrong or missed boundary with the text around it."""
    for text, ends in chunks:
        found = set(found_ends(text, language))
        for end in sorted(found ^ set(ends)):
            said = "wrong " if end in found else "missed"
            yield f"{said} {text[max(0, end - 40) : end]} | {text[end : end + 30]}"


def main() -> None:
    """Print F1 and speed for every treebank and the score of the tricky cases; errors on demand."""
    if not FOLDER.is_dir():
        sys.exit(f"{FOLDER} is absent; name the data folder with DEDUP_DATA")
    for name, language in TREEBANKS.items():
        chunks = treebank(name)
        ours, alone = speed(chunks, language)
        f1 = boundary_f1(chunks, language)
        print(f"{name}  F1 {f1:.4f}  {ours:9,.0f} sentences/s  (sentencex {alone:,.0f})")
        if "--errors" in sys.argv:
            print(*errors(chunks, language), sep="\n")
    for language in ("de", "en"):
        cases = tricky(language)
        print(f"tricky {language}  {right(cases, language)} of {len(cases)}")


if __name__ == "__main__":
    main()
