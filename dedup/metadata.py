"""What a block of text carries that the article does not say: datelines, credits, sign-offs.

The patterns know the forms that agencies and desks use, not single agencies: an agency mark is a short
bracketed name behind a place, a sign-off is a last line of initials and codes. Every pattern sees a bounded
number of characters, so that no text is slow to read.
"""

from __future__ import annotations

import regex

from dedup.abbreviations import LOWER_NAMES
from dedup.document import Metadata, MetadataKind
from dedup.quotations import QUOTE_MARKS
from dedup.span import Span, trimmed

MAX_DATELINE_CHARS = 160
MAX_TRAILING_CHARS = 120
_SENTENCE_LAST = QUOTE_MARKS | frozenset(".!?…:;,")
MAX_LINE_CHARS = 220
"""Longest credit, header or sign-off."""

_MONTHS = (
    r"jan\p{L}*|jänner|f[eé][bv]\p{L}*|mär\p{L}*|mar\p{L}*|maart|apr\p{L}*|avr\p{L}*|abr\p{L}*|ma[iy]o?|mei|maggio|"
    r"jui?n\p{L}*|giugno|jui?l\p{L}*|luglio|aug\p{L}*|août|ago\p{L}*|sep\p{L}*|set|sett\p{L}*|o[ck]t\p{L}*|ott\p{L}*|nov\p{L}*|"
    r"de[cz]\p{L}*|déc\p{L}*|dic\p{L}*|enero|gen\p{L}*"
)
_DAYS = (
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_CLOCK = r"uhr|h|at|um|am|on|le|à|de|del|a las|[ap]\.?m\.?|[A-Z]{1,3}T|gmt|utc|mesz?|mez"
_DATE_WORD = rf"(?:\d{{1,4}}(?:st|nd|rd|th|er|h)?|(?:{_MONTHS}|{_DAYS}|{_CLOCK})(?!\p{{L}})|[TZ](?=\d|$))"

_SMALL = "an?|am|im|in|de|del|di|la|le|les|der|bei|sur|of|on|upon"
_PLACE = rf"\p{{Lu}}[\p{{L}}\p{{M}}.'’\-]*(?:[ /,\-]+(?:\p{{Lu}}|{_SMALL})[\p{{L}}\p{{M}}.'’]*){{0,5}}"
_REGION = r"(?:\s*\(\p{Lu}[^()\n]{1,30}\))?"
_DATE = (
    r"(?:\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?|\d{4}-\d\d-\d\d|"
    r"\d{1,2}\.?\s*\p{L}{3,9}\.?(?:,?\s*\d{4})?|\p{L}{3,9}\.?\s*\d{1,2}(?:,?\s*\d{4})?)"
)
_DAY = rf"(?:,?\s+(?:{_DATE}|\p{{L}}{{3,9}}))?"
_AGENCY = r"(?:\(\s*\p{L}[\p{L}\p{N}./&+ \-]{0,30}\)|/\p{L}[\p{L}\p{N} \-]{2,20}/)"
_MARK = r"\(\p{L}{2,5}(?:/\p{L}{2,5}){0,3}\)"
_CAPITALS = r"\p{Lu}{3,}[\p{Lu} ,./'’\-]*"
_DASH = "[-–—]{1,3}"
_DATELINE_FORMS = (
    rf"{_AGENCY}\s*{_DASH}\s*{_CAPITALS}{_DAY}\s*{_DASH}",  # (ANSA) - ROMA, 3 MAR -
    rf"{_PLACE}{_REGION}{_DAY}\s*,?\s*{_AGENCY}\s*(?:\.?\s*{_DASH}|\.)",  # Paris (dpa) -
    rf"(?:{_DATE}\s*)?{_AGENCY}\s*{_DASH}",  # (dpa) -
    rf"\p{{Lu}}{{3,}}[\p{{Lu}} ,./'’\-]*{_DAY}\s*{_DASH}",  # LONDON, Sept 4 -
    rf"{_CAPITALS}\.(?=\s+\p{{Lu}}\p{{Ll}})",  # BERN. Der Rat
    # BERN (sda) Der Rat; Bern. (sda) Der Rat
    rf"(?:\p{{Lu}}{{3,}}[\p{{Lu}} /\-]*|\p{{Lu}}[\p{{L}} ]{{2,30}}\.)\s*{_MARK}(?=\s+\p{{Lu}}\p{{Ll}})",
)
_DATELINE = regex.compile(f"(?:{'|'.join(_DATELINE_FORMS)})(?=\\s+[^\\s\\p{{Ll}}]|\\s*$)")
"""What follows begins a sentence: `Hans Meier (CDU) - der Bürgermeister - schwieg` has no dateline."""

_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_HEADER = regex.compile(
    r"\ufeff?(?i:date|datum|published|updated|stand|veröffentlicht)\s*:?\s+"
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}{_TIME}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})(?=\s|$)"
)
_NAME = (
    r"(?:\p{Lu}[\p{L}.'’\-]+|\p{Lu}\.)(?:\s+(?:(?:von|van|de|der|den|di|du|la)\s+)*\p{Lu}[\p{L}.'’\-]*){1,3}"
)
_BYLINE = (
    r"(?:(?i:von|by|par|por|di|door|redaktion|text|autor|author|byline):?)\s+(?:unsere[mrn]?\s+\p{L}+\s+)?"
    rf"{_NAME}(?:(?:,| und| and| et| y| e| en| &)\s+{_NAME}){{0,4}}(?:\s*[,|/(]\s*[\p{{L}} ./\-]{{2,30}}\)?)?"
)
_HEADER_FORMS = (
    r"(?i:source|quelle|author|autor|autorin|byline|language|sprache|id|desk|ressort|slug|priority)"
    r"\s*:\s*\S.{0,80}",
    _BYLINE,
    r"(?i:(?:(?:stand|datum|date|published|posted|(?:last |first )?updated|veröffentlicht|aktualisiert|"
    r"erstellt|publié|mis à jour|publicado|actualizado)\W+)?"
    rf"(?=.*\d\D.*(?:19|20)\d\d)(?:{_DATE_WORD}[\s.,:;/|\-–()]*+){{2,14}}+)",
)
_HEADER_LINE = regex.compile("|".join(_HEADER_FORMS))
_TITLE_LINE = regex.compile(
    r"\ufeff?(?i:title|titel|headline|überschrift|titre|título|titolo)\s*:\s*(\S.*)", regex.DOTALL
)

