"""A comparison as a file to keep or to send: a page, Markdown, or a document with tracked changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.pages.compare import Pasted, missing, unfolded, wrong
from api.pages.frame import Spoken
from api.pages.pairs import Addressed, MissingError
from api.security import Reader
from dedup import (
    Article,
    ArticleError,
    Tongue,
    compare_articles,
    diff_docx,
    diff_markdown,
    diff_page,
)

As = Literal["html", "markdown", "docx"]
KINDS: dict[As, tuple[str, str]] = {
    "html": ("text/html; charset=utf-8", "html"),
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
}
NAMES = {Tongue.EN: "comparison", Tongue.DE: "vergleich"}

router = APIRouter(include_in_schema=False)


@router.post("/compare/export")
def export(
    request: Request,
    _: Reader,
    tongue: Spoken,
    form: Annotated[As, Form(alias="format")],
    a: Pasted = "",
    b: Pasted = "",
) -> Response:
    """Return two pasted texts, compared, as a file."""
    return _file(request, tongue, form, Article(unfolded(a)), Article(unfolded(b)))


@router.get("/compare/export")
def export_stored(
    request: Request,
    caller: Reader,
    tongue: Spoken,
    form: Annotated[As, Query(alias="format")],
    named: Addressed,
) -> Response:
    """Return two stored articles, two versions of one, or two articles of a job's result, as a file."""
    try:
        pair = named.read(request, caller, tongue)
    except MissingError as error:
        return missing(request, tongue, str(error))
    return _file(request, tongue, form, pair.a, pair.b)


def _file(request: Request, tongue: Tongue, form: As, a: Article, b: Article) -> Response:
    try:
        made = _made(request, tongue, form, a, b)
    except ArticleError as error:
        return wrong(request, tongue, a, b, str(error))
    kind, ending = KINDS[form]
    name = f"{NAMES[tongue]}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(made, media_type=kind, headers=headers)


def _made(request: Request, tongue: Tongue, form: As, a: Article, b: Article) -> bytes:
    diff = compare_articles(a, b)
    if form == "docx":
        return diff_docx(diff, datetime.fromtimestamp(request.app.state.clock(), UTC), tongue)
    return (diff_page(diff, tongue) if form == "html" else diff_markdown(diff)).encode()
