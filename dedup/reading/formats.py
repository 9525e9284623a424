"""The formats: from the text of one file to its articles.

A file that holds nothing readable raises `ReadError`. Where a file holds many articles and one of them is
bad, that one becomes a `Skipped` row and the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.fields import article_from, checked
from dedup.reading.page import read_page
from dedup.reading.sheets import read_sheet


def read_text(text: str, name: str) -> list[Article]:
    """Return the one article of a plain text file, its text as given.

    >>> read_text("Die Brücke ist zu.", "a.txt")[0].id
    'a.txt'
    """
    return [_checked(Article(text, id=name, path=name), name)]


def read_markdown(text: str, name: str) -> list[Article]:
    r"""Return the one article of a Markdown file: text as given, title from a leading ``# Headline``.

    >>> read_markdown("# Brücke gesperrt\n\nSie ist *alt*.", "a.md")[0].title
    'Brücke gesperrt'
    """
    first_line = text.lstrip().partition("\n")[0]
    title = first_line[2:].rstrip("# \t").strip() or None if first_line.startswith("# ") else None
    return [_checked(Article(text, id=name, title=title, path=name), name)]


def read_html(text: str, name: str) -> list[Article]:
    """Return the one article of a web page; see `read_page` for what is taken from it.

    >>> read_html("<nav>Start</nav><p>Die Brücke ist zu.</p>", "a.html")[0].text
    'Die Brücke ist zu.'
    """
    try:
        return [checked(read_page(text, name))]
    except ReadError as error:
        raise ReadError(f"{name}: {error}") from None


def read_json(text: str, name: str) -> list[Article | Skipped]:
    """Return the articles of a JSON file: one object, a list of them, or ``{"articles": [...]}``.

    An article without an id gets the file's name, in a list with its number: ``a.json#3``.

    >>> [found.id for found in read_json('[{"text": "Eins."}, {"text": "Zwei.", "id": 9}]', "a.json")]
    ['a.json#1', '9']
    """
    value = _parsed(text, name)
    if isinstance(value, dict) and "articles" in value and "text" not in value:
        value = value["articles"]
        if not isinstance(value, list):
            raise ReadError(f'{name}: the field "articles" must be a list of articles')
    if isinstance(value, list):
        return _listed(value, name)
    if isinstance(value, dict) and "text" not in value:
        raise ReadError(f'{name}: no article in it: {_known_fields(value)}; an article has a field "text"')
    try:
        return [article_from(value, name, default_id=name)]
    except ReadError as error:
        raise ReadError(f"{name}: {error}") from None


def read_jsonl(text: str, name: str) -> list[Article | Skipped]:
    r"""Return the articles of a JSON Lines file, one object a line; blank lines do not count.

    >>> read_jsonl('{"text": "Eins."}\n{"text": "Zw', "a.jsonl")[1].why[:31]
    'line 2: not valid JSON (Untermi'
    """
    rows = (read_json_line(line, number, name) for number, line in enumerate(text.split("\n"), start=1))
    found = [row for row in rows if row is not None]
    if not found:
        raise ReadError(f"{name}: no article in it: no line holds anything; remove it or fill it")
    return found


def read_json_line(line: str, number: int, name: str) -> Article | Skipped | None:
    """Return the article of line `number`, why it is none, or None for a blank line.

    >>> read_json_line('{"text": "Eins."}', 4, "a.jsonl").id
    'a.jsonl#4'
    """
    if not line.strip():
        return None
    try:
        return article_from(_parsed(line, name), name, default_id=f"{name}#{number}")
    except ReadError as error:
        return Skipped(name, f"line {number}: {str(error).removeprefix(f'{name}: ')}")


Reader = Callable[[str, str], list[Article] | list[Article | Skipped]]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".md": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".json": read_json,
        ".jsonl": read_jsonl,
        ".ndjson": read_jsonl,
        ".csv": read_sheet,
        ".tsv": read_sheet,
    }
)
"""The reader of every file name ending (in small letters) that dedup understands."""


_MARK = "\ufeff"
# NaN, which pandas writes for a missing value, is read as null. To make a decoder takes as long as to use it.
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)


def _checked(article: Article, name: str) -> Article:
    try:
        return checked(article)
    except ReadError as error:
        raise ReadError(f"{name}: {error}") from None


def _listed(values: list[object], name: str) -> list[Article | Skipped]:
    if not values:
        raise ReadError(f"{name}: no article in it: its list is empty; remove it or fill it")
    return [_list_item(value, number, name) for number, value in enumerate(values, start=1)]


def _list_item(value: object, number: int, name: str) -> Article | Skipped:
    try:
        return article_from(value, name, default_id=f"{name}#{number}")
    except ReadError as error:
        return Skipped(name, f"article {number}: {error}")


def _known_fields(value: dict[str, object]) -> str:
    if not value:
        return "its object is empty"
    shown = ", ".join(f'"{key[:40]}"' for key in list(value)[:5])
    return f"its object has only {shown}{' and more' if len(value) > 5 else ''}"


def _parsed(text: str, name: str) -> object:
    try:
        if text.startswith(_MARK):
            json.loads(text)  # which says that the mark is too much
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if "\n" in text else f"column {error.colno}"
        what = error.msg.removesuffix(" at")
        raise ReadError(f"{name}: not valid JSON ({what} at {where}); repair it there") from None
    except (RecursionError, ValueError):
        raise ReadError(
            f"{name}: JSON nested too deeply or with too long a number; write it plainly"
        ) from None