_PICTURE = (
    r"(?:(?:symbol|archiv|file|handout|ap|afp|datei)[ \-]?)?(?:fotos?|bild(?:nachweis|rechte|quelle)?|"
    r"photo(?:graph)?s?(?: credit)?|image(?: credit)?|picture|crédit(?: photo)?|grafik|illustration)"
)
_CREDITED = r"(?:[\p{Lu}©(]|[a-z]{2,4}\b|picture|imago)(?:[^.!?\n]|\.(?=\S|\s\p{Lu}\S+$)){0,110}\.?"
_CREDIT_FORMS = (
    rf"[(\[]?(?i:{_PICTURE})(?:\s+(?i:by|von|de|par))?\s*[:©/]\s*{_CREDITED}[)\]]?",
    r"[(\[]?(?i:photo|picture|foto|bild) (?i:by|von)\s\p{Lu}[^.!?\n]{0,80}[)\]]?",
    r"©\s*[^.!?\n]{1,100}",
    rf"\p{{Lu}}{{2,8}}/{_NAME}",
)
_CREDIT = regex.compile("|".join(_CREDIT_FORMS))
_TRAILING_CREDIT = regex.compile(
    rf"(?<=[.!?…)]['\"“”»«’]?\s)(?:{_CREDIT_FORMS[0]}|{_CREDIT_FORMS[1]}|\p{{Lu}}{{2,8}}/{_NAME})$"
)
_CORRECTION_FORMS = (
    r"\W{0,3}(?:berichtigung|korrektur(?:hinweis)?|korrigierte fassung|corrections?|corrected|clarification|"
    r"richtigstellung|hinweis der redaktion|anmerkung der redaktion|editor['’]s note|eds|rectificati(?:f|on)|"
    r"correctif|corrección|fe de errores|rectificación|rettifica|rectificatie)\b\s*"
    r"(?:\([^()\n]{1,40}\))?[^.:!?]{0,80}(?::|[–—]|\s-\s)",
    r"[(\[*]{1,3}(?:corrects|corrected|clarifies|korrigiert|berichtigt|präzisiert|rectifie|corrige|refiles)\b",
    r"\W{0,3}(?:[^.:!?]{2,30}:\s*)?(?:"
    r"in eine[rm] (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung) (?:dieses|des) |"
    r"an (?:earlier|previous) version of this |una versión anterior de est[ae] |une version précédente de |"
    r"th(?:is|e) (?:story|article|report|post|headline|version) (?:has been|was) "
    r"(?:corrected|amended|revised|clarified)|"
    r"diese[rs]? (?:artikel|text|beitrag|bericht|meldung) wurde [^.]{0,40}(?:korrigiert|berichtigt|geändert)|"
    r"cet article a été (?:corrigé|modifié))",
)
_CORRECTION = regex.compile("|".join(_CORRECTION_FORMS), regex.IGNORECASE)

