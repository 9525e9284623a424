"""What the service answers about hooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.store.deliveries import Delivery
from api.store.hooks import Hook

_HOOK: JsonDict = {
    "id": "0f6c3b0f7a514b0c9b9d9f2ad5b1c7e4",
    "url": "https://desk.example/hooks?desk=politics",
    "article": "agency",
    "created": "2025-03-11T08:00:00Z",
}
_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
_DELIVERY: JsonDict = {
    "id": "evt_5b1c7e40f6c3b0f7a514b0c9b9d9f2ad",
    "type": "article.version",
    "state": "waiting",
    "created": "2025-03-11T09:30:00Z",
    "attempts": 1,
    "next": "2025-03-11T09:30:05Z",
    "status": 503,
    "error": None,
    "delivered": None,
}


class HookAnswer(BaseModel):
    """Where followers of a story are told what comes to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_HOOK]})

    id: str
    url: str
    article: str = Field(description="The id of the article whose story is followed.")
    created: datetime

    @classmethod
    def of(cls, hook: Hook) -> HookAnswer:
        """Return the answer for a hook, without its secret."""
        created = datetime.fromtimestamp(hook.created, UTC)
        return cls(id=hook.id, url=hook.url, article=hook.article, created=created)


class NewHookAnswer(HookAnswer):
    """A new hook, with the secret that is never shown again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_HOOK, "secret": _SECRET}]})

    secret: str = Field(description="What messages are signed with (Standard Webhooks, `v1`).")

    @classmethod
    def of(cls, hook: Hook) -> NewHookAnswer:
        """Return the answer for a hook that was just made."""
        return cls(**dict(HookAnswer.of(hook)), secret=hook.secret)


class HooksAnswer(BaseModel):
    """The hooks of a collection, the newest first."""

    hooks: list[HookAnswer]


class DeliveryAnswer(BaseModel):
    """A message to a hook, and what became of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DELIVERY]})

    id: str = Field(description="The same in every attempt, in the body and in `webhook-id`.")
    type: Literal["article.version", "story.article", "hook.test"]
    state: Literal["waiting", "delivered", "failed"] = Field(description="`failed`: it was given up.")
    created: datetime
    attempts: int = Field(ge=0, description="How often it was sent, or tried to be.")
    next: datetime | None = Field(description="When it is sent next, if it waits.")
    status: int | None = Field(description="The status that was answered last.")
    error: str | None = Field(description="Why there was no answer the last time.")
    delivered: datetime | None = Field(description="When it was answered with a status from 200 to 299.")

    @classmethod
    def of(cls, found: Delivery) -> DeliveryAnswer:
        """Return the answer for a delivery."""
        ended = "delivered" if found.delivered is not None else "failed"
        return cls.model_validate(
            {
                "id": found.id,
                "type": found.type,
                "state": ended if found.due is None else "waiting",
                "created": _moment(found.created),
                "attempts": found.attempts,
                "next": _moment(found.due),
                "status": found.status,
                "error": found.error,
                "delivered": _moment(found.delivered),
            }
        )


class HookStateAnswer(HookAnswer):
    """A hook, and what it was told last."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_HOOK, "failures": 1, "deliveries": [_DELIVERY]}]}
    )

    failures: int = Field(ge=0, description="Attempts in a row that failed; each means a longer rest.")
    deliveries: list[DeliveryAnswer] = Field(description="The last messages, the newest first.")

    @classmethod
    def told(cls, hook: Hook, last: Sequence[Delivery]) -> HookStateAnswer:
        """Return the answer for a hook and its last deliveries."""
        deliveries = [DeliveryAnswer.of(each) for each in last]
        return cls(**dict(HookAnswer.of(hook)), failures=hook.failures, deliveries=deliveries)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
