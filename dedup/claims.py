"""The values that one text states and another has nowhere, in whatever form: numbers, dates and names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from dedup.article import moment
from dedup.check import Claim
from dedup.document import Document
from dedup.facts.approximators import approximators
from dedup.facts.date import Date
from dedup.facts.dates import find_dates
from dedup.facts.equality import same_number
from dedup.facts.lexicon import STRONG, find_lexicon
from dedup.facts.names import Name, find_names, same_word
from dedup.facts.number import Number
from dedup.facts.numbers import find_numbers
from dedup.facts.places import Places
from dedup.facts.tokens import Side, find_side
from dedup.facts.values import value_at
from dedup.link import FactType

MAX_COMPARISONS = 500_000
"""Most pairs of values of one type that are compared; beyond, a text's last values are not looked at."""

FAR = 0.25
"""Numbers of one unit that differ by more are not the same value, rounded or not: no need to look closely."""

WEEK = 7
_KINDS = {
    "count": frozenset({"count", "part", "one"}),
    "part": frozenset({"part", "count"}),
    "one": frozenset({"one", "count"}),
}
"""Kinds of numbers that may be a number of another kind; all others are one only with their own."""

_INNER = frozenset({"one", "factor", "compound"})
"""Kinds of numbers that hardly state one: `a`, `doubled`, `Dreiertreffen`."""

_BEFORE_PLACES = frozenset("in aus bei nach von nahe".split())
"""German prepositions after which a capitalised word without an article is most often a place."""

_INFERRED = frozenset({"year", "part"})
_UNWRITTEN = frozenset({"money", "time", "score"})
"""What a number may measure without saying so: `auf 40 Euro, zuvor 35`, `der Mann ist 35`."""

ValueT = TypeVar("ValueT", Number, Date, Name)


@dataclass(frozen=True, slots=True)
class Statements:
    """All numbers, dates and names of one text; `implied` are dates that follow from those and its own."""

    side: Side
    starts: tuple[int, ...]
    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    names: tuple[Name, ...]
    implied: tuple[Date, ...]


def find_statements(a: Document, b: Document) -> tuple[Statements, Statements]:
    """Return what each of two texts states; what is a name in one is a name in the other."""
    sides = [find_side(x, range(len(x.sentences)), y) for x, y in ((a, b), (b, a))]
    lexicon = find_lexicon(a, sides[0].language) | find_lexicon(b, sides[1].language)
    left, right = (
        _statements(document, side, find_dates(side), lambda s, taken: find_names(s, lexicon, taken))
        for document, side in zip((a, b), sides, strict=True)
    )
    return left, right


def find_unsupported(
    mine: Statements, other: Statements, short_names: bool = False
) -> tuple[tuple[Claim, ...], bool]:
    """Return the values of one text that the other has nowhere, each where it first stands.

    Also returned is whether all values were looked at (`MAX_COMPARISONS`). What stands inside quotation
    marks is left to the comparison of the quotations. With `short_names` a shorter form of a name is the
    name: a first name that is dropped is no loss, but one that is added must be known from somewhere.

    >>> from dedup.article import Article
    >>> from dedup.parsing import parse
    >>> a = parse(Article("Zwölf Firmen zahlten 1,2 Mrd. Euro.", language="de"))
    >>> b = parse(Article("12 Firmen zahlten am Montag 1.200 Millionen Euro an 30 Kommunen.", language="de"))
    >>> claims, complete = find_unsupported(*reversed(find_statements(a, b)))
    >>> [(claim.type, claim.value.text) for claim in claims]
    [('date', 'Montag'), ('number', '30')]
    """
    places = Places(mine.side, other.side, ())
    numbers, all_numbers = _missing(
        _unquoted(mine, mine.numbers), other.numbers, partial(_has_number, places), mine, other
    )
    dates, all_dates = _missing(
        _unquoted(mine, mine.dates), (*other.dates, *other.implied), _has_date, mine, other
    )
    names, all_names = _missing_names(mine, other, short_names)
    counted = [number for number in numbers if number.kind not in _INNER]
    claims = [_claim(mine, "number", number.lo, number.unit_hi) for number in counted]
    claims += [_claim(mine, "date", day.lo, day.hi) for day in dates]
    claims += [_claim(mine, "name", name.lo, name.hi) for name in names]
    return tuple(sorted(claims, key=lambda c: c.value.start)), all_numbers and all_dates and all_names


def _statements(
    document: Document,
    side: Side,
    dates: Sequence[Date],
    names: Callable[[Side, frozenset[int]], list[Name]],
) -> Statements:
    taken = frozenset(n for day in dates for n in range(day.lo, day.hi))
    return Statements(
        side=side,
        starts=tuple(sentence.start for sentence in document.sentences),
        numbers=tuple(find_numbers(side, taken)),
        dates=tuple(dates),
        names=tuple(names(side, taken)),
        implied=tuple(_implied(dates, document.date)),
    )


def _unquoted(statements: Statements, values: Sequence[ValueT]) -> list[ValueT]:
    return [value for value in values if not statements.side.quoted[value.lo]]


def _missing(
    mine: Sequence[ValueT],
    others: Sequence[ValueT],
    has: Callable[[Sequence[ValueT], ValueT], bool],
    here: Statements,
    there: Statements,
) -> tuple[list[ValueT], bool]:
    """Return one of each of my values that no other value supports, and whether all were looked at."""
    wanted = list({_key(here.side, value): value for value in reversed(mine)}.values())[::-1]
    offered = list({_key(there.side, value): value for value in others}.values())
    most = MAX_COMPARISONS // max(1, len(offered))
    found = [x for x in wanted[:most] if not has(offered, x)]
    return found, len(wanted) <= most


