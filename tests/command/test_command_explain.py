from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Command = Callable[..., CompletedProcess[str]]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FIRE = "de-saegewerk-v{}.txt"


@pytest.fixture(scope="module")
def kept(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kept") / "result.json"
    assert command("cluster", SEEDS, "--format", "json", "-o", target).returncode == 0
    return target


@pytest.mark.parametrize(
    ("pair", "outcome", "said"),
    [
        (
            ("de-gipfel-1.txt", "de-gipfel-2.txt"),
            "linked",
            ["Together  a verified pair: ", "1  derived  score "],
        ),
        (
            (FIRE.format(1), FIRE.format(4)),
            "chained",
            ["through another article", "1  derived  ", "2  derived  "],
        ),
        (
            ("de-wetter-drautal.txt", "de-wetter-nordsund.txt"),
            "rejected",
            ["under the bar of 0.5", "a template"],
        ),
        (
            ("de-gipfel-1.txt", "en-squid.md"),
            "not_judged",
            ["never a candidate", "What that means", "on its own"],
        ),
    ],
)
def test_every_outcome_is_told_in_words_and_as_json(
    command: Command, kept: Path, pair: tuple[str, str], outcome: str, said: list[str]
) -> None:
    ran = command("explain", kept, *pair)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(part in " ".join(ran.stdout.split("\n")) or part in ran.stdout for part in said), ran.stdout
    answer = json.loads(command("explain", kept, *pair, "--format", "json").stdout)
    assert (answer["outcome"], answer["together"]) == (outcome, outcome in ("linked", "chained"))
    assert (answer["a"]["id"], answer["b"]["id"]) == pair


def test_the_way_is_made_of_edges_of_the_result(command: Command, kept: Path) -> None:
    ran = command("explain", kept, FIRE.format(4), FIRE.format(1), "--format", "json")
    path = json.loads(ran.stdout)["path"]
    clusters = json.loads(kept.read_text(encoding="utf-8"))["clusters"]
    edges = [edge for cluster in clusters for edge in cluster["edges"]]
    assert [(edge["a"], edge["b"]) for edge in path] == [
        (FIRE.format(2), FIRE.format(4)),
        (FIRE.format(1), FIRE.format(2)),
    ]
    for edge in path:
        assert edge.pop("score") >= 0.5
        assert edge.pop("longest_shared_run_words") > 0
        assert edge in edges


def test_the_answer_can_be_written_to_a_file(command: Command, kept: Path, tmp_path: Path) -> None:
    ran = command("explain", kept, "de-gipfel-1.txt", "de-gipfel-2.txt", "-o", tmp_path / "why")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert (tmp_path / "why").read_text(encoding="utf-8").startswith("Together")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["seeds/de-gipfel-1.txt", "de-gipfel-2.txt"], "the nearest are 'de-gipfel-1.txt'"),
        (["truth.json", "de-gipfel-2.txt"], "'truth.json' was skipped"),
        (["de-gipfel-2.txt", "de-gipfel-2.txt"], "is given twice"),
    ],
)
def test_an_id_that_is_none_is_trouble(command: Command, kept: Path, args: list[str], said: str) -> None:
    ran = command("explain", kept, *args)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr


def test_a_file_that_is_no_result_is_trouble(command: Command) -> None:
    ran = command("explain", SEEDS / "truth.json", "a", "b")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "not the result of a clustering" in ran.stderr
