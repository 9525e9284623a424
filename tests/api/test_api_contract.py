"""What the OpenAPI document promises holds for requests nobody thought of: schemathesis makes them up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.api.contract import GOLDEN, document, summary

ROOT = Path(__file__).resolve().parents[2]
SERVE = [sys.executable, "-c", "from api.command import serve; serve()", "--port", "0"]
CREATE = [sys.executable, "-c", "from api.keys import keys; keys()", "create", "boss", "--scope", "admin"]
CONFIG = Path(__file__).with_name("schemathesis.toml")
NO_DOORS = ("--exclude-path", "/v1/keys", "--exclude-path", "/v1/keys/{prefix}")
"""Without a key, one that is made would close the service; with one, it could be revoked."""


@dataclass(frozen=True)
class Running:
    url: str
    key: str
    log: Path

    def statuses(self) -> set[int]:
        lines = map(json.loads, self.log.read_text(encoding="utf-8").splitlines())
        return {line["status"] for line in lines if line["event"] == "request"}


@pytest.fixture
def running(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    environment = {**os.environ, "DEDUP_STORE": f"{tmp_path}/news.db", "DEDUP_DATA": f"{tmp_path}/data"}
    made = ""
    if request.param:
        made = subprocess.run(
            CREATE, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout
    log = tmp_path / "log.txt"
    with log.open("w") as errors:
        process = subprocess.Popen(
            SERVE, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    url = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
    yield Running(url, made.strip(), log)
    process.terminate()
    process.communicate(timeout=60)


def run(running: Running, tmp_path: Path, *options: str) -> None:
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)]
    asked = ["run", f"{running.url}/openapi.json", "--seed", "1", "--continue-on-failure"]
    # The first answers wait until what is compiled was compiled, on a machine where it never was.
    asked += ["--request-timeout", "120"]
    if not running.key:  # then this machine is answered whatever key it shows
        asked += ["--exclude-checks", "ignored_auth"]
    path = os.pathsep.join((str(Path(__file__).parent), str(ROOT)))
    hooks = {"PYTHONPATH": path, "SCHEMATHESIS_HOOKS": "contract_hooks"}
    # An empty folder: settings of another project, or what an earlier run found, must not count.
    ran = subprocess.run(
        [*command, *asked, *NO_DOORS, *options],
        cwd=tmp_path,
        env={**os.environ, **hooks},
        capture_output=True,
        text=True,
        timeout=1_500,
    )
    assert ran.returncode == 0, ran.stdout[-8_000:]


def test_the_promise_is_the_one_that_was_written_down() -> None:
    """After a change that is meant: `python -m tests.api.contract`."""
    assert summary(document()).splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("running", [True], indirect=True, ids=["keyed"])
def test_published_examples(running: Running, tmp_path: Path) -> None:
    run(running, tmp_path, "--phases", "examples", "-H", f"X-API-Key: {running.key}")


@pytest.mark.slow
@pytest.mark.parametrize("running", [True, False], indirect=True, ids=["keyed", "open"])
def test_made_up_requests(running: Running, tmp_path: Path) -> None:
    given = ("-H", f"X-API-Key: {running.key}") if running.key else ()
    run(running, tmp_path, "--phases", "examples,coverage,fuzzing,stateful", "-n", "20", *given)


@pytest.mark.slow
@pytest.mark.parametrize("running", [True], indirect=True, ids=["keyed"])
def test_made_up_requests_of_a_stranger(running: Running, tmp_path: Path) -> None:
    run(running, tmp_path, "--phases", "examples,fuzzing", "-n", "5", "--include-path-regex", "^/v1/")
    # 404: a made-up id such as `..` leads out of /v1, and there nothing is.
    assert running.statuses() <= {200, 401, 404, 429}
