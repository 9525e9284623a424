"""A check is ranges; here they become findings with their sentence, the most dangerous first.

Nothing is told twice: a changed value or quotation stands among the facts, not also among what is new or
lost. Sentence numbers start at 1, as people count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dedup.check import Check, CheckedQuotation, Claim, Reason
from dedup.document import Document
from dedup.link import EditOp, Fact, Value
from dedup.render.display import Mark, Run
from dedup.render.wording import beyond_values, count, percent, printable, value_text

INVENTED = "the original has no such quotation"

_THRESHOLDS = {
    "max_verbatim_share": "taken over verbatim",
    "max_verbatim_run_words": "in the longest verbatim run",
    "max_facts_high": "of high severity",
    "max_facts_medium": "of medium severity",
    "max_facts_low": "of low severity",
}
_NOUNS = {
    "max_verbatim_run_words": "word",
    "max_altered_quotations": "altered quotation",
    "max_invented_quotations": "invented quotation",
    "max_unsupported_values": "unsupported value",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to verify: its level (a severity, `altered` or `invented`), what both sides say, and why.

    `place` says where; `context` is the sentence (of b, or of a if b says nothing) with the value marked,
    empty for a quotation, which says enough.
    """

    level: str
    type: str
    a: Value | None
    b: Value | None
    reason: str
    place: str
    context: tuple[Run, ...]

    @property
    def note(self) -> str:
        """What the reason says beyond the two values."""
        return beyond_values(self.reason, self.a, self.b)

    @property
    def shown(self) -> str:
        """What to look for: old and new value, or the one there is."""
        if self.a and self.b:
            return f"{value_text(self.a)} → {value_text(self.b)}"
        return value_text(self.b or self.a)


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with its values that the other text has nowhere: `values` names them, `runs` marks them."""

    number: int
    values: tuple[str, ...]
    runs: tuple[Run, ...]


def facts_to_verify(check: Check) -> list[Finding]:
    """Return the changed values in order of danger; of an altered quotation also what changed in it."""
    altered = {_place(q.b): q.reason for q in check.quotations if q.b and q.reason}
    return [_fact(check, fact, altered) for fact in check.facts]


def quotations_to_verify(check: Check) -> list[Finding]:
    """Return the altered and invented quotations that no fact names."""
    told = {_place(fact.b) for fact in check.facts if fact.b and fact.type == "quote"}
    quotations = (q for q in check.quotations_of("altered", "invented") if _place(q.b) not in told)
    return [_quotation(check, quotation) for quotation in quotations]


def new_values(check: Check) -> list[MarkedSentence]:
    """Return what the rewrite says and the original nowhere, but for changed values and quotations."""
    told = [fact.b for fact in check.facts if fact.b]
    claims = [c for c in check.unsupported if c.type != "quote" and not _touches(c.value, told)]
    return [
        _marked_sentence(check.diff.b, index, list(group), "added")
        for index, group in groupby(claims, key=lambda claim: claim.sentence)
    ]


def lost_values(check: Check) -> dict[str, list[str]]:
    """Return the values that stand nowhere in the rewrite, by type, without the changed ones."""
    told = [fact.a for fact in check.facts if fact.a]
    values: dict[str, list[str]] = {}
    for claim in check.lost:
        if not _touches(claim.value, told):
            values.setdefault(f"{claim.type}s", []).append(printable(claim.value.text))
    return values


def lost_sentences(check: Check) -> list[MarkedSentence]:
    """Return the dropped sentences with the values that went with them."""
    lost: dict[int, list[Claim]] = {}
    for claim in check.lost:
        lost.setdefault(claim.sentence, []).append(claim)
    return [
        _marked_sentence(check.diff.a, index, lost.get(index, []), "removed") for index in check.diff.dropped
    ]


def reason_text(reason: Reason) -> str:
    """Say which threshold was broken.

    >>> reason_text(Reason("max_facts_high", 2, 0)), reason_text(Reason("max_verbatim_share", 0.61, 0.5))
    ('2 facts of high severity, 0 allowed', '61 % taken over verbatim, 50 % allowed')
    """
    if reason.threshold == "max_verbatim_share":
        measured, allowed = percent(reason.measured), percent(reason.allowed)
    else:
        noun = _NOUNS.get(reason.threshold, "fact")
        measured, allowed = count(int(reason.measured), noun), f"{int(reason.allowed):,}"
    words = " ".join(word for word in (measured, _THRESHOLDS.get(reason.threshold)) if word)
    return f"{words}, {allowed} allowed"


def share_parts(check: Check) -> list[tuple[str, float]]:
    """Return the three shares of the rewrite's words with their names."""
    shares = check.shares
    return [
        ("verbatim", shares.share(shares.verbatim)),
        ("reworded", shares.share(shares.reworded)),
        ("new", shares.share(shares.new)),
    ]


