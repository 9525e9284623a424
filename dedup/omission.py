"""What a folder without its copies leaves out, for whom and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.verdict import Verdict

Keep = Literal["origin", "newest", "oldest", "longest"]


@dataclass(frozen=True, slots=True)
class Omission:
    """An article that is left out for one that is kept.

    `verdict` says why; it is on these two, or, since a text that stands in several articles is judged once,
    on others with the same words. `containment` is the share of the article that stands in the kept one.
    """

    article: Article
    kept: Article
    verdict: Verdict
    containment: float


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What became of a folder's articles and files.

    `skipped` was not read as articles and is copied as it is, but for `not_copied`, which could not be.
    `ledger` is the name of the file in the new folder that tells all this.
    """

    recipe: Mapping[str, object]
    keep: Keep
    derived: bool
    articles: int
    left_out: tuple[Omission, ...]
    skipped: tuple[Skipped, ...]
    not_copied: tuple[Skipped, ...]
    ledger: str
