"""One body under two names: what an acronym is spelled out to, and what the world calls it besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dedup.facts.memo import Memo
from dedup.facts.nouns import PARTICLES
from dedup.facts.places import Places
from dedup.facts.tokens import Side, folded
from dedup.facts.wordlist import words

Aliases = tuple[Mapping[int, str], Mapping[int, str]]
"""The tokens of both sides that name the same, with what tells it."""

MOST_LETTERS = 8
LEAST_PART = 3
"""A part of a German compound has so many letters: Bundes|kriminal|amt."""

LEAST_COMPOUND = 10
MOST_INFLECTION = 3
_SHORT = re.compile(r"[A-ZÄÖÜ][A-Za-zäöüß]*[A-ZÄÖÜ][a-zäöüß]{0,2}s?")
_SKIPPED = PARTICLES | words("- for des der die das dem den les los las el l ' aux au à in an am im for with")
_ALSO_WORDS = words("un us who")
_OFFICES = words("department ministry university bank institute office college council academy")
"""English words that stand before `of` or behind: Department of Justice, Justice Department."""

_WORLD = """
un,uno,onu,verein nation,united nation,nation unies,nacion unidas
who,oms,weltgesundheitsorganisation,world health organi
imf,iwf,fmi,internationa währungsfonds,international monetary fund,fonds monétaire,fondo monetario
eu,ue,europäisch union,european union,union européenne,unión europea
us,usa,vereinigt staat,united state,états - unis,estado unidos,amerika,america
uk,vereinigt königreich,united kingdom,großbritannien,britain,royaume - uni,reino unido
fed,federal reserve,us - notenbank
ezb,ecb,bce,europäisch zentralbank,european central bank,banque centrale européenne,banco central europeo
nato,otan,north atlantic treaty organi
unicef,kinderhilfswerk,children's fund,children's agency,uno - kinderhilfswerk
unhcr,flüchtlingshilfswerk,refugee agency
wfp,welternährungsprogramm,world food program
fao,welternährungsorganisation,food and agriculture organi
wto,omc,welthandelsorganisation,world trade organi
wmo,weltwetterorganisation,world meteorological organi
iaea,iaeo,aiea,oiea,atomenergiebehörde,atombehörde,international atomic energy agency
osze,osce
oecd,ocde
opec,opep
ipcc,weltklimarat
icc,istgh,cpi,internationa strafgerichtshof,international criminal court,corte penal internacional
fifa,weltfußballverband
cern,european organi for nuclear research,europäisch organisation für kernforschung
pentagon,department of defense,defense department
"""
"""Bodies that all the world knows: acronyms, and beginnings of the words of their names."""


def _by_first() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in _WORLD.strip().splitlines():
        for form in row.split(","):
            parts = tuple(form.split())
            found.setdefault(parts[0][:2], []).append((parts, row))
    return found


_WORLD_FORMS = _by_first()
_IS_SHORT: Memo[str, bool] = Memo(
    lambda text: len(text) <= MOST_LETTERS and _SHORT.fullmatch(text) is not None
)
_MAY_BEGIN: Memo[str, bool] = Memo(
    lambda text: (
        text[0].isupper()
        and any(_is_form(folded(text), parts[0]) for parts, _ in _WORLD_FORMS.get(folded(text)[:2], ()))
    )
)


def find_aliases(places: Places) -> Aliases:
    """Return the tokens of both sides that belong to a body under two names, with what tells it.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> texts = "Die Europäische Zentralbank wartet.", "Die EZB wartet."
    >>> old, new = (parse(Article(text, language="de")) for text in texts)
    >>> sides = find_side(old, [0], new), find_side(new, [0], old)
    >>> [sorted(found) for found in find_aliases(Places(*sides, ()))]
    [[1, 2], [1]]
    """
    a, b = places.a, places.b
    worlds = _world(a), _world(b)
    both = set(worlds[0].values()) & set(worlds[1].values())
    in_a, in_b = ({n: row for n, row in world.items() if row in both} for world in worlds)
    _spell_out(places, (a, b), (in_a, in_b))
    _spell_out(places, (b, a), (in_b, in_a))
    return in_a, in_b


def _spell_out(
    places: Places, sides: tuple[Side, Side], found: tuple[dict[int, str], dict[int, str]]
) -> None:
    """Note the acronyms of the first side that the second one spells out."""
    side, other = sides
    lacking = (n for n, text in enumerate(side.texts) if _IS_SHORT[text] and text not in other.texts)
    for n in lacking:
        spelled = _spelled(side.texts[n], other) if places.budget.take(len(other.lows)) else None
        if spelled:
            found[0][n] = side.texts[n]
            found[1].update(dict.fromkeys(range(*spelled), side.texts[n]))


def _world(side: Side) -> dict[int, str]:
    """Return the tokens that name a body that all the world knows."""
    found = {}
    for n in (n for n, text in enumerate(side.texts) if _MAY_BEGIN[text]):
        for parts, row in _WORLD_FORMS[side.lows[n][:2]]:
            if side.lows[n] in _ALSO_WORDS and not side.texts[n].isupper():
                continue
            if all(_is_form(side.low(n + k), part) for k, part in enumerate(parts)):
                found.update(dict.fromkeys(range(n, n + len(parts)), row))
    return found


def _is_form(low: str, part: str) -> bool:
    """Whether a word is a form of one that begins so; acronyms have no other."""
    if len(part) <= LEAST_PART + 1 or not low.startswith(part):
        return low == part
    return len(low) - len(part) <= MOST_INFLECTION + 4 * (part == "organi")


def _spelled(short: str, side: Side) -> tuple[int, int] | None:
    """Return the tokens whose initials an acronym is made of."""
    for n, text in enumerate(side.texts):
        if text[0] == short[0] and not _IS_SHORT[text]:
            end = _match(short, 0, side, n, n)
            if end is not None:
                return n, end
        elif side.lows[n] in _OFFICES and n and _initials(side, n) in short.lower():
            return n - 1, n + 1
    return None


def _initials(side: Side, n: int) -> str:
    return f"{side.lows[n][0]}o{side.lows[n - 1][0]}"


def _match(short: str, at: int, side: Side, n: int, first: int) -> int | None:
    """Return where the tokens from `n` on end that spell the rest of an acronym."""
    if at == len(short):
        return n if n - first > 1 or len(short) >= LEAST_PART else None
    if n >= side.sentence(first)[1]:
        return None
    low = side.lows[n]
    if low[0] == short[at].lower():
        for used in _inside(short, at, low):
            end = _match(short, used, side, n + 1, first)
            if end is not None:
                return end
    return _match(short, at, side, n + 1, first) if n > first and low in _SKIPPED else None


def _inside(short: str, at: int, low: str) -> Iterator[int]:
    """Yield how far a word that begins with letter `at` can spell an acronym, most letters first."""
    found = []
    rest, place = at + 1, 0
    while rest < len(short):
        letter = short[rest]
        if letter.islower():
            place = place + 1 if low[place + 1 : place + 2] == letter else -1
        else:
            place = low.find(letter.lower(), place + LEAST_PART) if len(low) >= LEAST_COMPOUND else -1
        if place < 0 or (letter.isupper() and len(low) - place < LEAST_PART):
            break
        rest += 1
        found.append(rest)
    yield from reversed(found)
    yield at + 1
