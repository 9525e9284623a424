"""Concepts: what words that mean nearly the same have in common, where they share no letter.

`Betrieb` and `Unternehmen`, `denied` and `disputed`. The groups hold the stock of news language, not of one
subject; a word may be in several. Two sentences that share a concept share a feature, no more: it is weighed
like a rare or common word and never shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from dedup.language import base_language
from dedup.terms import term_stems

_LISTS = {"de": "german", "en": "english", "es": "spanish", "fr": "french"}


def concepts(language: str | None) -> Mapping[str, tuple[int, ...]]:
    """Return the concepts of every stem that has any; none for a language without a list.

    >>> known = concepts("en")
    >>> set(known["deni"]) <= set(known["disput"])
    True
    """
    base = base_language(language) or ""
    return _concepts(base) if base in _LISTS else {}


@lru_cache(maxsize=len(_LISTS))
def _concepts(language: str) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, dict[int, None]] = defaultdict(dict)
    groups: str = import_module(f"dedup.synonyms.{_LISTS[language]}").GROUPS
    for number, group in enumerate(groups.split("/")):
        for stem in term_stems(group.split(), language):
            found[stem][number] = None
    return {stem: tuple(numbers) for stem, numbers in found.items()}
