"""The page of one story, made where it is read, and where what an editor decided cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from api.clusters import Clusters
from api.pages.frame import Spoken, may_write, page
from api.pages.graph import graph_of
from api.pages.job_stories import JobStories, UnreadableError
from api.pages.matrix import matrix_of
from api.pages.notice import Live
from api.pages.places import place
from api.pages.tale import Tale, tell
from api.pages.timeline import timeline_of
from api.security import Caller, Reader
from api.store.articles import ArticleStore
from api.store.decisions import Recorded
from api.store.errors import NotKnownError
from api.store.moves import Fate
from api.store.ticks import TickStore
from dedup import Article, ArticleError, Tongue, compare_versions, history_part

AT_ONCE_VERSIONS = 8
AT_ONCE_CHARS = 30_000
"""The history of so much is on the page of the story itself: that takes less than half a second."""
MOST_VERSIONS = 30
MOST_ROWS = 300
"""So many articles stand in the table of a story, and so many pairs in that of the pairs."""


@dataclass(frozen=True, slots=True)
class StoryDesk:
    """Whatever the page of a story is made of."""

    request: Request
    caller: Caller
    tongue: Tongue
    live: Clusters
    articles: ArticleStore
    ticks: TickStore

    def tale(self, name: str, job: str | None = None) -> Tale:
        """Return a story of the store, or of a job's result. Raises NotKnownError and UnreadableError."""
        if job is not None:
            return self.of_job(job).tale(name)
        collection = self.caller.collection
        found = self.live.get(collection, name)
        return tell(
            found,
            self.articles.of_cluster(collection, name),
            self.ticks.of_cluster(collection, name),
        )

    def of_job(self, job: str) -> JobStories:
        """Return the stories of a job's result. Raises NotKnownError and UnreadableError."""
        return JobStories(self.request.app.state.jobs, self.caller.collection, job)

    def told(self, tale: Tale, job: str | None = None) -> list[Article]:
        """Return the articles of a story, as many as a history tells of, with their texts."""
        tellers = tale.tellers[:MOST_VERSIONS]
        return [teller.article for teller in tellers] if job is None else self.of_job(job).texts(tellers)

    def show(
        self, name: str, notice: Recorded | None = None, problem: str = "", job: str | None = None
    ) -> Response:
        """Return the page of a story, with what was decided just now, or why that cannot be done."""
        try:
            tale = self.tale(name, job)
            history = self._history_at_once(tale, job)
        except (NotKnownError, UnreadableError):
            return self.gone(name) if job is None else self.gone_of_job(job)
        shown = {
            "tale": tale,
            "timeline": timeline_of(tale),
            "graph": graph_of(tale),
            "matrix": matrix_of(tale),
            "history": history,
            "job": job,
            "most": MOST_ROWS,
            "notice": notice,
            "problem": problem,
            "may_decide": may_write(self.request) and job is None,
        }
        return page(self.request, "story.html.j2", self.tongue, 422 if problem else 200, **shown)

    def history(
        self, tale: Tale, versions: Sequence[Article], hidden: int, job: str | None = None
    ) -> Response:
        """Return the page that tells what became of every sentence; so many versions are `hidden`."""
        found, problem = "", ""
        try:
            with self.request.app.state.comparer.turn(*versions):
                found = history_part(compare_versions(versions), self.tongue)
        except ArticleError as error:
            problem = str(error)
        shown = {"tale": tale, "versions": versions, "hidden": hidden, "problem": problem, "job": job}
        return page(
            self.request, "story_history.html.j2", self.tongue, 422 if problem else 200, found=found, **shown
        )

    def gone(self, name: str = "", below: str = "", **query: object) -> Response:
        """Lead to what became of a story, or return the page that says why it is there no more.

        What was to be done with it is not done with another one. A decision can be undone, so no browser
        should remember where it was led.
        """
        fate = self.live.fate(self.caller.collection, name) if name else Fate()
        if fate.now and self.request.method in ("GET", "HEAD"):
            return RedirectResponse(place(self.request, f"/stories/{fate.now}{below}", **query), 302)
        status = 410 if fate.now or fate.decided else 404
        return page(self.request, "story_gone.html.j2", self.tongue, status, fate=fate)

    def gone_of_job(self, job: str) -> Response:
        """Return the page that says that a batch is not there, or only a story in it."""
        is_there = self.request.app.state.jobs.get(self.caller.collection, job) is not None
        return self.gone() if is_there else page(self.request, "batch_gone.html.j2", self.tongue, 404)

    def _history_at_once(self, tale: Tale, job: str | None) -> str | None:
        """Return the history of a story that takes no time, None of another one."""
        if len(tale.tellers) > AT_ONCE_VERSIONS:
            return None
        told = self.told(tale, job)
        if sum(len(article.text) for article in told) > AT_ONCE_CHARS:
            return None
        try:
            return history_part(compare_versions(told), self.tongue)
        except ArticleError:
            return None


def _desk(request: Request, caller: Reader, tongue: Spoken, live: Live) -> StoryDesk:
    return StoryDesk(request, caller, tongue, live, request.app.state.articles, request.app.state.ticks)


Desk = Annotated[StoryDesk, Depends(_desk)]
