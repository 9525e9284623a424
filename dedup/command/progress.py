"""A progress bar on standard error for whatever takes longer than a second."""

from __future__ import annotations

import sys
from threading import Timer
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE_SECONDS = 1.0


class ProgressBar:
    """Shows the steps of a long run; silent where standard error is no terminal, and for the first second.

    A timer brings it up, so that it also shows for a single long step that reports nothing.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._timer = Timer(PATIENCE_SECONDS, self._show)

    def __enter__(self) -> ProgressBar:
        if sys.stderr is not None and sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._timer.is_alive():
            self._timer.join()
        if self._bar:
            self._bar.stop()

    def __call__(self, step: str, done: int, of: int | None) -> None:
        """Say that `done` of `of` are done in a step."""
        bar = self._bar
        if bar is None:
            return
        if step not in self._tasks:
            self._tasks[step] = bar.add_task(step, total=of, rate="")
        task = self._tasks[step]
        bar.update(task, completed=done, total=of, rate=rate(bar.tasks[task].speed))

    def _show(self) -> None:
        bar = _started()
        bar.add_task(self._title, total=None, rate="")
        self._bar = bar


def _started() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", style="dim"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.start()
    return bar


def rate(speed: float | None) -> str:
    """Return so many steps a second in words, nothing if it is not known yet.

    >>> rate(12345.6), rate(0.25), rate(None)
    ('12,346/s', '0.2/s', '')
    """
    if speed is None:
        return ""
    return f"{speed:,.0f}/s" if speed >= 10 else f"{speed:.1f}/s"
