"""Which capitalised words of a text are names, told by where else they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dedup.document import Document
from dedup.facts.calendar import countries, months, weekdays
from dedup.facts.nouns import (
    AMBIGUOUS_MONTHS,
    BARE_NOUNS,
    DETERMINERS,
    LEGAL_FORMS,
    NOUN_ENDING,
    PLACE_PREPOSITIONS,
    ROLE_ENDING,
    ROLES,
    SINGULAR_VERBS,
    STARTERS,
)
from dedup.facts.numberwords import number_word
from dedup.facts.speech import SPEECH_VERBS
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Token, read
from dedup.facts.units import unit_words
from dedup.language import base_language
from dedup.quotations import QUOTE_MARKS

STRONG, WEAK, NONE = 2, 1, 0
ACRONYM_REACH = 7
_SENTENCE_ENDS = frozenset(".!?:•*") | QUOTE_MARKS - {"'", "’"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names of one text: those the text leaves no doubt about, and those it suggests.

    `together` holds words that stand beside each other in a name, and what an acronym in brackets
    stands for.
    """

    strong: frozenset[str]
    weak: frozenset[str]
    together: frozenset[tuple[str, str]] = frozenset()

    def strength(self, low: str) -> int:
        """Return how sure it is that a lower-case word is a name.

        >>> Lexicon(frozenset({"kiel"}), frozenset()).strength("kiels")
        2
        """
        if (
            low in self.strong
            or low.removesuffix("'s") in self.strong
            or low.removesuffix("s") in self.strong
        ):
            return STRONG
        return WEAK if low in self.weak or low.removesuffix("s") in self.weak else NONE

    def __or__(self, other: Lexicon) -> Lexicon:
        return Lexicon(self.strong | other.strong, self.weak | other.weak, self.together | other.together)


def find_lexicon(document: Document, language: str) -> Lexicon:
    """Return the names of a document; headings are passed over, for many print them in capitals.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> text = "Das sagte der Minister Jan Ode am Montag in Kiel. Der Hafen sei zu."
    >>> lexicon = find_lexicon(parse(Article(text, language="de")), "de")
    >>> sorted(lexicon.strong), sorted(lexicon.weak)
    (['jan', 'ode'], ['kiel'])
    """
    headings = tuple((s.start, s.end) for s in document.sentences if s.kind == "heading")
    return _find(document.text, base_language(language) or "en", headings)


@lru_cache(maxsize=16)
def _find(text: str, language: str, headings: tuple[tuple[int, int], ...]) -> Lexicon:
    tokens = read(text, language).tokens
    skipped = _starts_in(tokens, headings)
    lower = {t.low for n, t in enumerate(tokens) if n not in skipped and t.text[0].islower()}
    seen = _german(tokens, language, skipped) if language == "de" else _plain(tokens, language, skipped)
    strong: set[str] = set()
    weak: set[str] = set()
    for low, strength in seen:
        (strong if strength == STRONG else weak).add(low)
    strong -= lower
    return Lexicon(frozenset(strong), frozenset(weak - lower), frozenset(_together(tokens)))


