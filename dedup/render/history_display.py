"""A history as rows: one for every sentence, with what happened to it in each version.

Rows stand in the order of the story: a sentence follows the one that stood before it when it appeared.
Versions and sentences are numbered from 1, as people count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dedup.history import FactHistory, History, Step, Thread
from dedup.render.speech import Speech
from dedup.render.wording import (
    ENGLISH,
    HISTORY_SIGNS,
    MOVED_SIGN,
    count,
    document_name,
    printable,
    ranges,
    relation_words,
    value_text,
)
from dedup.spelling import plain

CELL = 2
"""How many places a version takes in a row of plain signs: its sign, and the sign of a move."""

_LEGEND = ("appeared", "unchanged", "reworded", "merged", "split", "left", "returned")


@dataclass(frozen=True, slots=True)
class Cell:
    """What happened to a sentence in one version: a sign and words; empty where it is not there."""

    sign: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a sentence was worded in one version and those after it; `version` counts from 1."""

    version: int
    text: str


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One sentence through the versions, in its last wording; `heading` as it was there.

    `wordings` are all that it had, the last one included. `gone` is the version it is not in any more.
    """

    id: int
    cells: tuple[Cell, ...]
    text: str
    language: str | None
    heading: bool
    here: bool
    wordings: tuple[Wording, ...]
    gone: int | None


def legend(say: Speech = ENGLISH) -> list[tuple[str, str]]:
    """Return what can happen to a sentence: the sign and the word."""
    signs = [*((HISTORY_SIGNS[change], change) for change in _LEGEND), (MOVED_SIGN, "moved")]
    return [(sign, say.text(word)) for sign, word in signs]


def version_parts(history: History, number: int) -> list[str]:
    """Return what is to be said of a version: its name, its length, how it follows from the one before."""
    document = history.versions[number]
    parts = [document_name(document), count(len(document.sentences), "sentence")]
    if number:
        diff = history.diffs[number - 1]
        relation = relation_words(diff.summary.relation)
        linked = len(document.sentences) - len(diff.added)
        parts.append(f"compared with the one before: {relation}, {linked:,} matched")
    return parts


def version_numbers(history: History) -> str:
    """Return the last digit of every version's number, each over its column of plain signs."""
    return "".join(f"{number % 10:<{CELL}}" for number in range(1, len(history.versions) + 1)).rstrip()


def facts_title(history: History, say: Speech = ENGLISH) -> str:
    """Return how many facts changed."""
    if not history.facts:
        return say.text("No fact changed")
    return say.text("%(facts)s that changed", facts=count(len(history.facts), "fact", say))


def thread_rows(history: History, say: Speech = ENGLISH) -> list[ThreadRow]:
    """Return one row for every thread in the order of the story."""
    return [_row(history, history.threads[thread], say) for thread in _story_order(history)]


def timeline(fact: FactHistory) -> list[tuple[str, str]]:
    """Return what was said, each value once in a row, with the versions that say it."""
    runs = [list(run) for _, run in groupby(fact.sayings, key=lambda saying: plain(saying.value.text))]
    return [(value_text(run[0].value), ranges([saying.version + 1 for saying in run])) for run in runs]


def _row(history: History, thread: Thread, say: Speech) -> ThreadRow:
    steps = {step.version: step for step in thread.steps}
    said = next(step for step in reversed(thread.steps) if step.sentences and step.into is None)
    document, index = history.versions[said.version], said.sentences[0]
    return ThreadRow(
        id=thread.id,
        cells=tuple(_cell(steps.get(version), say) for version in range(len(history.versions))),
        text=printable(document.sentence(index)),
        language=document.language,
        heading=document.sentences[index].kind == "heading",
        here=said is thread.steps[-1] and said.version == len(history.versions) - 1,
        wordings=tuple(_wordings(history, thread)),
        gone=None if said is thread.steps[-1] else thread.steps[-1].version + 1,
    )


def _wordings(history: History, thread: Thread) -> Iterator[Wording]:
    """Yield how a sentence was worded, each time that it was worded anew."""
    before = None
    for step in thread.steps:
        if step.sentences and step.into is None:
            text = history.versions[step.version].sentence(step.sentences[0])
            if plain(text) != before:
                before = plain(text)
                yield Wording(step.version + 1, printable(text))


def _cell(step: Step | None, say: Speech) -> Cell:
    if step is None:
        return Cell()
    words = [say.text(step.change)]
    words += [say.text("sentence %(number)s", number=step.sentences[0] + 1)] if step.sentences else []
    words += [say.text("moved")] if step.moved else []
    sign = HISTORY_SIGNS[step.change] + (MOVED_SIGN if step.moved else "")
    return Cell(sign, ", ".join(words))


def _story_order(history: History) -> list[int]:
    """Return the threads such that each follows the one before it in the version where it appeared."""
    after: dict[int, int | None] = {-1: None}
    for sentences in _threads_by_version(history):
        before = -1
        for thread in sentences:
            if thread not in after:
                after[thread], after[before] = after[before], thread
            before = thread
    order, at = [], after[-1]
    while at is not None:
        order.append(at)
        at = after[at]
    return order


def _threads_by_version(history: History) -> Sequence[Sequence[int]]:
    """Return the threads of every version's sentences, in the order of the sentences."""
    threads: list[dict[int, int]] = [{} for _ in history.versions]
    for thread in history.threads:
        for step in thread.steps:
            if step.sentences and step.into is None:
                threads[step.version][step.sentences[0]] = thread.id
    return [[found[sentence] for sentence in sorted(found)] for found in threads]
