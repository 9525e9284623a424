"""From an article to a document: blocks, then metadata, then sentences and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from dedup.article import Article
from dedup.document import Document, Sentence, SentenceKind
from dedup.errors import ArticleError
from dedup.language import detect_language
from dedup.limits import MAX_ARTICLE_CHARS
from dedup.outline import Outline, Passage, outline
from dedup.sentences import ends_sentence, find_sentences
from dedup.span import Span

MAX_HEADING_WORDS = 25
MAX_QUESTION_HEADING_WORDS = 10
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")


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
    found = outline(text)
    spans = [find_sentences(text, p.body, language) if p.body else [] for p in found.passages]
    sentences = _number(text, found.passages, spans)
    return Document(
        article=article,
        title=article.title or found.title or _title(text, sentences),
        date=article.date or found.date,
        language=language,
        sentences=sentences,
        metadata=found.metadata,
    )


def title_of(article: Article, text: str, found: Outline) -> str | None:
    r"""Return the title that `parse` finds, from the outline of the text alone.

    >>> text = "Sturm über Kiel\n\nEs stürmt. Niemand kam."
    >>> title_of(Article(text), text, outline(text))
    'Sturm über Kiel'
    """
    if article.title or found.title:
        return article.title or found.title
    filled = list(islice((passage for passage in found.passages if passage.body), 2))
    if not filled or not _may_be_heading(text, filled[0]):
        return None
    first = find_sentences(text, filled[0].body, article.language)
    kind = _block_kind(text, filled[0], first, alone=len(filled) == 1, last=len(filled) == 1)
    return _plain_title(text, first[0]) if kind == "heading" else None


def _may_be_heading(text: str, passage: Passage) -> bool:
    """Whether it is worth while to look for the sentences of a block, to see if it is a heading."""
    if _is_marked(text, passage):
        return True
    words = len(passage.body.of(text).split(maxsplit=MAX_HEADING_WORDS))
    return words <= MAX_HEADING_WORDS and text[passage.body.end - 1] != "."


def _is_marked(text: str, passage: Passage) -> bool:
    """Whether a block is marked as a heading."""
    start = passage.block.span.start
    return text[start] == "#" and _MARKDOWN_HEADING.match(text, start) is not None


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
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"{name} has half a surrogate pair at character {error.start:,}; decode it as UTF-16 or UTF-8",
            field,
        ) from None


def _number(text: str, passages: Sequence[Passage], spans: Sequence[Sequence[Span]]) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    filled = [n for n, found in enumerate(spans) if found]
    for n in filled:
        kind = _block_kind(text, passages[n], spans[n], alone=len(filled) == 1, last=n == filled[-1])
        for span in spans[n]:
            sentences.append(Sentence(len(sentences), span.start, span.end, kind, n))
    return tuple(sentences)


def _block_kind(
    text: str, passage: Passage, sentences: Sequence[Span], alone: bool, last: bool
) -> SentenceKind:
    """Tell a heading: it stands alone, is short and does not end like a sentence, or is a question."""
    if _is_marked(text, passage):
        return "heading"
    if alone or len(sentences) > 1 or passage.block.item:
        return "sentence"
    span = sentences[0]
    words = len(span.of(text).split())
    if any(m.kind == "dateline" for m in passage.metadata):
        return "sentence"
    if not ends_sentence(text, span):
        return "heading" if words <= MAX_HEADING_WORDS and text[span.end - 1] not in ",;:" else "sentence"
    question = text[span.end - 1] in "?!？！"
    return "heading" if question and words <= MAX_QUESTION_HEADING_WORDS and not last else "sentence"


def _title(text: str, sentences: tuple[Sentence, ...]) -> str | None:
    first = sentences[0] if sentences else None
    return _plain_title(text, first.span) if first and first.kind == "heading" else None


def _plain_title(text: str, span: Span) -> str:
    return span.of(text).lstrip("\ufeff# ")
