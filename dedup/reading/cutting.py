"""A file of many articles, written again without some of them; nothing else in it changes.

JSON Lines keep their bytes line by line. Of JSON, and of JSON Lines in UTF-16 or UTF-32, the text is kept and
written as UTF-8.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import BinaryIO

from dedup.errors import ReadError
from dedup.reading.content import LINE_FORMATS, iter_lines
from dedup.reading.encoding import decode, has_wide_mark
from dedup.span import Span

_SPACE = re.compile(r"\s*")
_BLOCK_BYTES = 1_000_000


def write_without(source: Path, target: Path, dropped: Container[int]) -> None:
    """Write a .jsonl or .json file without the articles with these numbers (from 0, as they are read).

    At least one article must remain. Raises OSError, and ReadError for a file that cannot be read as text.
    """
    with source.open("rb") as file:
        wide = has_wide_mark(file.read(4))
        file.seek(0)
        if source.suffix.lower() in LINE_FORMATS and not wide:
            with target.open("wb") as out:
                _copy_lines(file, source, out, dropped)
            return
        text = decode(file.read(), source.name)
    cut = lines_without if source.suffix.lower() in LINE_FORMATS else list_without
    try:
        target.write_bytes(cut(text, dropped).encode())
    except (ValueError, IndexError):
        raise ReadError(f"{source}: changed while it was read; try again") from None


def lines_without(text: str, dropped: Container[int]) -> str:
    r"""Return JSON Lines without some of their articles.

    >>> lines_without('{"text": "Eins."}\n\n{"text": "Zwei."}\n', {1})
    '{"text": "Eins."}\n\n'
    """
    lines, number = [], 0
    for line in text.split("\n"):
        row = bool(line.strip())
        if not row or number not in dropped:
            lines.append(line)
        number += row
    return "\n".join(lines)


def list_without(text: str, dropped: Container[int]) -> str:
    """Return a JSON list, or an object with a list "articles", without some of its items.

    >>> list_without('{"articles": [1.50, 2 , 3], "of": 3}', {0, 2})
    '{"articles": [2], "of": 3}'
    """
    items = list(_items(text, _start(text)))
    kept = [number for number in range(len(items)) if number not in dropped]
    cuts = [Span(items[n].start, items[n + 1].start) for n in range(kept[-1]) if n in dropped]
    cuts.append(Span(items[kept[-1]].end, items[-1].end))
    for cut in reversed(cuts):
        text = text[: cut.start] + text[cut.end :]
    return text


def _copy_lines(file: BinaryIO, source: Path, out: BinaryIO, dropped: Container[int]) -> None:
    number = 0
    with source.open("rb") as again:
        for size, row in iter_lines(file, source.name):
            if row is not None and number in dropped:
                again.seek(size, 1)
            else:
                for start in range(0, size, _BLOCK_BYTES):
                    out.write(again.read(min(_BLOCK_BYTES, size - start)))
            number += row is not None


def _start(text: str) -> int:
    """Return where the list of articles begins: the text itself, or the last field "articles" of it."""
    at = _after_space(text, 0)
    if text[at] == "[":
        return at
    found = at
    while text[at] != "}":
        key, at = _value(text, _after_space(text, at + 1))
        value = _after_space(text, _after_space(text, at) + 1)
        found = value if key == "articles" else found
        at = _after_space(text, _value(text, value)[1])
    return found


def _items(text: str, at: int) -> Iterator[Span]:
    """Yield where the items of the list stand that begins here."""
    while text[at] != "]":
        start = _after_space(text, at + 1)
        end = _value(text, start)[1]
        yield Span(start, end)
        at = _after_space(text, end)


def _value(text: str, at: int) -> tuple[object, int]:
    return _DECODER.raw_decode(text, at)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


_DECODER = json.JSONDecoder()
