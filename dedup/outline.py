"""A first look at a text: its blocks, and what in them is metadata. It needs no sentences and no language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dedup.document import Metadata, MetadataKind
from dedup.layout import Block, find_blocks
from dedup.metadata import leading_metadata, title_line, trailing_metadata, whole_block_kind
from dedup.span import Span, trimmed

HEAD_BLOCKS = 6
TAIL_BLOCKS = 3
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.+\-Z]+)?")


class Passage(NamedTuple):
    """A block; `body` is what the article itself says there, empty if the block is metadata as a whole."""

    block: Block
    body: Span
    metadata: tuple[Metadata, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The passages of a text, and the title and the date that its header gives (None if it gives none)."""

    passages: tuple[Passage, ...]
    title: str | None
    date: str | None

    @property
    def metadata(self) -> tuple[Metadata, ...]:
        """All metadata, in the order of the text."""
        return tuple(item for passage in self.passages for item in passage.metadata)


def outline(text: str) -> Outline:
    r"""Return the blocks of a text with the metadata in them told apart.

    >>> text = "date 2025-09-04\ntitle: Sturm\n\nKiel (dpa) - Es stürmt."
    >>> found = outline(text)
    >>> [passage.body.of(text) for passage in found.passages], found.title, found.date
    (['', '', 'Es stürmt.'], 'Sturm', '2025-09-04')
    """
    blocks = find_blocks(text)
    tail = max(1, len(blocks) - TAIL_BLOCKS)
    kinds = [
        whole_block_kind(text, block.span, head=n < HEAD_BLOCKS, last=n >= tail)
        for n, block in enumerate(blocks)
    ]
    titled, title = _title_header(text, blocks, kinds)
    if titled is not None:
        kinds[titled] = "header"
    passages = tuple(
        _whole(block, kind) if kind else _passage(text, block, first=n == 0)
        for n, (block, kind) in enumerate(zip(blocks, kinds, strict=True))
    )
    return Outline(passages, title, _header_date(text, passages))


def _title_header(
    text: str, blocks: Sequence[Block], kinds: Sequence[MetadataKind | None]
) -> tuple[int | None, str | None]:
    """Return which block is a header line that gives the title, and the title; only headers precede it."""
    for n, block in enumerate(blocks[: min(HEAD_BLOCKS, len(blocks) - 1)]):
        title = title_line(text, block.span)
        if title:
            return n, title
        if kinds[n] != "header":
            break
    return None, None


def _passage(text: str, block: Block, first: bool) -> Passage:
    span = block.span
    metadata = leading_metadata(text, span, first)
    if metadata:
        span = trimmed(text, metadata[-1].end, span.end)
    trailing = trailing_metadata(text, span)
    if trailing:
        metadata.append(trailing)
        span = trimmed(text, span.start, trailing.start)
    return Passage(block, span, tuple(metadata))


def _whole(block: Block, kind: MetadataKind) -> Passage:
    span = block.span
    return Passage(block, Span(span.end, span.end), (Metadata(span.start, span.end, kind),))


def _header_date(text: str, passages: Sequence[Passage]) -> str | None:
    for item in (item for passage in passages for item in passage.metadata):
        match = _ISO_DATE.search(text, item.start, item.end) if item.kind == "header" else None
        if match:
            return match.group()
    return None
