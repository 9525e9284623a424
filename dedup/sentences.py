"""Sentence boundaries: sentencex, and what it needs to know of news texts.

sentencex proposes boundaries (its offsets are right, so only those are used). This layer refuses those at
abbreviations, ordinals and inside quotations, and adds those that sentencex runs past: before a figure,
behind a bracket, behind an abbreviation that ends its sentence. It looks at the words around a boundary only.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import regex

from dedup.abbreviations import (
    ABBREVIATIONS,
    AFTER_CLOCK,
    ALSO_WORDS,
    COMPANY_FORMS,
    LONGEST,
    LONGEST_PLAIN,
    LOWER_NAMES,
    ORDINAL_AFTER,
    ORDINAL_BEFORE,
    PLAIN_ENDS,
    SAYING,
    STARTERS,
    TITLES,
)
from dedup.boundaries import TERMINALS, before_space, proposed
from dedup.language import base_language
from dedup.quotations import QUOTE_MARKS, find_quotations
from dedup.span import Span, trimmed

_FIRST_WIDE = 0x2E80  # from this code point on lie the scripts that write no spaces between sentences
_CLOSERS = "\"'“”»«›‹’‘)]"
_NO_ORDINALS = frozenset(("en", "es", "fr", "it"))
"""Languages whose ordinals have no full stop."""

_ANY_END = TERMINALS | frozenset(";·։۔᠃᠉።")  # every mark behind which sentencex may propose a boundary
MAX_HEADING = 100  # up to this length it pays to look for such a mark first
WINDOW = 60  # how many characters before a boundary decide about it
MAX_BRACKET = 1_000
LONGEST_ORDINAL = 3

_END = re.compile(rf"[.!?…][{re.escape(_CLOSERS)}]*(?:\[\d{{1,3}}\])*\s+(?=\S)")
_ORDINAL = re.compile(r"[(„“\"«]?\d{1,3}\.$")
_FIRST_WORD = re.compile(r"[\"'“”„»«›‹’‘(\[¿¡]*([^\s.,;:!?…]+)")
_LAST_PART = re.compile(r"[^\W\d_]+$")
_LAST_WORD = re.compile(r"\S+$")
_WHOLE_WORD = re.compile(r"[^\W\d_]+(?=[,;:!?]|\.?(?:\s|$))")
_SPEAKER = regex.compile(rf"(?:\p{{Lu}}[\p{{L}}.'’\-]*\s+){{1,5}}(?:{SAYING})\b")


def find_sentences(text: str, span: Span, language: str | None) -> list[Span]:
    """Return the sentences in one block of text, in order, without the white space between them.

    A full stop inside a quotation does not end a sentence.

    >>> text = "Am 3. Mai kam er. „Nein. Nie“, sagte er. 20 Menschen hörten zu."
    >>> [s.of(text) for s in find_sentences(text, Span(0, len(text)), "de")]
    ['Am 3. Mai kam er.', '„Nein. Nie“, sagte er.', '20 Menschen hörten zu.']
    """
    block = span.of(text).replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if len(block) <= MAX_HEADING and _ANY_END.isdisjoint(block[:-1]):
        whole = trimmed(text, span.start, span.end)
        return [whole] if whole else []
    code = base_language(language) or "en"
    return _spans(text, span, _outside_quotations(block, _cuts(block, code)))


def _cuts(block: str, code: str) -> list[int]:
    """Return where the block's sentences begin, quotations left out of account."""
    ends = [(m.start(), m.end()) for m in _END.finditer(block)]
    found = proposed(block, code, [cut for _, cut in ends])
    cuts = [cut for cut in found if not _refused(block, cut, code)]
    known = set(found)
    missed = [cut for stop, cut in ends if cut not in known and _missed(block, stop, cut, code)]
    return sorted(cuts + missed) if missed else cuts