def _key(side: Side, value: Number | Date | Name) -> Hashable:
    """Return what makes two values of one text the same for every comparison."""
    if isinstance(value, Number):
        rough = approximators(side, value.lo) is not None
        return value.kind, value.sign, value.figure, value.scale, value.unit, value.score, rough
    return (value.family, value.fields) if isinstance(value, Date) else value.words


def _has_number(places: Places, offered: Sequence[Number], x: Number) -> bool:
    """Whether a number is one of those offered, in whatever form."""
    kinds, unit, value = _KINDS.get(x.kind, frozenset({x.kind})), x.unit, x.value
    for y in offered:
        if y.kind not in kinds:
            continue
        other = y.unit
        if unit == other:
            if abs(value - y.value) > FAR * max(abs(value), abs(y.value)) and x.kind != "score":
                continue
        elif not unit or not other:
            alone = unit or other
            if alone and alone.dimension not in _UNWRITTEN:
                continue
        if same_number(places, x, y):
            return True
    return False


def _has_date(offered: Sequence[Date], mine: Date) -> bool:
    """Whether a date follows from one offered: it names no more, but for what goes without saying."""
    fields = dict(mine.fields)
    return any(_supports(mine, fields, other) for other in offered)


def _supports(mine: Date, fields: Mapping[str, int], other: Date) -> bool:
    if mine.family != other.family:
        return False
    shared = False
    for name, value in other.fields:
        if name in fields:
            if fields[name] != value:
                return False
            shared = True
    if not shared:
        return False
    more = fields.keys() - {name for name, _ in other.fields}
    if mine.family == "time":
        return "minute" not in more or ("minute", 0) in mine.fields
    return more <= _INFERRED


def _implied(dates: Sequence[Date], published: str | None) -> Iterator[Date]:
    """Yield what a reader knows besides: the day of publication, the day of a weekday, the weekday of a day.

    A weekday is one within a week of the publication.
    """
    when = moment(published)
    if when is None:
        return
    yield from _day(when.date())
    near = [when.date() + timedelta(days=n) for n in range(1 - WEEK, WEEK)] if 1 < when.year < 9999 else []
    for known in dates:
        fields = dict(known.fields)
        if "weekday" in fields:
            for day in near:
                if day.weekday() == fields["weekday"]:
                    yield from _day(day)
        elif "day" in fields:
            yield from _weekday(fields.get("year", when.year), fields["month"], fields["day"])


def _day(day: date) -> Iterator[Date]:
    yield Date(0, 0, "day", (("year", day.year), ("month", day.month), ("day", day.day)))
    yield Date(0, 0, "weekday", (("weekday", day.weekday()),))


def _weekday(year: int, month: int, day: int) -> Iterator[Date]:
    try:
        yield Date(0, 0, "weekday", (("weekday", date(year, month, day).weekday()),))
    except ValueError:  # 31 June: the text says what it says
        return


def _missing_names(mine: Statements, other: Statements, short: bool) -> tuple[list[Name], bool]:
    """Return the names with a word that the other text has nowhere; a shorter form of one is not repeated."""
    words = _Words(other)
    found: list[Name] = []
    told: set[str] = set()
    for name in _sure_names(mine):
        if not words.have(name, short) and not told.issuperset(name.words):
            found.append(name)
            told.update(name.words)
        if words.steps > MAX_COMPARISONS:
            return found, False
    return found, True


def _sure_names(text: Statements) -> Iterator[Name]:
    """Yield the names that can hardly be other words: a capital says little where a sentence begins."""
    inside = {name.words for name in text.names if text.side.sentence(name.lo)[0] < name.lo}
    for name in text.names:
        place = name.strength == STRONG or text.side.low(name.lo - 1) in _BEFORE_PLACES
        if place and (len(name.words) > 1 or name.words in inside):
            yield name


class _Words:
    """The words of a text by their first letters, to look up names in whatever form."""

    def __init__(self, text: Statements) -> None:
        self.steps = 0
        self._by_start: dict[str, set[str]] = {}
        for low in text.side.lows:
            word = low.removesuffix("'s")
            self._by_start.setdefault(word[:2], set()).add(word)
        self._initials = {
            "".join(word[0] for word in name.words) for name in text.names if len(name.words) > 1
        }
        self._known: dict[str, bool] = {}

    def have(self, name: Name, short: bool) -> bool:
        """Whether every word (the last one, if `short`) stands in the text, or initials stand for them."""
        if name.words[0] in self._initials and len(name.words) == 1:
            return True
        initials = "".join(word[0] for word in name.words)
        if len(initials) > 1 and initials in self._by_start.get(initials[:2], ()):
            return True
        return all(self._has(word) for word in name.words[-1 if short else 0 :])

    def _has(self, word: str) -> bool:
        if word not in self._known:
            near = self._by_start.get(word[:2], set())
            self.steps += len(near)
            self._known[word] = word in near or any(same_word(word, other) for other in sorted(near))
        return self._known[word]


def _claim(text: Statements, kind: FactType, lo: int, hi: int) -> Claim:
    value = value_at(text.side, (lo, hi))
    return Claim(kind, value, bisect_right(text.starts, value.start) - 1)
