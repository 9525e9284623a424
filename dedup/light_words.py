"""Light words: words of grammar, which say nothing of a sentence's subject.

In a long text their frequency shows that; in a text of two sentences `the` is as rare as any name.
"""

from __future__ import annotations

from functools import lru_cache

from dedup.function_words import FUNCTION_WORDS
from dedup.terms import plain_terms, term_stems


@lru_cache(maxsize=len(FUNCTION_WORDS))
def light_stems(language: str) -> frozenset[str]:
    """Return the stems of a language's light words; none for a language without a list.

    >>> "the" in light_stems("en"), "fire" in light_stems("en")
    (True, False)
    """
    terms = plain_terms(FUNCTION_WORDS.get(language, "").split())
    return frozenset(term_stems([term for term in terms if not term.isdecimal()], language))
