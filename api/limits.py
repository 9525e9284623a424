"""How much one request may hold: what the library bears, or less where the settings say so."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic_core import PydanticKnownError
from starlette.types import ASGIApp, Receive, Scope, Send

from dedup import MAX_ARTICLE_CHARS, MAX_BATCH_ARTICLES

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest article in code points, and the most articles that are sent at once."""

    article_chars: int = MAX_ARTICLE_CHARS
    batch_articles: int = MAX_BATCH_ARTICLES


WIDEST = Limits()

# The models of requests are made once, but every service has limits of its own.
_LIMITS: ContextVar[Limits] = ContextVar("limits", default=WIDEST)


class Limited:
    """Has requests read under the limits of this service."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app = app
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        _LIMITS.set(self.limits)
        await self.app(scope, receive, send)


def short_enough(text: str) -> str:
    """Return a text. Raises PydanticKnownError if it is too long for this service."""
    most = _LIMITS.get().article_chars
    if len(text) > most:
        raise PydanticKnownError("string_too_long", {"max_length": most})
    return text


def few_enough(articles: list[Item]) -> list[Item]:
    """Return articles. Raises PydanticKnownError if they are too many for this service."""
    most = _LIMITS.get().batch_articles
    if len(articles) > most:
        told = {"field_type": "List", "max_length": most, "actual_length": len(articles)}
        raise PydanticKnownError("too_long", told)
    return articles


def publish(schemas: Mapping[str, Any], limits: Limits) -> None:
    """Write limits into the schemas of an OpenAPI document."""
    for schema in schemas.values():
        for field, bound, most in (
            ("text", "maxLength", limits.article_chars),
            ("articles", "maxItems", limits.batch_articles),
        ):
            found = schema.get("properties", {}).get(field, {})
            is_meant = field == "text" or "$ref" in found.get("items", {})  # not a list of ids
            if bound in found and is_meant:
                found[bound] = min(found[bound], most)
