"""From places in a link to facts: values cut from the text, and why they matter."""

from __future__ import annotations

from dedup.facts.tokens import Side
from dedup.link import Fact, FactType, Severity, Value

Range = tuple[int, int]
"""Token positions ``[lo, hi)`` of one side."""


def value_at(side: Side, tokens: Range) -> Value:
    """Return what one side says under some tokens."""
    start, end = side.span(*tokens)
    return Value(start, end, side.text[start:end])


def changed(fact_type: FactType, severity: Severity, a: Value, b: Value, what: str = "") -> Fact:
    """Return the fact that a value became another one.

    >>> changed("number", "high", Value(0, 2, "26"), Value(4, 6, "27")).reason
    '26 became 27'
    """
    return Fact(fact_type, severity, f"{what}{a.text} became {b.text}", a, b)
