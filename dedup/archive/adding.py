"""A day's articles come into an archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from dedup.archive.arriving import arrived
from dedup.archive.bringing import news_of
from dedup.archive.manifest import Part, begun, with_part, writing
from dedup.archive.open import Open
from dedup.archive.places import tidy
from dedup.archive.settling import settled, speaking
from dedup.archive.sharing import write_shares
from dedup.article import Article
from dedup.cluster import Skipped
from dedup.engine.local import LocalEngine
from dedup.engine.port import AnyEngine, Data
from dedup.errors import ArticleError
from dedup.news import News
from dedup.pipeline.articles import READ, given_rows
from dedup.progress import Progress, silent
from dedup.settings import Settings


def add_to_archive(
    archive: Path,
    articles: Iterable[Article | Skipped],
    day: str,
    engine: AnyEngine | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> News:
    """Add articles to the archive in a folder, as those of a day (`YYYY-MM-DD`); return what is new by them.

    The first ones begin the archive, with these settings. Of the articles it has, only those are read again
    that a new one may share text with. One whose id it has is skipped. Whenever this is stopped, the archive
    is what it was before or what it is after. Raises ArticleError if two of the articles have the same id.

    >>> from tempfile import TemporaryDirectory
    >>> report = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."
    >>> with TemporaryDirectory() as name:
    ...     first = add_to_archive(Path(name), [Article(report, id="x")], "2025-09-01")
    ...     second = add_to_archive(Path(name), [Article(report, id="y")], "2025-09-02")
    >>> [[member.article.id for member in cluster.members] for cluster in second.clusters]
    [['x', 'y']]
    >>> first.articles, first.clusters, second.articles, second.ids
    (1, (), 1, frozenset({'y'}))
    """
    _check_day(day)
    if engine is None:
        with LocalEngine() as local:
            return add_to_archive(archive, articles, day, local, settings, progress)
    with writing(archive):
        state = begun(archive, settings)
        tidy(archive, state)
        return _added(Open(engine, archive, state), articles, day, progress or silent)


def _check_day(day: str) -> None:
    try:
        plain = date.fromisoformat(day).isoformat() == day
    except ValueError:
        plain = False
    if not plain:
        raise ArticleError(f"{day!r} is no day; write it as 2025-09-04", "date")


def _added(before: Open[Data], articles: Iterable[Article | Skipped], day: str, report: Progress) -> News:
    engine, settings = before.engine, before.state.settings()
    part = Part(before.state.next, day)
    report("read and hash", 0, None)
    read = engine.materialise(engine.given(given_rows(articles), READ), "read")
    # What is written from here on is found as soon as it lies there; only `commit` makes it the archive's.
    state = replace(
        with_part(before.state, part),
        days=(*before.state.days, part),
        postings=(*before.state.postings, part),
    )
    came = arrived(before, replace(before, state=state), read, part, settings)
    state = replace(state, articles=state.articles + came.articles, wordings=state.wordings + came.wordings)
    after = replace(before, state=state)
    report("find candidates", 0, None)
    complete = write_shares(after, came, speaking(before), part, settings.retrieval)
    report("verify", 0, None)
    found = settled(after, speaking(after, "now"), settings, part)
    report("group", 0, None)
    new = news_of(after, found, came, part)
    replace(state, complete=state.complete and complete).commit(before.root)
    return new
