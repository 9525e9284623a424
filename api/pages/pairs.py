"""The two texts that an address names: versions of stored articles, or articles of a job's result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from api.pages.job_stories import JobStories, UnreadableError
from api.pages.ticking import StoredPair, ticks_of
from api.problems import whole
from api.security import Caller, Reader
from api.store.errors import NotKnownError
from dedup import Article, Tongue, speech

Number = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
Job = Annotated[str | None, Query(max_length=40)]
"""The id of a job, if texts of its result are meant."""

GONE = "The batch or its text is not there any more."


class MissingError(Exception):
    """A text is not there; the message says which, for people."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles; `stored` are the versions of the store, if they are that."""

    a: Article
    b: Article
    stored: StoredPair | None = None


@dataclass(frozen=True, slots=True)
class PairAddress:
    """What an address says of two texts: ids and numbers of versions, or keys in the result of a job."""

    a: str
    b: str
    version: int | None
    other_version: int | None
    job: str | None

    def read(self, request: Request, caller: Caller, tongue: Tongue) -> Pair:
        """Return the articles. Raises MissingError."""
        if self.job is not None:
            return self._of_job(request, caller, tongue, self.job)
        get = request.app.state.articles.get
        try:
            one = get(caller.collection, self.a, self.version)
            other = get(caller.collection, self.b, self.other_version)
        except NotKnownError as error:
            raise MissingError(whole(error)) from error
        stored = StoredPair(one, other, ticks_of(request, caller, one, other))
        return Pair(one.article, other.article, stored)

    def _of_job(self, request: Request, caller: Caller, tongue: Tongue, job: str) -> Pair:
        try:
            stories = JobStories(request.app.state.jobs, caller.collection, job)
            return Pair(stories.article(self.a), stories.article(self.b))
        except (NotKnownError, UnreadableError) as error:
            raise MissingError(speech(tongue).text(GONE)) from error


def _address(
    _: Reader, a: str, b: str, version: Number = None, other_version: Number = None, job: Job = None
) -> PairAddress:
    return PairAddress(a, b, version, other_version, job)


Addressed = Annotated[PairAddress, Depends(_address)]
