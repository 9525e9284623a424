"""The clusters of a job's result as stories: to be read, for nothing can be decided of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from api.jobs.clustering import RESULTS
from api.jobs.desk import JobDesk
from api.pages.search import Search
from api.pages.tale import Tale, tell
from api.store.errors import CursorError, NotKnownError
from api.store.jobs import Job
from api.store.story_lists import StoryFilter, StoryHead, StoryPage
from dedup import Article, Cluster, Member, Verdict

MOST_BYTES = 50_000_000
"""A larger result is not shown: it would be read as a whole."""

CURSOR = re.compile("r([0-9]{1,7})")

Found = Mapping[str, Any]


class UnreadableError(Exception):
    """A job has no result that could be shown; the message is one of the catalogue."""


class JobStories:
    """The stories of one job. Raises NotKnownError without such a job, UnreadableError without a result."""

    def __init__(self, desk: JobDesk, collection: int, name: str) -> None:
        job = desk.get(collection, name)
        if job is None:
            raise NotKnownError("there is no such job")
        self.id = job.id
        self._clusters = _read(desk, job)

    def page(self, search: Search, cursor: str | None, limit: int) -> StoryPage:
        """Return up to `limit` stories after a cursor, the largest first. Raises SearchError, CursorError."""
        start = _place(cursor)
        wanted = search.filter()
        found = [cluster for cluster in self._clusters if _is_meant(cluster, wanted)]
        heads = [_head(_tale(cluster)) for cluster in found[start : start + limit]]
        end = start + limit
        return StoryPage(heads, f"r{end}" if end < len(found) else None)

    def tale(self, name: str) -> Tale:
        """Return a story. Raises NotKnownError."""
        for cluster in self._clusters:
            if cluster["id"] == name:
                return _tale(cluster)
        raise NotKnownError("the result has no cluster with this id")


def _read(desk: JobDesk, job: Job) -> Sequence[Found]:
    if job.state != "done":
        raise UnreadableError(
            "The job has no result." if job.ended else "The job is not done yet; look again a little later."
        )
    path = desk.results(job) / RESULTS["json"]
    if not path.exists():
        raise UnreadableError("The job has no result.")
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableError("The result is too large for this page; take it as a file.")
    return _parsed(path)


# The result of a job never changes, and its folder is named by the attempt that made it.
@lru_cache(maxsize=2)
def _parsed(path: Path) -> Sequence[Found]:
    clusters: Sequence[Found] = json.loads(path.read_bytes())["clusters"]
    return clusters


def _tale(found: Found) -> Tale:
    members = tuple(
        Member(
            Article("", each["id"], title=each["title"], date=each["date"], path=each["path"]), each["role"]
        )
        for each in found["members"]
    )
    return tell(Cluster(found["id"], members, [_edge(edge) for edge in found["edges"]]), {}, {})


def _edge(found: Found) -> Verdict:
    return Verdict(
        a=found["a"],
        b=found["b"],
        origin=found["from"],
        relation=found["relation"],
        reason=found["reason"],
        resemblance=found["resemblance"],
        containment_a_in_b=found["containment_a_in_b"],
        containment_b_in_a=found["containment_b_in_a"],
        longest_shared_run_words=0,  # what follows is not in the result, and not shown
        score=0.0,
        evidence=(),
    )


def _head(tale: Tale) -> StoryHead:
    first, last = tale.span or (None, None)
    newest = tale.tellers[-1].article
    return StoryHead(tale.id, len(tale.tellers), last or 0.0, newest, (), first, last, tale.copied)


def _is_meant(cluster: Found, wanted: StoryFilter) -> bool:
    members = cluster["members"]
    if len(members) < wanted.least or wanted.source is not None:
        return False
    moments = [moment.timestamp() for moment in map(_published, members) if moment]
    if wanted.published_from is not None and not any(m >= wanted.published_from for m in moments):
        return False
    if wanted.published_to is not None and not any(m < wanted.published_to for m in moments):
        return False
    return any(_has(member, wanted.words) for member in members)


def _published(member: Found) -> datetime | None:
    return Article("", date=member["date"]).published()


def _has(member: Found, words: Sequence[str]) -> bool:
    said = f"{member['title'] or ''}\n{member['id']}".lower()
    return all(word.lower() in said for word in words)


def _place(cursor: str | None) -> int:
    if cursor is None:
        return 0
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise CursorError("this is not a cursor of this list")
    return int(found[1])
