"""Runs of words that stand in very many articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StockPhrase:
    """A run of words that stands in many articles, by one where it does.

    `article` is its number, `hash` that of the run, `articles` in how many it stands.
    """

    article: int
    hash: int
    articles: int
