"""The page that compares two texts: pasted, dropped, or picked from the store."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, Response

from api.pages.frame import POLICY, Spoken, page
from api.pages.ticking import ticks_of
from api.security import Reader
from api.store.articles import ArticleStore, Stored
from api.store.errors import NotKnownError
from dedup import MAX_ARTICLE_CHARS, Article, ArticleError, Layout, Ticks, check_rewrite, comparison_part

PART = "dedup-part"
"""Header of a request that takes the comparison alone, for the page that is there already."""

router = APIRouter(include_in_schema=False)

Pasted = Annotated[str, Form(max_length=2 * MAX_ARTICLE_CHARS)]
Pair = tuple[Stored, Stored]
Looks = Annotated[Layout, Form()]
Number = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


def _store(request: Request) -> ArticleStore:
    store: ArticleStore = request.app.state.articles
    return store


Store = Annotated[ArticleStore, Depends(_store)]


@router.get("/")
def start(request: Request, tongue: Spoken) -> Response:
    """Show two empty panes."""
    return _page(request, tongue, "", "")


@router.post("/compare")
def compare(
    request: Request,
    _: Reader,
    tongue: Spoken,
    a: Pasted = "",
    b: Pasted = "",
    layout: Looks = Layout.COLUMNS,
) -> Response:
    """Compare two pasted texts."""
    texts = a.replace("\r\n", "\n"), b.replace("\r\n", "\n")
    return _answer(request, tongue, Article(texts[0]), Article(texts[1]), layout)


@router.get("/compare")
def compare_stored(
    request: Request,
    caller: Reader,
    store: Store,
    tongue: Spoken,
    a: str,
    b: str,
    version: Number = None,
    other_version: Number = None,
    layout: Annotated[Layout, Query()] = Layout.COLUMNS,
) -> Response:
    """Compare two stored articles, or two versions of one."""
    try:
        pair = store.get(caller.collection, a, version), store.get(caller.collection, b, other_version)
    except NotKnownError as error:
        return _page(request, tongue, "", "", problem=f"{error}.", status=404)
    one, other = (stored.article for stored in pair)
    return _answer(request, tongue, one, other, layout, pair, ticks_of(request, caller, *pair))


def _answer(
    request: Request,
    tongue: Spoken,
    a: Article,
    b: Article,
    layout: Layout,
    pair: Pair | None = None,
    ticks: Ticks | None = None,
) -> Response:
    try:
        found = comparison_part(check_rewrite(a, b), tongue, layout, ticks)
    except ArticleError as error:
        return _problem(request, tongue, a, b, str(error))
    if PART in request.headers:
        return HTMLResponse(found, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
    return _page(request, tongue, a.text, b.text, found=found, layout=layout, pair=pair)


def _problem(request: Request, tongue: Spoken, a: Article, b: Article, problem: str) -> Response:
    if PART in request.headers:
        return page(request, "problem.html.j2", tongue, 422, problem=problem)
    return _page(request, tongue, a.text, b.text, problem=problem, status=422)


def _page(
    request: Request,
    tongue: Spoken,
    a: str,
    b: str,
    found: str = "",
    problem: str = "",
    layout: Layout = Layout.COLUMNS,
    status: int = 200,
    pair: Pair | None = None,
) -> Response:
    values = {"a": a, "b": b, "found": found, "problem": problem, "layout": layout, "pair": pair}
    return page(request, "compare.html.j2", tongue, status, **values)
