"""All facts of one link: every kind of value is found on both sides and laid beside the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dedup.document import Document
from dedup.facts.aliases import Aliases, find_aliases
from dedup.facts.attribution import attribution_facts, medium_facts
from dedup.facts.bodies import body_facts
from dedup.facts.budget import Budget
from dedup.facts.date_changes import date_facts
from dedup.facts.dates import find_dates
from dedup.facts.lexicon import Lexicon, find_lexicon
from dedup.facts.misspelt import find_misspelt, misspelt_facts
from dedup.facts.name_changes import name_facts
from dedup.facts.names import Name, find_names
from dedup.facts.negation import negation_facts
from dedup.facts.number_changes import number_facts
from dedup.facts.numbers import find_numbers
from dedup.facts.numerals import has_figures
from dedup.facts.places import Places
from dedup.facts.quotes import quote_facts
from dedup.facts.sources import Source, find_media, find_sources
from dedup.facts.swaps import swap_facts
from dedup.facts.tokens import Side, find_side
from dedup.link import Edit, Fact, Value


class Facts(NamedTuple):
    """The facts of one link; `truncated` says that some values were not compared, for the budget was hit."""

    facts: tuple[Fact, ...]
    truncated: bool


NO_FACTS = Facts((), truncated=False)


def find_facts(
    a: Document,
    b: Document,
    in_a: Sequence[int],
    in_b: Sequence[int],
    edits: Sequence[Edit],
    budget: Budget | None = None,
) -> Facts:
    """Return the values that changed between the sentences `in_a` of a and `in_b` of b, in the order of b.

    The links of one diff share one `budget`.

    >>> from dedup.article import Article
    >>> from dedup.edits import word_edits
    >>> from dedup.parsing import parse
    >>> a = parse(Article("26 Menschen flohen am Montag.", language="de"))
    >>> b = parse(Article("27 Menschen flohen am Dienstag.", language="de"))
    >>> [fact.reason for fact in find_facts(a, b, [0], [0], word_edits(a, b, [0], [0]).edits).facts]
    ['26 became 27', 'Montag became Dienstag']
    """
    side_a, side_b = find_side(a, in_a, b), find_side(b, in_b, a)
    places = Places(side_a, side_b, edits, (budget or Budget()).of_link())
    lexicon = find_lexicon(a, side_a.language) | find_lexicon(b, side_b.language)
    values, sources = _values(places, lexicon, (a, b))
    bounds = [fact for fact in values if fact.type == "negation"]
    told = values + [f for f in negation_facts(places) if not any(_inside(f, bound) for bound in bounds)]
    quotes = quote_facts(places, sources)
    outside = [f for f in told if not _in_quotations(places, f) and not any(_within(f, q) for q in quotes)]
    facts = [*quotes, *outside]
    return Facts(tuple(sorted(facts, key=_place)), places.budget.hit)


def _values(
    places: Places, lexicon: Lexicon, documents: tuple[Document, Document]
) -> tuple[list[Fact], tuple[list[Source], list[Source]]]:
    """Return the facts outside quotations, and the sources of both sides."""
    dates = find_dates(places.a), find_dates(places.b)
    taken = [frozenset(n for date in side for n in range(date.lo, date.hi)) for side in dates]
    names = find_names(places.a, lexicon, taken[0]), find_names(places.b, lexicon, taken[1])
    misspelt = find_misspelt(places, *names)
    aliases = _with_spellings(find_aliases(places), misspelt)
    sources = _both(find_sources, places, names)
    attributions = attribution_facts(places, sources, names, lexicon, documents, aliases)
    attributions += medium_facts(places, _both(find_media, places, names))
    one_a, one_b = ([x for x in side if x.lo not in told] for side, told in zip(names, aliases, strict=True))
    renamed = name_facts(places, one_a, one_b, lexicon) + swap_facts(places, *names)
    renamed += [fact for fact in body_facts(places) if not any(_inside(fact, x) for x in renamed)]
    renamed = [fact for fact in renamed if not any(_inside(fact, x) for x in attributions)]
    renamed += misspelt_facts(places, misspelt)
    found = [*_numbers(places, taken), *date_facts(places, *dates), *renamed, *attributions]
    return found, sources


def _with_spellings(aliases: Aliases, misspelt: Sequence[tuple[Name, Name]]) -> Aliases:
    """Return the tokens that name the same on both sides, misspelt persons among them."""
    told = dict(aliases[0]), dict(aliases[1])
    for x, y in misspelt:
        for name, tokens in zip((x, y), told, strict=True):
            tokens.update(dict.fromkeys(range(name.lo, name.hi), x.words[-1]))
    return told


def _numbers(places: Places, taken: Sequence[frozenset[int]]) -> list[Fact]:
    if not (has_figures(places.a) or has_figures(places.b)):
        return []
    return number_facts(places, find_numbers(places.a, taken[0]), find_numbers(places.b, taken[1]))


def _both(
    find: Callable[[Side, Sequence[Name]], list[Source]],
    places: Places,
    names: tuple[Sequence[Name], Sequence[Name]],
) -> tuple[list[Source], list[Source]]:
    """Return the sources of both sides; none where one side has none, for nothing can be another one then."""
    a = find(places.a, names[0])
    b = find(places.b, names[1]) if a else []
    return (a, b) if b else ([], [])


def _inside(fact: Fact, other: Fact) -> bool:
    """Whether a changed name is part of what another fact names: of the source that changed."""
    pairs = ((fact.a, other.a), (fact.b, other.b))
    return any(x and y and y.start <= x.start and x.end <= y.end for x, y in pairs)


def _in_quotations(places: Places, fact: Fact) -> bool:
    """Whether a value is quoted on both sides: then the quotation is the fact."""
    pairs = ((places.a, fact.a), (places.b, fact.b))
    return all(value and _is_quoted(side, value) for side, value in pairs)


def _within(fact: Fact, quote: Fact) -> bool:
    """Whether what a fact names stands in a quotation that is reported as altered."""
    pairs = [(inner, outer) for inner, outer in ((fact.a, quote.a), (fact.b, quote.b)) if inner]
    return all(outer and outer.start <= inner.start and inner.end <= outer.end for inner, outer in pairs)


def _is_quoted(side: Side, value: Value) -> bool:
    return any(q.inner.start <= value.start and value.end <= q.inner.end for q in side.quotations)


def _place(fact: Fact) -> tuple[int, int]:
    value = fact.b or fact.a
    return (value.start, value.end) if value else (0, 0)
