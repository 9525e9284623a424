"""Light words: those that say nothing of a sentence's subject.

In a long text their frequency shows that; in a text of two sentences `the` is as rare as any name, and so are
the words that frame a report (`said`, `on Friday`). Those are light in short texts only: in longer ones they
help to tell sentences apart.
"""

from __future__ import annotations

from functools import lru_cache

from dedup.function_words import FRAME_WORDS, FUNCTION_WORDS
from dedup.terms import plain_terms, term_stems


@lru_cache(maxsize=2 * len(FUNCTION_WORDS))
def light_stems(language: str, short: bool = False) -> frozenset[str]:
    """Return the stems of a language's light words in a `short` text or another; none without a list.

    >>> "the" in light_stems("en"), "fire" in light_stems("en")
    (True, False)
    """
    words = FUNCTION_WORDS.get(language, "") + (f" {FRAME_WORDS.get(language, '')}" if short else "")
    terms = plain_terms(words.split())
    return frozenset(term_stems([term for term in terms if not term.isdecimal()], language))
