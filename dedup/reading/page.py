"""The article on a web page: its running text and what the page says about it."""

from __future__ import annotations

import re

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from dedup.article import Article
from dedup.errors import ReadError

_FURNITURE = ["nav", "footer", "aside", "figure", "form", "body > header", "script", "style"]
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|dt|dd|td|th|tr|br|hr|img|meta|link|input|option|source|wbr)\b)[a-z]", re.I
)
# The time of an extraction grows with the square of the depth; pages of newspapers reach about 50.
_MAX_DEPTH = 1_000
_SPACES = re.compile(r"[ \t]+")


def read_page(text: str, name: str) -> Article:
    r"""Return the article of a page, not yet checked for words or length.

    Text is the main content without navigation, footer, asides and pictures, its paragraphs apart by blank
    lines; a page of no discernible main content gives all its text. What the page declares (Open Graph,
    ``<time datetime>``, ``lang``) becomes title, date, source and language.
    Raises `ReadError` if more than 1,000 tags stand open at once.

    >>> page = read_page('<html lang="de-DE"><h1>Zu</h1><p>Die Brücke ist zu.<p>Sie ist alt.', "a.html")
    >>> page.text, page.title, page.language
    ('Zu\n\nDie Brücke ist zu.\n\nSie ist alt.', 'Zu', 'de')
    """
    _refuse_deep(text)
    tree = HTMLTree.parse(text)
    return Article(
        text=_main_text(tree, text),
        id=name,
        title=_meta(tree, "og:title") or _words(tree, "h1") or _words(tree, "title"),
        date=_meta(tree, "article:published_time") or _attribute(tree, "time[datetime]", "datetime"),
        source=_meta(tree, "og:site_name"),
        language=_language(tree),
        path=name,
    )


def _refuse_deep(page: str) -> None:
    depth = 0
    for tag in _TAG.finditer(page):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _MAX_DEPTH:
            raise ReadError(f"more than {_MAX_DEPTH:,} tags stand open at once; save its text as .txt")


def _main_text(tree: HTMLTree, page: str) -> str:
    main = _plain(page, main_content=True)
    articles = tree.document.query_selector_all("article") if tree.document else []
    if len(articles) == 1:
        # The guess at the main content drops lists; an <article> needs no guess, unless it is a mere teaser.
        marked = _plain(articles[0].html, main_content=False)
        if 2 * len(marked) > len(main):
            return marked
    return main or _plain(page, main_content=False)


def _plain(page: str, main_content: bool) -> str:
    return _paragraphs(
        extract_plain_text(
            page,
            preserve_formatting=True,
            main_content=main_content,
            list_bullets=False,
            alt_texts=False,
            comments=False,
            skip_elements=_FURNITURE,
        )
    )


def _paragraphs(text: str) -> str:
    # Blocks and <br> come alike, as one line end: only a small letter says that the sentence goes on.
    lines = [_SPACES.sub(" ", line).strip() for line in text.splitlines()]
    joined = "".join(("\n" if line[0].islower() else "\n\n") + line for line in lines if line)
    return joined.strip()


def _language(tree: HTMLTree) -> str | None:
    declared = _attribute(tree, "html[lang]", "lang")
    return declared.replace("_", "-").partition("-")[0].lower() if declared else None


def _meta(tree: HTMLTree, key: str) -> str | None:
    return _attribute(tree, f'meta[property="{key}"], meta[name="{key}"]', "content")


def _attribute(tree: HTMLTree, selector: str, attribute: str) -> str | None:
    node = tree.document.query_selector(selector) if tree.document else None
    return (node.getattr(attribute) or "").strip() or None if node else None


def _words(tree: HTMLTree, selector: str) -> str | None:
    node = tree.document.query_selector(selector) if tree.document else None
    return " ".join((node.text or "").split()) or None if node else None
