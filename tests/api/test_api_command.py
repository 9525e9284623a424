"""`dedup serve` refuses what it cannot do, in words."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.command import serve
from api.keys import keys


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEDUP_STORE", f"{tmp_path}/news.db")
    return tmp_path / "news.db"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_outside_host_is_refused_while_there_is_no_key(host: str) -> None:
    command = [sys.executable, "-c", "from api.command import serve; serve()", "--port", "0", "--host", host]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=60)  # one that listens goes on
    assert refused.returncode == 2
    assert "no keys yet" in refused.stderr


def test_outside_host_is_served_once_there_is_a_key() -> None:
    assert CliRunner().invoke(keys, ["create", "first"]).exit_code == 0
    result = CliRunner().invoke(serve, ["--host", "192.0.2.1", "--port", "0"])  # an address of nobody
    assert "no keys yet" not in result.output
    assert "cannot be used" in result.output


def test_busy_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        result = CliRunner().invoke(serve, ["--port", str(port)])
    assert result.exit_code == 2
    assert f"port {port} of 127.0.0.1 is already in use" in result.output


def test_a_folder_of_data_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DEDUP_DATA", f"{tmp_path}/file")
    result = CliRunner().invoke(serve, ["--port", "0"])
    assert "DEDUP_DATA" in str(result.exception)
    assert "listens" not in result.output


def test_command_imports_no_web_framework() -> None:
    heavy = "{'fastapi', 'uvicorn', 'dedup', 'pydantic', 'sqlalchemy'}"
    code = f"import sys, api.command; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
