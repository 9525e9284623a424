"""What editors decide of stories: split, merge, exclude, and undo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from api.pages.frame import Spoken, page
from api.pages.notice import MOST_NUMBER, Live, Notice
from api.pages.places import place
from api.pages.story import StoryId
from api.pages.story_page import Desk, StoryDesk
from api.security import Reader, Writer
from api.store.decisions import DecisionPage, Recorded
from api.store.errors import CursorError, NotKnownError

PER_PAGE = 50
MOST_MERGED = 2_000
ADDRESS_END = re.compile("[?#]")
"""What follows in the address of a story tells where on its page one is."""

router = APIRouter(include_in_schema=False)

Names = Annotated[list[str], Form(max_length=MOST_MERGED)]
Number = Annotated[int, Path(ge=1, le=MOST_NUMBER)]


@router.get("/stories/decisions")
def decided(
    request: Request,
    caller: Reader,
    live: Live,
    tongue: Spoken,
    notice: Notice,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """List what editors decided, the latest first."""
    try:
        found = live.decisions(caller.collection, cursor, PER_PAGE)
    except CursorError:
        found = DecisionPage([], None)
    return page(request, "decisions.html.j2", tongue, found=found, notice=notice)


@router.post("/stories/decisions/{number}/undo")
def undo(request: Request, caller: Writer, desk: Desk, number: Number) -> Response:
    """Let a decision hold no more, and lead to the story that its articles are in now."""
    try:
        desk.live.undo(caller.collection, number, request.app.state.clock(), caller.author)
        made = desk.live.decision(caller.collection, number)
    except NotKnownError:
        return desk.gone()
    return _led(desk, made, [name for group in made.groups for name in group])


@router.post("/stories/{id}/split")
def split(request: Request, caller: Writer, desk: Desk, name: StoryId, articles: Names = []) -> Response:  # noqa: B006
    """Part articles from the rest of their story, and lead to the rest."""
    if not articles:
        return desk.show(name, problem="Choose the articles that do not belong to this story.")
    now = request.app.state.clock()
    try:
        made = desk.live.split_off(caller.collection, name, articles, now, caller.author)
    except NotKnownError:
        return desk.show(name, problem="The articles are not all in this story, or are all of it.")
    return _led(desk, made, made.groups[1])


@router.post("/stories/{id}/exclude")
def exclude(request: Request, caller: Writer, desk: Desk, name: StoryId, articles: Names = []) -> Response:  # noqa: B006
    """Keep articles out of all stories, and lead to what is left of this one."""
    try:
        there = [teller.article.id for teller in desk.tale(name).tellers]
    except NotKnownError:
        return desk.gone(name)
    if not articles or not set(articles) <= set(there):
        return desk.show(name, problem="Choose the articles that belong to no story.")
    now = request.app.state.clock()
    groups = [list(dict.fromkeys(articles))]
    made = desk.live.decide(caller.collection, "exclude", groups, now, caller.author)
    return _led(desk, made, [left for left in there if left not in set(articles)])


@router.post("/stories/{id}/merge")
def merge(
    request: Request,
    caller: Writer,
    desk: Desk,
    name: StoryId,
    other: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Put the articles of another story, given by its id or its address, into this one."""
    try:
        here = [teller.article.id for teller in desk.tale(name).tellers]
    except NotKnownError:
        return desk.gone(name)
    try:
        wanted = ADDRESS_END.split(other.strip())[0].rstrip("/").rpartition("/")[2]
        there = [teller.article.id for teller in desk.tale(wanted).tellers] if wanted != name else []
    except NotKnownError:
        there = []
    if not there:
        return desk.show(name, problem="There is no other story with this id.")
    now = request.app.state.clock()
    made = desk.live.decide(caller.collection, "merge", [[*here, *there]], now, caller.author)
    return _led(desk, made, here)


def _led(desk: StoryDesk, made: Recorded, names: Sequence[str]) -> Response:
    """Lead to the story that the first of some articles is in now, or to the list."""
    homes = (desk.live.home(desk.caller.collection, name) for name in names)
    story = next((home for home in homes if home), None)
    there = place(desk.request, f"/stories/{story}" if story else "/stories", done=made.id)
    # The notice takes the focus: what was pressed is not on that page.
    return RedirectResponse(f"{there}#notice", 303)
