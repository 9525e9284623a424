"""Where the articles of a collection lie while they are clustered: their texts in memory, or in a file."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace

import numpy as np

from dedup.article import Article
from dedup.work import Work


class Shelf:
    """Articles by position, in the order in which they were added.

    On a shelf that is not `in_memory` the texts lie in a file of the work, and only what is known about the
    articles takes memory. Such a shelf is full from the start if the work's intake was done before.

    >>> with Work() as work:
    ...     shelf = Shelf(work, in_memory=False)
    ...     shelf.add(Article("Es stürmt.", "a"))
    ...     (len(shelf), shelf.about(0).text, shelf[0].text)
    (1, '', 'Es stürmt.')
    """

    def __init__(self, work: Work, in_memory: bool) -> None:
        self._articles: list[Article] = []
        self._ends = array("q", [0])
        self._in_memory = in_memory
        if not in_memory:
            self._texts = work.grown("texts", np.uint8)
            self._about = work.grown("articles", np.uint8)
            self._sizes = work.grown("sizes", np.int64)
            self._restore()

    def _restore(self) -> None:
        lines = self._about.all().tobytes().decode("ascii").splitlines()
        self._articles = [Article("", *json.loads(line)) for line in lines]
        self._ends.extend(np.cumsum(self._sizes.all()).tolist())

    def __len__(self) -> int:
        return len(self._articles)

    def __getitem__(self, n: int) -> Article:
        article = self._articles[n]
        return article if self._in_memory else replace(article, text=self.text(n))

    def add(self, article: Article) -> None:
        """Put one more article at the end. Raises OSError if there is no room for its text."""
        if not self._in_memory:
            data = np.frombuffer(article.text.encode(), dtype=np.uint8)
            about = _about(article)
            self._texts.add(data)
            self._about.add(np.frombuffer(f"{json.dumps(about)}\n".encode(), dtype=np.uint8))
            self._sizes.add(np.array([len(data)]))
            self._ends.append(self._ends[-1] + len(data))
            article = Article("", *about)
        self._articles.append(article)

    def learn(self, n: int, title: str | None, date: str | None) -> None:
        """Note the title and the date of article n, as its text gives them."""
        self._articles[n] = replace(self._articles[n], title=title, date=date)

    def about(self, n: int) -> Article:
        """Return article n; its text only if texts are kept in memory."""
        return self._articles[n]

    def text(self, n: int) -> str:
        """Return the text of article n."""
        if self._in_memory:
            return self._articles[n].text
        start, end = self._ends[n : n + 2]
        return self._texts.read(start, end).tobytes().decode()


def _about(article: Article) -> tuple[str, str | None, str | None, str | None, str | None, str | None]:
    """Return all that is known of an article but its text, in the order of its fields."""
    return article.id, article.title, article.date, article.source, article.language, article.path
