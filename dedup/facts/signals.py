"""Words that deny or hedge, where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dedup.facts.ends import CLAUSE_ENDS, LONGEST_CLAUSE
from dedup.facts.hedges import ABSOLUTES, ALL_BUT, DIMINISHERS, HEDGES, LACKING, NEGATORS
from dedup.facts.memo import Memo
from dedup.facts.polarity import poles
from dedup.facts.tokens import Side
from dedup.facts.wordlist import words

_FAILING = words("fail fails failed failing neglected neglects omitted")
_HAVE = frozenset({"have", "has", "had", "is", "are"})
_FIRM = frozenset({"rule out", "sure", "guilt"})
_MAY_HEDGE = words(
    "believed thought understood expected said reported likely soll sollen scheint scheinen schien schienen "
    "appear appears appeared seem seems seemed accused possible möglich considering mulling "
    "weighing erwägt erwägen erwog "
    "erwogen verdacht"
)
_WITH: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(words("appear appears appeared seem seems seemed"), ("to",)),
    "accused": ("of",),
    "possible": ("that",),
    "möglich": ("dass",),
}
"""Words that leave a statement open where another word follows."""

_GERUND = words("considering mulling weighing")
_SIGNALS = NEGATORS | ALL_BUT | HEDGES | DIMINISHERS | _MAY_HEDGE | _FAILING | {"yet"}
_MAY_SIGNAL: Memo[str, bool] = Memo(lambda low: low in _SIGNALS or low.endswith("n't"))
"""Every word that may deny or hedge."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A word on the tokens ``[lo, hi)`` that denies, hedges or all but denies (`hardly`)."""

    lo: int
    hi: int
    kind: Literal["negator", "hedge", "near"]


def find_signals(side: Side) -> list[Signal]:
    """Return the negators and hedges of one side of a link.

    >>> from dedup.article import Article
    >>> from dedup.facts.tokens import find_side
    >>> from dedup.parsing import parse
    >>> document = parse(Article("Das Dach ist wohl nicht dicht.", language="de"))
    >>> [(signal.lo, signal.kind) for signal in find_signals(find_side(document, [0], document))]
    [(3, 'hedge'), (4, 'negator')]
    """
    signals: list[Signal] = []
    for n in [n for n, low in enumerate(side.lows) if _MAY_SIGNAL[low]]:
        low = side.lows[n]
        if low in LACKING and side.low(n - 1) in NEGATORS:
            signals.pop()  # `not without risk` denies nothing
        elif low in NEGATORS or low.endswith("n't") or _is_left_undone(side, n):
            signals.append(Signal(n, n + 1, "negator"))
        elif low in ALL_BUT:
            signals.append(Signal(n, n + 1, "near"))
        elif _is_hedge(side, n):
            signals.append(Signal(n, _end(side, n), "hedge"))
    return signals


def _end(side: Side, n: int) -> int:
    """Return where a hedge ends: `possible that` hedges what follows."""
    return n + 1 + next((k for k in (1, 2) if side.low(n + k) in ("that", "dass")), 0)


def _is_hedge(side: Side, n: int) -> bool:
    low = side.lows[n]
    if low in HEDGES and not (low == "may" and side.texts[n][0].isupper()):
        return True
    return _is_hedging(side, n) or _is_diminished(side, n)


def _is_left_undone(side: Side, n: int) -> bool:
    """Whether `has yet to decide` or `failed to report` denies."""
    if side.low(n + 1) != "to":
        return False
    return side.low(n) in _FAILING or (side.low(n) == "yet" and side.low(n - 1) in _HAVE)


def _is_diminished(side: Side, n: int) -> bool:
    """Whether `nahezu` stands before a word that knows no degrees: `nahezu ausgeschlossen`."""
    return side.low(n) in DIMINISHERS and (
        side.low(n + 1) in ABSOLUTES or any(pole.axis in _FIRM for pole in poles(side.low(n + 1)))
    )


def _is_hedging(side: Side, n: int) -> bool:
    """Whether `soll` tells hearsay (`soll gestohlen haben`) or `believed to` leaves a statement open."""
    low = side.lows[n]
    if low not in _MAY_HEDGE:
        return False
    if low in ("believed", "thought", "understood", "expected", "said", "reported", "likely"):
        return side.low(n + 1) == "to" and (low != "said" or side.low(n - 1) in ("is", "are", "was", "were"))
    if low in _WITH:
        return side.low(n + 1) in _WITH[low] or (low == "möglich" and side.low(n + 2) in _WITH[low])
    if low in _GERUND:
        return side.low(n + 1).endswith("ing")
    if low == "verdacht":
        return side.low(n - 1) in ("im", "unter", "dringendem")
    if low not in ("soll", "sollen"):
        return True
    last = min(side.sentence(n)[1], n + LONGEST_CLAUSE)
    end = next((k for k in range(n, last) if side.low(k) in CLAUSE_ENDS), last)
    return side.low(end - 1) in ("haben", "sein") and end - 1 > n
