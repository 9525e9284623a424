"""What figures say: their value, and whether they only count lines."""

from __future__ import annotations

import re
from functools import lru_cache

_SPACES = re.compile(r"[ \u00a0\u202f'’]")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:\{mark}\d{{3}})+") for mark in ".,"}
_LISTED = re.compile(r"^[^\S\n]*(\d{1,3})[.)][^\S\n]+(?=\S)", re.MULTILINE | re.ASCII)


@lru_cache(maxsize=4_096)
def read_figures(text: str, language: str) -> float:
    """Return the value of figures with the separators of a language.

    >>> read_figures("1.200,5", "de"), read_figures("1,200.5", "en"), read_figures("1'200", "de")
    (1200.5, 1200.5, 1200.0)
    """
    plain = _SPACES.sub("", text)
    point = "." if language == "en" else ","
    group = "," if point == "." else "."
    if point in plain and group in plain:
        point = max(point, group, key=plain.rfind)
        group = "," if point == "." else "."
        plain = plain.replace(group, "")
    elif _GROUPED[group].fullmatch(plain):
        plain = plain.replace(group, "")
    plain = plain.replace(",", ".").replace(":", ".").replace("/", ".")
    whole, _, rest = plain.partition(".")
    return float(f"{whole}.{rest.replace('.', '') or 0}")


@lru_cache(maxsize=16)
def list_numbers(text: str) -> frozenset[int]:
    """Return where lines begin with a number that only counts them: `1. The tax`, `2. The bus`.

    A figure and a full stop at the head of one line alone may be an ordinal: `1. FC Köln`.
    """
    found = {match.start(1): int(match[1]) for match in _LISTED.finditer(text)}
    numbers = set(found.values())
    return frozenset(at for at, n in found.items() if not numbers.isdisjoint((n - 1, n + 1)))
