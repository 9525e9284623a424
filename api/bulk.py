"""Articles as lines of JSON: each is stored and answered by itself, and a bad one stops nothing."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from api.article_answers import stored_to_dict
from api.intake import Ingested, Intake
from api.lines import Line
from api.problems import KINDS, NO_DATABASE, Problem, invalid, problem
from api.repeats import Repeat
from api.requests import ArticleRequest
from api.security import Caller
from dedup import Article, ArticleError

MAX_LINE_BYTES = 13_000_000
"""A line may hold the longest article with every character written as two escapes, and its other fields."""

CUT = {408: "Next to nothing came for too long", 503: "The service stops"}

log = logging.getLogger(__name__)


class Bulk:
    """Answers batches of lines."""

    def __init__(self, intake: Intake, caller: Caller, now: float, repeat: Repeat) -> None:
        self._intake = intake
        self._caller = caller
        self._now = now
        self._repeat = repeat

    def answer(self, lines: Sequence[Line]) -> bytes:
        """Store the articles of some lines; return a line of JSON for each."""
        read = {line.number: self._article(line) for line in lines}
        good = {number: found for number, found in read.items() if isinstance(found, Article)}
        stored = self._stored(list(good.values()))
        outcomes: dict[int, Ingested | Problem] = dict(zip(good, stored, strict=True))
        outcomes |= {number: found for number, found in read.items() if isinstance(found, Problem)}
        return b"".join(_line(number, outcomes[number]) for number in read)

    def cut(self, status: int, number: int) -> bytes:
        """Return a last line that says why no line from this number on is answered."""
        why = f"{CUT[status]}; this line and those after it were not stored."
        return _line(number, problem(status, why))

    def _article(self, line: Line) -> Article | Problem:
        if line.text is None:
            return problem(
                413, f"A line may have {MAX_LINE_BYTES} bytes; nothing is read beyond the largest body."
            )
        try:
            sent = ArticleRequest.model_validate_json(line.text)
        except ValidationError as error:
            return _fault(error.errors(include_url=False, include_input=False))
        return sent.article(self._repeat.name(line.number))

    def _stored(self, sent: Sequence[Article]) -> list[Ingested | Problem]:
        if not sent:
            return []
        try:
            return list(self._intake.put(self._caller.collection, sent, self._now, self._caller.author))
        except NO_DATABASE:
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


def _line(number: int, outcome: Ingested | Problem) -> bytes:
    if isinstance(outcome, Problem):
        told: dict[str, Any] = {"problem": outcome.model_dump(exclude_none=True)}
    else:
        told = {"article": stored_to_dict(outcome)}
    return json.dumps({"line": number, **told}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
