"""Which leases belong to a server that still lives, told by locks on files: they end with their process.

A lease alone ends by the clock, and so a job would wait for it after a kill. Servers that share no folder see
nothing of each other's claims, and wait.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.jobs.folders import JobFolders
from api.store.jobs import Job


class Claims:
    """The claims on jobs of all servers that share the folders. Each is for one lease."""

    def __init__(self, folders: JobFolders) -> None:
        self._folders = folders

    @contextmanager
    def held(self, job: Job) -> Iterator[None]:
        """Claim a job for the lease that it has, until this ends or the process dies."""
        path = self._path(job)
        made = path.with_suffix(".part")  # nobody may see it before it is locked
        with made.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            made.rename(path)
            try:
                yield
            finally:
                path.unlink(missing_ok=True)

    def is_abandoned(self, job: Job) -> bool:
        """Whether the process that held a job's lease has died; False also where that cannot be told."""
        try:
            with self._path(job).open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _path(self, job: Job) -> Path:
        return self._folders.of(job.id) / f"claim-{job.lease}"
