"""Who is named as the source of a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dedup.facts.cues import ADDRESSING, find_cues
from dedup.facts.demonyms import nation
from dedup.facts.frames import compound_owner, find_frames
from dedup.facts.names import Name
from dedup.facts.nouns import DETERMINERS
from dedup.facts.speech import DOCUMENTS, MEDIA, PRONOUNS
from dedup.facts.stopwords import STOPWORDS
from dedup.facts.tokens import Side, stem_of
from dedup.facts.wordlist import words
from dedup.quotations import QUOTE_MARKS

_ADDRESSED = ADDRESSING | MEDIA
_POSSESSIVES = words("his her their sein seine seinem seiner ihr ihre ihrem ihrer son sa leur su")
_INDEFINITE = words("ein eine einem einer a an un une una")


@dataclass(frozen=True, slots=True)
class Source:
    """A cue and the source it names, on the tokens ``[lo, hi)``.

    `pronoun` is a source that was named before: `sagte sie`, `nach ihren Angaben`.
    `names` are the names in it, `words` its other words with a meaning (lower case), `stems` their stems;
    `indefinite` is `ein Sprecher`, `a spokesman`; `owned` is `her publisher`, somebody else than she.
    """

    lo: int
    hi: int
    names: tuple[Name, ...]
    words: frozenset[str]
    stems: frozenset[str]
    indefinite: bool
    pronoun: bool = False
    owned: bool = False


def find_sources(side: Side, names: Sequence[Name]) -> list[Source]:
    """Return the sources named on one side of a link, in order.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Das Dach sei dicht, sagte ein Sprecher der Stadt.", language="de"))
    >>> [sorted(source.words) for source in find_sources(find_side(document, [0], document), [])]
    [['sprecher', 'stadt']]
    """
    starts = {name.lo: name for name in names}
    cues = list(find_cues(side))
    told = {n for lo, hi, cue in cues for n in (*range(lo, hi), *cue)}
    cues += [frame for frame in find_frames(side) if told.isdisjoint(range(frame[0], frame[1]))]
    found = [_source(side, lo, hi, cue, starts) for lo, hi, cue in sorted(cues, key=_place)]
    return [source for source in found if source and (source.names or source.words or source.pronoun)]


def _place(cue: tuple[int, int, range]) -> tuple[int, int]:
    return cue[0], cue[1]


def find_media(side: Side, names: Sequence[Name]) -> list[Source]:
    """Return whom statements were made to, where that is a paper or a station: `told the Courier`."""
    starts = {name.lo: name for name in names}
    found = []
    addressed = [n for n, low in enumerate(side.lows) if low in _ADDRESSED]
    for n in addressed:
        lo = n + 1 if side.low(n + 1) not in STOPWORDS else n + 2
        if lo in starts and not side.quoted[n]:
            found.append(_source(side, lo, starts[lo].hi, range(n, n + 1), starts))
        elif side.low(n) in MEDIA and side.low(n + 1) in QUOTE_MARKS and side.quoted[n + 1]:
            found.append(_titled(side, n))
    return [source for source in found if source]


def _titled(side: Side, n: int) -> Source:
    """Return the medium whose title stands in quotation marks behind token `n`."""
    hi = n + 2
    while hi < side.sentence(n)[1] and side.low(hi) not in QUOTE_MARKS:
        hi += 1
    inner = range(n + 2, hi)
    lows, stems = ({which[k] for k in inner} for which in (side.lows, side.stems))
    return Source(n, hi, (), frozenset(lows), frozenset(stems), False)


def _source(side: Side, lo: int, hi: int, cue: range, starts: dict[int, Name]) -> Source | None:
    if hi <= lo:
        return None
    names = tuple(starts[n] for n in range(lo, hi) if n in starts)
    inside = {n for name in names for n in range(name.lo, name.hi)}
    kept = [n for n in range(lo, hi) if n not in inside and _means(side, n)]
    names = tuple(name for name in names if not _is_origin(name) or not (kept or _is_led(side, name)))
    owned = [n for n in kept if side.low(n) not in DOCUMENTS]
    kept = owned if owned or names else kept
    return Source(
        lo=min(lo, cue.start),
        hi=max(hi, cue.stop),
        names=names,
        words=frozenset(compound_owner(side.low(n)) for n in kept),
        stems=frozenset(stem_of(side.language)[compound_owner(side.low(n))] for n in kept),
        indefinite=any(side.low(n) in _INDEFINITE for n in range(lo, min(lo + 2, hi))),
        pronoun=hi == lo + 1 and not names and not kept,
        owned=side.low(lo) in _POSSESSIVES,
    )


def _is_origin(name: Name) -> bool:
    """Whether a name only tells where a source belongs: `the Hungarian government`."""
    return len(name.words) == 1 and nation(name.words[0]) is not None


def _is_led(side: Side, name: Name) -> bool:
    """Whether a determiner makes a name a word for a person named elsewhere: `meinte der Pole`."""
    return side.language == "de" and side.low(name.lo - 1) in DETERMINERS


def _means(side: Side, n: int) -> bool:
    """Whether a word of a source tells who it is: in German a noun, elsewhere no function word."""
    text, low = side.texts[n], side.lows[n]
    if not text[0].isalpha() or low in STOPWORDS or low in PRONOUNS:
        return False
    return text[0].isupper() if side.language == "de" else len(low) > 2
