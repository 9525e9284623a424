"""The page that compares two texts: pasted, dropped, or picked from the store."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, Response

from api.comparer import BUSY, RETRY_SECONDS, Comparer, ComparerBusyError
from api.gate import PART
from api.pages.frame import POLICY, Spoken, fragment, page
from api.pages.pairs import Addressed, MissingError, PairAddress
from api.pages.ticking import StoredPair
from api.security import Reader
from dedup import (
    MAX_ARTICLE_CHARS,
    Article,
    ArticleError,
    Layout,
    Ticks,
    Tongue,
    comparison_part,
    plain_part,
    speech,
    too_long_to_mark,
)

router = APIRouter(include_in_schema=False)

Pasted = Annotated[str, Form(max_length=2 * MAX_ARTICLE_CHARS)]
"""A text as a browser sends it: with two characters for the end of a line."""
Looks = Annotated[Layout, Form()]


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
    return answer(request, tongue, Article(unfolded(a)), Article(unfolded(b)), layout)


@router.get("/compare")
def compare_stored(
    request: Request,
    caller: Reader,
    tongue: Spoken,
    named: Addressed,
    layout: Annotated[Layout, Query()] = Layout.COLUMNS,
) -> Response:
    """Compare two stored articles, two versions of one, or two articles of a job's result."""
    try:
        pair = named.read(request, caller)
    except MissingError as error:
        return missing(request, tongue, str(error))
    return answer(request, tongue, pair.a, pair.b, layout, pair=pair.stored, named=pair.address)


def unfolded(pasted: str) -> str:
    r"""Return a text as it was pasted.

    >>> unfolded("Ja.\r\nNein.")
    'Ja.\nNein.'
    """
    return pasted.replace("\r\n", "\n")


def missing(request: Request, tongue: Tongue, problem: str) -> Response:
    """Return the page with what is not there."""
    return _page(request, tongue, "", "", problem=problem, status=404)


def answer(
    request: Request,
    tongue: Tongue,
    a: Article,
    b: Article,
    layout: Layout,
    kept: str | None = None,
    pair: StoredPair | None = None,
    named: PairAddress | None = None,
) -> Response:
    """Return the comparison of two articles, as a page or as the part that the request asks for.

    `kept` is the id under which the texts are kept, if they are; `pair` are the stored versions, if they
    are that; `named` says where the articles lie, if they were not pasted.
    """
    try:
        found = _compared(request, tongue, a, b, layout, pair.ticks if pair else None)
    except ArticleError as error:
        return wrong(request, tongue, a, b, str(error))
    except ComparerBusyError:
        return busy(request, tongue, a, b)
    if pair:
        found = fragment(request, "ticks_form.html.j2", tongue, pair=pair, layout=layout) + found
    if PART in request.headers:
        return HTMLResponse(found, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
    return _page(
        request, tongue, a.text, b.text, found=found, layout=layout, kept=kept, pair=pair, named=named
    )


def _compared(
    request: Request, tongue: Tongue, a: Article, b: Article, layout: Layout, ticks: Ticks | None
) -> str:
    if too_long_to_mark(a, b):
        return plain_part(a, b, tongue)
    comparer: Comparer = request.app.state.comparer
    with comparer.checked(a, b) as check:
        return comparison_part(check, tongue, layout, ticks)


def wrong(
    request: Request, tongue: Tongue, a: Article, b: Article, problem: str, status: int = 422
) -> Response:
    """Return the page with what is wrong with the texts."""
    if PART in request.headers:
        return page(request, "problem.html.j2", tongue, status, problem=problem)
    return _page(request, tongue, a.text, b.text, problem=problem, status=status)


def busy(request: Request, tongue: Tongue, a: Article, b: Article) -> Response:
    """Return the page with the texts, and when to ask again."""
    answer = wrong(request, tongue, a, b, speech(tongue).text(BUSY), 503)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _page(
    request: Request,
    tongue: Tongue,
    a: str,
    b: str,
    found: str = "",
    problem: str = "",
    layout: Layout = Layout.COLUMNS,
    status: int = 200,
    kept: str | None = None,
    pair: StoredPair | None = None,
    named: PairAddress | None = None,
) -> Response:
    here = request.url.remove_query_params(["layout", "lang"])
    values = {"a": a, "b": b, "found": found, "problem": problem, "layout": layout, "kept": kept}
    lasting = f"{here.path}?{here.query}" if found and request.method == "GET" else ""
    where = {"lasting": lasting, "pair": pair, "named": named}
    return page(request, "compare.html.j2", tongue, status, **where, **values)
