"""Facts are ticked off on the page that compares two stored versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from api.checked import Checks, PairName
from api.pages.frame import Spoken, page
from api.pages.moments import minute
from api.pages.places import place
from api.security import Caller, Writer
from api.store.articles import Stored
from api.store.errors import NotKnownError
from dedup import ArticleError, Layout, Ticks

FORM = "ticks"
"""The id of the form of the page."""

router = APIRouter(include_in_schema=False)

Name = Annotated[str, Form(max_length=400)]
Version = Annotated[int, Form(ge=1, le=2**31 - 1)]
Fact = Annotated[str, Form(max_length=80)]


@dataclass(frozen=True, slots=True)
class StoredPair:
    """Two stored versions, and what was ticked off of them."""

    a: Stored
    b: Stored
    ticks: Ticks


def ticks_of(request: Request, caller: Caller, a: Stored, b: Stored) -> Ticks:
    """Return what was ticked off of two versions, as the page says it."""
    found = request.app.state.ticks.of(caller.collection, a, b)
    notes = {
        name: " · ".join(word for word in (tick.editor, minute(tick.created)) if word)
        for name, tick in found.items()
    }
    return Ticks(notes, FORM if caller.scope != "read" else "")


@router.post("/compare/ticks")
def tick(
    request: Request,
    caller: Writer,
    tongue: Spoken,
    a: Name,
    b: Name,
    version: Version,
    other_version: Version,
    tick: Fact = "",
    untick: Fact = "",
    layout: Annotated[Layout, Form()] = Layout.COLUMNS,
) -> Response:
    """Tick a fact off, or take a tick back, and lead to the comparison again."""
    checks = Checks(request.app.state.articles, request.app.state.ticks, request.app.state.comparer)
    pair, now = PairName(a, b, version, other_version), request.app.state.clock()
    try:
        if tick:
            checks.tick(caller.collection, pair, tick, now, caller.author)
        if untick:
            checks.untick(caller.collection, pair, untick, now, caller.author)
    except (NotKnownError, ArticleError):
        return page(request, "fact_gone.html.j2", tongue, 404)
    query = {"a": a, "version": version, "b": b, "other_version": other_version, "layout": layout}
    return RedirectResponse(f"{place(request, '/compare', **query)}#to-check", 303)
