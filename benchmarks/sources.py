"""The data sets that are read by several benchmarks, each as articles; what is not at hand is absent.

They lie in `../shared/data` or in the folder that `DEDUP_DATA` names.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from benchmarks.gold_pairs import DATA
from benchmarks.labelled import SETS, Pair, pair
from dedup import Article, iter_folder

FILES = {
    "gnad10k": DATA / "gnad10k_test" / "test.csv",
    "wikinews": DATA / "wikinews_de" / "wikinews_de.jsonl",
    "fnc1": DATA / "fnc1" / "articles_with_story.jsonl",
    "reuters21578": DATA / "reuters21578" / "articles.jsonl",
}
FRAMES = ("seeds", "tune", "tune2-de", "tune2-en", "gnad10k", "wikinews", "fnc1")
"""What corpora are made of: prose, not the many short forms of Reuters."""

_DATE = re.compile(r"\s*(\d+-\w+-\d+) +(\d+):(\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class SilverPair:
    """Two articles that share text, as an n-gram method found: `coverage` is that of the shorter one."""

    ids: Pair
    coverage: float
    shorter_words: int


def absent() -> list[str]:
    """Return the names of the data sets that are not at hand."""
    return [name for name, file in FILES.items() if not file.exists()]


def articles(name: str) -> list[Article]:
    """Return the articles of a set at hand, none of one that is absent."""
    if name in SETS:
        return [item for item in iter_folder(SETS[name]) if isinstance(item, Article)]
    if not FILES[name].exists():
        return []
    return list(_topics() if name == "gnad10k" else _lines(name))


def _topics() -> Iterator[Article]:
    with FILES["gnad10k"].open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.reader(file, delimiter=";", quotechar="'")):
            yield Article(row[1], id=f"gnad-{n}", language="de")


def _lines(name: str) -> Iterator[Article]:
    language = "de" if name == "wikinews" else "en"
    with FILES[name].open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield Article(row["text"], id=str(row["id"]), date=iso_date(row.get("date")), language=language)


def iso_date(given: str | None) -> str | None:
    """Return a date in ISO 8601; some of Reuters' hours lie beyond 24 and are taken modulo 24."""
    found = _DATE.match(given or "")
    if not found:
        return given
    day, hour, minute, second = found.groups()
    when = datetime.strptime(f"{day.title()} {int(hour) % 24}:{minute}:{second}", "%d-%b-%Y %H:%M:%S")
    return when.isoformat()


def silver_pairs(name: str) -> list[SilverPair]:
    """Return the silver pairs of a set at hand."""
    with FILES[name].with_name("pairs_silver.tsv").open(encoding="utf-8", newline="") as file:
        return [
            SilverPair(
                pair(row["id_a"], row["id_b"]),
                float(row["copied_run_coverage8_of_shorter"]),
                min(int(row["words_a"]), int(row["words_b"])),
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]
