"""Where a source stands: before or behind a verb of saying, behind `laut` or `nach Angaben`."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.facts.calendar import weekdays
from dedup.facts.hedges import NEGATORS
from dedup.facts.nouns import DETERMINERS
from dedup.facts.opposites import CLAUSE_ENDS
from dedup.facts.speech import (
    ASIDES,
    CIRCLES,
    DOCUMENTS,
    GIVING,
    LEAD_NOUNS,
    LEADS,
    MEDIA,
    SHOWING,
    SPEECH_VERBS,
    source_classes,
)
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words
from dedup.quotations import QUOTE_MARKS

AS_REACH = 16
REACH = 9
"""How many tokens from its verb a source is looked for."""

_ASIDES_BY_START = {aside[0]: [other for other in ASIDES if other[0] == aside[0]] for aside in ASIDES}
RELATIVE_REACH = 14
_RELATIVES = words("who which whose der die das dem den deren dessen qui que dont où quien")
_STOPS = frozenset(".;:()!?–—") | QUOTE_MARKS - {"'", "’"}
_NO_SOURCE = words(
    """
    am im in an auf bei nach vor zu zur zum mit gegenüber über aus dass wie als um für on at in to after
    before during about with when while that as into by for if whether but aber weil wenn ob jeudi à en
    sur pour que habe haben hatte hat sei seien werde werden wird wurde wurden würde würden könne können
    müsse sind is was were had has have would will could er sie es he she it they ist war mit zudem auch
    noch dazu hinzu an also later
    """
)
_CUES = (
    SPEECH_VERBS | LEAD_NOUNS | LEADS.keys() | GIVING.keys() | SHOWING | {"hieß", "heißt", "zufolge", "so"}
)
ADDRESSING = frozenset({"told", "tells"})
_BLAMING = words("blamed attributed accusé confirmed reported announced estimated expected")
_PASSIVE = words("is are was were be been being est sont été était")
_INVERTING = words("said says added adds explained wrote warned argued replied noted")
_GENITIVES = words("der des von vom für eines einer ihres seines ihrer seiner und &")
PERSONAL = words("er sie he she il elle él ella")
"""Pronouns for a person who was named before."""

_OBLIQUE = words("den dem einem einen des von vom mit über im seinem seinen ihrem ihren auf zu")
"""What no German subject begins with."""

_PLACING = words("at in for from with")
_PERSONS = words(
    """
    officials official analysts analyst experts expert economists economist campaigners activists rescuers engineers
    executives diplomats diplomat aides aide sources source scientists officers teams staff lawyers representatives
    """
)
_CIRCLES_OF = words("aus bei von")
_ARTICLES = words("die das eine ein")
_POSSESSIVE = words("ihren seinen ihrer seiner deren dessen")
_PRONOUNS = words("er sie es man ich wir he she it they we i")
_APPOSITION_STARTS = DETERMINERS | words(
    "the its a an his her their le la les l un une son sa leur el los las su des"
)


def find_cues(side: Side) -> Iterator[tuple[int, int, range]]:
    """Yield the tokens a source stands on, ``(first, end)``, with the tokens of its cue.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Laut Polizei brannte es.", language="de"))
    >>> list(find_cues(find_side(document, [0], document)))
    [(1, 2, range(0, 1))]
    """
    for n in [n for n, low in enumerate(side.lows) if low in _CUES and not side.quoted[n]]:
        low = side.lows[n]
        if low in SPEECH_VERBS or _gives(side, n):
            yield from _around(side, n)
        elif low in SHOWING:
            yield from _shown(side, n)
        elif low in ("hieß", "heißt") and side.low(n + 1) == "es":
            yield from _rumoured(side, n)
        elif low in LEAD_NOUNS:
            yield from _led_by_noun(side, n)
        elif low == "zufolge":
            yield _before(side, n), n, range(n, n + 1)
        elif low == "so" and side.low(n - 1) in ("“", '"', "«", "»", ",", "”") and not side.quoted[n]:
            yield n + 1, _after(side, n + 1), range(n, n + 1)
        else:
            for lead in LEADS.get(low, ()):
                if _is_lead(side, n, lead):
                    yield n + len(lead), _after(side, n + len(lead)), range(n, n + len(lead))


def _led_by_noun(side: Side, n: int) -> Iterator[tuple[int, int, range]]:
    """Look for the source behind `nach Angaben`, `aus Sicht`."""
    before = [side.low(k) for k in range(max(0, n - 3), n)]
    back = next((k for k, low in enumerate(reversed(before), start=1) if low in ("nach", "aus")), 0)
    if back and before[-1] in _POSSESSIVE:
        yield n - 1, n, range(n - back, n + 1)
    elif back and not before[-1].startswith("eigen"):
        yield n + 1, _after(side, n + 1), range(n - back, n + 1)


def _is_lead(side: Side, n: int, lead: tuple[str, ...]) -> bool:
    return all(side.low(n + k) == word for k, word in enumerate(lead))


def _gives(side: Side, n: int) -> bool:
    """Whether a verb and its particle stand for saying: `gab an`, `hielt dagegen`."""
    if side.low(n) not in GIVING:
        return False
    last = min(side.sentence(n)[1], n + REACH + 1)
    end = next((k for k in range(n, last) if side.low(k) in ",.:;"), n)
    return side.low(end - 1) in GIVING[side.low(n)]


def _shown(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for the document that shows something: `records seen by the Courier show`."""
    lo = _before(side, verb)
    if any(low in DOCUMENTS for low in side.lows[lo:verb]):
        yield lo, verb, range(verb, verb + 1)


