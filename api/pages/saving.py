"""Texts that stand in a form which was refused: they are given back, for they may be nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from api.gate import is_foreign
from api.middleware import BodyLimit
from api.pages.pairs import PairAddress
from dedup import Layout

PASTED = ("/compare", "/compare/keep", "/compare/export")
VERSION = re.compile("[1-9][0-9]{0,9}")


def brings_texts(scope: Scope) -> bool:
    """Whether a request brings texts that were pasted, and a page of ours sent it."""
    return scope["method"] == "POST" and scope["path"] in PASTED and not is_foreign(scope)


async def texts_of(scope: Scope, asked: Iterable[Message], receive: Receive) -> dict[str, object] | None:
    """Return what the page shows of the texts, None if they are not all there.

    `asked` is what came of the request already; the rest is read within the bounds of every body.
    """
    came = iter(asked)
    found: list[FormData] = []

    async def replayed() -> Message:
        return next(came, None) or await receive()

    async def read(scope: Scope, receive: Receive, _: Send) -> None:
        found.append(await Request(scope, receive).form())

    async def unsent(_: Message) -> None:
        """Send nothing: the answer is a page that is made later."""

    settings = scope["app"].state.settings
    bounded = BodyLimit(read, settings.max_body_bytes, settings.max_body_bytes, settings.body_seconds)
    try:
        await bounded(scope, replayed, unsent)
    except (HTTPException, ClientDisconnect):
        return None
    return _shown(found[0]) if found else None


def _shown(form: FormData) -> dict[str, object]:
    a, b, layout = (str(form.get(name, "")).replace("\r\n", "\n") for name in ("a", "b", "layout"))
    chosen = Layout(layout) if layout in list(Layout) else Layout.COLUMNS
    none = {"found": "", "kept": None, "pair": None, "lasting": ""}
    return {"a": a, "b": b, "layout": chosen, "named": _named(form), **none}


def _named(form: FormData) -> PairAddress:
    """Return where the texts of a form lie, as far as it says so."""
    a, b, job = (str(form.get(name, "")) for name in ("article_a", "article_b", "job"))
    version, other = (str(form.get(name, "")) for name in ("version_a", "version_b"))
    return PairAddress(a, b, _number(version), _number(other), job or None)


def _number(text: str) -> int | None:
    return int(text) if VERSION.fullmatch(text) else None
