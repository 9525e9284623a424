"""From an article to a document: blocks, then metadata, then sentences and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.article import Article
from dedup.document import Document, Metadata, Sentence, SentenceKind
from dedup.errors import ArticleError
from dedup.language import detect_language
from dedup.layout import Block, find_blocks
from dedup.limits import MAX_ARTICLE_CHARS
from dedup.metadata import leading_metadata, title_line, trailing_metadata, whole_block_kind
from dedup.sentences import ends_sentence, find_sentences
from dedup.span import Span, trimmed

MAX_HEADING_WORDS = 25
MAX_QUESTION_HEADING_WORDS = 10
HEAD_BLOCKS = 6
TAIL_BLOCKS = 3
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.+\-Z]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A block with its metadata taken off and the sentences of what is left."""

    sentences: list[Span]
    metadata: list[Metadata]


def parse_together(articles: Sequence[Article], sides: Sequence[str]) -> list[Document]:
    """Return the documents of articles that belong together: each may help to tell another's language.

    >>> versions = [Article("Er kam."), Article("Er kam am Morgen aus der Stadt zurück.")]
    >>> [document.language for document in parse_together(versions, ("a", "b"))]
    ['de', 'de']
    """
    texts = [article.text for article in articles]
    return [
        parse(article, side, beside=texts[:n] + texts[n + 1 :])
        for n, (article, side) in enumerate(zip(articles, sides, strict=True))
    ]


def parse(article: Article, side: str = "", beside: Sequence[str] = ()) -> Document:
    r"""Return the article with its sentences, metadata spans, title, date and language.

    Raises ArticleError for a text without a letter or digit and for one over `MAX_ARTICLE_CHARS`; with
    a `side` ("a" or "b") it says which text is meant. The texts `beside` it help to tell its language.

    >>> document = parse(Article("Sturm über Kiel\n\nKiel (dpa) - Es stürmt. Niemand kam."))
    >>> document.title, [document.sentence(s.index) for s in document.sentences]
    ('Sturm über Kiel', ['Sturm über Kiel', 'Es stürmt.', 'Niemand kam.'])
    """
    text = article.text
    check_text(text, side)
    language = article.language or detect_language(text, beside)
    blocks = find_blocks(text)
    titled, title = _title_header(text, blocks)
    parsed = [
        _parse_block(text, b, n, len(blocks), language) if n != titled else _header(b)
        for n, b in enumerate(blocks)
    ]
    sentences = _number(text, blocks, parsed)
    metadata = tuple(sorted((m for p in parsed for m in p.metadata), key=lambda m: m.start))
    return Document(
        article=article,
        title=article.title or title or _title(text, sentences),
        date=article.date or _header_date(text, metadata),
        language=language,
        sentences=sentences,
        metadata=metadata,
    )


def check_text(text: str, side: str = "") -> None:
    """Raise ArticleError unless the text is one that can be worked on."""
    name, field = (f"text {side}", f"{side}.text") if side else ("the text", "text")
    if len(text) > MAX_ARTICLE_CHARS:
        raise ArticleError(
            f"{name} has {len(text):,} characters, the limit is {MAX_ARTICLE_CHARS:,}; "
            "split it into articles",
            field,
        )
    if not any(map(str.isalnum, text)):
        raise ArticleError(f"{name} has no word in it; give an article with at least one word", field)
    half = _SURROGATE.search(text)
    if half:
        raise ArticleError(
            f"{name} has half a surrogate pair at character {half.start():,}; decode it as UTF-16 or UTF-8",
            field,
        )


def _title_header(text: str, blocks: Sequence[Block]) -> tuple[int | None, str | None]:
    """Return which block is a header line that gives the title, and the title; only headers precede it."""
    for n, block in enumerate(blocks[: min(HEAD_BLOCKS, len(blocks) - 1)]):
        title = title_line(text, block.span)
        if title:
            return n, title
        if whole_block_kind(text, block.span, head=True, last=False) != "header":
            break
    return None, None


def _header(block: Block) -> _Parsed:
    return _Parsed([], [Metadata(block.span.start, block.span.end, "header")])


def _parse_block(text: str, block: Block, n: int, count: int, language: str | None) -> _Parsed:
    span = block.span
    kind = whole_block_kind(text, span, head=n < HEAD_BLOCKS, last=0 < n >= count - TAIL_BLOCKS)
    if kind:
        return _Parsed([], [Metadata(span.start, span.end, kind)])
    metadata = leading_metadata(text, span, first=n == 0)
    if metadata:
        span = trimmed(text, metadata[-1].end, span.end)
    trailing = trailing_metadata(text, span)
    if trailing:
        metadata.append(trailing)
        span = trimmed(text, span.start, trailing.start)
    return _Parsed(find_sentences(text, span, language) if span else [], metadata)


def _number(text: str, blocks: list[Block], parsed: list[_Parsed]) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    filled = [n for n, p in enumerate(parsed) if p.sentences]
    for n in filled:
        kind = _block_kind(text, blocks[n], parsed[n], alone=len(filled) == 1, last=n == filled[-1])
        for span in parsed[n].sentences:
            sentences.append(Sentence(len(sentences), span.start, span.end, kind, n))
    return tuple(sentences)


def _block_kind(text: str, block: Block, parsed: _Parsed, alone: bool, last: bool) -> SentenceKind:
    """Tell a heading: it stands alone, is short and does not end like a sentence, or is a question."""
    if _MARKDOWN_HEADING.match(text, block.span.start):
        return "heading"
    if alone or len(parsed.sentences) > 1 or block.item:
        return "sentence"
    span = parsed.sentences[0]
    words = len(span.of(text).split())
    if any(m.kind == "dateline" for m in parsed.metadata):
        return "sentence"
    if not ends_sentence(text, span):
        return "heading" if words <= MAX_HEADING_WORDS and text[span.end - 1] not in ",;:" else "sentence"
    question = text[span.end - 1] in "?!？！"
    return "heading" if question and words <= MAX_QUESTION_HEADING_WORDS and not last else "sentence"


def _title(text: str, sentences: tuple[Sentence, ...]) -> str | None:
    first = sentences[0] if sentences else None
    return first.span.of(text).lstrip("\ufeff# ") if first and first.kind == "heading" else None


def _header_date(text: str, metadata: tuple[Metadata, ...]) -> str | None:
    for item in metadata:
        match = _ISO_DATE.search(text, item.start, item.end) if item.kind == "header" else None
        if match:
            return match.group()
    return None
