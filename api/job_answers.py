"""What the service answers about jobs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.store.jobs import Job


class ProgressAnswer(BaseModel):
    """How far a job is."""

    step: str = Field(description="What is being done, such as `read and hash` or `verify`.")
    done: int = Field(ge=0, description="How much of it is done.")
    of: int | None = Field(ge=0, description="How much there is; null if that is not known.")


class JobAnswer(BaseModel):
    """Work that is done later. Moments are in UTC."""

    id: str
    kind: str = Field(description="What is done; always `cluster` so far.")
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    change: int = Field(ge=0, description="Grows with every change; the id of the events.")
    progress: ProgressAnswer | None = Field(description="How far it is; null before it began.")
    cancel: bool = Field(description="Whether it was asked to be cancelled.")
    attempts: int = Field(ge=0, description="How often it was begun, for instance again after a crash.")
    error: str | None = Field(description="Why it failed, or why the last attempt did.")
    created: datetime
    started: datetime | None = Field(description="When the newest attempt began.")
    finished: datetime | None

    @classmethod
    def of(cls, job: Job) -> JobAnswer:
        """Return a job as it is told to a client."""
        return cls(
            id=job.id,
            kind=job.kind,
            state=job.state,
            change=job.number,
            progress=ProgressAnswer(**job.progress) if job.progress else None,
            cancel=job.cancel,
            attempts=job.attempts,
            error=job.error,
            created=datetime.fromtimestamp(job.created, UTC),
            started=_moment(job.started),
            finished=_moment(job.finished),
        )


class JobsAnswer(BaseModel):
    """A page of jobs, the newest first."""

    jobs: list[JobAnswer]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
