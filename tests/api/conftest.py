"""The real service in a process of its own, or in this one, and clients for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
SERVE = [sys.executable, "-c", "from api.command import serve; serve()", "--port", "0"]


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("service")
    log = folder / "log.txt"
    environment = {**os.environ, "DEDUP_STORE": f"{folder}/news.db", "DEDUP_DATA": f"{folder}/data"}
    with log.open("w") as errors:
        process = subprocess.Popen(
            SERVE, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    announced = process.stdout.readline().split()
    assert announced, log.read_text()
    yield next(word for word in announced if word.startswith("http://"))
    process.terminate()
    process.communicate(timeout=30)
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture(scope="session")
def client(base_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base_url, timeout=120, trust_env=False) as client:
        yield client


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return create_app(read_settings(store=f"{tmp_path}/news.db", data=tmp_path / "data"))


@pytest.fixture
def here(app: FastAPI) -> Iterator[TestClient]:
    """A client on this machine for an app in this process, in which a test can make something fail."""
    address = ("127.0.0.1", 50_000)
    with TestClient(app, "http://localhost", raise_server_exceptions=False, client=address) as here:
        yield here


@pytest.fixture(scope="session")
def openapi(client: httpx.Client) -> Any:
    return client.get("/openapi.json").json()


@pytest.fixture(scope="session")
def real_pair() -> Path:
    shared = Path(os.environ.get("DEDUP_SHARED", ROOT.parent / "shared"))
    if not (shared / "seeds" / "gold.json").is_file():
        pytest.skip("the two real reports are not here; DEDUP_SHARED names the folder that holds seeds/")
    return shared / "seeds"
