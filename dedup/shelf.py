"""Where the articles of a collection lie while they are clustered: their texts in memory, or in a file."""

from __future__ import annotations

import os
from array import array
from dataclasses import replace
from tempfile import TemporaryFile
from types import TracebackType

from dedup.article import Article


class Shelf:
    """Articles by position, in the order in which they were added.

    On a shelf that is not `in_memory` the texts lie in a temporary file, and only what is known about the
    articles takes memory. The file is gone when the shelf is closed.

    >>> with Shelf(in_memory=False) as shelf:
    ...     shelf.add(Article("Es stürmt.", "a"))
    ...     (len(shelf), shelf.about(0).text, shelf[0].text)
    (1, '', 'Es stürmt.')
    """

    def __init__(self, in_memory: bool) -> None:
        self._articles: list[Article] = []
        # Closed when the shelf is: it is a context manager itself.
        self._file = None if in_memory else TemporaryFile(prefix="dedup-")  # noqa: SIM115
        self._ends = array("q", [0])

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def __len__(self) -> int:
        return len(self._articles)

    def __getitem__(self, n: int) -> Article:
        article = self._articles[n]
        return replace(article, text=self.text(n)) if self._file else article

    def add(self, article: Article) -> None:
        """Put one more article at the end. Raises OSError if there is no room for its text."""
        if self._file:
            size = self._file.write(article.text.encode())
            self._ends.append(self._ends[-1] + size)
            article = replace(article, text="")
        self._articles.append(article)

    def about(self, n: int) -> Article:
        """Return article n; its text only if texts are kept in memory."""
        return self._articles[n]

    def text(self, n: int) -> str:
        """Return the text of article n."""
        if not self._file:
            return self._articles[n].text
        self._file.flush()
        start, end = self._ends[n : n + 2]
        return os.pread(self._file.fileno(), end - start, start).decode()
