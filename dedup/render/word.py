"""A diff as a document with tracked changes: who rejects all has a, who accepts all has b.

Word, LibreOffice and others show `w:ins`, `w:del`, `w:moveFrom` and `w:moveTo` as changes of an author, to be
accepted one by one. What is to be checked stands in comments beside the text. Line ends become paragraphs (in
a sentence: line breaks), and characters that XML cannot carry U+FFFD; all else is as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import count

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from dedup.diff import Diff
from dedup.render.revision import Op, Piece, pieces
from dedup.render.speech import Speech, Tongue, speech
from dedup.render.wording import document_name, fact_reason, ranges
from dedup.span import Span

AUTHOR, INITIALS = "dedup", "d"
A4 = Mm(210), Mm(297)
_TRACKED: dict[Op, str] = {
    "removed": "w:del",
    "added": "w:ins",
    "moved from": "w:moveFrom",
    "moved to": "w:moveTo",
}
_LINE_END = re.compile(r"\r\n?|\n")
_CONTROL = re.compile(r"([\t\n])")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_Note = tuple[int, str]
"""What is said at a place of a text."""


def diff_docx(diff: Diff, moment: datetime, tongue: Tongue = Tongue.EN) -> bytes:
    """Return a diff as a .docx file; its changes were made at `moment`."""
    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = A4
    properties = document.core_properties
    properties.title = _ILLEGAL.sub(" ", document_name(diff.b))[:255]
    properties.author, properties.comments = AUTHOR, ""
    properties.created = properties.modified = moment.astimezone(UTC)
    writer = _Writer(document, moment, *_notes(diff, speech(tongue)))
    for piece in pieces(diff):
        writer.write(piece)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _notes(diff: Diff, say: Speech) -> tuple[list[_Note], list[_Note]]:
    """Return what is to be said beside a and beside b: facts to check, and where reworded sentences moved."""
    a, b = [], []
    for link in diff.links:
        for fact in link.facts:
            told = f"{say.text('check %(type)s:', type=say.text(fact.type))} {fact_reason(fact, say)}"
            if fact.b:
                b.append((fact.b.start, told))
            elif fact.a:
                a.append((fact.a.start, told))
        if link.moved and link.kind != "unchanged":
            old, new = (ranges([n + 1 for n in side]) for side in (link.a, link.b))
            a.append((diff.a.sentences[link.a[0]].start, say.text("moved to %(number)s", number=new)))
            b.append(
                (diff.b.sentences[link.b[0]].start, say.text("moved from sentence %(number)s", number=old))
            )
    return sorted(a), sorted(b)


class _Writer:
    """Writes pieces into a document, paragraph by paragraph."""

    def __init__(
        self, document: Document, moment: datetime, notes_a: Sequence[_Note], notes_b: Sequence[_Note]
    ) -> None:
        self._document = document
        self._when = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._notes_a, self._notes_b = notes_a, notes_b
        self._ids = count(1)
        self._paragraph: BaseOxmlElement = document.add_paragraph()._p

    def write(self, piece: Piece) -> None:
        """Add a piece, with the comments on it."""
        comments = [self._comment(text) for text in self._said_of(piece)]
        for comment in comments:
            self._add("w:commentRangeStart", id=comment)
        text = _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", piece.text))
        for n, line in enumerate([text] if piece.inside else text.split("\n")):
            if n:
                self._end_paragraph(piece.op)
            if line:
                self._passage(piece, line)
        for comment in comments:
            self._add("w:commentRangeEnd", id=comment)
            run = self._add("w:r")
            run.append(_element("w:commentReference", id=comment))

    def _said_of(self, piece: Piece) -> Iterator[str]:
        for notes, span in ((self._notes_a, piece.a), (self._notes_b, piece.b)):
            if span is not None:
                yield from (text for _, text in _within(notes, span))

    def _passage(self, piece: Piece, text: str) -> None:
        if piece.op == "kept":
            self._paragraph.append(_run(text, "w:t"))
            return
        tag = _TRACKED[piece.op]
        ends = {"id": str(next(self._ids)), "name": f"move{piece.move}"} if piece.move else {}
        if piece.move:
            self._add(f"{tag}RangeStart", **ends, **self._author())
        change = self._add(tag, id=str(next(self._ids)), **self._author())
        change.append(_run(text, "w:delText" if piece.op == "removed" else "w:t"))
        if piece.move:
            self._add(f"{tag}RangeEnd", id=ends["id"])

    def _end_paragraph(self, op: Op) -> None:
        """Begin a new paragraph; that the one before ends here may itself be a change."""
        if op != "kept":
            mark = _element(_TRACKED[op], id=str(next(self._ids)), **self._author())
            properties, letters = _element("w:pPr"), _element("w:rPr")
            letters.append(mark)
            properties.append(letters)
            self._paragraph.insert(0, properties)
        self._paragraph = self._document.add_paragraph()._p

    def _comment(self, text: str) -> str:
        comment = self._document.comments.add_comment(_ILLEGAL.sub("\ufffd", text), AUTHOR, INITIALS)
        comment._comment_elm.set(qn("w:date"), self._when)
        return str(comment.comment_id)

    def _author(self) -> dict[str, str]:
        return {"author": AUTHOR, "date": self._when}

    def _add(self, tag: str, **values: str) -> BaseOxmlElement:
        made = _element(tag, **values)
        self._paragraph.append(made)
        return made


def _within(notes: Sequence[_Note], span: Span) -> Sequence[_Note]:
    return notes[bisect_left(notes, (span.start, "")) : bisect_left(notes, (span.end, ""))]


def _run(text: str, tag: str) -> BaseOxmlElement:
    """Return letters, with tabs and line breaks between them."""
    run = _element("w:r")
    for part in _CONTROL.split(text):
        if part in ("\t", "\n"):
            run.append(_element("w:tab" if part == "\t" else "w:br"))
        elif part:
            letters = _element(tag)
            letters.text = part
            letters.set(qn("xml:space"), "preserve")
            run.append(letters)
    return run


def _element(tag: str, **values: str) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made
