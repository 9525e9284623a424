"""Statements that got another source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dedup.document import Document
from dedup.facts.aliases import Aliases
from dedup.facts.antecedents import antecedents, lookback
from dedup.facts.lexicon import Lexicon
from dedup.facts.memo import Memo
from dedup.facts.name_changes import are_one
from dedup.facts.names import Name, same_name
from dedup.facts.places import Places, match_values
from dedup.facts.sources import Source
from dedup.facts.speech import GENERIC, source_classes
from dedup.facts.tokens import read, stem_of
from dedup.facts.values import changed, value_at
from dedup.link import Fact

NEAR = 4
"""How many tokens around a name its roles are looked for."""

WORD = 6
"""How many code points a word has, roughly: as many comparisons a sentence read again costs."""

SAME_BONUS = 4.0
LEAST = 0.0
MIN_SHARED_STEM = 5
MIN_RIVAL = 4


def attribution_facts(
    places: Places,
    sources: tuple[Sequence[Source], Sequence[Source]],
    names: tuple[Sequence[Name], Sequence[Name]],
    lexicon: Lexicon,
    documents: tuple[Document, Document],
    aliases: Aliases,
) -> list[Fact]:
    """Return the statements that are laid to somebody else; a source dropped or added is no change."""
    explicit = [[source for source in side if not source.pronoun] for side in sources]
    sources = explicit[0] or sources[0], explicit[1] or sources[1]
    if not sources[0] or not sources[1]:
        return []
    roles = _Roles(places, lexicon, documents)
    same: Memo[tuple[Source, Source], bool] = Memo(
        lambda pair: _under_two_names(*pair, *aliases) or roles.same(*pair)
    )

    def score(x: Source, y: Source) -> float:
        return places.likeness(x, y) + SAME_BONUS * same[x, y]

    pairs = match_values(places, *sources, score, LEAST)
    known = [y for x, y in pairs if same[x, y]]
    changes = [(x, y) for x, y in pairs if not same[x, y]]
    return [
        _fact(places, x, y)
        for x, y in changes
        if not any(same[x, z] for z in known)
        and (_of_other_kinds(x, y) or not (_stands_in(x, names[1], roles) or _stands_in(y, names[0], roles)))
    ]


def _under_two_names(x: Source, y: Source, in_a: Mapping[int, str], in_b: Mapping[int, str]) -> bool:
    """Whether two sources are one body, once as an acronym."""
    bodies = {in_a[n] for n in range(x.lo, x.hi) if n in in_a}
    return any(in_b.get(n) in bodies for n in range(y.lo, y.hi))


def medium_facts(places: Places, media: tuple[Sequence[Source], Sequence[Source]]) -> list[Fact]:
    """Return the statements that were made to another paper or station."""
    pairs = match_values(places, *media, places.likeness, 0.0)
    changes = [
        (x, y)
        for x, y in pairs
        if not x.words & y.words and not any(same_name(n, m) for n in x.names for m in y.names)
    ]
    return [_fact(places, x, y) for x, y in changes]


def _of_other_kinds(x: Source, y: Source) -> bool:
    """Whether two sources are of kinds that exclude each other: a government and a church."""
    told_x, told_y = source_classes(x.words), source_classes(y.words)
    return bool(told_x and told_y) and not told_x & told_y


def _stands_in(source: Source, names: Sequence[Name], roles: _Roles) -> bool:
    """Whether the other side also names the source: then a pronoun may well stand for it there."""
    return roles.share_name(source.names, names)


class _Roles:
    """What the two texts say about who is who."""

    def __init__(self, places: Places, lexicon: Lexicon, documents: tuple[Document, Document]) -> None:
        self.lexicon = lexicon
        self.places = places
        self.documents = documents
        self.readings = [
            (read(document.text, side.language), side.language)
            for document, side in zip(documents, (places.a, places.b), strict=True)
        ]
        self._antecedents: Memo[tuple[bool, int], list[Source]] = Memo(self._named_before)
        self._near: Memo[frozenset[str], frozenset[str]] = Memo(self._words_near)

    def same(self, x: Source, y: Source) -> bool:
        """Whether two sources are, or may well be, the same one."""
        if x.pronoun or y.pronoun:
            return self._may_mean(x, y)
        if not (x.names or x.words) or not (y.names or y.words):
            return True
        if self.share_name(x.names, y.names):
            return True
        if x.names and y.names:
            return self._share_word(x, y) and not (_persons(x) and _persons(y))
        if self._share_word(x, y):
            return True
        if x.names or y.names:
            return self._may_be(x, y) if x.names else self._may_be(y, x)
        return self._alike(x, y)

    def share_name(self, x: Sequence[Name], y: Sequence[Name]) -> bool:
        """Whether some of the names are one; they may be where no comparison is left."""
        if not self.places.budget.take(len(x) * len(y)):
            return True
        return any(same_name(n, m) or are_one(n, m, self.lexicon) for n in x for m in y)

    def _may_mean(self, x: Source, y: Source) -> bool:
        """Whether a pronoun may stand for the other source; it does unless somebody else was named before."""
        if x.pronoun and y.pronoun:
            return True
        pronoun, named = (x, y) if x.pronoun else (y, x)
        side = self.places.a if x.pronoun else self.places.b
        mine = self.documents[0 if x.pronoun else 1]
        if named.words <= GENERIC and not named.names:
            return True
        at = side.starts[pronoun.lo]
        reading, _ = self.readings[0 if x.pronoun else 1]
        first = lookback(mine, at)
        mentions = (n for name in named.names for n in reading.places[name.words[-1]])
        if any(first <= reading.starts[n] < at for n in mentions):
            return True  # at once, as is most often so
        before = self._antecedents[x.pronoun, at]
        if not named.names:  # a name of one word may be a place's, and so is no answer to a role
            before = [one for one in before if one.words or _persons(one)]
        return not before or any(self.same(one, named) for one in before)

    def _share_word(self, x: Source, y: Source) -> bool:
        if _of_other_kinds(x, y):
            return False
        if _of_other_sex(x, y):
            return False
        return any(_same_role(v, w) for v in x.stems for w in y.stems)

    def _may_be(self, named: Source, role: Source) -> bool:
        """Whether a person who is named can be the one whom the other text calls by a role."""
        if not role.words:
            return True
        near = self._near[frozenset(name.words[-1] for name in named.names)]
        if any(_same_role(stem, other) for stem in role.stems for other in near):
            return True
        if role.owned:
            return False  # `her publisher` is not she herself
        told = source_classes(role.words)
        around = source_classes(near)
        if told and around and not told & around:
            return False  # the texts say who that is, and it is somebody else
        mine = source_classes(named.words | frozenset(word for name in named.names for word in name.words))
        if told and mine:
            return bool(told & mine)
        if named.words - GENERIC and role.words - GENERIC:
            return False
        return bool(role.words & GENERIC) or not role.indefinite

    def _alike(self, x: Source, y: Source) -> bool:
        told_x, told_y = source_classes(x.words), source_classes(y.words)
        if told_x and told_y:
            return bool(told_x & told_y) and not _rivals(x, y)
        if x.words <= GENERIC or y.words <= GENERIC:
            return True
        if told_x or told_y or (x.indefinite and y.indefinite):
            return False
        return not _rivals(x, y)

    def _named_before(self, place: tuple[bool, int]) -> list[Source]:
        """Return whom a pronoun of a (or of b) at a code point may stand for; nobody beyond the budget."""
        in_a, at = place
        mine, other = self.documents if in_a else self.documents[::-1]
        words = len((self.places.a if in_a else self.places.b).lows) + (at - lookback(mine, at)) // WORD
        return antecedents(mine, other, at, self.lexicon) if self.places.budget.take(words) else []

    def _words_near(self, words: frozenset[str]) -> frozenset[str]:
        """Return the stems and words that stand near a name anywhere in the two texts."""
        near: set[str] = set()
        for reading, language in self.readings:
            for n in (n for word in words for n in reading.places.get(word, ())):
                around = range(max(0, n - NEAR), min(len(reading.lows), n + NEAR))
                near.update(reading.lows[k] for k in around)
                near.update(stem_of(language)[reading.lows[k]] for k in around)
        return frozenset(near)


def _persons(source: Source) -> bool:
    return any(len(name.words) == 2 for name in source.names)


def _of_other_sex(x: Source, y: Source) -> bool:
    """Whether two unnamed sources are `ein Nachbar` and `eine Nachbarin`; a spokesman may be either."""
    if x.names or y.names:
        return False
    return any(
        f"{v}in" == w or f"{w}in" == v
        for v in x.words
        for w in y.words
        if not v.endswith(("sprecher", "precherin"))
    )


def _same_role(x: str, y: str) -> bool:
    """Whether two stems name one role, one of them perhaps as the end or start of a compound."""
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if short == long:
        return True
    return len(short) >= MIN_SHARED_STEM and (long.endswith(short) or long.startswith(short))


def _rivals(x: Source, y: Source) -> bool:
    return any(_rival_compounds(v, w) for v in x.stems for w in y.stems)


def _rival_compounds(x: str, y: str) -> bool:
    """Whether two compounds differ in what tells them apart: Finanzministerium, Verkehrsministerium."""
    end = 0
    while end < min(len(x), len(y)) and x[-1 - end] == y[-1 - end]:
        end += 1
    return end >= MIN_SHARED_STEM + 2 and len(x) - end >= MIN_RIVAL and len(y) - end >= MIN_RIVAL


def _fact(places: Places, x: Source, y: Source) -> Fact:
    return changed(
        "attribution",
        "high",
        value_at(places.a, (x.lo, x.hi)),
        value_at(places.b, (y.lo, y.hi)),
        "another source: ",
    )
