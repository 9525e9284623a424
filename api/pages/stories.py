"""The list of stories: what is in the store, newest first, searched and filtered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.clusters import Clusters
from api.pages.frame import Spoken, page
from api.pages.job_stories import JobStories, UnreadableError
from api.pages.notice import Live, Notice
from api.pages.search import Search, Searched, SearchError
from api.security import Caller, Reader
from api.store.errors import CursorError, NotKnownError
from api.store.story_lists import StoryHead, StoryPage, sources_of
from dedup import ArticleError, Sheet

PER_PAGE = 25
NOTHING = StoryPage([], None)

router = APIRouter(include_in_schema=False)

Name = Annotated[str | None, Query(max_length=40)]


@router.get("/stories")
def stories(
    request: Request,
    caller: Reader,
    live: Live,
    tongue: Spoken,
    search: Searched,
    notice: Notice,
    cursor: Name = None,
    into: Name = None,
    job: Name = None,
) -> Response:
    """Show a page of the stories, or of a `job`'s; `into` is the one that another is picked for."""
    found, problem = NOTHING, ""
    try:
        found = _found(request, live, caller, search, cursor, job)
    except (SearchError, UnreadableError) as error:
        problem = str(error)
    except CursorError:
        problem = "This page of the list is not there."
    except NotKnownError:
        return page(request, "story_gone.html.j2", tongue, 404)
    shown = {
        "search": search,
        "found": found,
        "problem": problem,
        "cursor": cursor,
        "sources": sources_of(found.items),
        "title_of": title_of,
        "origin": str(request.base_url).rstrip("/"),
        "target": _target(live, caller, into),
        "notice": notice,
        "job": job,
        "may_decide": caller.scope != "read" and job is None,
    }
    return page(request, "stories.html.j2", tongue, 422 if problem else 200, **shown)


def title_of(head: StoryHead) -> str:
    """Return what a story is called: the title of its newest article, as its text gives it, or its id."""
    newest = head.newest
    if newest.title:
        return newest.title
    try:
        return Sheet(newest).article.title or newest.id
    except ArticleError:
        return newest.id


def _found(
    request: Request, live: Clusters, caller: Caller, search: Search, cursor: str | None, job: str | None
) -> StoryPage:
    if job is None:
        return live.stories(caller.collection, search.filter(), cursor, PER_PAGE)
    return JobStories(request.app.state.jobs, caller.collection, job).page(search, cursor, PER_PAGE)


def _target(live: Clusters, caller: Caller, into: str | None) -> tuple[str, str] | None:
    """Return the story that another is picked for: its id and title."""
    try:
        cluster = live.get(caller.collection, into) if into else None
    except NotKnownError:
        return None
    if cluster is None:
        return None
    first = cluster.members[0].article
    return cluster.id, first.title or first.id
