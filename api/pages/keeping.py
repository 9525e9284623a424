"""Pasted texts under a link of their own, for a colleague or for later."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from api.pages.compare import Looks, Pasted, answer, missing, unfolded, wrong
from api.pages.frame import Spoken, page
from api.pages.places import place
from api.security import Reader, Writer
from api.store.comparisons import ComparisonStore
from api.store.errors import CursorError, NotKnownError
from dedup import Article, ArticleError, Layout, parse, speech

PER_PAGE = 50

router = APIRouter(include_in_schema=False)


def _store(request: Request) -> ComparisonStore:
    store: ComparisonStore = request.app.state.comparisons
    return store


Store = Annotated[ComparisonStore, Depends(_store)]
Name = Annotated[str, Path(alias="id", pattern="^[0-9a-f]{32}$")]


@router.post("/compare/keep")
def keep(
    request: Request,
    caller: Writer,
    store: Store,
    tongue: Spoken,
    a: Pasted = "",
    b: Pasted = "",
    layout: Looks = Layout.COLUMNS,
) -> Response:
    """Keep two texts and go to where they are kept."""
    texts = unfolded(a), unfolded(b)
    try:
        parse(Article(texts[0]), "a")
        parse(Article(texts[1]), "b")
    except ArticleError as error:
        return wrong(request, tongue, Article(texts[0]), Article(texts[1]), str(error))
    name = store.keep(caller.collection, *texts, request.app.state.clock(), caller.author)
    return RedirectResponse(place(request, f"/compare/kept/{name}", layout=layout), 303)


@router.get("/compare/kept")
def kept(
    request: Request,
    caller: Reader,
    store: Store,
    tongue: Spoken,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """List the texts that are kept, the newest first."""
    try:
        found = store.page(caller.collection, cursor, PER_PAGE, request.app.state.clock())
    except CursorError:  # what it names was deleted meanwhile
        return RedirectResponse(place(request, "/compare/kept"), 303)
    days = request.app.state.settings.comparison_days
    return page(request, "kept.html.j2", tongue, found=found, cursor=cursor, days=days)


@router.get("/compare/kept/{id}")
def compare_kept(
    request: Request,
    caller: Reader,
    store: Store,
    tongue: Spoken,
    name: Name,
    layout: Annotated[Layout, Query()] = Layout.COLUMNS,
) -> Response:
    """Compare two texts that were kept."""
    try:
        kept = store.get(caller.collection, name, request.app.state.clock())
    except NotKnownError:
        return missing(
            request, tongue, speech(tongue).text("There is no such comparison, or it was deleted.")
        )
    return answer(request, tongue, Article(kept.a), Article(kept.b), layout, kept=name)


@router.post("/compare/kept/{id}/delete")
def delete(request: Request, caller: Writer, store: Store, name: Name) -> Response:
    """Keep two texts no longer, and lead to those that are still kept."""
    store.delete(caller.collection, name, request.app.state.clock(), caller.author)
    return RedirectResponse(place(request, "/compare/kept"), 303)
