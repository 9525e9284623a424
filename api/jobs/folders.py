"""Where the files of jobs lie: what was uploaded, work in progress, results."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from api.store.jobs import Job

STALE_SECONDS = 86_400.0
"""How old a folder without a job must be before it is thrown away: an upload may still be going on."""

_ID = re.compile(r"[0-9a-f]{32}")


class JobFolders:
    """One folder a job; results lie in a folder below, named by the attempt that made them.

    So an attempt that lost its lease can at no moment touch what another one completed.
    """

    def __init__(self, data: Path) -> None:
        self._root = data / "jobs"

    def of(self, job: str) -> Path:
        """Return the folder of a job."""
        if not _ID.fullmatch(job):
            raise ValueError(f"not the id of a job: {job!r}")
        return self._root / job

    def make(self, job: str) -> Path:
        """Return the folder of a new job, made."""
        folder = self.of(job)
        folder.mkdir(parents=True)
        return folder

    def results(self, job: Job) -> Path:
        """Return where the attempt that holds or completed a job leaves its results."""
        return self.of(job.id) / f"results-{job.lease}"

    def keep_results(self, job: Job) -> None:
        """Throw away what other attempts than the one that completed a job left as results."""
        kept = self.results(job)
        for folder in self.of(job.id).glob("results-*"):
            if folder != kept:
                shutil.rmtree(folder, ignore_errors=True)

    def remove(self, job: str) -> None:
        """Throw all files of a job away."""
        shutil.rmtree(self.of(job), ignore_errors=True)

    def sweep(self, known: Callable[[str], bool], now: float) -> None:
        """Throw away what belongs to no job: an upload that was cut off, a job that was forgotten."""
        for folder in self._root.glob("*"):
            is_old = _ID.fullmatch(folder.name) and folder.stat().st_mtime < now - STALE_SECONDS
            if is_old and not known(folder.name):
                self.remove(folder.name)
