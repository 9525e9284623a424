"""The history of a story as GitHub-flavoured Markdown, for a comment or an issue."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.history import History
from dedup.render.history_display import (
    Cell,
    ThreadRow,
    facts_title,
    legend,
    thread_rows,
    timeline,
    version_parts,
)
from dedup.render.markdown import escaped
from dedup.render.wording import count

_WORDING = "sentence, in its last wording"


def history_markdown(history: History) -> str:
    """Return the versions, a table of the facts that changed and one of the sentences by version."""
    lines = [f"**{count(len(history.versions), 'version')}**", "", *_versions(history)]
    lines += ["", f"### {facts_title(history)}", "", *_facts(history)]
    lines += ["### Sentences", "", *_sentences(history)]
    return "\n".join(lines) + "\n"


def _versions(history: History) -> Iterator[str]:
    for number in range(len(history.versions)):
        parts = (escaped(part.replace("  ", " ")) for part in version_parts(history, number))
        yield f"{number + 1}. {' · '.join(parts)}"


def _facts(history: History) -> Iterator[str]:
    if not history.facts:
        return
    yield "| type | what the versions say |"
    yield "|---|---|"
    for fact in history.facts:
        said = " → ".join(f"{escaped(value)} ({versions})" for value, versions in timeline(fact))
        yield f"| {fact.type} | {said} |"
    yield ""


def _sentences(history: History) -> Iterator[str]:
    yield " · ".join(f"`{sign}` {words}" for sign, words in legend())
    yield ""
    numbers = [str(number) for number in range(1, len(history.versions) + 1)]
    yield f"| {' | '.join(numbers)} | {_WORDING} |"
    yield f"|{':-:|' * len(numbers)}---|"
    for row in thread_rows(history):
        yield f"| {' | '.join(map(_sign, row.cells))} | {_wording(row)} |"


def _sign(cell: Cell) -> str:
    return f"`{cell.sign}`" if cell.sign else ""


def _wording(row: ThreadRow) -> str:
    text = escaped(row.text)
    return f"**{text}**" if row.heading else text
