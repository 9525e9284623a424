"""Articles by the thousand, the same every time."""

from __future__ import annotations

import json
from functools import cache

from benchmarks.generator import Generator
from dedup import Article, iter_folder
from tests.api.conftest import ROOT


@cache
def lines(size: int) -> bytes:
    """Return so many articles as JSON Lines, half of them in families."""
    given = [row for row in iter_folder(ROOT / "seeds") if isinstance(row, Article)]
    made = (item.article for item in Generator(given).corpus(size, seed=1))
    rows = ({"id": item.id, "text": item.text, "date": item.date} for item in made)
    return "\n".join(map(json.dumps, rows)).encode()
