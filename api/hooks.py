"""What followers are told of articles that come in, written in the transaction that stores them.

Nothing is asked of the store for an article that is new and related to none; so a collection without hooks
pays one short statement for each article that is related to another.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection

from api.partition import Decision
from api.similar_answers import taken_to_dict
from api.store.articles import Stored
from api.store.decisions import standing
from api.store.deliveries import TEST, Message, enqueue
from api.store.hooks import Followed, followed
from api.story import story_of
from api.taken import Taken

Type = Literal["article.version", "story.article"]

_WHY = (
    "id",
    "version",
    "direction",
    "relation",
    "score",
    "share_of_article",
    "share_of_known",
)
"""What is told of the known article that shares most."""

Json = dict[str, Any]


def announce(
    connection: Connection,
    collection: int,
    fresh: Collection[Stored],
    answers: Mapping[int, Sequence[Taken]],
    now: float,
) -> None:
    """Write for the followers of a story what has come to it; clusters must not have been marked yet.

    `answers` are the known articles that each fresh version was judged with, the strongest first.
    """
    related = {item.version: [t for t in answers.get(item.version, ()) if t.is_related] for item in fresh}
    concerned = [item for item in fresh if item.number > 1 or related[item.version]]
    hooks = followed(connection, collection) if concerned else []
    if hooks:
        decisions = standing(connection, collection)
        for item in concerned:
            told = _messages(connection, collection, item, related[item.version], hooks, decisions, now)
            enqueue(connection, told, now)


def test_message(hook: str, article: str, now: float) -> Message:
    """Return a message that says no more than that it came."""
    return _message(hook, TEST, {"hook": hook, "follows": article}, now)


def _messages(
    connection: Connection,
    collection: int,
    item: Stored,
    related: Sequence[Taken],
    hooks: Sequence[Followed],
    decisions: Sequence[Decision],
    now: float,
) -> list[Message]:
    story = story_of(connection, collection, item.key, {hook.key for hook in hooks}, decisions)
    kind: Type = "article.version" if item.number > 1 else "story.article"
    within = [taken for taken in related if taken.known.key in story]
    said = []
    for hook in hooks:
        if hook.key in story:
            direct = (taken for taken in within if taken.known.key == hook.key)
            because = next(direct, within[0] if within else None)
            data = {"hook": hook.hook, "follows": hook.name, **_told(item, because)}
            said.append(_message(hook.hook, kind, data, now))
    return said


def _told(item: Stored, because: Taken | None) -> Json:
    """Return what is told of an article: no text, and nothing that a link does not lead to."""
    name, number = quote(item.article.id, safe=""), item.number
    path = f"/v1/articles/{name}?version={number}"
    before = f"/v1/articles/{name}/diff/{name}?version={number - 1}&other_version={number}"
    return {
        "article": {"id": item.article.id, "version": number, "path": path},
        "diff": before if number > 1 else None,
        "because": _why(item, because) if because else None,
    }


def _why(item: Stored, taken: Taken) -> Json:
    said = taken_to_dict(taken)
    pair = [(taken.known.article.id, taken.known.number), (item.article.id, item.number)]
    (a, first), (b, second) = pair if taken.direction == "from" else pair[::-1]  # the older first
    names = f"/v1/articles/{quote(a, safe='')}/diff/{quote(b, safe='')}"
    return {
        **{name: said[name] for name in _WHY},
        "diff": f"{names}?version={first}&other_version={second}",
    }


def _message(hook: str, kind: str, data: Json, now: float) -> Message:
    name = f"evt_{token_hex(16)}"
    at = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    body = {"id": name, "type": kind, "timestamp": at, "data": data}
    return Message(name, hook, kind, json.dumps(body, ensure_ascii=False, separators=(",", ":")))
