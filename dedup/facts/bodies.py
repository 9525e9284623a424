"""Public bodies and offices that became others of their kind: the city council and the county council."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dedup.facts.memo import Memo
from dedup.facts.places import Places, match_values
from dedup.facts.tokens import Side
from dedup.facts.values import changed, value_at
from dedup.facts.wordlist import words
from dedup.link import Fact

LEAST = 0.6
"""How well the places of two bodies must agree: one shared word with a meaning."""

_GERMAN: dict[str, re.Pattern[str]] = {
    "court": re.compile(r"(.{3,})gericht(?:s|e|en|shofs?)?"),
    "ministry": re.compile(r"(.{3,})ministerium(?:s)?"),
    "minister": re.compile(r"(.{3,})minister(?:s|n|in|innen)?"),
    "office": re.compile(r"(?!gesamt|bundesamt)(.{3,})amt(?:e?s)?"),
    "assembly": re.compile(
        r"((?:bundes|land|kreis|reichs|städte)tag|(?:stadt|gemeinde|kreis|orts|bundes|national|stände|kantons)rat|"
        r"senat|abgeordnetenhaus|bürgerschaft|unterhaus|oberhaus)(?:e?s)?"
    ),
    "level": re.compile(r"(bund|land)(?:e?s)?"),
}
_NO_OFFICE = words("gesamt samt insgesamt allesamt ehrenamt")
_HEADS: dict[str, str] = {
    "court": "court courts",
    "minister": "minister ministers secretary secretaries",
    "ministry": "ministry ministries department departments",
    "assembly": "council councils assembly parliament",
}
_KIND_OF_HEAD = {head: kind for kind, heads in _HEADS.items() for head in heads.split()}
_MODIFIERS = words(
    """
    foreign defence defense finance interior home health justice education transport environment energy
    trade agriculture labour labor housing economy economics culture treasury development
    high supreme crown county district appeal appeals federal magistrates constitutional regional
    criminal administrative commercial city town borough parish state national local municipal
    """
)
"""English words in front of the name of a body that tell which of its kind it is."""


@dataclass(frozen=True, slots=True)
class Body:
    """A public body or office on the tokens ``[lo, hi)``: its kind and which of the kind it is."""

    lo: int
    hi: int
    kind: str
    which: str

    def is_one_with(self, other: Body) -> bool:
        """Whether both can be one: `Gesundheitsminister` and `Bundesgesundheitsminister`."""
        short, long = sorted((self.which, other.which), key=len)
        return self.kind == other.kind and long.endswith(short)


def body_facts(places: Places) -> list[Fact]:
    """Return the bodies that were replaced by another of their kind."""
    a = find_bodies(places.a)
    b = find_bodies(places.b) if a else []
    if not b or not places.budget.take(2 * len(a) * len(b)):
        return []
    left_a = [x for x in a if not any(x.is_one_with(y) for y in b)]
    left_b = [y for y in b if not any(x.is_one_with(y) for x in a)]
    pairs = match_values(
        places, left_a, left_b, lambda x, y: places.likeness(x, y) if x.kind == y.kind else -1, LEAST
    )
    return [
        changed("name", "high", value_at(places.a, (x.lo, x.hi)), value_at(places.b, (y.lo, y.hi)))
        for x, y in pairs
    ]


def find_bodies(side: Side) -> list[Body]:
    """Return the bodies of one side of a link that are told from others of their kind.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Das Landgericht gab dem Kreistag recht.", language="de"))
    >>> [(body.kind, body.which) for body in find_bodies(find_side(document, [0], document))]
    [('court', 'land'), ('assembly', 'kreistag')]
    """
    return list(_german(side) if side.language == "de" else _english(side) if side.language == "en" else ())


def _german(side: Side) -> Iterator[Body]:
    for n, found in [(n, found) for n, low in enumerate(side.lows) if (found := _COMPOUNDS[low])]:
        if side.texts[n][0].isupper() and not side.quoted[n]:
            yield Body(n, n + 1, *found)


def _compound(low: str) -> tuple[str, str] | None:
    matches = ((kind, pattern.fullmatch(low)) for kind, pattern in _GERMAN.items())
    return next(((kind, m[1]) for kind, m in matches if m and low not in _NO_OFFICE), None)


_COMPOUNDS: Memo[str, tuple[str, str] | None] = Memo(_compound)


def _english(side: Side) -> Iterator[Body]:
    for n in [n for n, low in enumerate(side.lows) if low in _KIND_OF_HEAD]:
        before = side.low(n - 1).removesuffix("'s")
        if before in _MODIFIERS and not side.quoted[n]:
            yield Body(n - 1, n + 1, _KIND_OF_HEAD[side.lows[n]], before)
