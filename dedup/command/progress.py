"""A progress bar on standard error for whatever takes longer than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE_SECONDS = 1.0


class ProgressBar:
    """Shows the steps of a long run; silent where standard error is no terminal, and for the first second."""

    def __init__(self) -> None:
        self._visible_from = time.monotonic() + PATIENCE_SECONDS if sys.stderr.isatty() else float("inf")
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, step: str, done: int, of: int | None) -> None:
        """Say that `done` of `of` are done in a step."""
        if time.monotonic() < self._visible_from:
            return
        bar = self._bar = self._bar or _started()
        if step not in self._tasks:
            self._tasks[step] = bar.add_task(step)
        bar.update(self._tasks[step], completed=done, total=of)


def _started() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.start()
    return bar
