"""What one collection knows of its articles: an index that follows the store, and answers from both.

The store is right, always; the index only follows its log of changes. It is saved now and then, and behind it
up to which change it is surely in: whatever is lost in a crash is read again from there, and to
apply a change twice makes no difference. An index that is missing, damaged, of another recipe, or does not
hold as many articles as the store is made anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection

from api.recent import Recent
from api.store.articles import Change, Stored
from api.store.database import Database
from api.store.following import changes_after, count, last_change, newest
from api.taken import Taken, strongest_first
from dedup import Article, DedupError, SegmentedIndex, Settings, Sheet, Verdict, judge_against

MOST_HITS = 32
"""Of the articles that share something, so many are judged: as many as a batch keeps of each."""

RATIO = 8
"""Questions come far oftener than that parts are merged, so there are few parts, of very different sizes."""

BATCH_CHANGES = 4_000
FEW = 32
"""So many changes at once are put into the index one by one, without merging."""

MOST_SHEETS = 1_000
_POSITION = "position.json"
_INDEX = "index"

Read = tuple[Stored, Sheet]


class Known:
    """The articles of one collection. Any thread may call anything."""

    def __init__(
        self, database: Database, collection: int, folder: Path, settings: Settings | None = None
    ) -> None:
        """Open what lies in the folder, and catch up."""
        self.collection = collection
        self._database = database
        self._folder = folder
        self._settings = settings or Settings()
        self._lock = RLock()
        self._recent: Recent[Read] = Recent(MOST_SHEETS)
        self.reset()

    def reset(self) -> None:
        """Forget what was not saved, and follow the store again from there."""
        with self._lock:
            self._index, self.position = _opened(self._folder, self._settings)
            self.saved = self.position
            self._recent = Recent(MOST_SHEETS)
            with self._database.read() as connection:
                ahead = self.position > last_change(connection, self.collection)
                if not ahead:
                    self.follow(connection)
                if ahead or len(self._index) != count(connection, self.collection):
                    self._index, self.position = SegmentedIndex(self._settings.retrieval), 0
                    self.saved = 0
                    shutil.rmtree(self._folder, ignore_errors=True)
                    self.follow(connection)

    def __len__(self) -> int:
        return len(self._index)

    def keys(self) -> list[int]:
        """Return the keys of all known articles, ascending."""
        return sorted(map(int, self._index.ids()))

    def follow(
        self, connection: Connection, fresh: Mapping[int, Stored] | None = None
    ) -> dict[int, list[Taken]]:
        """Take in all changes that the connection sees; answer for `fresh` versions, by number.

        Each is compared with all that came before it, and found by all that come after it.
        """
        fresh = fresh or {}
        answers: dict[int, list[Taken]] = {}
        with self._lock:
            is_over = False
            while not is_over:
                found = changes_after(connection, self.collection, self.position, BATCH_CHANGES)
                is_over = len(found) < BATCH_CHANGES
                for key in {change.key for change in found if not _is_first(change, fresh)}:
                    self._forget(key)  # first of all: what was is not to be found by what comes
                if any(change.version in fresh for change in found) or len(found) <= FEW:
                    for change in found:
                        answers |= self._take_in(connection, change, fresh)
                else:
                    self._take_in_many(connection, found)
                self.position = found[-1].id if found else self.position
        return answers

    def judged(self, article: Article, without: int | None = None) -> list[Taken]:
        """Return the known articles that share enough text with one to be judged, the strongest first.

        Rejected ones are among them; one is left out by its key. Raises ArticleError for a text that cannot
        be worked on.
        """
        with self._database.read() as connection:
            self.follow(connection)
            sheet = Sheet(article)
            near = self._index.nearest(sheet.sketch(self._settings.retrieval), MOST_HITS + 1)
            return self._judged(connection, sheet, [key for key in map(int, near) if key != without])

    def tidy(self) -> None:
        """Merge what was put into the index one by one; it goes on answering."""
        self._index.tidy(RATIO)

    def parts(self) -> int:
        """Return how many parts the index has: beyond some tens `tidy` is worth while."""
        return self._index.parts()

    def save(self) -> None:
        """Save the index, then up to where it follows the store.

        Raises DedupError if it cannot be written, or another process keeps its own there.
        """
        with self._lock:
            position = self.position  # what comes while it is saved may be in it, and is then read twice
        self._folder.mkdir(parents=True, exist_ok=True)
        self._index.save(self._folder / _INDEX)
        made = self._folder / f"{_POSITION}.part"
        made.write_text(json.dumps({"position": position}), "utf-8")
        made.replace(self._folder / _POSITION)
        self.saved = position

    def _take_in(
        self, connection: Connection, change: Change, fresh: Mapping[int, Stored]
    ) -> dict[int, list[Taken]]:
        """Apply one change; answer if it is one of those asked for."""
        if change.version is None:
            return {}
        stored = fresh.get(change.version) or newest(connection, [change.key]).get(change.key)
        if stored is None or stored.version != change.version:
            return {}
        sheet = Sheet(stored.article)
        sketch = sheet.sketch(self._settings.retrieval)
        answer = {}
        if change.version in fresh:
            near = self._index.nearest(sketch, MOST_HITS)
            answer[change.version] = self._judged(connection, sheet, list(map(int, near)))
        self._index.append_sketches([str(change.key)], sketch)
        self._recent.put(change.key, (stored, sheet))
        return answer

    def _take_in_many(self, connection: Connection, changes: Sequence[Change]) -> None:
        found = newest(connection, sorted({change.key for change in changes}))
        self._index.add(replace(stored.article, id=str(key)) for key, stored in found.items())

    def _forget(self, key: int) -> None:
        self._recent.drop(key)
        if str(key) in self._index:
            self._index.remove(str(key))

    def _judged(self, connection: Connection, sheet: Sheet, near: Sequence[int]) -> list[Taken]:
        known = self._recent.get(near[:MOST_HITS], lambda missing: _read(connection, missing))
        found = judge_against(sheet, [other for _, other in known.values()], self._settings)
        stored = {item.article.id: item for item, _ in known.values()}
        return strongest_first([_taken(sheet.given.id, stored, verdict) for verdict in found])


def _is_first(change: Change, fresh: Mapping[int, Stored]) -> bool:
    """Whether nothing of the article can be in the index yet."""
    return change.version is not None and change.version in fresh and fresh[change.version].number == 1


def _taken(name: str, stored: Mapping[str, Stored], verdict: Verdict) -> Taken:
    if verdict.b == name:
        return Taken(stored[verdict.a], "from", verdict)
    return Taken(stored[verdict.b], "to", verdict)


def _read(connection: Connection, keys: list[int]) -> dict[int, Read]:
    return {key: (stored, Sheet(stored.article)) for key, stored in newest(connection, keys).items()}


def _opened(folder: Path, settings: Settings) -> tuple[SegmentedIndex, int]:
    """Return the saved index and its position; if there is no good one a new one, and an empty folder."""
    try:
        position = int(json.loads((folder / _POSITION).read_text("utf-8"))["position"])
        index = SegmentedIndex.open(folder / _INDEX)
        if index.settings == settings.retrieval:
            return index, position
    except (DedupError, OSError, ValueError, KeyError, TypeError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    return SegmentedIndex(settings.retrieval), 0
