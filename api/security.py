"""What a caller may do, route by route: dependencies that give the `Caller` or refuse the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.exceptions import HTTPException

from api.gate import key_of
from api.store.audit import Author
from api.store.collections import DEFAULT
from api.store.keys import Key, Scope

SCHEMES = {
    "HTTPBearer": {
        "type": "http",
        "description": "A key, as `dedup keys create` prints it.",
        "scheme": "bearer",
    },
    "APIKeyHeader": {
        "type": "apiKey",
        "description": "The same key in another header.",
        "in": "header",
        "name": "X-API-Key",
    },
}
"""How a key is sent, for the OpenAPI document. FastAPI's own forms of these would be asked at every request,
and `api.gate` has looked at the key before."""

Named = Annotated[
    str | None,
    Header(
        alias="Dedup-Collection",
        max_length=64,
        description=f"The collection to work in, for keys of all collections; else `{DEFAULT}`.",
    ),
]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the collection they work in, what they may do, and whom the audit log names.

    `key` is the number of the key, None where none is needed; one that is `bound` sees no other collection.
    """

    collection: int
    key: int | None
    scope: Scope
    bound: bool
    request: str | None

    @property
    def author(self) -> Author:
        """Return whom the audit log names for what is written now."""
        return Author(self.key, self.request)


class Needs:
    """A dependency: lets on who may do what takes `scope`, and says who that is."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    async def __call__(
        self,
        request: Request,
        named: Named = None,
    ) -> Caller:
        """Return the caller. Raises 403 if the key allows less, 404 if there is no such collection for it."""
        key = key_of(request.scope)
        if key is not None and not key.allows(self.scope):
            challenge = f'Bearer realm="dedup", error="insufficient_scope", scope="{self.scope}"'
            detail = f"This key may {key.scope}; this takes a key that may {self.scope}."
            raise HTTPException(403, detail, {"WWW-Authenticate": challenge})
        return Caller(
            await _collection(request, key, named or _of_page(request)),
            key.id if key else None,
            key.scope if key else "admin",
            key is not None and key.collection is not None,
            request.scope.get("state", {}).get("request_id"),
        )


def _of_page(request: Request) -> str | None:
    """Return the collection that the address of a page names: a link has no headers."""
    return None if request.url.path.startswith("/v1/") else request.query_params.get("collection") or None


async def _collection(request: Request, key: Key | None, named: str | None) -> int:
    bound = key.collection if key else None
    if bound is not None and named is None:
        return bound
    found: int | None = await request.app.state.keyring.collection(named or DEFAULT)
    if found is None or bound not in (None, found):
        raise HTTPException(404, "There is no such collection.")
    return found


reader = Needs("read")
writer = Needs("write")
admin = Needs("admin")

Reader = Annotated[Caller, Depends(reader)]
Writer = Annotated[Caller, Depends(writer)]
Admin = Annotated[Caller, Depends(admin)]
