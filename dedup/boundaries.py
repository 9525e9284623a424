"""What sentencex proposes as boundaries of sentences, in bounded time for any text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import sentencex

TERMINALS = frozenset(".!?…。！？｡؟।")
_WIDE_ENDS = "。！？"

MAX_PIECE = 2_000
"""How many characters sentencex sees at a time."""

_PLAIN_SPACES = dict.fromkeys(
    [0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], " "
)


def proposed(block: str, code: str, likely: Sequence[int]) -> list[int]:
    """Return the boundaries of sentencex in a block of text; long ones are cut where ends are `likely`.

    It takes quadratic time over scripts without spaces and unclosed quotations: long blocks go in pieces.
    It fails where an initial follows a space of more than one byte, so it sees plain ones in their place.

    >>> proposed("Es regnet. Niemand kam.", "de", [11])
    [11, 23]
    """
    block = block.translate(_PLAIN_SPACES)
    if len(block) <= MAX_PIECE:
        return [b["end_index"] for b in sentencex.get_sentence_boundaries(code, block)]
    found: list[int] = []
    start = 0
    while start < len(block):
        end = _piece_end(block, start, likely)
        found += [start + b["end_index"] for b in sentencex.get_sentence_boundaries(code, block[start:end])]
        if found[-1] == start + MAX_PIECE and block[before_space(block, end) - 1] not in TERMINALS:
            found.pop()  # the end of the piece, not of a sentence
        start = end
    return found


def _piece_end(block: str, start: int, cuts: Sequence[int]) -> int:
    """Return the last likely sentence end within reach."""
    limit = start + MAX_PIECE
    if limit >= len(block):
        return len(block)
    n = bisect_right(cuts, limit) - 1
    if n >= 0 and cuts[n] > start:
        return cuts[n]
    wide = max(block.rfind(mark, start, limit) for mark in _WIDE_ENDS) + 1
    return wide if wide > start else limit


def before_space(block: str, at: int) -> int:
    """Return where the white space begins that ends at a place.

    >>> before_space("Ja.  Nein.", 5)
    3
    """
    while at and block[at - 1].isspace():
        at -= 1
    return at
