"""One article from a path or from standard input, for a comparison of two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading.content import MAX_FILE_BYTES, decoder
from dedup.reading.encoding import decode
from dedup.reading.formats import READERS, Reader, read_json, read_text

_JSON_START = re.compile(r"\s*(?:\{|\[\s*\{)")


def read_article(path_or_dash: str, stdin: BinaryIO | None) -> Article:
    """Return the one article at a path, or on standard input for ``-``.

    The ending of the path chooses the format. Standard input and a path with another ending (or none) may
    hold JSON or plain text. Raises `ReadError` if there is nothing (`stdin` is None where it is closed), or
    not exactly one article.

    >>> import io
    >>> read_article("-", io.BytesIO(b'{"text": "Die Sonne.", "id": "a"}')).id
    'a'
    """
    if path_or_dash == "-":
        return _only(_read(_given(stdin), "standard input", ""), "standard input")
    return article_of(_bytes(path_or_dash), path_or_dash)


def article_of(data: bytes, name: str) -> Article:
    """Return the one article in the bytes of a file, whose name tells the format as above.

    Raises `ReadError` if there is nothing, or not exactly one article.

    >>> article_of("Die Brücke ist gesperrt.".encode("cp1252"), "a.txt").text
    'Die Brücke ist gesperrt.'
    """
    return _only(_read(data, name, Path(name).suffix.lower()), name)


def _given(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise ReadError("standard input: closed; give one article or name a file")
    try:
        return stdin.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ReadError(f"standard input: cannot be read ({error.strerror or error})") from None


def _bytes(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: a folder, not an article; name one file in it") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None


def _read(data: bytes, name: str, suffix: str) -> Sequence[Article | Skipped]:
    if not data.strip():
        raise ReadError(f"{name}: empty; give one article")
    if len(data) > MAX_FILE_BYTES:
        raise ReadError(f"{name}: larger than {MAX_FILE_BYTES:,} bytes, the limit; give one article")
    if suffix in READERS:
        return READERS[suffix](decoder(suffix)(data, name), name)
    text = decode(data, name)
    return _detected(text)(text, name)


def _detected(text: str) -> Reader:
    return read_json if _JSON_START.match(text) else read_text


def _only(found: Sequence[Article | Skipped], name: str) -> Article:
    if len(found) > 1:
        raise ReadError(
            f"{name}: {len(found):,} articles in it, but exactly one is wanted; name a file of one"
        )
    if isinstance(found[0], Skipped):
        raise ReadError(f"{name}: {found[0].why}")
    return found[0]