def _refused(block: str, cut: int, code: str) -> bool:
    """Whether the two sides of a proposed boundary belong to one sentence after all."""
    if cut >= len(block):
        return False
    stop = before_space(block, cut)
    if stop == cut:
        return _glued(block, cut)
    mark = block[stop - 1]
    if mark == ".":
        word = block[block.rfind(" ", 0, stop) + 1 : stop]
        plain = len(word) > LONGEST or (len(word) > LONGEST_PLAIN and word[:-1].isalpha())
        if not plain and _continues(block, word, cut, code):
            return True
    elif mark in _CLOSERS and code == "en" and block[stop - 2] in "?!" and _speaker_follows(block, cut):
        return True
    return (
        block[cut].islower()
        and not (code == "en" and mark == ".")
        and not _is_lower_name(_first_word(block, cut))
    )


def _glued(block: str, cut: int) -> bool:
    """Whether a boundary without white space is none: it is one in wide scripts and in `kam.Dann ging`."""
    word, after = block[max(0, cut - WINDOW) : cut].rpartition(" ")[2].rstrip(_CLOSERS), block[cut : cut + 2]
    if word[-1:] not in TERMINALS:
        return True
    if ord(word[-1]) >= _FIRST_WIDE:
        return False
    plain = word[:-1].lstrip(_CLOSERS + "„(").isalpha() and word[-2:-1].islower()
    return not (plain and after[:1].isupper() and after[1:].islower() and _WHOLE_WORD.match(block, cut))


def _speaker_follows(block: str, cut: int) -> bool:
    """Whether a quotation goes on with who said it: `“We won!” Mayor Jones said`."""
    return _first_word(block, cut) not in STARTERS["en"] and _SPEAKER.match(block, cut) is not None


def _first_word(block: str, at: int) -> str:
    match = _FIRST_WORD.match(block, at)
    return match.group(1) if match else ""


def _is_lower_name(word: str) -> bool:
    """Whether a word that begins with a small letter can begin a sentence: an agency, an iPhone."""
    return word in LOWER_NAMES or (word[:1].islower() and word[1:2].isupper() and word[2:].islower())


def _continues(block: str, word: str, cut: int, code: str) -> bool:
    """Whether a sentence that seems to end with `word` (and its full stop) goes on at `cut`."""
    following = _first_word(block, cut)
    if code not in _NO_ORDINALS and _ORDINAL.match(word):
        return _is_ordinal(block, cut, following, code)
    last = _LAST_PART.search(word[:-1])
    stem = last.group().lower() if last else ""
    if stem in ABBREVIATIONS.get(code, ABBREVIATIONS["en"]) and word != "m.":
        return not _ends_at_abbreviation(stem, following, code)
    if len(stem) == 1 and (word[1:3] == ".-" or (len(following) == 1 and block[cut + 1 : cut + 2] == ".")):
        return True  # J.-C. Juncker, ü. M.
    return stem == "m" and following in AFTER_CLOCK


def _ends_at_abbreviation(stem: str, following: str, code: str) -> bool:
    """Whether the sentence ends with the abbreviation."""
    if stem in ALSO_WORDS and following[:1].isupper():
        return True
    return stem not in TITLES and following in STARTERS.get(code, ())


def _is_ordinal(block: str, cut: int, following: str, code: str) -> bool:
    if following.lower() in ORDINAL_AFTER or following[:1].islower():
        return True
    if following in STARTERS.get(code, ()):
        return False
    words = block[max(0, cut - WINDOW) : cut].split()
    return len(words) < 2 or words[-2].lower().strip('„“"«(,') in ORDINAL_BEFORE


def _missed(block: str, stop: int, cut: int, code: str) -> bool:
    """Whether a sentence ends with the mark at `stop` although sentencex proposed no boundary at `cut`."""
    after = block[cut]
    if after.isdigit():
        return not _figure_belongs(block, stop, code)
    following = _first_word(block, cut)
    if after.islower():
        return _is_lower_name(following)
    if block[stop + 1] == ")":
        return after.isupper() and _opened_sentence(block, stop)
    word = _word_before(block, stop).lower()
    if following in STARTERS.get(code, ()) or (code == "en" and word in PLAIN_ENDS and after.isupper()):
        return word not in TITLES
    if word == "co" and after.isupper() and following not in COMPANY_FORMS:
        return block[max(0, stop - len("& co")) : stop].lower() == "& co"
    return block[stop] == "…" and code != "de" and after.isupper()


