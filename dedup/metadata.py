"""What a block of text carries that the article does not say: datelines, credits, sign-offs.

The patterns know the forms that agencies and desks use, not single agencies: an agency mark is a short
bracketed name behind a place, a sign-off is a last line of initials and bracketed codes.
"""

from __future__ import annotations

import regex

from dedup.document import Metadata, MetadataKind
from dedup.span import Span, trimmed

_PLACE = r"\p{Lu}[\p{L}\p{M}.'’\-]*(?:[ /,\-]+(?:\p{Lu}|an?|am|im|in|de|del|di|la|le|les|der|bei|sur|of|on|upon)[\p{L}\p{M}.'’]*){0,5}"
_DAY = r"(?:,?\s+(?:\d{1,2}\.?\s*)?\p{L}{3,9}\.?(?:\s*\d{1,2}\.?)?(?:,?\s*\d{4})?)?"
_AGENCY = r"\(\s*\p{L}[\p{L}\p{N}./&+ \-]{0,30}\)"
_DASH = r"(?:\.?\s*(?:[-–—]{1,2}|:)|\.)"
_DATELINE = regex.compile(
    rf"(?:{_PLACE}{_DAY}\s*,?\s*{_AGENCY}\s*{_DASH}"  # Paris (dpa) -
    rf"|{_AGENCY}\s*[-–—]{{1,2}}"  # (dpa) -
    rf"|(?:\p{{Lu}}{{3,}}[\p{{Lu}} ,./\-]*){_DAY}\s*[-–—]{{1,2}}(?=\s)"  # LONDON, Sept 4 —
    r")(?=\s|$)"
)
_HEADER = regex.compile(
    r"(?i:date|datum|published|updated|stand|veröffentlicht)\s*:?\s+"
    r"(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}\.\d{1,2}\.\d{4})(?=\s|$)"
)
_HEADER_LINE = regex.compile(
    r"(?i:source|quelle|author|autor|autorin|byline|language|sprache|id|desk|ressort|slug|priority)\s*:\s*\S.{0,80}"
)
_CREDIT = regex.compile(
    r"\(?(?i:fotos?|bild(?:nachweis)?|photo(?:graph)?s?|image|picture|photo credit|crédit(?: photo)?|foto de archivo|grafik|illustration)"
    r"(?:\s+(?i:by|von|de|par))?\s*[:©/]\s*\S.{0,120}|©\s*\S.{0,100}|\(?(?i:photo|picture|foto) (?i:by|von)\s\p{Lu}.{0,80}"
)
_CORRECTION = regex.compile(
    r"\W{0,3}(?i:berichtigung|korrektur(?:hinweis)?|korrigierte fassung|correction|corrections|corrected|clarification|"
    r"richtigstellung|hinweis der redaktion|anmerkung der redaktion|editor['’]s note|rectificati(?:f|on)|correctif|"
    r"corrección|fe de errores|rectificación)\b[^.:!?]{0,80}[:.–—-]"
)
_SIGNOFF = regex.compile(
    r"\(?(?i:reporting|writing|editing|additional reporting|compiled) by \p{Lu}.{0,200}"
    r"|(?i:redaktion|text|von|by):?\s+\p{Lu}[\p{L}.\-]+(?:\s+\p{Lu}[\p{L}.\-]+){1,2}"
    r"|(?:[-–—*_#=]\s*){3,}"
    r"|[\p{Ll}/]{2,12}(?:[ /]\p{Ll}{2,6}){1,4}(?:\s+\p{Ll}{1,2}\d{1,2})*"
    r"|(?i:ende|ends|end|mehr|more|fin)\W{0,3}"
)
_AGENCY_ONLY = regex.compile(rf"{_AGENCY}|[\p{{Lu}}]{{2,6}}(?:/[\p{{Lu}}]{{2,6}})*|\p{{Ll}}{{3,4}}(?:/\p{{Ll}}{{2,4}})*")
_AGENCY_LAST = regex.compile(r"(?<=[.!?…]['\"“”»«’]?\s)\(?\p{L}{2,5}(?:/\p{L}{2,5}){0,3}\)$")


def leading_metadata(text: str, span: Span, first: bool) -> list[Metadata]:
    """Return the metadata at the head of a block; only the `first` block can have a header line.

    >>> [m.kind for m in leading_metadata("Paris (dpa) - Es regnet.", Span(0, 24), first=True)]
    ['dateline']
    """
    found: list[Metadata] = []
    at = span.start
    patterns: list[tuple[regex.Pattern[str], MetadataKind]] = [(_DATELINE, "dateline")]
    if first:
        patterns.insert(0, (_HEADER, "header"))
    for pattern, kind in patterns:
        match = pattern.match(text, at, span.end)
        if match:
            found.append(Metadata(match.start(), match.end(), kind))
            at = trimmed(text, match.end(), span.end).start
    return found


def trailing_agency(text: str, span: Span) -> Metadata | None:
    """Return the agency mark behind the last sentence of a block, if there is one.

    >>> trailing_agency("Es regnet. (dpa)", Span(0, 16))
    Metadata(start=11, end=16, kind='agency')
    """
    tail = max(span.start, span.end - 40)
    match = _AGENCY_LAST.search(text, tail, span.end)
    if match is None or not match.group().startswith("("):
        return None
    return Metadata(match.start(), match.end(), "agency")


def whole_block_kind(text: str, span: Span, head: bool, last: bool) -> MetadataKind | None:
    """Return what a block is if it is metadata as a whole: `head` before the body, `last` after it.

    >>> whole_block_kind("Foto: Anna Beispiel/dpa", Span(0, 23), head=False, last=False)
    'credit'
    """
    body = span.of(text)
    if _CORRECTION.match(body):
        return "correction"
    if len(body) <= 160 and _CREDIT.fullmatch(body):
        return "credit"
    if head and "\n" not in body and (_HEADER.fullmatch(body) or _HEADER_LINE.fullmatch(body)):
        return "header"
    if last and len(body) <= 220:
        if _AGENCY_ONLY.fullmatch(body):
            return "agency"
        if _SIGNOFF.fullmatch(body):
            return "signoff"
    return None
