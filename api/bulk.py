"""Articles as lines of JSON: each is stored and answered by itself, and a bad one stops nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from starlette.datastructures import State

from api.article_answers import LineAnswer, StoredAnswer
from api.ingest import take_in
from api.lines import Line
from api.problems import KINDS, Problem, invalid, problem
from api.repeats import Repeat
from api.requests import ArticleRequest
from api.security import Caller
from dedup import Article, ArticleError

MAX_LINE_BYTES = 13_000_000
"""A line may hold the longest article with every character written as two escapes, and its other fields."""

log = logging.getLogger(__name__)


class Bulk:
    """Answers batches of lines."""

    def __init__(self, state: State, caller: Caller, repeat: Repeat) -> None:
        self._state = state
        self._caller = caller
        self._repeat = repeat

    def answer(self, lines: Sequence[Line]) -> bytes:
        """Store the articles of some lines; return a line of JSON for each."""
        read = {line.number: self._article(line) for line in lines}
        good = {number: found for number, found in read.items() if isinstance(found, Article)}
        stored = self._stored(list(good.values()))
        outcomes: dict[int, StoredAnswer | Problem] = dict(zip(good, stored, strict=True))
        outcomes |= {number: found for number, found in read.items() if isinstance(found, Problem)}
        return b"".join(_line(number, outcomes[number]) for number in read)

    def _article(self, line: Line) -> Article | Problem:
        if line.text is None:
            return problem(413, f"The line has more than {MAX_LINE_BYTES} bytes.")
        try:
            sent = ArticleRequest.model_validate_json(line.text)
        except ValidationError as error:
            return _fault(error.errors(include_url=False, include_input=False))
        return sent.article(self._repeat.name(line.number))

    def _stored(self, sent: Sequence[Article]) -> list[StoredAnswer | Problem]:
        try:
            return list(take_in(self._state, self._caller, sent)) if sent else []
        except OperationalError:
            return [problem(503, KINDS[503].remedy)] * len(sent)
        except Exception as error:
            if len(sent) > 1:  # one of them is bad, and which one shows when each is stored by itself
                return [found for article in sent for found in self._stored([article])]
            return [_refused(error)]


def _refused(error: Exception) -> Problem:
    if isinstance(error, ArticleError):
        return problem(422, str(error))
    log.error("an article of a stream could not be stored", exc_info=error)
    return problem(500, KINDS[500].remedy)


def _fault(found: Sequence[Mapping[str, Any]]) -> Problem:
    if found[0]["type"] == "json_invalid":
        return problem(400, str(found[0]["msg"]))
    return invalid([{**error, "loc": ("body", *error["loc"])} for error in found])


def _line(number: int, outcome: StoredAnswer | Problem) -> bytes:
    if isinstance(outcome, Problem):
        answer = LineAnswer(line=number, problem=outcome)
    else:
        answer = LineAnswer(line=number, article=outcome)
    return answer.model_dump_json(exclude_none=True).encode() + b"\n"