def _word_before(block: str, stop: int) -> str:
    match = _LAST_WORD.search(block, max(0, stop - WINDOW), stop)
    return match.group() if match else ""


def _figure_belongs(block: str, stop: int, code: str) -> bool:
    """Whether the figure behind the mark at `stop` belongs to the word before it: `Nr. 5`, `3. 10.`."""
    if block[stop] != ".":
        return False
    word = _word_before(block, stop)
    if word.isdigit():
        return code not in _NO_ORDINALS and len(word) <= LONGEST_ORDINAL
    last = _LAST_PART.search(word)
    stem = last.group().lower() if last else ""
    return len(stem) == 1 or stem in ABBREVIATIONS.get(code, ABBREVIATIONS["en"]) or stem.endswith("str")


def _opened_sentence(block: str, stop: int) -> bool:
    """Whether the bracket that closes behind `stop` opened where a sentence begins."""
    opening = block.rfind("(", max(0, stop - MAX_BRACKET), stop)
    before = block[:opening].rstrip() if 0 <= opening <= WINDOW else block[opening - 9 : opening].rstrip()
    return opening == 0 or (opening > 0 and before.rstrip(_CLOSERS)[-1:] in TERMINALS)


def _outside_quotations(block: str, cuts: list[int]) -> list[int]:
    """Return the cuts that do not split a quotation."""
    quotations = find_quotations(block)
    if not quotations:
        return cuts
    starts = [q.outer.start for q in quotations]
    before = [(cut, bisect_right(starts, cut - 1) - 1) for cut in cuts]
    return [cut for cut, n in before if n < 0 or cut >= quotations[n].outer.end]


def _spans(text: str, span: Span, cuts: list[int]) -> list[Span]:
    """Return the trimmed pieces between the cuts; a piece without a word goes with its neighbour."""
    spans: list[Span] = []
    start = seen = span.start
    for cut in cuts:
        end = span.start + cut
        if text[start].isalpha() and text[end - 1] == " " and not text[end - 2].isspace():
            spans.append(Span(start, end - 1))  # as nearly always: one space, and a word in front
            start = end
        elif _is_piece(text[seen:end], first=not spans):
            spans.append(trimmed(text, start, end))
            start = end
        seen = end  # nothing is looked at twice, however many pieces have no word
    rest = trimmed(text, start, span.end)
    if rest and spans and not any(map(str.isalnum, rest.of(text))):
        spans[-1] = Span(spans[-1].start, rest.end)
    elif rest:
        spans.append(rest)
    return spans


def _is_piece(piece: str, first: bool) -> bool:
    """Whether a piece can stand alone; a figure at the head of a block cannot: `1. New roads`."""
    return any(map(str.isalpha if first else str.isalnum, piece))


def ends_sentence(text: str, span: Span) -> bool:
    """Whether the span ends as a sentence does: with a full stop, question or exclamation mark.

    A remark in brackets may follow, as in interviews: `Nein. (lacht)`.

    >>> ends_sentence("„Nein!“", Span(0, 7)), ends_sentence("Neue Regeln", Span(0, 11))
    (True, False)
    """
    if _last_mark(text, span) in TERMINALS:
        return True
    remark = text.rfind("(", span.start, span.end) if text[span.end - 1] == ")" else -1
    before = trimmed(text, span.start, max(remark, span.start))
    return len(before) > 0 and _last_mark(text, before) in TERMINALS


def _last_mark(text: str, span: Span) -> str:
    """Return the last character that is no closing mark."""
    at = span.end - 1
    while at > span.start and (text[at] in QUOTE_MARKS or text[at] in ")]"):
        at -= 1
    return text[at]