_SIGNOFF_FORMS = (
    r"\(?(?i:reporting|writing|editing|additional reporting|compiled) by \p{Lu}.{0,200}",
    r"\(?\W{0,2}.{3,90}(?i:contributed (?:to this (?:report|story|article)|reporting)|"
    r"(?:hat|haben) (?:an|zu) diesem (?:bericht|text|artikel) mitgearbeitet)\.?\)?",
    r"\(?(?i:mit material (?:von|der)|avec|con información de)\s.{2,60}",
    _BYLINE,
    r"\W?30\W?|\W{1,3}\s?30\s?\W{1,3}",
    r"\p{Ll}{2,4}(?:/\p{Ll}{2,4})+",
    r"(?i:(?:\(c\)|copyright)\s.{2,120}|.{0,120}(?:all rights reserved|alle rechte vorbehalten)\.?)",
    r"(?i:follow .{2,60} on (?:twitter|x|facebook|instagram)\b.{0,60}|our standards:.{0,80})",
    r"(?i:ende(?: der (?:meldung|mitteilung))?|schluss|ends?|mehr|more|fin|more to (?:follow|come)|"
    r"weitere meldungen folgen|mehr zum thema|read more|lesen sie auch|developing story)\W{0,3}",
)
_SIGNOFF = regex.compile("|".join(_SIGNOFF_FORMS))
_CODES = regex.compile(r"[\p{Ll}\d/]{2,5}(?: [\p{Ll}\d/]{1,5}){1,8}")
_CODE = regex.compile(r"(?:^| )(?:\p{Ll}+\d|\d+\p{Ll}|\S+/|[^aeiouyäöü\d\s]{3,}(?: |$))")
_NAMES = "|".join(sorted(LOWER_NAMES | {"afp", "ap", "rtr", "reuters"}))
_AGENCY_LINE = regex.compile(
    r"\((?:\p{L}[\p{L}\p{N}./&+\-]{0,20}(?: \p{L}[\p{L}/]{0,12})?)\)|\p{Lu}{2,6}(?:/\p{Lu}{2,6})*|"
    rf"/?(?:{_NAMES})(?:/\p{{Ll}}{{2,4}})*"
)
_AGENCY_LAST = regex.compile(
    r"(?<=[.!?…]['\"“”»«’]?\s)(?:\((?:\p{L}{2,4}(?:/\p{L}{2,5}){0,3}|\p{Lu}{5,8}|Reuters)\)|"
    r"\([^()\n]{2,80},\s?\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\)|"
    rf"/?(?:{_NAMES})(?:/\p{{Ll}}{{2,4}})*|\p{{Ll}}{{2,4}}(?:/\p{{Ll}}{{2,4}})+)$"
)


