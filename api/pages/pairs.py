"""The two texts that an address names: versions of stored articles, or articles of a job's result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query, Request

from api.pages.job_stories import JobStories, UnreadableError
from api.pages.ticking import StoredPair, ticks_of
from api.problems import whole
from api.security import Caller, Reader
from api.store.articles import ArticleStore, Stored
from api.store.errors import NotKnownError
from dedup import Article

Number = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
Job = Annotated[str | None, Query(max_length=40)]
"""The id of a job, if texts of its result are meant."""

GONE = "The batch or its text is not there any more."


class MissingError(Exception):
    """A text is not there; the message says which, for people, in English."""


@dataclass(frozen=True, slots=True)
class Side:
    """What a form says of one text: its id and the number of its version, or its key in a job's result."""

    name: str
    version: int | None
    job: str | None

    def read(self, request: Request, caller: Caller) -> Article:
        """Return the article. Raises MissingError."""
        if self.job:
            return _of_job(request, caller, self.job, self.name)
        return _stored(request, caller, self.name, self.version).article


@dataclass(frozen=True, slots=True)
class PairAddress:
    """What an address says of two texts: ids and numbers of versions, or keys in the result of a job."""

    a: str
    b: str
    version: int | None
    other_version: int | None
    job: str | None

    def read(self, request: Request, caller: Caller) -> Pair:
        """Return the articles. Raises MissingError."""
        if self.job is not None:
            a, b = (_of_job(request, caller, self.job, key) for key in (self.a, self.b))
            return Pair(a, b, self)
        one = _stored(request, caller, self.a, self.version)
        other = _stored(request, caller, self.b, self.other_version)
        stored = StoredPair(one, other, ticks_of(request, caller, one, other))
        exact = replace(self, version=one.number, other_version=other.number)
        return Pair(one.article, other.article, exact, stored)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, the `address` of exactly these, and their versions in the store if they are `stored`."""

    a: Article
    b: Article
    address: PairAddress
    stored: StoredPair | None = None


def _stored(request: Request, caller: Caller, name: str, version: int | None) -> Stored:
    articles: ArticleStore = request.app.state.articles
    try:
        return articles.get(caller.collection, name, version)
    except NotKnownError as error:
        raise MissingError(whole(error)) from error


def _of_job(request: Request, caller: Caller, job: str, key: str) -> Article:
    try:
        return JobStories(request.app.state.jobs, caller.collection, job).article(key)
    except (NotKnownError, UnreadableError) as error:
        raise MissingError(GONE) from error


def _address(
    _: Reader, a: str, b: str, version: Number = None, other_version: Number = None, job: Job = None
) -> PairAddress:
    return PairAddress(a, b, version, other_version, job)


Addressed = Annotated[PairAddress, Depends(_address)]
