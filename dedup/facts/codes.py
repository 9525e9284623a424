"""Codes written in figures: telephone numbers, file numbers, ISBNs. They are names, not amounts."""

from __future__ import annotations

from dedup.facts.tokens import Side

_GLUE = frozenset("-/–")
FEWEST_GLUED = 3
"""So many groups of figures with marks between them are a code: `978-3-16-148410`."""

FEWEST_FIGURES = 6
"""Codes of fewer figures are not compared by their ends."""


def code_at(side: Side, n: int) -> tuple[int, str] | None:
    """Return where the code that begins with the figures at token `n` ends, and its figures.

    A code begins with `+` or a nought (`0431/160-3333`, `0800 123 456`), or is of three groups and more.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Hinweise unter 0431/160-3333 erbeten.", language="de"))
    >>> code_at(find_side(document, [0], document), 2)
    (7, '04311603333')
    """
    first = _group(side, n)
    if not first:
        return None
    dialled = (first[0] == "0" and len(first) > 2) or (side.low(n - 1) == "+" and len(first) < 4)
    groups, at = [first], n + 1
    while True:
        glued = side.low(at) in _GLUE
        group = _group(side, at + 1) if glued else _group(side, at) if dialled else ""
        if not group:
            break
        groups.append(group)
        at += 1 + glued
    figures = "".join(groups)
    told = len(groups) > 1 if dialled else len(groups) >= FEWEST_GLUED
    told = told and any(len(group) > 2 for group in groups)  # 03/09/87 is a day
    return (at, figures) if told and len(figures) >= FEWEST_FIGURES else None


def _group(side: Side, n: int) -> str:
    figures = "".join(side.low(n).split())
    return figures if figures.isdecimal() else ""


def same_code(x: float, y: float) -> bool:
    """Whether two codes are one: the longer may begin with the code of a country or town.

    >>> same_code(494311603333, 4311603333), same_code(4311603333, 4311603383)
    (True, False)
    """
    short, long = sorted((f"{x:.0f}", f"{y:.0f}"), key=len)
    return long == short or (len(short) >= FEWEST_FIGURES and long.endswith(short))
