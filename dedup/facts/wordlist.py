"""Word lists, written as running text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text that are separated by white space.

    >>> sorted(words("ein eine einen"))
    ['ein', 'eine', 'einen']
    """
    return frozenset(text.split())
