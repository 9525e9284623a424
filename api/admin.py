"""What only an admin may do: collections, keys, and the log of writes.

A key that is bound to a collection is the admin of that collection alone: it sees and makes keys of it and
reads its entries of the log; it makes no collections.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.admin_answers import (
    AuditAnswer,
    CollectionAnswer,
    CollectionRequest,
    CollectionsAnswer,
    KeyAnswer,
    KeyRequest,
    KeysAnswer,
    NewKeyAnswer,
)
from api.problems import KINDS, Problem
from api.repeats import Again
from api.routes.texts import PROBLEMS, require_json
from api.security import Admin, Caller, admin
from api.store.audit import AuditLog
from api.store.collections import CollectionStore
from api.store.errors import NotKnownError, TakenError
from api.store.idempotency import Kept
from api.store.keys import Key, KeyStore

router = APIRouter(prefix="/v1", dependencies=[Depends(admin)])


@router.post(
    "/collections",
    status_code=201,
    response_model=CollectionAnswer,
    responses={**PROBLEMS, 409: {"model": Problem, "description": KINDS[409].title}},
    dependencies=[Depends(require_json)],
    summary="Make a collection",
    response_description="The collection",
)
def create_collection(request: Request, caller: Admin, again: Again, body: CollectionRequest) -> Response:
    """Make a collection: articles of one are never seen, compared or found in another."""
    if caller.bound:
        raise HTTPException(403, "This key is bound to a collection; making one takes a key of all of them.")

    def work() -> Kept:
        try:
            made = _collections(request).create(body.name, request.app.state.clock(), caller.author)
        except TakenError as error:
            raise HTTPException(409, f"There is a collection named {body.name}.") from error
        request.app.state.keyring.read()
        return Kept(201, CollectionAnswer.of(made).model_dump_json().encode())

    return again(caller).answered(work)


@router.get("/collections", summary="List the collections", response_description="The collections")
def list_collections(request: Request, caller: Admin) -> CollectionsAnswer:
    """Return the collections that the key may see, by name."""
    found = _collections(request).all()
    seen = [each for each in found if not caller.bound or each.id == caller.collection]
    return CollectionsAnswer(collections=[CollectionAnswer.of(each) for each in seen])


@router.post(
    "/keys",
    status_code=201,
    responses=PROBLEMS,
    dependencies=[Depends(require_json)],
    summary="Make a key",
    response_description="The key; it is shown this once",
)
def create_key(request: Request, caller: Admin, body: KeyRequest) -> NewKeyAnswer:
    """Make a key for a collection, or for all. The first one closes the service to all who have none."""
    home = _home(request, caller, body.collection)
    key, text = _keys(request).create(body.name, body.scope, home, request.app.state.clock(), caller.author)
    names = _names(request)
    request.app.state.keyring.read()
    return NewKeyAnswer(key=text, **KeyAnswer.of(key, names).model_dump())


@router.get("/keys", summary="List the keys", response_description="The keys")
def list_keys(request: Request, caller: Admin) -> KeysAnswer:
    """Return every key that the caller may manage, also revoked ones; their secrets are stored nowhere."""
    found = [key for key in _keys(request).all() if _manages(caller, key)]
    names = _names(request)
    return KeysAnswer(keys=[KeyAnswer.of(key, names) for key in found])


@router.delete("/keys/{prefix}", summary="Revoke a key", response_description="The key, revoked")
def delete_key(request: Request, caller: Admin, prefix: str) -> KeyAnswer:
    """Let a key open nothing any more. It stays in the list, and in what the log says of it."""
    with suppress(NotKnownError):
        key = _keys(request).named(prefix)
        if _manages(caller, key):
            revoked = _keys(request).revoke(key, request.app.state.clock(), caller.author)
            request.app.state.keyring.read()
            return KeyAnswer.of(revoked, _names(request))
    raise HTTPException(404, "There is no key with this prefix.")


@router.get("/audit", summary="Read the log of writes", response_description="Entries of the log")
def list_audit(
    request: Request,
    caller: Admin,
    before: Annotated[int | None, Query(ge=1, le=2**53, description="Entries older than this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Most entries.")] = 100,
) -> AuditAnswer:
    """Return who wrote what, the newest first."""
    only = caller.collection if caller.bound else None
    found = AuditLog(request.app.state.database).before(before, only, limit)
    return AuditAnswer.of(found, _names(request), limit)


def _home(request: Request, caller: Caller, named: str | None) -> int | None:
    """Return the collection that a new key is bound to; a bound caller's keys are all bound to theirs."""
    if named is None:
        return caller.collection if caller.bound else None
    with suppress(NotKnownError):
        found = _collections(request).named(named).id
        if not caller.bound or found == caller.collection:
            return found
    raise HTTPException(404, "There is no such collection.")


def _manages(caller: Caller, key: Key) -> bool:
    return not caller.bound or key.collection == caller.collection


def _names(request: Request) -> dict[int, str]:
    return {found.id: found.name for found in _collections(request).all()}


def _collections(request: Request) -> CollectionStore:
    return CollectionStore(request.app.state.database)


def _keys(request: Request) -> KeyStore:
    return KeyStore(request.app.state.database)