def _rumoured(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for the circles that `hieß es` lays a statement to: `hieß es aus X`, `aus X hieß es`."""
    first, last = side.sentence(verb)
    for n in range(verb + 2, min(last, verb + 6)):
        if side.low(n) in CIRCLES:
            yield n + 1, _after(side, n + 1), range(verb, n + 1)
            return
    for n in range(verb - 1, max(first, verb - REACH) - 1, -1):
        if side.low(n) in CIRCLES:
            yield n + 1, verb, range(n, verb + 2)
            return


def _aside(side: Side, n: int) -> int:
    """Return how many tokens at `n` only tell when or how it was said: `am Dienstag`."""
    for aside in _ASIDES_BY_START.get(side.low(n), ()):
        if all(
            low == side.low(n + k) or (low == "*" and side.low(n + k) in weekdays(side.language))
            for k, low in enumerate(aside)
        ):
            return len(aside)
    return 1 if side.low(n) in weekdays(side.language) else 0


def _around(side: Side, verb: int) -> Iterator[tuple[int, int, range]]:
    """Look for a verb's source behind it (`sagte X`) or, where nothing is, before it (`X sagte`)."""
    cue = range(verb, verb + 1)
    if side.low(verb + 1) in _PRONOUNS and not _starts_clause(side, verb):
        if side.low(verb + 1) in PERSONAL:
            yield verb + 1, verb + 2, cue
        return
    if side.low(verb - 1) in NEGATORS or side.low(verb - 1) == "to":
        return  # `has not said`, `declined to say`
    if side.low(verb) == "replied" and side.low(verb + 1) == "to":
        return
    if side.low(verb) in _BLAMING and side.low(verb - 1) in _PASSIVE:
        return
    led = _behind_as(side, verb)
    if led is not None:
        yield *led, cue
        return
    start = verb + 1 + _aside(side, verb + 1)
    hi = _after(side, start) if start < side.sentence(verb)[1] else start
    if (
        side.language == "en"
        and hi < side.sentence(verb)[1]
        and side.quoted[hi]
        and side.low(verb - 1) == ","
    ):
        hi = start  # X, writing for the majority, said the law "is dead"
    lo = _before(side, verb)
    if hi > start and _names_somebody(side, start) and not _starts_clause(side, verb):
        if not (lo < verb and _is_object(side, range(lo, verb), range(start, hi))):
            yield start, hi, cue
            return
    if lo < verb and not (side.language == "de" and side.low(lo) in _OBLIQUE):
        yield (_widened(side, lo) if side.language == "en" else lo), verb, cue
    elif side.low(verb - 1) in PERSONAL and verb > side.sentence(verb)[0]:
        yield verb - 1, verb, cue
    elif side.language == "es" and side.low(verb + 1) == "que":
        yield verb, verb + 1, cue


def _widened(side: Side, lo: int) -> int:
    """Return where persons begin whom a phrase only places: `Researchers at the institute said`."""
    if side.low(lo - 1) not in _PLACING:
        return lo
    first, at = max(side.sentence(lo)[0], lo - REACH), lo - 1
    while at > first and not _ends_source(side, at - 1):
        at -= 1
    lows = frozenset(side.lows[at : lo - 1])
    return at if source_classes(lows) or not _PERSONS.isdisjoint(lows) else lo


def _is_object(side: Side, before: range, behind: range) -> bool:
    """Whether what follows a German verb is its object, for the subject stands before it."""
    if side.language != "de":
        return False
    if side.low(behind.start) in _OBLIQUE:
        return True
    told = (source_classes(frozenset(side.lows[part.start : part.stop])) for part in (before, behind))
    return [bool(classes) for classes in told] == [True, False] and side.lows[behind.start] in _ARTICLES


def _names_somebody(side: Side, lo: int) -> bool:
    first = side.texts[lo][0]
    if side.language == "de" and side.low(lo) in _OBLIQUE:
        return False
    if side.low(lo - 1) in _INVERTING:
        return first.isalpha()
    if side.language == "de":
        return True
    return first.isupper() or side.lows[lo] in _APPOSITION_STARTS


def _starts_clause(side: Side, verb: int) -> bool:
    """Whether a subject stands before an English verb: then what follows is what was said."""
    if side.language != "en" or verb == side.sentence(verb)[0] or side.quoted[verb - 1]:
        return False
    inverted = side.low(verb) in _INVERTING and not side.low(verb - 1)[0].isalnum()
    return side.low(verb) in ADDRESSING or not inverted


def _after(side: Side, n: int) -> int:
    last = min(side.sentence(n - 1)[1], n + REACH)
    at = _phrase_end(side, n, last)
    if at < last and side.low(at) == "," and at + 1 < last and at > n:
        start = at + 1
        capital = side.texts[start][0].isupper() or side.low(start) in _APPOSITION_STARTS
        end = _phrase_end(side, start, last) if capital else start
        if end > start and _closes_apposition(side, end, leading=n - REACH <= side.sentence(n - 1)[0]):
            return end
    return at


def _closes_apposition(side: Side, n: int, leading: bool) -> bool:
    """Whether what followed a comma was an apposition; behind a source that leads comes a clause."""
    return side.low(n) == "," or (not leading and (n >= len(side.lows) or side.low(n) in _STOPS))


def _phrase_end(side: Side, n: int, last: int) -> int:
    """Return where the noun phrase at `n` ends; in German behind its nouns, where no genitive follows."""
    at, open_noun = n, True
    while at < last and not _ends_source(side, at):
        if side.language == "de" and side.texts[at][0].isalpha():
            capital = side.texts[at][0].isupper()
            if not (capital or open_noun or side.low(at) in _GENITIVES or _is_particle(side, at)):
                break
            open_noun = not capital
        at += 1
    return at


def _is_particle(side: Side, n: int) -> bool:
    """Whether a lower-case word stands inside a name: `Ursula von der Leyen`."""
    return side.low(n) in ("van", "de", "zu", "al", "den") and n + 1 < len(side.lows)


def _ends_source(side: Side, n: int) -> bool:
    low = side.low(n)
    if low in ("und", "and") and n + 1 < len(side.lows):
        return not (side.texts[n + 1][0].isupper() or side.low(n + 1) in _APPOSITION_STARTS)
    if low in ("der", "dem") and side.low(n + 1) in MEDIA:
        return True
    if low in DOCUMENTS and side.low(n - 1) in STOPWORDS:
        return False
    if low in ("in", "by", "from", "im", "bei") and _is_document(side, n - 1):
        return False
    if low == "for":
        return not (side.low(n - 1).startswith("spokes") or side.low(n + 1) in _APPOSITION_STARTS)
    if low == "ein" and not side.low(n + 1)[:1].isalpha():
        return True
    return low == "," or low in _STOPS or low in _NO_SOURCE or side.quoted[n] or low in SPEECH_VERBS


def _is_document(side: Side, n: int) -> bool:
    """Whether what follows tells whose it is: `a report in the Courier`, `records seen by the Courier`."""
    low = side.low(n)
    seen = low in ("seen", "reviewed", "obtained", "published", "released", "commissioned")
    return low in DOCUMENTS or (seen and side.low(n - 1) in DOCUMENTS)


def _behind_as(side: Side, verb: int) -> tuple[int, int] | None:
    """Return the subject behind `wie` that a German verb ends the clause of: `wie X am Montag mitteilte`."""
    if side.language != "de" or side.low(verb + 1)[:1].isalnum():
        return None
    first = max(side.sentence(verb)[0], verb - AS_REACH)
    for n in range(verb - 1, first - 1, -1):
        if side.low(n) in CLAUSE_ENDS:
            return None
        if side.low(n) == "wie":
            start = n + 1 + (side.low(n + 1) in _CIRCLES_OF)
            end = min(_phrase_end(side, start, verb), verb)
            return (start, end) if end > start else None
    return None


def _before(side: Side, verb: int) -> int:
    first = max(side.sentence(verb)[0], verb - REACH)
    at = _without_aside(side, first, verb)
    relative = _relative_clause(side, at)
    if relative is not None:
        at, first = relative, max(side.sentence(verb)[0], relative - REACH)
    elif at - 1 > first and side.low(at - 1) == ",":
        inner = at - 1
        while inner > first and not _ends_source(side, inner - 1):
            inner -= 1
        if inner - 1 >= first and side.low(inner - 1) == ",":
            at = inner - 1
    while at > first and not _ends_source(side, at - 1):
        at -= 1
    return at


def _without_aside(side: Side, first: int, at: int) -> int:
    """Return where the time in front of a verb begins: `wie die Polizei am Montag mitteilte`."""
    for width in (2, 1):
        if at - width > first and _aside(side, at - width) == width:
            return at - width
    return at


def _relative_clause(side: Side, at: int) -> int | None:
    """Return where the relative clause begins that ends before `at`: `Ein Passant, der ihn sah, gab an`."""
    if side.low(at - 1) != ",":
        return None
    for n in range(at - 3, max(side.sentence(at - 1)[0], at - RELATIVE_REACH), -1):
        if side.low(n) == "," or side.low(n) in _STOPS:
            starts = side.low(n) == "," and side.low(n + 1) in _RELATIVES
            return n if starts else None
    return None
