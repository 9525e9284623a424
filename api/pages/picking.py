"""Where the texts of a comparison come from: articles of the store, and files in whatever encoding."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, UploadFile
from starlette.responses import JSONResponse, Response

from api.pages.frame import Spoken, page
from api.problems import problem_response
from api.requests import Id, Words
from api.security import Reader
from api.store.articles import ArticleStore
from api.store.listing import Filters
from dedup import Article, ArticleError, ReadError, article_of

MOST_SHOWN = 20

router = APIRouter(include_in_schema=False)


def _store(request: Request) -> ArticleStore:
    store: ArticleStore = request.app.state.articles
    return store


Store = Annotated[ArticleStore, Depends(_store)]


@router.get("/compare/articles")
def articles(
    request: Request, caller: Reader, store: Store, tongue: Spoken, words: Annotated[Words, Query()] = ""
) -> Response:
    """Show the newest articles that are known by these words, to be picked from."""
    found = store.page(caller.collection, None, MOST_SHOWN, Filters(words=words))
    return page(request, "articles.html.j2", tongue, articles=found.items, more=found.next is not None)


@router.get("/compare/text")
def text(caller: Reader, store: Store, name: Annotated[Id, Query(alias="id")]) -> Response:
    """Return the text of a stored article, whatever its id."""
    return JSONResponse({"text": store.get(caller.collection, name, None).article.text})


@router.post("/compare/read")
def read(_: Reader, file: UploadFile) -> Response:
    """Return the text of the one article in a file: plain text in any encoding, a web page, JSON."""
    try:
        found = article_of(file.file.read(), file.filename or "text")
    except (ReadError, ArticleError) as error:
        return problem_response(422, f"{error}.")
    return JSONResponse({"text": _whole(found)})


def _whole(article: Article) -> str:
    """Return the text with its headline above it, unless it stands there already."""
    title = (article.title or "").strip()
    is_there = not title or article.text.lstrip().startswith(title)
    return article.text if is_there else f"{title}\n\n{article.text}"
