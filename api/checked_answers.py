"""What the service answers about facts that were checked."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, Field

from api.answers import FactAnswer
from api.checked import Checked
from api.cluster_answers import EditorAnswer
from api.store.articles import Stored
from api.store.ticks import Tick
from dedup import Fact


class VersionNameAnswer(BaseModel):
    """A version of a stored article."""

    id: str
    version: int


class TickAnswer(BaseModel):
    """That a fact was checked."""

    at: datetime
    by: EditorAnswer | None = Field(description="Who checked it; null where no key was needed.")


class CheckedFactAnswer(FactAnswer):
    """A fact to check, and whether it was."""

    id: str = Field(description="What it is called in this pair of versions.")
    checked: TickAnswer | None = Field(description="When and by whom it was checked; null if it was not.")


class CheckedAnswer(BaseModel):
    """What is to be checked of two versions, and what was."""

    a: VersionNameAnswer
    b: VersionNameAnswer
    facts: list[CheckedFactAnswer] = Field(description="The most dangerous first.")

    @classmethod
    def of(cls, found: Checked) -> CheckedAnswer:
        """Return it of a pair."""
        return cls(
            a=_version(found.a),
            b=_version(found.b),
            facts=[_fact(fact, found.ticks.get(fact.id)) for fact in found.facts],
        )


def _version(stored: Stored) -> VersionNameAnswer:
    return VersionNameAnswer(id=stored.article.id, version=stored.number)


def _fact(fact: Fact, tick: Tick | None) -> CheckedFactAnswer:
    sides = {
        side: value and {"start": value.start, "end": value.end, "text": value.text}
        for side, value in (("a", fact.a), ("b", fact.b))
    }
    said = {"id": fact.id, "type": fact.type, "severity": fact.severity, "reason": fact.reason}
    return CheckedFactAnswer.model_validate({**said, **sides, "checked": tick and _tick(tick)})


def _tick(tick: Tick) -> TickAnswer:
    by = EditorAnswer(key=tick.prefix, name=tick.editor or "") if tick.prefix else None
    return TickAnswer(at=datetime.fromtimestamp(tick.created, UTC), by=by)
