"""What a service needs, loaded once: `tests.api.killing` forks from there. No thread may be started here."""

from __future__ import annotations

import api.app
import api.command
import api.server
from dedup import Article, SegmentedIndex, Sheet, compare_articles, judge_against

_TEXT = "Der Rat der Stadt hat am Montag über den neuen Haushalt beraten. Er wird im Mai beschlossen. " * 3
_ARTICLES = [Article(_TEXT, id="a"), Article(f"{_TEXT} Das ist neu.", id="b")]
_INDEX = SegmentedIndex()
_INDEX.append(_ARTICLES[0])
_INDEX.query(_ARTICLES[1], 1)
judge_against(Sheet(_ARTICLES[1]), [Sheet(_ARTICLES[0])])
compare_articles(_ARTICLES[0], _ARTICLES[1])

__all__ = ["api"]
