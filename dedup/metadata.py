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
_PLACE = rf"\p{{Lu}}[\p{{L}}\p{{M}}.'’\-]*+(?:[ /,\-]+(?:\p{{Lu}}|{_SMALL})[\p{{L}}\p{{M}}.'’]*+){{0,5}}"
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
_CAPITALS_FORMS = (
    rf"{_CAPITALS}{_DAY}\s*{_DASH}",  # LONDON, Sept 4 -
    rf"{_CAPITALS}\.(?=\s+\p{{Lu}}\p{{Ll}})",  # BERN. Der Rat
)
_DATELINE_FORMS = (
    rf"{_AGENCY}\s*{_DASH}\s*{_CAPITALS}{_DAY}\s*{_DASH}",  # (ANSA) - ROMA, 3 MAR -
    rf"{_PLACE}{_REGION}{_DAY}\s*,?\s*{_AGENCY}\s*(?:\.?\s*{_DASH}|\.)",  # Paris (dpa) -
    rf"(?:{_DATE}\s*)?{_AGENCY}\s*{_DASH}",  # (dpa) -
    *_CAPITALS_FORMS,
    # BERN (sda) Der Rat; Bern. (sda) Der Rat
    rf"(?:\p{{Lu}}{{3,}}[\p{{Lu}} /\-]*|\p{{Lu}}[\p{{L}} ]{{2,30}}\.)\s*{_MARK}(?=\s+\p{{Lu}}\p{{Ll}})",
)
_BEGINS_SENTENCE = r"(?=\s+[^\s\p{Ll}]|\s*$)"
"""What follows a dateline: `Hans Meier (CDU) - der Bürgermeister - schwieg` has none."""
_DATELINE = regex.compile(f"(?:{'|'.join(_DATELINE_FORMS)}){_BEGINS_SENTENCE}")
_CAPITALS_DATELINE = regex.compile(f"(?:{'|'.join(_CAPITALS_FORMS)}){_BEGINS_SENTENCE}")
_AGENCY_BEFORE = regex.compile(rf"{_AGENCY}\s*[.\-–—]|{_MARK}\s")
"""What each of the forms has in it that does not begin with capitals."""

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
)
_HEADER_LINE = regex.compile("|".join((_HEADER.pattern, *_HEADER_FORMS)))
_DATE_LINE = regex.compile(
    r"(?i:(?:(?:stand|datum|date|published|posted|(?:last |first )?updated|veröffentlicht|aktualisiert|"
    r"erstellt|publié|mis à jour|publicado|actualizado)\W+)?"
    rf"(?=.*\d\D.*(?:19|20)\d\d)(?:{_DATE_WORD}[\s.,:;/|\-–()]*+){{2,14}}+)"
)
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
_TRAILING_CREDIT = regex.compile("|".join((*_CREDIT_FORMS[:2], _CREDIT_FORMS[3])))
_NOTE_WORDS = (
    "berichtigung|korrektur(?:hinweis)?|korrigierte fassung|corrections?|corrected|clarification|"
    "richtigstellung|hinweis der redaktion|anmerkung der redaktion|editor['’]s note|eds|rectificatif|"
    "rectification|correctif|corrección|fe de errores|rectificación|rettifica|rectificatie"
)
_NOTE_SENTENCES = (
    "in eine[rm] (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung) (?:dieses|des) ",
    "an (?:earlier|previous) version of this ",
    "una versión anterior de est[ae] ",
    "une version précédente de ",
    *(
        f"{this} (?:story|article|report|post|headline|version) (?:has been|was) "
        "(?:corrected|amended|revised|clarified)"
        for this in ("this", "the")
    ),
    "diese[rs]? (?:artikel|text|beitrag|bericht|meldung) wurde [^.]{0,40}(?:korrigiert|berichtigt|geändert)",
    "cet article a été (?:corrigé|modifié)",
)
_BEFORE_NOTE = r"(?-i:[^.:!?]{2,30}+:)\s*"
_CORRECTION_FORMS = (
    rf"\W{{0,3}}(?:{_NOTE_WORDS})\b\s*(?:\([^()\n]{{1,40}}\))?[^.:!?]{{0,80}}(?::|[–—]|\s-\s)",
    r"[(\[*]{1,3}(?:corrects|corrected|clarifies|korrigiert|berichtigt|präzisiert|rectifie|corrige|refiles)\b",
    rf"\W{{0,3}}(?:{_BEFORE_NOTE})?(?:{'|'.join(_NOTE_SENTENCES)})",
)
_CORRECTION = regex.compile("|".join(_CORRECTION_FORMS), regex.IGNORECASE)
_NOTE_STARTS = frozenset(form[:3] for form in (*_NOTE_WORDS.split("|"), *_NOTE_SENTENCES))
"""How a correction begins, unless another mark or a colon stands before it."""
_NOTE_REACH = 34
"""A colon before a note lies within so many characters: three marks, thirty others, and itself."""

