"""What a block of text carries that the article does not say: datelines, credits, sign-offs.

The patterns know the forms that agencies and desks use, not single agencies: an agency mark is a short
bracketed name behind a place, a sign-off is a last line of initials and codes.
"""

from __future__ import annotations

import regex

from dedup.document import Metadata, MetadataKind
from dedup.span import Span, trimmed

MAX_AGENCY_CHARS = 40
MAX_CREDIT_CHARS = 160
MAX_SIGNOFF_CHARS = 220

_SMALL = "an?|am|im|in|de|del|di|la|le|les|der|bei|sur|of|on|upon"
_PLACE = rf"\p{{Lu}}[\p{{L}}\p{{M}}.'’\-]*(?:[ /,\-]+(?:\p{{Lu}}|{_SMALL})[\p{{L}}\p{{M}}.'’]*){{0,5}}"
_REGION = r"(?:\s*\(\p{Lu}[^()\n]{1,30}\))?"
_DAY = r"(?:,?\s+(?:\d{1,2}\.?\s*)?\p{L}{3,9}\.?(?:\s*\d{1,2}\.?)?(?:,?\s*\d{4})?)?"
_AGENCY = r"\(\s*\p{L}[\p{L}\p{N}./&+ \-]{0,30}\)"
_CAPITALS = r"\p{Lu}{3,}[\p{Lu} ,./\-]*"
_DASH = "[-–—]{1,2}"
_DATELINE_FORMS = (
    rf"{_PLACE}{_REGION}{_DAY}\s*,?\s*{_AGENCY}\s*(?:\.?\s*{_DASH}|\.)",  # Paris (dpa) -
    rf"{_AGENCY}\s*{_DASH}",  # (dpa) -
    rf"{_CAPITALS}{_DAY}\s*{_DASH}",  # LONDON, Sept 4 -
    rf"{_CAPITALS}\.(?=\s+\p{{Lu}}\p{{Ll}})",  # BERN. Der Rat
)
_DATELINE = regex.compile(f"(?:{'|'.join(_DATELINE_FORMS)})(?=\\s|$)")
_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_HEADER = regex.compile(
    r"(?i:date|datum|published|updated|stand|veröffentlicht)\s*:?\s+"
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}{_TIME}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})(?=\s|$)"
)
_HEADER_LINE = regex.compile(
    r"(?i:source|quelle|author|autor|autorin|byline|language|sprache|id|desk|ressort|slug|priority)"
    r"\s*:\s*\S.{0,80}"
)
_PICTURE = "fotos?|bild(?:nachweis)?|photo(?:graph)?s?|image|picture|photo credit|crédit(?: photo)?|grafik"
_CREDIT_FORMS = (
    rf"\(?(?i:{_PICTURE}|illustration)(?:\s+(?i:by|von|de|par))?\s*[:©/]\s*\S.{{0,120}}",
    r"©\s*\S.{0,100}",
    r"\(?(?i:photo|picture|foto) (?i:by|von)\s\p{Lu}.{0,80}",
)
_CREDIT = regex.compile("|".join(_CREDIT_FORMS))
_CORRECTION = regex.compile(
    r"\W{0,3}(?i:berichtigung|korrektur(?:hinweis)?|korrigierte fassung|corrections?|corrected|clarification|"
    r"richtigstellung|hinweis der redaktion|anmerkung der redaktion|editor['’]s note|rectificati(?:f|on)|"
    r"correctif|corrección|fe de errores|rectificación)\b[^.:!?]{0,80}[:.–—-]"
)
_SIGNOFF_FORMS = (
    r"\(?(?i:reporting|writing|editing|additional reporting|compiled) by \p{Lu}.{0,200}",
    r"\(?.{3,90}(?i:contributed (?:to this (?:report|story|article)|reporting)|"
    r"(?:hat|haben) (?:an|zu) diesem (?:bericht|text|artikel) mitgearbeitet)\.?\)?",
    r"\(?(?i:mit material (?:von|der)|avec|con información de)\s.{2,60}",
    r"(?i:redaktion|text|von|by):?\s+\p{Lu}[\p{L}.\-]+(?:\s+\p{Lu}[\p{L}.\-]+){1,2}",
    r"(?:[-–—*_#=]\s*){3,}",
    r"\p{Ll}{2,4}(?:/\p{Ll}{2,4})+",
    r"[\p{Ll}\d/]{2,5}(?: [\p{Ll}\d/]{1,5}){1,8}",
    r"(?i:ende|ends|end|mehr|more|fin)\W{0,3}",
)
_SIGNOFF = regex.compile("|".join(_SIGNOFF_FORMS))
_AGENCY_LINE = regex.compile(
    rf"{_AGENCY}|\p{{Lu}}{{2,6}}(?:/\p{{Lu}}{{2,6}})*|\p{{Ll}}{{3,4}}(?:/\p{{Ll}}{{2,4}})*"
)
_AGENCY_LAST = regex.compile(r"(?<=[.!?…]['\"“”»«’]?\s)\(\p{L}{2,5}(?:/\p{L}{2,5}){0,3}\)$")


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
    tail = max(span.start, span.end - MAX_AGENCY_CHARS)
    match = _AGENCY_LAST.search(text, tail, span.end)
    if match is None:
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
    if len(body) <= MAX_CREDIT_CHARS and _CREDIT.fullmatch(body):
        return "credit"
    if head and "\n" not in body and (_HEADER.fullmatch(body) or _HEADER_LINE.fullmatch(body)):
        return "header"
    if last and len(body) <= MAX_SIGNOFF_CHARS:
        if _AGENCY_LINE.fullmatch(body):
            return "agency"
        if _SIGNOFF.fullmatch(body):
            return "signoff"
    return None
