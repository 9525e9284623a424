"""Where the noun phrase of a source begins and ends, beside the word that points to it."""

from __future__ import annotations

from dedup.facts.calendar import weekdays
from dedup.facts.ends import CLAUSE_ENDS
from dedup.facts.nouns import DETERMINERS
from dedup.facts.speech import ASIDES, DOCUMENTS, MEDIA, SPEECH_VERBS, source_classes
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
_GENITIVES = words("der des von vom für eines einer ihres seines ihrer seiner und &")
_PLACING = words("at in for from with")
_PERSONS = words(
    """
    officials official analysts analyst experts expert economists economist campaigners activists
    rescuers engineers
    executives diplomats diplomat aides aide sources source scientists officers teams staff lawyers
    representatives
    """
)
_CIRCLES_OF = words("aus bei von")
APPOSITION_STARTS = DETERMINERS | words(
    "the its a an his her their le la les l un une son sa leur el los las su des"
)


def aside_at(side: Side, n: int) -> int:
    """Return how many tokens at `n` only tell when or how it was said: `am Dienstag`."""
    for aside in _ASIDES_BY_START.get(side.low(n), ()):
        if all(
            low == side.low(n + k) or (low == "*" and side.low(n + k) in weekdays(side.language))
            for k, low in enumerate(aside)
        ):
            return len(aside)
    return 1 if side.low(n) in weekdays(side.language) else 0


def widened(side: Side, lo: int) -> int:
    """Return where persons begin whom a phrase only places: `Researchers at the institute said`."""
    if side.low(lo - 1) not in _PLACING:
        return lo
    first, at = max(side.sentence(lo)[0], lo - REACH), lo - 1
    while at > first and not _ends_source(side, at - 1):
        at -= 1
    lows = frozenset(side.lows[at : lo - 1])
    return at if source_classes(lows) or not _PERSONS.isdisjoint(lows) else lo


def end_behind(side: Side, n: int) -> int:
    """Return where the source ends that begins at token `n`, with an apposition behind it."""
    last = min(side.sentence(n - 1)[1], n + REACH)
    at = _phrase_end(side, n, last)
    if at < last and side.low(at) == "," and at + 1 < last and at > n:
        start = at + 1
        capital = side.texts[start][0].isupper() or side.low(start) in APPOSITION_STARTS
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
        return not (side.texts[n + 1][0].isupper() or side.low(n + 1) in APPOSITION_STARTS)
    if low in ("der", "dem") and side.low(n + 1) in MEDIA:
        return True
    if low in DOCUMENTS and side.low(n - 1) in STOPWORDS:
        return False
    if low in ("in", "by", "from", "im", "bei") and _is_document(side, n - 1):
        return False
    if low == "for":
        return not (side.low(n - 1).startswith("spokes") or side.low(n + 1) in APPOSITION_STARTS)
    if low == "ein" and not side.low(n + 1)[:1].isalpha():
        return True
    return low == "," or low in _STOPS or low in _NO_SOURCE or side.quoted[n] or low in SPEECH_VERBS


def _is_document(side: Side, n: int) -> bool:
    """Whether what follows tells whose it is: `a report in the Courier`, `records seen by the Courier`."""
    low = side.low(n)
    seen = low in ("seen", "reviewed", "obtained", "published", "released", "commissioned")
    return low in DOCUMENTS or (seen and side.low(n - 1) in DOCUMENTS)


def behind_as(side: Side, verb: int) -> tuple[int, int] | None:
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


def start_before(side: Side, verb: int) -> int:
    """Return where the source begins that stands in front of a verb; the verb itself if none does."""
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
        if at - width > first and aside_at(side, at - width) == width:
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