_SIGNOFF_FORMS = (
    r"\(?(?i:reporting|writing|editing|additional reporting|compiled) by \p{Lu}.{0,200}",
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
_CONTRIBUTORS = regex.compile(
    r"\(?\W{0,2}.{3,90}(?i:contributed (?:to this (?:report|story|article)|reporting)|"
    r"(?:hat|haben) (?:an|zu) diesem (?:bericht|text|artikel) mitgearbeitet)\.?\)?"
)
_CODES = regex.compile(r"[\p{Ll}\d/]{2,5}(?: [\p{Ll}\d/]{1,5}){1,8}")
_CODE = regex.compile(r"(?:^| )(?:\p{Ll}+\d|\d+\p{Ll}|\S+/|[^aeiouyäöü\d\s]{3,}(?: |$))")
_NAMES = "|".join(sorted(LOWER_NAMES | {"afp", "ap", "rtr", "reuters"}))
_AGENCY_LINE = regex.compile(
    r"\((?:\p{L}[\p{L}\p{N}./&+\-]{0,20}(?: \p{L}[\p{L}/]{0,12})?)\)|\p{Lu}{2,6}(?:/\p{Lu}{2,6})*|"
    rf"/?(?:{_NAMES})(?:/\p{{Ll}}{{2,4}})*"
)
_TRAILING_AGENCY = regex.compile(
    r"\((?:\p{L}{2,4}(?:/\p{L}{2,5}){0,3}|\p{Lu}{5,8}|Reuters)\)|"
    r"\([^()\n]{2,80},\s?\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\)|"
    rf"/?(?:{_NAMES})(?:/\p{{Ll}}{{2,4}})*|\p{{Ll}}{{2,4}}(?:/\p{{Ll}}{{2,4}})+"
)
_TRAILING: tuple[tuple[MetadataKind, regex.Pattern[str], regex.Pattern[str]], ...] = (
    ("agency", regex.compile(r"[.!?…]['\"“”»«’]?\s"), _TRAILING_AGENCY),
    ("credit", regex.compile(r"[.!?…)]['\"“”»«’]?\s"), _TRAILING_CREDIT),
)
"""What can stand behind the last sentence of a block: its kind, how that sentence ends, and its form."""
_LONGEST_END = 3  # a full stop, a closing mark and a space


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
    dateline = _dateline(text, at, span.end)
    if dateline:
        found.append(dateline)
    return found


def _dateline(text: str, start: int, end: int) -> Metadata | None:
    end = min(end, start + MAX_DATELINE_CHARS)
    head = text[start:end]
    if ("(" in head or "/" in head) and _AGENCY_BEFORE.search(head):
        match = _DATELINE.match(text, start, end)
    elif head[:3].isupper():
        match = _CAPITALS_DATELINE.match(text, start, end)
    else:
        return None  # most paragraphs are done here
    return Metadata(start, match.end(), "dateline") if match else None


def trailing_metadata(text: str, span: Span) -> Metadata | None:
    """Return the agency mark or image credit behind the last sentence of a block, if there is one.

    >>> trailing_metadata("Es regnet. (dpa)", Span(0, 16))
    Metadata(start=11, end=16, kind='agency')
    """
    if span.start == span.end or text[span.end - 1] in _SENTENCE_LAST:
        return None
    tail = max(span.start, span.end - MAX_TRAILING_CHARS)
    for kind, sentence_end, form in _TRAILING:
        for found in sentence_end.finditer(text, max(tail - _LONGEST_END, 0), span.end):
            if found.end() >= tail and form.fullmatch(text, found.end(), span.end):
                return Metadata(found.end(), span.end, kind)
    return None


def whole_block_kind(text: str, span: Span, head: bool, last: bool) -> MetadataKind | None:
    """Return what a block is if it is metadata as a whole: `head` before the body, `last` after it.

    >>> whole_block_kind("Foto: Anna Beispiel/dpa", Span(0, 23), head=False, last=False)
    'credit'
    """
    if _is_correction(text, span):
        return "correction"
    if span.end - span.start > MAX_LINE_CHARS:
        return None
    body = span.of(text)
    if not any(map(str.isalnum, body)):
        return "header" if span.start == 0 else "signoff"
    if _CREDIT.fullmatch(body):
        return "credit"
    if head and _is_header(body):
        return "header"
    return _last_kind(body) if last else None


def _is_correction(text: str, span: Span) -> bool:
    opening = text[span.start : span.start + _NOTE_REACH]
    if opening[:3].lower() not in _NOTE_STARTS and opening[:1].isalpha() and ":" not in opening:
        return False  # most paragraphs are done here
    return _CORRECTION.match(text, span.start, span.end) is not None


def _is_header(body: str) -> bool:
    if _HEADER_LINE.fullmatch(body):
        return True
    return ("19" in body or "20" in body) and _DATE_LINE.fullmatch(body) is not None  # no date without a year


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
    if _SIGNOFF.fullmatch(body) or _names_contributors(body) or (_CODES.fullmatch(body) and _is_code(body)):
        return "signoff"
    return None


def _names_contributors(body: str) -> bool:
    plain = body.casefold()  # the pattern is slow to find that it does not match
    return ("contributed" in plain or "mitgearbeitet" in plain) and _CONTRIBUTORS.fullmatch(body) is not None


def _is_code(body: str) -> bool:
    """Whether short words in small letters are desk codes and initials, not the end of a sentence."""
    return body.split()[0] in LOWER_NAMES or _CODE.search(body) is not None