def _together(tokens: tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    for n, token in enumerate(tokens[1:], start=1):
        if not token.text[0].isupper():
            continue
        before = tokens[n - 1]
        if before.text[0].isupper():
            yield before.low, token.low.removesuffix("'s")
        elif before.text == "(" and token.text.isupper():
            for named in tokens[max(0, n - ACRONYM_REACH) : n - 1]:
                if named.text[0].isupper():
                    yield named.low, token.low


def _starts_in(tokens: tuple[Token, ...], spans: tuple[tuple[int, int], ...]) -> frozenset[int]:
    found: list[int] = []
    n = 0
    for start, end in spans:
        while n < len(tokens) and tokens[n].start < end:
            if tokens[n].start >= start:
                found.append(n)
            n += 1
    return frozenset(found)


def is_initial(tokens: tuple[Token, ...], n: int) -> bool:
    """Whether a token begins a sentence, a quotation or a paragraph, so that its capital says nothing."""
    return n == 0 or tokens[n - 1].text in _SENTENCE_ENDS


def is_candidate(token: Token, language: str) -> bool:
    """Whether a capitalised word can be a name at all: no title, weekday, month, unit or number."""
    text, low = token.text, token.low
    if not text[0].isupper() or len(text) < 2 or low in ROLES or low in LEGAL_FORMS or low in STOPWORDS:
        return False
    if low in weekdays(language) or low in unit_words() or number_word(low, language):
        return False
    return low not in months(language) or low in AMBIGUOUS_MONTHS


def _plain(tokens: tuple[Token, ...], language: str, skipped: frozenset[int]) -> Iterator[tuple[str, int]]:
    for n, token in enumerate(tokens):
        if token.text[0].isupper() and n not in skipped and is_candidate(token, language):
            yield token.low.removesuffix("'s"), WEAK if is_initial(tokens, n) else STRONG


def _german(tokens: tuple[Token, ...], language: str, skipped: frozenset[int]) -> Iterator[tuple[str, int]]:
    for n, token in enumerate(tokens):
        if not token.text[0].isupper() or n in skipped or not is_candidate(token, language):
            continue
        strength = STRONG if token.text.isupper() else _german_strength(tokens, n, language)
        if strength:
            yield token.low, strength


def _german_strength(tokens: tuple[Token, ...], n: int, language: str) -> int:
    low = tokens[n].low
    if low in countries(language):
        return STRONG
    if is_common_noun(low):
        return NONE
    if is_initial(tokens, n):
        return WEAK if _is_bare_subject(tokens, n) else NONE
    before, after = tokens[n - 1], tokens[n + 1] if n + 1 < len(tokens) else tokens[n]
    follows = before.text[0].isupper() and len(before.text) > 1 and n > 0
    if follows and _can_precede(tokens, n - 1, language):
        return STRONG
    leads = after is not tokens[n] and is_candidate(after, language) and not is_common_noun(after.low)
    if _is_of_family(tokens, n):
        return STRONG
    if low.endswith("er") and after.text[0].isupper() and is_common_noun(after.low):
        return WEAK  # Kölner Stadtrat
    if before.low in DETERMINERS:
        return STRONG if after.low in LEGAL_FORMS else NONE
    if leads or before.low in SPEECH_VERBS or (low.endswith("s") and after.text[0].isupper()):
        return STRONG
    return WEAK if before.low in PLACE_PREPOSITIONS and low not in BARE_NOUNS else NONE


def _is_of_family(tokens: tuple[Token, ...], n: int) -> bool:
    """Whether a word follows `von der` or `van` behind a capitalised word: Ursula von der Leyen."""
    at = n - 2 if tokens[n - 1].low in ("der", "den", "dem") else n - 1
    return 0 < at < n and tokens[at].low in ("von", "van") and tokens[at - 1].text[0].isupper()


def _can_precede(tokens: tuple[Token, ...], n: int, language: str) -> bool:
    """Whether the capitalised word before makes the next one a name: a role or a first name, no measure."""
    token = tokens[n]
    if token.low in ROLES:
        return token.low not in STOPWORDS
    if not is_candidate(token, language) or token.low in ("ende", "anfang", "mitte", "uhr"):
        return False
    return not is_initial(tokens, n) or bool(ROLE_ENDING.fullmatch(token.low))


def _is_bare_subject(tokens: tuple[Token, ...], n: int) -> bool:
    """Whether a sentence begins with a word and a singular verb: a common noun would have an article."""
    verb = tokens[n + 1].low if n + 1 < len(tokens) else ""
    singular = verb in SINGULAR_VERBS or (verb.endswith(("t", "te")) and len(verb) > 4)
    return (
        singular
        and len(tokens[n].low) > 3
        and tokens[n].low not in STARTERS
        and tokens[n + 1].text[0].islower()
    )


@lru_cache(maxsize=8_192)
def is_common_noun(low: str) -> bool:
    """Whether a German word is a common noun by its ending or by the list of roles.

    >>> is_common_noun("verwaltung"), is_common_noun("osterkamp")
    (True, False)
    """
    return bool(NOUN_ENDING.fullmatch(low) or ROLE_ENDING.fullmatch(low))
