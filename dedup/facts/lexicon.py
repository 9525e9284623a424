"""Which capitalised words of a text are names, told by where else they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dedup.document import Document
from dedup.facts.calendar import countries, months, weekdays
from dedup.facts.memo import Memo
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
from dedup.facts.tokens import Reading, folded, read
from dedup.facts.units import unit_words
from dedup.language import base_language
from dedup.quotations import QUOTE_MARKS

STRONG, WEAK, NONE = 2, 1, 0
ACRONYM_REACH = 7
_ARTICLES = frozenset({"der", "den", "dem"})
_FAMILY = _ARTICLES | {"von", "van"}
_SENTENCE_ENDS = frozenset(".!?:•*") | QUOTE_MARKS - {"'", "’"}


@dataclass(frozen=True)
class Lexicon:
    """The names of one text: those the text leaves no doubt about, and those it suggests.

    `together` holds words that stand beside each other in a name, and what an acronym in brackets
    stands for.
    """

    strong: frozenset[str]
    weak: frozenset[str]
    together: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word that has a strength, as it may stand in a text."""
        known = self.strong | self.weak
        return known.union([f"{low}s" for low in known], [f"{low}'s" for low in self.strong])

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
        return _joined(self, other)


@lru_cache(maxsize=16)
def _joined(x: Lexicon, y: Lexicon) -> Lexicon:
    # Cached, as every link of two texts asks for it; sets keep their hash.
    return Lexicon(x.strong | y.strong, x.weak | y.weak, x.together | y.together)


def find_lexicon(document: Document, language: str) -> Lexicon:
    """Return the names of a document; headings are passed over, for many print them in capitals.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> text = "Das sagte der Minister Jan Ode am Montag in Kiel. Der Hafen sei zu."
    >>> lexicon = find_lexicon(parse(Article(text, language="de")), "de")
    >>> sorted(lexicon.strong), sorted(lexicon.weak)
    (['jan', 'ode'], ['kiel'])
    """
    headings = [(s.start, s.end) for s in document.sentences if s.kind == "heading"]
    return _find(document.text, base_language(language) or "en", tuple(headings))


@lru_cache(maxsize=16)
def _find(text: str, language: str, headings: tuple[tuple[int, int], ...]) -> Lexicon:
    reading = read(text, language)
    skipped = [slice(*(bisect_left(reading.starts, at) for at in span)) for span in headings]
    inside = {n for part in skipped for n in range(part.start, part.stop)}
    capital = [n for n, word in enumerate(reading.texts) if word[0].isupper()]
    kept = [n for n in capital if n not in inside]
    strong: set[str] = set()
    weak: set[str] = set()
    for low, strength in (_german if language == "de" else _plain)(reading, kept, language):
        (strong if strength == STRONG else weak).add(low)
    lower = _without(reading.texts, skipped)
    together = frozenset(_together(reading, capital))
    return Lexicon(frozenset(strong - lower), frozenset(weak - lower), together)


def _without(texts: Sequence[str], skipped: Sequence[slice]) -> set[str]:
    """Return the words outside some ranges; a lower-case one is there if it is written so anywhere."""
    kept = list(texts)
    for part in reversed(skipped):
        del kept[part]
    return set(kept)


def _together(reading: Reading, capital: Sequence[int]) -> Iterator[tuple[str, str]]:
    texts, lows = reading.texts, reading.lows
    for n in capital:
        before = texts[n - 1] if n else "."
        if before[0].isupper():
            yield lows[n - 1], lows[n].removesuffix("'s")
        elif before == "(" and texts[n].isupper():
            for k in range(max(0, n - ACRONYM_REACH), n - 1):
                if texts[k][0].isupper():
                    yield lows[k], lows[n]


def is_initial(texts: Sequence[str], n: int) -> bool:
    """Whether a token begins a sentence, a quotation or a paragraph, so that its capital says nothing."""
    return n == 0 or texts[n - 1] in _SENTENCE_ENDS


@lru_cache(maxsize=16)
def candidates(language: str) -> Memo[str, bool]:
    """Return which tokens can be names at all: capitalised; no title, weekday, month, unit or number.

    >>> [word for word in ("Kiel", "Montag", "kiel", "Minister") if candidates("de")[word]]
    ['Kiel']
    """
    return Memo(lambda text: _is_candidate(text, folded(text), language))


