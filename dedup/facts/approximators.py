"""Words before a number that say it is not exact: `rund`, `mehr als`, `nearly`."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

_WORDS: dict[str, str] = {
    "about": (
        "rund etwa ca circa zirka ungefähr um gegen about around some roughly approximately approx "
        "environ quelque près aproximadamente unos unas cerca"
    ),
    "below": (
        "knapp fast beinahe unter nahezu almost nearly under below presque casi moins menos höchstens maximal"
    ),
    "above": "über gut mehr over above exceeding plus más mindestens wenigstens least minimum",
}
_PHRASES: dict[tuple[str, ...], str] = {
    ("mehr", "als"): "above", ("more", "than"): "above", ("plus", "de"): "above", ("más", "de"): "above",
    ("at", "least"): "above", ("au", "moins"): "above", ("al", "menos"): "above",
    ("weniger", "als"): "below", ("less", "than"): "below", ("fewer", "than"): "below", ("moins",
    "de"): "below",
    ("menos", "de"): "below", ("bis", "zu"): "below", ("up", "to"): "below", ("as", "much", "as"): "below",
    ("as", "many", "as"): "below", ("at", "most"): "below", ("nicht", "ganz"): "below",
    ("near", "to"): "about", ("close", "to"): "about", ("près", "de"): "below", ("cerca", "de"): "about",
    ("un", "máximo", "de"): "below", ("como", "máximo"): "below", ("a", "lo", "sumo"): "below",
    ("como", "mucho"): "below", ("un", "mínimo", "de"): "above", ("como", "mínimo"): "above",
    ("por", "lo", "menos"): "above", ("au", "plus"): "below", ("au", "maximum"): "below",
    ("un", "maximum", "de"): "below", ("au", "minimum"): "above", ("un", "minimum", "de"): "above",
    ("a", "maximum", "of"): "below", ("a", "minimum", "of"): "above", ("hasta",): "below",
    ("well", "over"): "above", ("just", "under"): "below", ("just", "over"): "above",
    ("no", "more", "than"): "below", ("not", "more", "than"): "below", ("nicht", "mehr", "als"): "below",
    ("no", "fewer", "than"): "above", ("no", "less", "than"): "above", ("nicht", "weniger", "als"): "above",
}  # fmt: skip
_ALONE = {
    word: sense
    for sense, words in _WORDS.items()
    for word in words.split()
    if word not in {"mehr", "plus", "más", "moins", "menos", "least", "près", "cerca", "um", "gegen"}
}
_SKIPPED = words("ein eine einen einem einer a an the den die das der") | frozenset("€$£")
LONGEST = 3


@dataclass(frozen=True, slots=True)
class Approximator:
    """What stands before a number on the tokens ``[lo, hi)``, and its sense: about, below or above."""

    lo: int
    hi: int
    sense: str


def approximators(side: Side, number_lo: int) -> Approximator | None:
    """Return the approximator that stands before the number at `number_lo`.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Es kamen mehr als 40 Gäste.", language="de"))
    >>> approximators(find_side(document, [0], document), 4).sense
    'above'
    """
    hi = number_lo
    while hi > 0 and side.low(hi - 1) in _SKIPPED:
        hi -= 1
    before = side.lows[max(0, hi - LONGEST) : hi]
    for width in range(len(before), 1, -1):
        sense = _PHRASES.get(before[-width:])
        if sense:
            return Approximator(hi - width, hi, sense)
    sense = _ALONE.get(side.low(hi - 1))
    return Approximator(hi - 1, hi, sense) if sense else None
