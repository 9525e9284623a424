"""One story: its page, its history, and any two of its versions beside each other."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import RedirectResponse, Response

from api.pages.job_stories import UnreadableError
from api.pages.notice import Notice
from api.pages.pairs import Job
from api.pages.places import place
from api.pages.story_page import MOST_VERSIONS, Desk, StoryDesk
from api.store.errors import NotKnownError
from dedup import Article

LONGEST = 420
_VERSION = re.compile(r"([1-9][0-9]{0,9}):(.+)", re.DOTALL)

router = APIRouter(include_in_schema=False)

StoryId = Annotated[str, Path(alias="id", max_length=12)]
Chosen = Annotated[str, Query(max_length=LONGEST)]


@router.get("/stories/{id}")
def story(desk: Desk, name: StoryId, notice: Notice, job: Job = None) -> Response:
    """Show a story of the store, or of the result of a job; one that is gone leads to what became of it."""
    return desk.show(name, notice, job=job)


@router.get("/stories/{id}/compare")
def choose(desk: Desk, name: StoryId, a: Chosen = "", b: Chosen = "", job: Job = None) -> Response:
    """Lead to any two versions beside each other; a version is its number and the key of its article."""
    one, other = _VERSION.fullmatch(a), _VERSION.fullmatch(b)
    if one is None or other is None:
        return desk.show(name, problem="Choose a version as a and another as b.", job=job)
    query = {"a": one[2], "b": other[2], "job": job}
    if job is None:
        query |= {"version": one[1], "other_version": other[1]}
    return RedirectResponse(place(desk.request, "/compare", **query), 303)


@router.get("/stories/{id}/history")
def history(desk: Desk, name: StoryId, article: Chosen | None = None, job: Job = None) -> Response:
    """Tell what became of every sentence, over the articles of a story or over the versions of one."""
    try:
        tale = desk.tale(name, job)
        if article is None or job is not None:
            told, count = desk.told(tale, job), len(tale.tellers)
        else:
            told, count = _versions(desk, article)
    except (NotKnownError, UnreadableError):
        return desk.gone(name, "/history", article=article) if job is None else desk.gone_of_job(job)
    return desk.history(tale, told, count - len(told), job)


def _versions(desk: StoryDesk, name: str) -> tuple[list[Article], int]:
    """Return versions of an article, the oldest first, and how many there are."""
    numbers = [version.version for version in desk.articles.versions(desk.caller.collection, name)]
    found = desk.articles.by_versions(numbers[:MOST_VERSIONS])
    return [found[number].article for number in numbers if number in found], len(numbers)
