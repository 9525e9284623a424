from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

pytestmark = pytest.mark.fault

Command = Callable[..., CompletedProcess[str]]

PROGRAM = Path(sys.executable).parent / "dedup"
STORIES = 1_200
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories of three versions each, so many that their pairs are judged in several batches."""
    rng = random.Random(1)
    path = tmp_path_factory.mktemp("news") / "all.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for n in range(STORIES):
            words = [f"wort{rng.randrange(10_000)}" for _ in range(60)]
            for k in range(3):
                out.write(json.dumps({"id": f"{n}-{k}", "text": " ".join(words[: 60 - 10 * k])}) + "\n")
    return path


def test_after_a_kill_the_same_command_goes_on_and_comes_to_the_same(
    command: Command, news: Path, tmp_path: Path
) -> None:
    whole, result = tmp_path / "whole.json", tmp_path / "result.json"
    assert command("cluster", news, "--format", "json", "-o", whole).returncode == 0
    arguments = ["cluster", str(news), "--format", "json", "-o", str(result)]
    verdicts = tmp_path / "result.json.work" / "verdicts"
    with subprocess.Popen([PROGRAM, *arguments], stderr=subprocess.DEVNULL) as run:
        until = time.monotonic() + PATIENCE_SECONDS
        while not any(verdicts.glob("*.parquet")) and run.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        run.kill()
    assert any(verdicts.glob("*.parquet")), "the run must be killed in mid-work"
    assert not result.exists()
    ran = command(*arguments)
    assert "going on from" in ran.stderr
    assert result.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("result")) == [
        "result.json",
        "result.json.articles.parquet",
        "result.json.candidates.parquet",
    ]


def test_what_is_left_of_a_run_over_other_articles_is_not_used(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Es stürmt.", encoding="utf-8")
    (tmp_path / "r.csv.work").mkdir()
    (tmp_path / "r.csv.work" / "work.json").write_text("{}", encoding="utf-8")
    (tmp_path / "r.csv.work" / "step.parquet").write_bytes(b"?")
    ran = command("cluster", tmp_path / "in", "--format", "csv", "-o", tmp_path / "r.csv")
    assert (ran.returncode, "going on" in ran.stderr) == (0, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "r.csv"]


def test_a_result_among_the_articles_leaves_nothing_else_there(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Es stürmt.", encoding="utf-8")
    assert command("cluster", tmp_path, "--format", "csv", "-o", tmp_path / "r.csv").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "r.csv"]


def test_a_folder_that_is_no_work_is_left_alone(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "r.csv.work").mkdir()
    (tmp_path / "r.csv.work" / "mine.txt").write_text("Es stürmt.", encoding="utf-8")
    ran = command("cluster", tmp_path / "in", "-o", tmp_path / "r.csv")
    assert ran.returncode == 2
    assert "holds something else; move it away" in ran.stderr
    assert (tmp_path / "r.csv.work" / "mine.txt").exists()
