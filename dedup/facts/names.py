"""Names of people, places and organisations in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Prefix

from dedup.facts.capitals import capital_of
from dedup.facts.demonyms import is_adjective, nation
from dedup.facts.firstnames import FIRST_NAMES
from dedup.facts.lexicon import NONE, STRONG, Lexicon, candidates, is_common_noun, is_initial
from dedup.facts.memo import Memo
from dedup.facts.nouns import PARTICLES, TAILS
from dedup.facts.tokens import Side, folded
from dedup.facts.transcription import same_sound
from dedup.facts.wordlist import words

MAX_PARTICLES = 2
MAX_ACRONYM = 6
MAX_WORDS = 6
"""No name has more words; capitals that go on are a headline, or nothing at all."""

_ENDINGS = (
    "s",
    "es",
    "n",
    "en",
    "er",
    "ern",
    "e",
    "sche",
    "schen",
    "ische",
    "ischen",
    "ischer",
    "isches",
    "'s",
)
MIN_STEM = 4
ALIASES = ({"un", "uno"}, {"uk", "britain"}, {"uk", "british"})
KINDS = words(
    """
    university universität hochschule bank museum club city court council college institute institut
    ministry party union street bridge valley river school hospital theatre stadium party trust group
    université banque musée universidad banco museo stadt insel
    """
)
"""Words of names that tell of what kind a thing is, not which."""


OWNED = (
    KINDS
    | TAILS
    | words(
        """
    bank banks isle isles gulf bay cape lake mount house houses church order republic kingdom states
    university college ministry department bishop archbishop duke duchess prince princess king queen
    tower port board chamber chambers federation association society academy board institute league
    army sons daughters state sea strait straits
    """
    )
)
"""English words that `of` and a name follow to make one name: the Gulf of Aden."""

_NO_JOINTS = frozenset(["and", "the", "y", "et", "für", "of", "zu", "zum", "zur", "la"])
_GOING_ON = PARTICLES | TAILS | {"-"}
"""What may stand between or behind the words of a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the tokens ``[lo, hi)``: its words in lower case, no particles, and how sure it is one."""

    lo: int
    hi: int
    words: tuple[str, ...]
    strength: int


def find_names(side: Side, lexicon: Lexicon, taken: frozenset[int]) -> list[Name]:
    """Return the names of one side of a link, in order; dates are `taken`, quotations are passed over.

    >>> from dedup.article import Article
    >>> from dedup.facts.lexicon import find_lexicon
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Das sagte Präsidentin Ursula von der Leyen in Paris.", language="de"))
    >>> side = find_side(document, [0], document)
    >>> [name.words for name in find_names(side, find_lexicon(document, "de"), frozenset())]
    [('ursula', 'leyen'), ('paris',)]
    """
    return list(_scan(side, lexicon, taken))


def _scan(side: Side, lexicon: Lexicon, taken: frozenset[int]) -> Iterator[Name]:
    strengths = _strengths(side, lexicon)
    end = 0
    for n in strengths:
        if n >= end and n not in taken and not side.quoted[n]:
            name = _name_at(side, n, strengths)
            yield name
            end = name.hi


def _strengths(side: Side, lexicon: Lexicon) -> dict[int, int]:
    """Return the tokens that are names or parts of one, with how sure that is."""
    sure, lows, forms = _surely(side.language), side.lows, lexicon.forms
    told = [(n, sure[word]) for n, word in enumerate(side.texts) if sure[word] is not None]
    found = [(n, _strength(side, n, lexicon)) for n, surely in told if surely or lows[n] in forms]
    return {n: strength for n, strength in found if strength != NONE}


@lru_cache(maxsize=16)
def _surely(language: str) -> Memo[str, bool | None]:
    """Return which words are names in every text, nations and words in capitals; None for what is no name.

    A nation is capitalised, or an adjective that is written small.
    """

    def names(word: str) -> bool | None:
        if word[0].islower():
            return (language != "en" and is_adjective(folded(word), language)) or None
        if not candidates(language)[word]:
            return None
        return word.isupper() or nation(folded(word)) is not None

    return Memo(names)


def _name_at(side: Side, n: int, strengths: Mapping[int, int]) -> Name:
    """Return the name that begins with token `n`; `strengths` tell which tokens may be part of one."""
    if side.texts[n][0].islower():
        return Name(n, n + 1, (side.lows[n],), STRONG)
    hi, last = n + 1, side.sentence(n)[1]
    positions = [n]
    while hi < last and len(positions) < MAX_WORDS and (hi in strengths or side.lows[hi] in _GOING_ON):
        at = hi
        while at < min(last, hi + MAX_PARTICLES) and _may_join(side, at, hi - 1):
            at += 1
        at += _is_hyphen(side, at)
        named = at in strengths and side.texts[at][0].isupper()
        goes_on = at < last and not side.quoted[at] and (named or _is_tail(side, at, n))
        if not goes_on:
            break
        positions.append(at)
        hi = at + 1
    parts = tuple(side.low(k).removesuffix("'s") for k in positions)
    return Name(n, hi, parts, max(strengths.get(k, NONE) for k in positions))


def _is_hyphen(side: Side, n: int) -> bool:
    """Whether a hyphen joins two capitalised words: Haute-Saône."""
    if side.low(n) != "-" or n + 1 >= len(side.lows):
        return False
    joined = side.end(n - 1) == side.starts[n] and side.end(n) == side.starts[n + 1]
    return joined and side.texts[n + 1][0].isupper()


def _is_tail(side: Side, n: int, lo: int) -> bool:
    """Whether a word that is no name by itself ends one: Islamic State, Culture Minister."""
    return n > lo and side.language == "en" and side.texts[n][0].isupper() and side.low(n) in TAILS


def _may_join(side: Side, n: int, before: int) -> bool:
    """`von`, `van`, `de` join names, `and` does not; `of` does behind an institution: Bank of England."""
    low = side.low(n)
    if low == "of":
        return side.language != "de" and side.low(before) in OWNED
    return low in PARTICLES and (low not in _NO_JOINTS or (low == "la" and side.language != "de"))


def _strength(side: Side, n: int, lexicon: Lexicon) -> int:
    low = side.lows[n]
    if side.texts[n][0].islower():
        return STRONG
    if _is_acronym(side, n):
        return STRONG
    known = lexicon.strength(low)
    first = n == side.bounds[n][0] or is_initial(side.texts, n)
    if side.language != "de":
        if nation(low) or (known and first and low in FIRST_NAMES):
            return STRONG
        return STRONG if known == STRONG else NONE if first else known
    if nation(low) and not (first and low.startswith("deutsch")):
        return STRONG
    return NONE if known and is_common_noun(low) else known


def _is_acronym(side: Side, n: int) -> bool:
    """Whether a word in capitals stands between others: WHO; in a line all in capitals it says nothing."""
    word = side.texts[n]
    if not (1 < len(word) <= MAX_ACRONYM and word.isupper()):
        return False
    first, last = side.bounds[n]
    beside = [side.texts[k] for k in (n - 1, n + 1) if first <= k < last and len(side.texts[k]) > 1]
    return not any(map(str.isupper, beside))


@lru_cache(maxsize=16_384)
def same_word(x: str, y: str) -> bool:
    """Whether two words of names are one word, perhaps inflected, made an adjective or transcribed.

    >>> same_word("pariser", "paris"), same_word("kroatischen", "kroatien"), same_word("linz", "graz")
    (True, True, False)
    """
    if x == y or {x, y} in ALIASES:
        return True
    if nation(x) and nation(y):
        return nation(x) == nation(y)
    if capital_of(x) or capital_of(y):
        return (capital_of(x) or nation(x)) == (capital_of(y) or nation(y))
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if long.startswith(short) and long[len(short) :] in _ENDINGS:
        return True
    if same_sound(x, y):
        return True
    stem = Prefix.similarity(short, long)
    adjective = (
        "isch" in long[stem:] or "sch" in long[stem:] or long.endswith(("ish", "ian", "an", "ese", "er"))
    )
    return stem >= min(MIN_STEM, len(short) - 1) >= 3 and adjective and len(short) - stem <= 3


def same_name(x: Name, y: Name) -> bool:
    """Whether two names are one: a shorter form, another order, initials. Another first name: another person.

    >>> same_name(Name(0, 2, ("birte", "osterkamp"), 2), Name(0, 1, ("osterkamp",), 2))
    True
    >>> same_name(Name(0, 2, ("amy", "rudge"), 2), Name(0, 2, ("callum", "rudge"), 2))
    False
    """
    return _same_parts(x.words, y.words)


@lru_cache(maxsize=8_192)
def _same_parts(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    own_x, own_y = _telling(x), _telling(y)
    few, many = (own_x, own_y) if len(own_x) <= len(own_y) else (own_y, own_x)
    shared = sum(any(same_word(w, v) for v in many) for w in few)
    if shared == len(few) or _initials(x) in y or _initials(y) in x:
        return True
    return shared > 0 and not (len(few) == len(many) and _one_differs(few, many))


def _telling(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name that tell which it is: Leiden of `Leiden University`."""
    return tuple(part for part in parts if part not in KINDS) or parts


def _one_differs(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether two names are equal, word by word, but for one: `Jens Rausch` and `Timo Rausch`."""
    return sum(not same_word(w, v) for w, v in zip(x, y, strict=True)) == 1


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else "-"
