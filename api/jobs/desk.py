"""Where jobs are asked for: their rows in the database, their files, and who does them, kept together."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from api.jobs.clustering import SUMMARY
from api.jobs.folders import JobFolders
from api.store.audit import Author
from api.store.jobs import Job, JobStore, new_job_id
from api.store.listing import Filters

KIND = "cluster"


class JobDesk:
    """The jobs of the service. `wake` is called when one waits; an attempt may take `most_seconds`."""

    def __init__(
        self,
        jobs: JobStore,
        folders: JobFolders,
        wake: Callable[[], None],
        clock: Callable[[], float],
        most_seconds: float,
    ) -> None:
        self._jobs, self._folders, self._wake, self._clock = jobs, folders, wake, clock
        self._most_seconds = most_seconds

    def cluster_upload(
        self,
        collection: int,
        file: IO[bytes],
        name: str,
        options: Mapping[str, Any],
        by: Author,
        called: str = "",
    ) -> Job:
        """Keep an uploaded file and return the job that clusters its articles; people know it as `called`."""
        job = new_job_id()
        folder = self._folders.make(job)
        try:
            size = _copy(file, folder / name)
            asked = {"file": name, "called": called, "bytes": size, "options": dict(options)}
            return self._enqueued(job, collection, asked, by)
        except BaseException:
            self._folders.remove(job)
            raise

    def cluster_stored(
        self, collection: int, filters: Filters, options: Mapping[str, Any], by: Author
    ) -> Job:
        """Return the job that clusters the stored articles that the filters find."""
        job = new_job_id()
        self._folders.make(job)
        return self._enqueued(job, collection, {"filter": asdict(filters), "options": dict(options)}, by)

    def get(self, collection: int, job: str) -> Job | None:
        """Return a job by its id, None if it is not there."""
        return self._jobs.get(collection, job)

    def list(self, collection: int, limit: int, after: str | None) -> Sequence[Job]:
        """Return jobs, the newest first."""
        return self._jobs.list(collection, limit, after)

    def cancel(self, collection: int, job: str, by: Author) -> Job | None:
        """Return a job that will not be done any more, None if it is not there."""
        return self._jobs.cancel(collection, job, self._clock(), by)

    def delete(self, collection: int, job: str, by: Author) -> bool:
        """Forget a job that has ended, with its files; whether there was one."""
        gone = self._jobs.delete(collection, job, self._clock(), by)
        if gone:
            self._folders.remove(job)
        return gone

    def tidy(self) -> None:
        """Throw away files that belong to no job, such as an upload that was cut off."""
        self._folders.sweep(self._jobs.is_known, self._clock())

    def results(self, job: Job) -> Path:
        """Return the folder of the results of a job that is done."""
        return self._folders.results(job)

    def summary(self, job: Job) -> Mapping[str, Any]:
        """Return what a job has found, in few numbers; nothing if it has no result."""
        try:
            found: Mapping[str, Any] = json.loads((self.results(job) / SUMMARY).read_bytes())
        except FileNotFoundError:
            return {}
        return found

    def _enqueued(self, job: str, collection: int, request: Mapping[str, Any], by: Author) -> Job:
        made = self._jobs.enqueue(
            collection, KIND, request, self._clock(), job=job, most_seconds=self._most_seconds, by=by
        )
        self._wake()
        return made


def _copy(file: IO[bytes], path: Path) -> int:
    """Copy a file so that it is durable, and return how many bytes it has."""
    with path.open("wb") as out:
        shutil.copyfileobj(file, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())
        return out.tell()
