"""Sentence boundaries: sentencex, and what it needs to know of news texts.

sentencex finds the boundaries (its offsets are right, so only those are used); this layer mends the cases
that matter in news: German ordinals and abbreviations, sentences that begin with a figure, quotations that
hold several sentences. Its methods are rules over the two words around a boundary, so they cost little.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

import regex
import sentencex

from dedup.language import base_language
from dedup.quotations import QUOTE_MARKS, Quotation, find_quotations
from dedup.span import Span, trimmed

TERMINALS = frozenset(".!?…。！？؟।")

_ORDINAL_BEFORE = frozenset(
    "der die das den dem des im am zum zur vom beim ab seit bis und oder ein eine einem einen einer eines "
    "ihr ihre ihrem ihren ihrer ihres sein seine seinem seinen seiner seines unser unsere unserem unseren "
    "dieser diese diesem diesen jeder jede jedem jeden ende anfang mitte nach vor in auf mit gegen für als "
    "papst könig kaiser zar nächste nächsten mein meine montag dienstag mittwoch donnerstag freitag samstag "
    "sonnabend sonntag".split()
)
_ABBREVIATIONS = frozenset(
    "abt jh jhd hl nr abs art ziff kap str tel ca bzw ggf inkl exkl zzgl mind max evtl vgl sog bd az fa gem "
    "mrd mio tsd mill bio jan feb mar mär apr jun jul aug sep sept oct okt nov dec dez mo di mi do fr sa so "
    "no nos vol pp fig approx est dept inc ltd co corp st mt ft sgt lt col gen capt sen rep gov rev hon "
    "dr prof mr mrs ms mx m mm mme mlle me sr sra srta dña ud uds av avda art núm pág p ej".split()
)
_MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember jan feb apr "
    "jun jul aug sep sept okt nov dez jahrhundert jahrhunderts jahrhunderte jh jhd jahrestag geburtstag "
    "bundesliga liga klasse spieltag minute runde platz auflage etage stock stunde tag mal rang".split()
)
WINDOW = 60
"""How many characters on each side of a boundary decide about it."""

_ORDINAL = re.compile(r"[(„“\"«]?\d{1,3}\.$")
_FIGURE_START = regex.compile(r"(?<=(?P<left>[\p{L}\d)%][\p{L}\p{M}\d)%\-]*)[.!?][\"“”»«’)]{0,2})\s+(?=\d)")
_NO_START = re.compile(r"(?<=\b[Nn]o\.)\s+(?=[A-Z])")


def find_sentences(text: str, span: Span, language: str | None) -> list[Span]:
    """Return the sentences in one block of text, in order, without the white space between them.

    A full stop inside a quotation does not end a sentence.

    >>> text = "Am 3. Mai kam er. „Nein. Nie“, sagte er. 20 Menschen hörten zu."
    >>> [s.of(text) for s in find_sentences(text, Span(0, len(text)), "de")]
    ['Am 3. Mai kam er.', '„Nein. Nie“, sagte er.', '20 Menschen hörten zu.']
    """
    block = span.of(text)
    code = base_language(language) or "en"
    cuts = {int(b["end_index"]) for b in sentencex.get_sentence_boundaries(code, block)}
    cuts |= _figure_starts(block)
    if code == "en":
        cuts |= {m.start() for m in _NO_START.finditer(block)}
    quotations = find_quotations(block)
    cuts = {cut for cut in cuts if not _joined(block, cut, code)} - _inside(cuts, quotations)
    return _spans(text, span, sorted(cuts))


def _spans(text: str, span: Span, cuts: Iterable[int]) -> list[Span]:
    spans: list[Span] = []
    start = span.start
    for cut in [*cuts, len(span)]:
        piece = trimmed(text, start, span.start + cut)
        if piece and _has_word(text, piece):
            spans.append(piece)
            start = span.start + cut
    rest = trimmed(text, start, span.end)
    if rest and spans:
        spans[-1] = Span(spans[-1].start, rest.end)
    elif rest:
        spans.append(rest)
    return spans


def _has_word(text: str, span: Span) -> bool:
    return any(text[i].isalnum() for i in range(span.start, span.end))


def _inside(cuts: Iterable[int], quotations: list[Quotation]) -> set[int]:
    """Return the cuts that would split a quotation."""
    starts = [q.outer.start for q in quotations]
    within = set()
    for cut in cuts:
        n = bisect_right(starts, cut) - 1
        if n >= 0 and quotations[n].outer.start < cut < quotations[n].outer.end:
            within.add(cut)
    return within


def _figure_starts(block: str) -> set[int]:
    """Return the places where a new sentence begins with a figure, which sentencex runs past."""
    return {m.start() for m in _FIGURE_START.finditer(block) if not _is_abbreviation(m.group("left"))}


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.isdigit() or word.lower() in _ABBREVIATIONS or word.lower().endswith("str")


def _joined(block: str, cut: int, code: str) -> bool:
    """Whether the two sides of a boundary belong to one sentence after all."""
    before = block[max(0, cut - WINDOW) : cut].rstrip()
    following = block[cut : cut + WINDOW].split(maxsplit=1)[:1]
    if not before.endswith(".") or not following:
        return False
    last = before.split()[-1]
    return _continues(before, last, following[0], code)


def _continues(before: str, last: str, following: str, code: str) -> bool:
    """Whether a sentence that seems to end with the word `last` goes on with `following`."""
    if code == "de" and _ORDINAL.match(last):
        return _is_ordinal(before, following)
    stem = last.rstrip(".").lstrip('(„“"«‚').lower()
    if stem in _ABBREVIATIONS and stem != "no":
        return not (stem in _SENTENCE_ENDS and following[:1].isupper())
    return code != "en" and following[:1].islower()


_SENTENCE_ENDS = frozenset("so do fr di mi mal max max inc ltd co corp art st".split())
"""Words among the abbreviations that also end sentences."""


def _is_ordinal(before: str, following: str) -> bool:
    if following.strip(".,;:").lower() in _MONTHS or following[:1].islower():
        return True
    words = before.split()
    return len(words) < 2 or words[-2].lower().strip('„“"«(,') in _ORDINAL_BEFORE


def ends_sentence(text: str, span: Span) -> bool:
    """Whether the span ends as a sentence does: with a full stop, question or exclamation mark.

    >>> ends_sentence("„Nein!“", Span(0, 7)), ends_sentence("Neue Regeln", Span(0, 11))
    (True, False)
    """
    at = span.end - 1
    while at > span.start and (text[at] in QUOTE_MARKS or text[at] in ")]"):
        at -= 1
    return text[at] in TERMINALS
