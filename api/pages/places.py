"""Addresses of pages: they keep the collection that somebody chose who may see more than one."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from starlette.requests import Request

from api.gate import is_let_in, key_of
from api.store.collections import DEFAULT

COLLECTION = "collection"
_NAME = re.compile("[a-z0-9][a-z0-9_-]{0,63}")


def collections_of(request: Request) -> list[str]:
    """Return the collections that one may choose from, none if there is no choice."""
    key = key_of(request.scope)
    if not is_let_in(request.scope) or (key and key.collection is not None):
        return []
    names = list(request.app.state.keyring.held())
    return names if len(names) > 1 else []


def chosen(request: Request) -> str | None:
    """Return the collection that the address names, unless it is not there for who asks.

    Strangers get back what they sent, so that they are not told which collections there are.
    """
    name = request.query_params.get(COLLECTION, "")
    if not is_let_in(request.scope):
        return name if _NAME.fullmatch(name) else None
    key = key_of(request.scope)
    found = request.app.state.keyring.held().get(name)
    return name if found and (key is None or key.collection in (None, found)) else None


def collection_of(request: Request) -> str:
    """Return the collection that one who may choose is in."""
    return chosen(request) or DEFAULT


def place(request: Request, path: str, **query: object) -> str:
    """Return the address of a page in the collection that was chosen; what is None or empty is left out."""
    asked = {name: value for name, value in {**query, COLLECTION: chosen(request)}.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path
