"""What a worker is given, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """One attempt at a job: files lie in `folder`, and results go into `results`, which is made last.

    `store` is the URL of the database.
    """

    collection: int
    request: Mapping[str, Any]
    folder: Path
    results: Path
    store: str


OUT_OF_MEMORY = "there was not enough memory; send fewer articles"

Report = Callable[[str, int, int | None], None]
"""Called with the name of the step, how much of it is done, and how much there is (None: not known)."""

Kind = Callable[[Task, Report], None]
"""Does one kind of job. What it raises as DedupError is the client's fault, and is not tried again."""


@dataclass(frozen=True, slots=True)
class Told:
    """How far a worker is."""

    step: str
    done: int
    of: int | None


@dataclass(frozen=True, slots=True)
class Ended:
    """A worker is through; `error` says why it gave up, and `final` that another attempt would, too."""

    error: str | None = None
    final: bool = False
