"""A disk that is full: what was acknowledged stays, the rest is refused, until there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.killing import Forked

pytestmark = pytest.mark.fault

SIZE = "6m"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own, with room for little."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def put(client: httpx.Client, number: int) -> int:
    text = f"Satz {number}. {chr(97 + number % 26) * 200_000}"
    answer = client.post("/v1/articles", json={"id": f"{number}", "text": text})
    if answer.status_code == 503:
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0
    return answer.status_code


@pytest.mark.slow
def test_a_full_disk_loses_nothing_that_was_acknowledged(small: Path) -> None:
    server = Forked(small, workers=1)
    with server.start() as client:
        answers = [put(client, number) for number in range(60)]
        assert set(answers) == {201, 503}
        upload = client.post("/v1/jobs", files={"file": ("a.txt", b"x" * 5_000_000)})
        assert upload.status_code == 503, upload.text
        assert upload.json()["detail"] == "There is no room on the disk."
        subprocess.run(["mount", "-o", "remount,size=60m", small], check=True)
        assert put(client, 1_000) == 201
        stored = {f"{n}" for n, status in enumerate(answers) if status == 201} | {"1000"}
        listed = client.get("/v1/articles", params={"limit": 100}).json()["articles"]
        assert {item["id"] for item in listed} == stored
        for name in stored:
            assert client.get(f"/v1/articles/{name}").status_code == 200
            assert client.get(f"/v1/articles/{name}/duplicates").status_code == 200
        assert f"dedup_index_articles {len(stored)}.0" in client.get("/metrics").text
    server.stop()
