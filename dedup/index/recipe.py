"""What the answers of an index depend on; indexes of different recipes are never mixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dedup.errors import RecipeError
from dedup.retrieval import RetrievalSettings
from dedup.sketch import SEED
from dedup.version import VERSION

Recipe = Mapping[str, object]

_MOST_WINDOW = 255
"""The places of a fingerprint are kept as steps of one byte."""


def recipe_of(settings: RetrievalSettings, texts: bool = True) -> Recipe:
    """Return the recipe of an index; `texts` unless it was made from signatures alone.

    >>> recipe_of(RetrievalSettings(), texts=False)["texts"]
    False
    """
    return {"version": VERSION, "seed": SEED, "texts": texts, "retrieval": asdict(settings)}


def flat(recipe: Recipe) -> dict[str, object]:
    """Return the entries of a recipe with those of its settings."""
    settings = recipe.get("retrieval")
    return {**recipe, **(settings if isinstance(settings, Mapping) else {})}


def settings_of(recipe: Mapping[str, Any]) -> RetrievalSettings:
    """Return the settings in a recipe. Raises RecipeError if it is not one of this dedup."""
    try:
        settings = RetrievalSettings(**recipe["retrieval"])
        expected = recipe_of(settings, recipe["texts"])
    except (KeyError, TypeError):
        raise RecipeError(
            "the index was made with settings that this dedup does not know; add its articles to a new one"
        ) from None
    check_same(recipe, expected, "add its articles to a new index, or use the dedup that made it")
    return settings


def check_settings(settings: RetrievalSettings) -> None:
    """Raise RecipeError unless an index can be made with these settings."""
    if not 1 <= settings.window <= _MOST_WINDOW:
        raise RecipeError(
            f"an index keeps windows of 1 to {_MOST_WINDOW} shingles, not {settings.window}; set another"
        )


def check_same(found: Recipe, expected: Recipe, advice: str) -> None:
    """Raise RecipeError with the first difference, and the advice, if two recipes differ."""
    one, other = flat(found), flat(expected)
    names = [n for n in {**other, **one} if n != "retrieval" and one.get(n) != other.get(n)]
    if names:
        name = names[0]
        raise RecipeError(
            f"the index was made with {name} {one.get(name)!r}, not {other.get(name)!r}; {advice}"
        )