def _is_candidate(text: str, low: str, language: str) -> bool:
    if not text[0].isupper() or len(text) < 2 or low in ROLES or low in LEGAL_FORMS:
        return False
    if low in STOPWORDS and not text.isupper():  # UN, WHO
        return False
    if low in weekdays(language) or low in unit_words() or number_word(low, language):
        return False
    return low not in months(language) or low in AMBIGUOUS_MONTHS


def _plain(reading: Reading, capital: Sequence[int], language: str) -> Iterator[tuple[str, int]]:
    can_be_name = candidates(language)
    for n in capital:
        if can_be_name[reading.texts[n]]:
            yield reading.lows[n].removesuffix("'s"), WEAK if is_initial(reading.texts, n) else STRONG


def _german(reading: Reading, capital: Sequence[int], language: str) -> Iterator[tuple[str, int]]:
    for n in capital:
        alone = _GERMAN_ALONE[reading.texts[n]]
        strength = _german_strength(reading, n, language) if alone is None else alone
        if strength:
            yield reading.lows[n], strength


def _strength_alone(text: str) -> int | None:
    """Return what a capitalised German word is wherever it stands; None where its neighbours must tell."""
    low = folded(text)
    if not candidates("de")[text]:
        return NONE
    if text.isupper() or low in countries("de"):
        return STRONG
    return NONE if is_common_noun(low) else None


_GERMAN_ALONE = Memo(_strength_alone)


def _german_strength(reading: Reading, n: int, language: str) -> int:
    texts, lows = reading.texts, reading.lows
    low = lows[n]
    if n == 0 or texts[n - 1] in _SENTENCE_ENDS:
        return WEAK if _is_bare_subject(reading, n) else NONE
    before, after = lows[n - 1], lows[n + 1] if n + 1 < len(lows) else ""
    led = texts[n - 1][0].isupper() and len(texts[n - 1]) > 1
    if led and _can_precede(reading, n - 1, language):
        return STRONG
    if before in _FAMILY and _is_of_family(reading, n):
        return STRONG
    capital = bool(after) and texts[n + 1][0].isupper()
    if low.endswith("er") and capital and is_common_noun(after):
        return WEAK  # Kölner Stadtrat
    if before in DETERMINERS:
        return STRONG if after in LEGAL_FORMS else NONE
    leads = capital and candidates(language)[texts[n + 1]] and not is_common_noun(after)
    if leads or before in SPEECH_VERBS or (low.endswith("s") and capital):
        return STRONG
    return WEAK if before in PLACE_PREPOSITIONS and low not in BARE_NOUNS else NONE


def _is_of_family(reading: Reading, n: int) -> bool:
    """Whether a word follows `von der` or `van` behind a capitalised word: Ursula von der Leyen."""
    lows = reading.lows
    at = n - 2 if lows[n - 1] in _ARTICLES else n - 1
    return 0 < at < n and lows[at] in ("von", "van") and reading.texts[at - 1][0].isupper()


def _can_precede(reading: Reading, n: int, language: str) -> bool:
    """Whether the capitalised word before makes the next one a name: a role or a first name, no measure."""
    low = reading.lows[n]
    if low in ROLES:
        return low not in STOPWORDS
    if not candidates(language)[reading.texts[n]] or low in ("ende", "anfang", "mitte", "uhr"):
        return False
    return not is_initial(reading.texts, n) or bool(ROLE_ENDING.fullmatch(low))


def _is_bare_subject(reading: Reading, n: int) -> bool:
    """Whether a sentence begins with a word and a singular verb: a common noun would have an article."""
    verb = reading.lows[n + 1] if n + 1 < len(reading.lows) else ""
    singular = verb in SINGULAR_VERBS or (verb.endswith(("t", "te")) and len(verb) > 4)
    return (
        singular
        and len(reading.lows[n]) > 3
        and reading.lows[n] not in STARTERS
        and reading.texts[n + 1][0].islower()
    )


@lru_cache(maxsize=8_192)
def is_common_noun(low: str) -> bool:
    """Whether a German word is a common noun by its ending or by the list of roles.

    >>> is_common_noun("verwaltung"), is_common_noun("osterkamp")
    (True, False)
    """
    return bool(NOUN_ENDING.fullmatch(low) or ROLE_ENDING.fullmatch(low))