def bar(parts: Sequence[float], width: int) -> list[int]:
    """Return how many of `width` cells every share gets; what is there at all gets one.

    >>> bar([0.6, 0.39, 0.01], 10)
    [5, 4, 1]
    """
    cells = [max(1, round(part * width)) if part else 0 for part in parts]
    if sum(cells):
        cells[cells.index(max(cells))] += width - sum(cells)
    return cells


def new_title(sentences: Sequence[MarkedSentence]) -> str:
    """Return how many values are new."""
    total = sum(len(sentence.values) for sentence in sentences)
    return f"{count(total, 'value')} that the original has nowhere" if total else "No value is new"


def lost_title(sentences: Sequence[MarkedSentence], values: Mapping[str, Sequence[str]]) -> str:
    """Return how much was lost."""
    total = sum(len(found) for found in values.values())
    if not sentences and not total:
        return "Nothing was lost"
    return f"Lost: {count(len(sentences), 'sentence')}, {count(total, 'value')}"


def quotation_counts(check: Check) -> str:
    """Return how many quotations there are in each state."""
    states = [quotation.state for quotation in check.quotations]
    counts = [f"{states.count(s):,} {s}" for s in ("kept", "altered", "invented", "dropped") if s in states]
    return " · ".join(counts) or "none in either text"


def longest_run(check: Check) -> tuple[str, str]:
    """Return where the longest verbatim run stands, and its words."""
    run = check.longest_run
    if run is None:
        return "no word", ""
    where = f"{_number(check.diff.a, run.a.start)} → {_number(check.diff.b, run.b.start)}"
    return f"{count(run.words, 'word')}, sentence {where}", " ".join(
        printable(run.b.of(check.diff.b.text)).split()
    )


def _fact(check: Check, fact: Fact, altered: dict[tuple[int, int], str]) -> Finding:
    reason = altered.get(_place(fact.b), fact.reason) if fact.type == "quote" else fact.reason
    place = _places(check, fact.a, fact.b)
    context = () if fact.type == "quote" else _context(check, fact.a, fact.b)
    return Finding(fact.severity, fact.type, fact.a, fact.b, reason, place, context)


def _quotation(check: Check, quotation: CheckedQuotation) -> Finding:
    return Finding(
        level=quotation.state,
        type="quote",
        a=quotation.a,
        b=quotation.b,
        reason=quotation.reason or INVENTED,
        place=_places(check, quotation.a, quotation.b),
        context=(),
    )


def _places(check: Check, a: Value | None, b: Value | None) -> str:
    numbers = [str(_number(check.diff.a, a.start))] if a else []
    numbers += [str(_number(check.diff.b, b.start))] if b else []
    return f"sentence {' → '.join(numbers)}" + ("" if b else " of the original")


def _context(check: Check, a: Value | None, b: Value | None) -> tuple[Run, ...]:
    document, value = (check.diff.b, b) if b else (check.diff.a, a)
    if value is None:
        return ()
    index = _number(document, value.start) - 1
    return tuple(_marked(document, index, [value], "added" if b else "removed"))


def _marked_sentence(document: Document, index: int, claims: Sequence[Claim], mark: Mark) -> MarkedSentence:
    names = tuple(f"{claim.type} {printable(claim.value.text)}" for claim in claims)
    runs = _marked(document, index, [claim.value for claim in claims], mark)
    return MarkedSentence(index + 1, names, tuple(runs))


def _marked(document: Document, index: int, values: Iterable[Value], mark: Mark) -> Iterator[Run]:
    """Yield a sentence with some of its values marked."""
    sentence, text = document.sentences[index], document.text
    at = sentence.start
    for value in values:
        end = min(value.end, sentence.end)
        yield Run("equal", "equal", printable(text[at : value.start]))
        op: EditOp = "insert" if mark == "added" else "delete"
        yield Run(op, mark, printable(text[value.start : end]))
        at = end
    yield Run("equal", "equal", printable(text[at : sentence.end]))


def _number(document: Document, offset: int) -> int:
    """Return the number of the sentence that an offset stands in."""
    return bisect_right([sentence.start for sentence in document.sentences], offset)


def _place(value: Value | None) -> tuple[int, int]:
    return (value.start, value.end) if value else (-1, -1)


def _touches(value: Value, others: Iterable[Value]) -> bool:
    return any(value.start < other.end and other.start < value.end for other in others)
