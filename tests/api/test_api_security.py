"""Every route of the service is tried with a missing, wrong, revoked, weaker and foreign key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from api.app import create_app
from api.gate import is_guarded
from api.security import Needs
from api.settings import read_settings

OPEN = {"/healthz", "/readyz", "/docs", "/openapi.json"} | {
    "/", "/sign-in", "/sign-out", "/static/{digest}/{name}"
}  # fmt: skip
"""What says nothing of anybody's articles, and must answer who has no key: a supervisor, a new developer."""

SCOPES = ("read", "write", "admin")


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Return method and path of every route."""
    return sorted(
        (method, str(route.path))
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
        if method != "HEAD"
    )


def example(schema: dict[str, Any]) -> Any:
    """Return the first example of a schema, or of the first that it may be."""
    schema = schema.get("anyOf", schema.get("oneOf", [schema]))[0]
    name = schema["$ref"].rpartition("/")[2]
    return DOCUMENT["components"]["schemas"][name]["examples"][0]


UNOPENED = create_app(read_settings(store="never-opened.db"))
ROUTES, DOCUMENT = routes(UNOPENED), UNOPENED.openapi()
BODIES = {
    (method.upper(), path): example(operation["requestBody"]["content"]["application/json"]["schema"])
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if "requestBody" in operation
}
GUARDED = [route for route in ROUTES if route[1] not in OPEN]


def needs(app: FastAPI, method: str, path: str) -> str:
    """Return the highest scope that a route asks for."""
    route = next(
        route
        for route in iter_route_contexts(app.routes)
        if route.path == path and method in (route.methods or ())
    )
    asked: list[str] = []
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        waiting += dependant.dependencies
        if isinstance(dependant.call, Needs):
            asked.append(dependant.call.scope)
    assert asked, f"{method} {path} asks for no scope: it needs `reader`, `writer` or `admin`"
    return max(asked, key=SCOPES.index)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("security")
    return create_app(read_settings(store=f"{folder}/news.db", data=Path(folder) / "data", workers=0))


@pytest.fixture(scope="module")
def local(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, "http://localhost", client=("127.0.0.1", 1), follow_redirects=False) as local:
        yield local


@pytest.fixture(scope="module")
def given(local: TestClient) -> dict[str, str]:
    """Keys by what is the matter with them."""
    boss = local.post("/v1/keys", json={"name": "boss", "scope": "admin"}).json()["key"]
    as_boss = {"X-API-Key": boss}
    local.post("/v1/collections", json={"name": "other"}, headers=as_boss)

    def made(scope: str, collection: str | None = None) -> dict[str, str]:
        body = {"name": scope, "scope": scope, "collection": collection}
        found: dict[str, str] = local.post("/v1/keys", json=body, headers=as_boss).json()
        return found

    revoked = made("admin")
    local.delete(f"/v1/keys/{revoked['prefix']}", headers=as_boss)
    keys = {scope: made(scope)["key"] for scope in SCOPES}
    return {**keys, "revoked": revoked["key"], "foreign": made("admin", "other")["key"]}


def ask(local: TestClient, method: str, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """Ask for a thing that is not there, with the body that the documentation gives as an example."""
    url = re.sub(r"{[^}]*}", "1", path)
    if path.endswith("/events"):
        url += "?"  # a stream would not end
    found = local.request(method, url, headers=headers, json=BODIES.get((method, path)))
    return found.status_code, found.headers.get("www-authenticate", "")


def test_every_route_that_takes_a_body_is_tried_with_one() -> None:
    assert {path for _, path in BODIES} >= {"/v1/diff", "/v1/articles", "/v1/jobs", "/v1/clusters/split"}
    assert all(BODIES.values())


def test_the_open_routes_are_few_and_the_others_guarded() -> None:
    assert {path for _, path in ROUTES if not is_guarded(path)} == OPEN
    assert len(GUARDED) > 5


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer dk_0000000000_wrong"},
        {"X-API-Key": "dk_0000000000_wrong"},
        {"Authorization": "Basic ZGs6ZGs="},
        {"Authorization": "Bearer"},
        {"X-API-Key": ""},
        {"Authorization": ""},
    ],
)
def test_without_a_good_key(
    local: TestClient, given: dict[str, str], method: str, path: str, headers: dict[str, str]
) -> None:
    assert given
    status, challenge = ask(local, method, path, headers)
    assert status == 401
    assert challenge.startswith("Bearer ")


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_with_a_revoked_key(local: TestClient, given: dict[str, str], method: str, path: str) -> None:
    assert ask(local, method, path, {"X-API-Key": given["revoked"]})[0] == 401


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_with_a_key_that_allows_less(
    local: TestClient, app: FastAPI, given: dict[str, str], method: str, path: str
) -> None:
    if path == "/metrics":
        return  # any key will do
    needed = SCOPES.index(needs(app, method, path))
    for scope in SCOPES[:needed]:
        status, challenge = ask(local, method, path, {"X-API-Key": given[scope]})
        assert status == 403
        assert "insufficient_scope" in challenge
    assert ask(local, method, path, {"X-API-Key": given[SCOPES[needed]]})[0] not in (401, 403)


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_with_a_key_of_another_collection(
    local: TestClient, given: dict[str, str], method: str, path: str
) -> None:
    if path == "/metrics":
        return
    headers = {"X-API-Key": given["foreign"], "Dedup-Collection": "default"}
    assert ask(local, method, path, headers)[0] == 404


@pytest.mark.parametrize(("method", "path"), [route for route in GUARDED if route[0] != "GET"])
def test_what_changes_something_takes_more_than_reading(app: FastAPI, method: str, path: str) -> None:
    answered_at_once = {"/v1/diff", "/v1/check", "/v1/versions", "/v1/clusters", "/v1/similar"}
    answered_at_once |= {"/compare", "/compare/read", "/compare/export"}
    assert path in answered_at_once or needs(app, method, path) != "read"
