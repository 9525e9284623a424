"""The container file and the compose file: they parse, and name commands and settings that exist."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import ServiceSettings

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = {f"DEDUP_{name.upper()}" for name in ServiceSettings.model_fields}


@pytest.fixture
def steps() -> list[tuple[str, str]]:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


@pytest.fixture
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def test_the_container_runs_a_command_that_exists(steps: list[tuple[str, str]]) -> None:
    last = dict(steps)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert json.loads(last["ENTRYPOINT"]) == list(project["scripts"])
    assert json.loads(last["CMD"])[0] in project["entry-points"]["dedup.commands"]
    assert last["USER"] != "root"


def test_what_is_copied_is_there(steps: list[tuple[str, str]]) -> None:
    copied = [name for word, rest in steps if word == "COPY" for name in rest.split()[:-1]]
    assert all((ROOT / name).exists() for name in copied)


def test_every_setting_exists(steps: list[tuple[str, str]], services: dict[str, Any]) -> None:
    named = set(re.findall(r"\bDEDUP_\w+", " ".join(rest for _, rest in steps)))
    assert named | set(services["dedup"]["environment"]) <= SETTINGS
    assert services["dedup"]["environment"]["DEDUP_STORE"].startswith("postgresql://")


def test_no_image_names_a_registry(steps: list[tuple[str, str]], services: dict[str, Any]) -> None:
    images = [rest for word, rest in steps if word == "FROM"] + [services["database"]["image"]]
    assert all(re.fullmatch(r"[a-z]+:[\w.-]+", image) for image in images)


def test_compose_runs_the_container_and_opens_it_to_this_machine_alone(services: dict[str, Any]) -> None:
    assert services["dedup"]["command"] == ["serve"]
    assert (ROOT / services["dedup"]["build"]["dockerfile"]).is_file()
    assert all(port.startswith("127.0.0.1:") for port in services["dedup"]["ports"])
    assert services["dedup"]["depends_on"]["database"]["condition"] == "service_healthy"
