"""Numbers that name something: `Interstate 71`, `A7`, `Artikel 5`, `Page Six`. They count nothing."""

from __future__ import annotations

from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

_NAMED = words(
    """
    interstate route highway motorway junction exit page pages flight channel article section chapter gate
    room platform bus line area chapter paragraph hwy bundesstraße landesstraße kreisstraße autobahn
    staatsstraße paragraf paragraph paragrafen § §§ artikel art absatz abs seite kanal gleis linie flug
    halle tor zimmer kapitel bahnsteig nummer ziffer ligne vol voie chaîne autoroute línea vuelo ruta
    artículo carretera andén
    """
)
"""Words before the number of a thing."""

_ROADS = frozenset("abklms")
"""Letters that German and British roads have before their number, with or without a space."""


def label_at(side: Side, n: int) -> str:
    """Return the word or letter by which the number at token `n` names something, or nothing.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Stau auf der A 7 nach Paragraf 3.", language="de"))
    >>> side = find_side(document, [0], document)
    >>> label_at(side, 4), label_at(side, 7)
    ('a', 'paragraf')
    """
    before = side.low(n - 1)
    if before in _NAMED:
        return before
    letter = n - 2 if before == "-" and n > 1 else n - 1
    if letter < 0 or len(side.lows[letter]) > 2 or not side.texts[letter].isupper():
        return ""
    glued = all(side.end(k) == side.starts[k + 1] for k in range(letter, n))
    spaced = side.language == "de" and side.lows[letter] in _ROADS
    return side.lows[letter] if side.lows[letter].isalpha() and (glued or spaced) else ""
