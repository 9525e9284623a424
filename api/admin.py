"""What only an admin may do: collections, keys, and the log of writes.

A key that is bound to a collection is the admin of that collection alone: it sees and makes keys of it and reads its
entries of the log; it makes no collections.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import Connection
from starlette.exceptions import HTTPException

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
from api.routes import PROBLEMS, require_json
from api.security import Admin, Caller, admin
from api.store.audit import AuditLog, Entry, record
from api.store.collections import CollectionTakenError, Collections, add_collection, find_collection
from api.store.keys import Key, add_key, all_keys, find_key, revoke_key

router = APIRouter(prefix="/v1", dependencies=[Depends(admin)])


@router.post(
    "/collections",
    status_code=201,
    responses={**PROBLEMS, 409: {"model": Problem, "description": KINDS[409].title}},
    dependencies=[Depends(require_json)],
    summary="Make a collection",
    response_description="The collection",
)
def create_collection(request: Request, caller: Admin, body: CollectionRequest) -> CollectionAnswer:
    """Make a collection: articles of one are never seen, compared or found in another."""
    if caller.bound:
        raise HTTPException(403, "This key is bound to a collection; making one takes a key of all of them.")
    now = request.app.state.clock()
    try:
        with request.app.state.database.write() as connection:
            made = add_collection(connection, body.name, now)
            record(connection, [Entry(now, made.id, caller.author, "collection.create", made.name)])
    except CollectionTakenError as error:
        raise HTTPException(409, f"There is a collection named {body.name}.") from error
    request.app.state.keyring.read()
    return CollectionAnswer.of(made)


@router.get("/collections", summary="List the collections", response_description="The collections")
def list_collections(request: Request, caller: Admin) -> CollectionsAnswer:
    """Return the collections that the key may see, by name."""
    found = Collections(request.app.state.database).all()
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
    """Make a key for a collection, or for all of them. The first one closes the service to all without a key."""
    now = request.app.state.clock()
    with request.app.state.database.write() as connection:
        home = _home(connection, caller, body.collection)
        key, text = add_key(connection, body.name, body.scope, home, now)
        record(connection, [Entry(now, home, caller.author, "key.create", key.prefix)])
    names = _names(request)
    request.app.state.keyring.read()
    return NewKeyAnswer(key=text, **KeyAnswer.of(key, names).model_dump())


@router.get("/keys", summary="List the keys", response_description="The keys")
def list_keys(request: Request, caller: Admin) -> KeysAnswer:
    """Return every key that the caller may manage, also revoked ones; what opens the door is stored nowhere."""
    with request.app.state.database.read() as connection:
        found = [key for key in all_keys(connection) if _manages(caller, key)]
    names = _names(request)
    return KeysAnswer(keys=[KeyAnswer.of(key, names) for key in found])


@router.delete("/keys/{prefix}", summary="Revoke a key", response_description="The key, revoked")
def delete_key(request: Request, caller: Admin, prefix: str) -> KeyAnswer:
    """Let a key open nothing any more. It stays in the list, and in what the log says of it."""
    now = request.app.state.clock()
    with request.app.state.database.write() as connection:
        key = find_key(connection, prefix)
        if key is None or not _manages(caller, key):
            raise HTTPException(404, "There is no key with this prefix.")
        revoke_key(connection, key, now)
        record(connection, [Entry(now, key.collection, caller.author, "key.revoke", prefix)])
        revoked = find_key(connection, prefix) or key
    request.app.state.keyring.read()
    return KeyAnswer.of(revoked, _names(request))


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


def _home(connection: Connection, caller: Caller, named: str | None) -> int | None:
    """Return the collection that a new key is bound to; a bound caller's keys are all bound to theirs."""
    if named is None:
        return caller.collection if caller.bound else None
    found = find_collection(connection, named)
    if found is None or (caller.bound and found.id != caller.collection):
        raise HTTPException(404, "There is no such collection.")
    return found.id


def _manages(caller: Caller, key: Key) -> bool:
    return not caller.bound or key.collection == caller.collection


def _names(request: Request) -> dict[int, str]:
    return {found.id: found.name for found in Collections(request.app.state.database).all()}
