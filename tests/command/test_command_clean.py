from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Command = Callable[..., CompletedProcess[str]]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PROGRAM = Path(sys.executable).parent / "dedup"
KEPT, COPY = "de-saegewerk-v3.txt", "de-saegewerk-v4.txt"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_is_written_without_its_copies(command: Command, tmp_path: Path) -> None:
    ran = command("clean", SEEDS, "-o", tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (0, f"wrote {tmp_path / 'out'}\n")
    assert ran.stdout.startswith("27 articles · 26 kept · 1 left out  (why: ledger.csv)\n")
    assert f"- {COPY}\n" in ran.stdout
    made, given = files(tmp_path / "out"), files(SEEDS)
    assert COPY in made.pop("ledger.csv").decode()
    assert made == {name: data for name, data in given.items() if name != COPY}


def test_the_other_one_is_kept_and_derived_ones_go_if_asked_for(command: Command, tmp_path: Path) -> None:
    ran = command("clean", SEEDS, "-o", tmp_path, "--keep", "newest", "--derived", "--format", "json")
    answer = json.loads(ran.stdout)
    gone = {item["id"]: (item["kept"]["id"], item["verdict"]["relation"]) for item in answer["left_out"]}
    assert gone[KEPT] == (COPY, "near_duplicate")
    assert gone["de-gipfel-1.txt"] == ("de-gipfel-2.txt", "derived")
    assert not {name for name in files(tmp_path) if name in gone}
    assert (answer["keep"], answer["derived"], answer["ledger"]) == ("newest", True, "ledger.csv")
    assert [item["path"] for item in answer["skipped"]] == ["truth.json"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere", "-o", "out"], "nowhere: there is no such folder"),
        (["in", "-o", "in/out"], "which is never touched"),
        (["in", "-o", "in"], "which is never touched"),
        (["in", "-o", "."], "is there already and not an empty folder"),
    ],
)
def test_a_wrong_place_is_trouble(command: Command, tmp_path: Path, args: list[str], said: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Die Sonne scheint.", encoding="utf-8")
    ran = command("clean", *args, folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "in"]


@pytest.mark.fault
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path, sent: signal.Signals) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3_000):
        (folder / f"{n}.txt").write_text(f"Nummer {n} steht hier.", encoding="utf-8")
        (folder / f"{n}.bin").write_bytes(bytes(30_000))
    process = subprocess.Popen(
        [PROGRAM, "clean", folder, "-o", tmp_path / "out"], stderr=subprocess.DEVNULL, preexec_fn=heed_signals
    )
    while process.poll() is None and len(list(tmp_path.iterdir())) == 1:
        time.sleep(0.01)
    process.send_signal(sent)
    assert process.wait(60) != 0
    assert list(tmp_path.iterdir()) == [folder]


def heed_signals() -> None:
    """Undo what a shell does to what it runs in the background: it lets it ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
