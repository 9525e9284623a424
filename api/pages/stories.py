"""The list of stories: what is in the store, newest first, searched and filtered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.clusters import Clusters
from api.pages.frame import Spoken, may_write, page
from api.pages.job_stories import JobStories, UnreadableError
from api.pages.notice import Notice
from api.pages.search import Search, Searched, SearchError
from api.pages.story_page import Desk, StoryDesk
from api.pages.tale import Tale, title_of
from api.security import Caller, Reader
from api.store.errors import CursorError, NotKnownError
from api.store.story_lists import StoryPage, sources_of

PER_PAGE = 25
NOTHING = StoryPage([], None)

router = APIRouter(include_in_schema=False)

Name = Annotated[str | None, Query(max_length=40)]


@router.get("/stories")
def stories(
    request: Request,
    caller: Reader,
    desk: Desk,
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
        found = _found(request, desk.live, caller, search, cursor, job)
    except (SearchError, UnreadableError) as error:
        problem = str(error)
    except CursorError:
        problem = "This page of the list is not there."
    except NotKnownError:
        return desk.gone_of_job(job or "")
    shown = {
        "search": search,
        "found": found,
        "problem": problem,
        "cursor": cursor,
        "sources": sources_of(found.items),
        "title_of": title_of,
        "origin": str(request.base_url).rstrip("/"),
        "target": _target(desk, into if may_write(request) else None),
        "notice": notice,
        "job": job,
        "may_decide": may_write(request) and job is None,
    }
    return page(request, "stories.html.j2", tongue, 422 if problem else 200, **shown)


def _found(
    request: Request, live: Clusters, caller: Caller, search: Search, cursor: str | None, job: str | None
) -> StoryPage:
    if job is None:
        return live.stories(caller.collection, search.filter(), cursor, PER_PAGE)
    return JobStories(request.app.state.jobs, caller.collection, job).page(search, cursor, PER_PAGE)


def _target(desk: StoryDesk, into: str | None) -> Tale | None:
    """Return the story that another is picked for."""
    try:
        return desk.tale(into) if into else None
    except NotKnownError:
        return None
