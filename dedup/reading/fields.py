"""From one JSON value to one article: every field looked at, every complaint naming its field.

The messages here do not name the file; who calls puts the file and the line before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dedup.article import Article
from dedup.errors import ReadError
from dedup.limits import MAX_ARTICLE_CHARS

FIELDS = ("id", "text", "title", "date", "source", "language")
_SHOWN_COLUMNS = 5


def known_columns(names: Sequence[str], name: str) -> list[str]:
    """Return which columns of a table are fields of an article. Raises `ReadError` if "text" is none of them.

    >>> known_columns(["views", "text", "id"], "a.csv")
    ['id', 'text']
    """
    if "text" not in names:
        shown = ", ".join(f'"{column[:40]}"' for column in names[:_SHOWN_COLUMNS])
        more = " and more" if len(names) > _SHOWN_COLUMNS else ""
        raise ReadError(f'{name}: no column "text" among its columns ({shown}{more}); an article needs one')
    return [field for field in FIELDS if field in names]


def article_from(value: object, name: str, default_id: str) -> Article:
    """Return the article of a JSON object ``{text, id?, title?, date?, source?, language?}``.

    Numbers as id become strings, unknown fields are ignored. Raises `ReadError` for a field of the wrong
    type and for a text that `checked` refuses.

    >>> article_from({"text": "Die Brücke.", "id": 7, "views": 12}, "a.json", "a.json").id
    '7'
    >>> article_from({"text": 5}, "a.json", "a.json")
    Traceback (most recent call last):
    dedup.errors.ReadError: the field "text" must be a string, not a number
    """
    if not isinstance(value, Mapping):
        raise ReadError(f'an article must be an object such as {{"text": "..."}}, not {_kind(value)}')
    if "text" not in value:
        raise ReadError('the field "text" is missing; an article needs one')
    return checked(
        Article(
            text=_string(value["text"], "text"),
            id=_identity(value.get("id")) or default_id,
            title=_optional(value, "title"),
            date=_optional(value, "date"),
            source=_optional(value, "source"),
            language=_optional(value, "language"),
            path=name,
        )
    )


def checked(article: Article) -> Article:
    """Return the article if dedup can work on it, else raise `ReadError`.

    Its text must hold a letter or digit and at most `MAX_ARTICLE_CHARS` characters, and no field may hold
    half a character (a lone surrogate), which no file and no answer could be written with.

    >>> checked(Article("- - -"))
    Traceback (most recent call last):
    dedup.errors.ReadError: no words in its text; give it some or remove it
    """
    text = article.text
    if len(text) > MAX_ARTICLE_CHARS:
        raise ReadError(
            f"its text has {len(text):,} characters, the limit for one article is {MAX_ARTICLE_CHARS:,}; "
            "split it into its articles"
        )
    if not any(char.isalnum() for char in text):
        raise ReadError("no words in its text; give it some or remove it")
    for field in ("text", "id", "title", "date", "source", "language"):
        _refuse_half_characters(getattr(article, field) or "", field)
    return article


def _refuse_half_characters(value: str, field: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ReadError(
            f'the field "{field}" holds half a character (a lone surrogate) at {error.start}; export it again'
        ) from None


def _identity(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _string(value, "id", "a string or a number") if value is not None else ""


def _optional(fields: Mapping[str, object], field: str) -> str | None:
    value = fields.get(field)
    return None if value is None else _string(value, field) or None


def _string(value: object, field: str, wanted: str = "a string") -> str:
    if not isinstance(value, str):
        raise ReadError(f'the field "{field}" must be {wanted}, not {_kind(value)}')
    return value


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds = {bool: "true or false", str: "a string", list: "a list", dict: "an object"}
    return kinds.get(type(value), "a number")
