"""Up, and ready: what a supervisor asks."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError


def test_a_service_that_has_opened_its_indexes_is_ready(here: TestClient, app: FastAPI) -> None:
    assert app.state.intake.caught_up.wait(30)
    found = here.get("/readyz")
    assert (found.status_code, found.json()["status"]) == (200, "ready")
    assert "database" in found.json()["checks"]


def test_what_is_missing_is_named(here: TestClient, app: FastAPI) -> None:
    def broken() -> bool:
        raise OperationalError("select 1", {}, Exception("gone"))

    app.state.readiness.checks["index"] = lambda: False
    app.state.readiness.checks["database"] = broken
    found = here.get("/readyz")
    assert (found.status_code, found.json()["detail"]) == (503, "Not ready: database, index.")
    assert here.get("/healthz").status_code == 200


def test_tables_of_another_version_are_not_ready(here: TestClient, app: FastAPI) -> None:
    with app.state.database.write() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '0000'")
    assert here.get("/readyz").status_code == 503


def test_a_database_that_is_gone_is_said(here: TestClient, app: FastAPI) -> None:
    with app.state.database.write() as connection:
        connection.exec_driver_sql("drop table keys")
    app.state.keyring._known = None
    found = here.get("/v1/keys")
    assert found.status_code == 503
    assert found.headers["retry-after"] == "1"
    assert found.headers["x-request-id"]


def test_every_answer_is_protected(here: TestClient) -> None:
    for path in ("/healthz", "/docs", "/v1/keys", "/v1/nothing"):
        headers = here.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
    assert here.get("/v1/keys").headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/healthz", "/v1/jobs", "/", "/v1/articles/nobody"])
def test_head_says_what_get_would_say_without_its_body(client: httpx.Client, path: str) -> None:
    head, found = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (found.status_code, b"")
    for name in ("content-length", "content-type"):
        assert head.headers[name] == found.headers[name]
