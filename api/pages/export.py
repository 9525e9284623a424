"""A comparison as a file to keep or to send: a page, Markdown, or a document with tracked changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from api.comparer import Comparer, ComparerBusyError
from api.pages.compare import Pasted, busy, unfolded, wrong
from api.pages.frame import Spoken
from api.pages.pairs import MissingError, Side
from api.security import Caller, Reader
from dedup import (
    Article,
    ArticleError,
    Tongue,
    diff_docx,
    diff_markdown,
    diff_page,
    plain_markdown,
    plain_page,
    speech,
    too_long_to_mark,
)

As = Literal["html", "markdown", "docx"]
KINDS: dict[As, tuple[str, str]] = {
    "html": ("text/html; charset=utf-8", "html"),
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
}
NO_TRACKING = (
    "These texts are too long for tracked changes. Take them as HTML or Markdown, or let Word compare two "
    "documents."
)
NAMES = {Tongue.EN: "comparison", Tongue.DE: "vergleich"}

router = APIRouter(include_in_schema=False)


Name = Annotated[str, Form(max_length=400)]
Version = Annotated[int | None, Form(ge=1, le=2**31 - 1)]
Job = Annotated[str | None, Form(max_length=40)]


def _pair(
    caller: Reader,
    request: Request,
    a: Pasted = "",
    b: Pasted = "",
    article_a: Name = "",
    article_b: Name = "",
    version_a: Version = None,
    version_b: Version = None,
    job: Job = None,
) -> tuple[Article, Article]:
    """Return the two articles of the form: those that it names, or else its texts alone."""
    one, other = Side(article_a, version_a, job), Side(article_b, version_b, job)
    return _article(request, caller, a, one), _article(request, caller, b, other)


Pair = Annotated[tuple[Article, Article], Depends(_pair)]


@router.post("/compare/export")
def export(
    request: Request, pair: Pair, tongue: Spoken, form: Annotated[As, Form(alias="format")]
) -> Response:
    """Return two texts, compared, as a file; what lies in the store or a result has its title and date."""
    return _file(request, tongue, form, *pair)


def _article(request: Request, caller: Caller, pasted: str, side: Side) -> Article:
    """Return a pasted text, or the article that it was, unless it was edited since."""
    text = unfolded(pasted)
    try:
        article = side.read(request, caller) if side.name else None
    except MissingError:
        return Article(text)
    same = article is not None and article.text.replace("\r\n", "\n").replace("\r", "\n") == text
    return article if article and same else Article(text)


def _file(request: Request, tongue: Tongue, form: As, a: Article, b: Article) -> Response:
    try:
        made = _made(request, tongue, form, a, b)
    except ArticleError as error:
        return wrong(request, tongue, a, b, str(error))
    except ComparerBusyError:
        return busy(request, tongue, a, b)
    if made is None:
        return wrong(request, tongue, a, b, speech(tongue).text(NO_TRACKING))
    kind, ending = KINDS[form]
    name = f"{NAMES[tongue]}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(made, media_type=kind, headers=headers)


def _made(request: Request, tongue: Tongue, form: As, a: Article, b: Article) -> bytes | None:
    """Return a comparison in a form, None where the texts are too long for it."""
    if too_long_to_mark(a, b):
        return _unmarked(tongue, form, a, b)
    comparer: Comparer = request.app.state.comparer
    with comparer.checked(a, b) as check:
        if form == "docx":
            return diff_docx(check.diff, datetime.fromtimestamp(request.app.state.clock(), UTC), tongue)
        return (diff_page(check.diff, tongue) if form == "html" else diff_markdown(check.diff)).encode()


def _unmarked(tongue: Tongue, form: As, a: Article, b: Article) -> bytes | None:
    """Return two texts beside each other that are too long to mark; tracked changes are nothing but marks."""
    if form == "docx":
        return None
    return (plain_page if form == "html" else plain_markdown)(a, b, tongue).encode()
