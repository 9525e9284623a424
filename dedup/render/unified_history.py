"""The history of a story as plain text: a line for every version, fact and sentence, however long."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.history import History
from dedup.render.history_display import (
    CELL,
    facts_title,
    legend,
    thread_rows,
    timeline,
    version_numbers,
    version_parts,
)
from dedup.render.wording import count


def history_text(history: History) -> str:
    """Return the versions, the facts that changed, then every sentence behind a sign for each version."""
    lines = [count(len(history.versions), "version"), *_versions(history)]
    lines += ["", facts_title(history), *_facts(history), "", *_sentences(history)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _versions(history: History) -> Iterator[str]:
    width = len(str(len(history.versions)))
    for number in range(len(history.versions)):
        yield f"{number + 1:>{width}}  {' · '.join(version_parts(history, number))}"


def _facts(history: History) -> Iterator[str]:
    for fact in history.facts:
        said = " → ".join(f"{value} ({versions})" for value, versions in timeline(fact))
        yield f"{fact.type}: {said}"


def _sentences(history: History) -> Iterator[str]:
    yield f"Sentences: {'  '.join(f'{sign} {words}' for sign, words in legend())}"
    yield version_numbers(history)
    for row in thread_rows(history):
        yield f"{''.join(f'{cell.sign:<{CELL}}' for cell in row.cells)} {row.text}"