def leading_metadata(text: str, span: Span, first: bool) -> list[Metadata]:
    """Return the metadata at the head of a block; only the `first` block can have a header line.

    >>> [m.kind for m in leading_metadata("Paris (dpa) - Es regnet.", Span(0, 24), first=True)]
    ['dateline']
    """
    found: list[Metadata] = []
    at = span.start
    header = _HEADER.match(text, at, min(span.end, at + MAX_DATELINE_CHARS)) if first else None
    if header:
        found.append(Metadata(header.start(), header.end(), "header"))
        at = trimmed(text, header.end(), span.end).start
    dateline = _dateline(text, at, min(span.end, at + MAX_DATELINE_CHARS))
    return [*found, dateline] if dateline else found


def _dateline(text: str, start: int, end: int) -> Metadata | None:
    if not text[start : start + 3].isupper() and "(" not in text[start:end] and "/" not in text[start:end]:
        return None  # most paragraphs are done here
    match = _DATELINE.match(text, start, end)
    return Metadata(match.start(), match.end(), "dateline") if match else None


def trailing_metadata(text: str, span: Span) -> Metadata | None:
    """Return the agency mark or image credit behind the last sentence of a block, if there is one.

    >>> trailing_metadata("Es regnet. (dpa)", Span(0, 16))
    Metadata(start=11, end=16, kind='agency')
    """
    if not span or text[span.end - 1] in _SENTENCE_LAST:
        return None
    tail = max(span.start, span.end - MAX_TRAILING_CHARS)
    agency = _AGENCY_LAST.search(text, tail, span.end)
    if agency:
        return Metadata(agency.start(), agency.end(), "agency")
    credit = _TRAILING_CREDIT.search(text, tail, span.end)
    return Metadata(credit.start(), credit.end(), "credit") if credit else None


def whole_block_kind(text: str, span: Span, head: bool, last: bool) -> MetadataKind | None:
    """Return what a block is if it is metadata as a whole: `head` before the body, `last` after it.

    >>> whole_block_kind("Foto: Anna Beispiel/dpa", Span(0, 23), head=False, last=False)
    'credit'
    """
    if _CORRECTION.match(text, span.start, span.end):
        return "correction"
    if len(span) > MAX_LINE_CHARS:
        return None
    body = span.of(text)
    if not any(map(str.isalnum, body)):
        return "header" if span.start == 0 else "signoff"
    if _CREDIT.fullmatch(body):
        return "credit"
    if head and (_HEADER.fullmatch(body) or _HEADER_LINE.fullmatch(body)):
        return "header"
    return _last_kind(body) if last else None


def title_line(text: str, span: Span) -> str | None:
    """Return the title that a header line gives, None if it gives none.

    >>> title_line("title: Brücke gesperrt", Span(0, 22))
    'Brücke gesperrt'
    """
    found = _TITLE_LINE.fullmatch(text, span.start, span.end) if len(span) <= MAX_LINE_CHARS else None
    return found[1] if found else None


def _last_kind(body: str) -> MetadataKind | None:
    if _AGENCY_LINE.fullmatch(body):
        return "agency"
    if _SIGNOFF.fullmatch(body) or (_CODES.fullmatch(body) and _is_code(body)):
        return "signoff"
    return None


def _is_code(body: str) -> bool:
    """Whether short words in small letters are desk codes and initials, not the end of a sentence."""
    return body.split()[0] in LOWER_NAMES or _CODE.search(body) is not None
