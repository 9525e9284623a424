"""Two texts beside each other as they are, for those that are too long to mark: paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from dedup.article import Article
from dedup.chain import heaviest_chain
from dedup.layout import find_blocks
from dedup.render.markdown import escaped
from dedup.render.speech import Speech, Tongue, speech

TITLE = "Too long to mark: shown side by side, without marks"
REASON = (
    "Too much of these long texts differs to compare them word by word here. "
    "Paragraphs that are the same stand beside each other, the others in their order."
)
INSTEAD = (
    "Compare shorter passages, or take the full comparison from the command dedup diff or from POST /v1/diff."
)

Beside = tuple[str, str]
"""A paragraph of a and one of b; "" where one text has none there."""


def paragraphs_beside(a: Article, b: Article) -> list[Beside]:
    r"""Return the paragraphs of both texts in order, equal ones beside each other.

    >>> paragraphs_beside(Article("Eins.\n\nZwei."), Article("Null.\n\nEins.\n\nDrei."))
    [('', 'Null.'), ('Eins.', 'Eins.'), ('Zwei.', 'Drei.')]
    """
    left, right = _paragraphs(a), _paragraphs(b)
    rows: list[Beside] = []
    at_a = at_b = 0
    for i, j in [*_equal(left, right), (len(left), len(right))]:
        rows += zip_longest(left[at_a:i], right[at_b:j], fillvalue="")
        rows += zip(left[i : i + 1], right[j : j + 1], strict=True)
        at_a, at_b = i + 1, j + 1
    return rows


def plain_markdown(a: Article, b: Article, tongue: Tongue = Tongue.EN) -> str:
    """Return two texts beside each other as a table in Markdown, with the reason why they are not marked."""
    say = speech(tongue)
    return "\n".join(_lines(paragraphs_beside(a, b), say)) + "\n"


def _lines(rows: list[Beside], say: Speech) -> Iterator[str]:
    yield f"**{say.text(TITLE)}**"
    yield ""
    yield f"{say.text(REASON)} {say.text(INSTEAD)}"
    yield ""
    yield f"| a: {say.text('original')} | b: {say.text('rewrite')} |"
    yield "|---|---|"
    for row in rows:
        old, new = (escaped(" ".join(text.split())) for text in row)
        yield f"| {old} | {new} |"


def _paragraphs(article: Article) -> list[str]:
    return [block.span.of(article.text) for block in find_blocks(article.text)]


def _equal(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Return the places of equal paragraphs, in order; of repeated ones the first goes with the first."""
    places = {name: j for j, name in enumerate(_numbered(right))}
    pairs = [(i, places[name]) for i, name in enumerate(_numbered(left)) if name in places]
    return [pairs[n] for n in heaviest_chain(pairs, [len(left[i]) for i, _ in pairs])]


def _numbered(texts: list[str]) -> Iterator[tuple[str, int]]:
    """Yield every text with how often it stood before."""
    seen = Counter[str]()
    for text in texts:
        yield text, seen[text]
        seen[text] += 1
