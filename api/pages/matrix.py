"""Which part of every article stands in every other, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.tale import Tale, Teller

MOST = 30
SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """Which part of the row's article stands in the column's; None where no shared text counts."""

    share: float | None
    is_self: bool = False

    @property
    def shade(self) -> int:
        """How dark the cell is, from 0.

        >>> Cell(0.01).shade, Cell(1.0).shade, Cell(None).shade
        (1, 5, 0)
        """
        return min(SHADES, 1 + int(self.share * SHADES)) if self.share else 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows, and how many articles are left out."""

    tellers: tuple[Teller, ...]
    rows: tuple[tuple[Teller, tuple[Cell, ...]], ...]
    hidden: int


def matrix_of(tale: Tale) -> Matrix:
    """Return the shares of the first articles."""
    tellers = tale.tellers[:MOST]
    shares: dict[tuple[int, int], float] = {}
    for each in tale.takings:
        pair = each.source.number, each.taker.number
        shares[pair] = each.verdict.containment_a_in_b
        shares[pair[::-1]] = each.verdict.containment_b_in_a
    rows = tuple(
        (
            row,
            tuple(Cell(shares.get((row.number, column.number)), row is column) for column in tellers),
        )
        for row in tellers
    )
    return Matrix(tellers, rows, len(tale.tellers) - len(tellers))
