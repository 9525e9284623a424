"""`dedup serve` refuses what it cannot do, in words."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from api.command import serve


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_outside_host_is_refused(host: str) -> None:
    command = [sys.executable, "-c", "from api.command import serve; serve()", "--port", "0", "--host", host]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=30)  # one that listens goes on
    assert refused.returncode == 2
    assert "no keys yet" in refused.stderr


def test_busy_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        result = CliRunner().invoke(serve, ["--port", str(port)])
    assert result.exit_code == 2
    assert f"port {port} of 127.0.0.1 is already in use" in result.output


def test_command_imports_no_web_framework() -> None:
    heavy = "{'fastapi', 'uvicorn', 'dedup', 'pydantic'}"
    code = f"import sys, api.command; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
