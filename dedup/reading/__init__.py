"""From files, folders and standard input to articles; nothing that lies there is lost without a word."""

from dedup.reading.content import printable
from dedup.reading.cutting import write_without
from dedup.reading.encoding import decode
from dedup.reading.folder import ending_refusal, iter_files, iter_folder
from dedup.reading.formats import (
    READERS,
    read_html,
    read_json,
    read_jsonl,
    read_markdown,
    read_text,
)
from dedup.reading.source import article_of, read_article

__all__ = [
    "READERS",
    "article_of",
    "decode",
    "ending_refusal",
    "iter_files",
    "iter_folder",
    "printable",
    "read_article",
    "read_html",
    "read_json",
    "read_jsonl",
    "read_markdown",
    "read_text",
    "write_without",
]
