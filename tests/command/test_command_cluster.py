from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pyarrow.parquet as pq
import pytest

from dedup.record import PAIRS

Command = Callable[..., CompletedProcess[str]]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PROGRAM = Path(sys.executable).parent / "dedup"
REPORT = (
    "Der Rat hat am Montag den Umbau des alten Hafens für {} Millionen Euro beschlossen. Es gab viel Streit."
)
PLAIN = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
FORMS = {"json": "{", "csv": "cluster_id,", "terminal": "3 articles", "html": "<!doctype html>"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    (folder / "deep").mkdir()
    (folder / "a.txt").write_text(REPORT.format("zwölf"), encoding="utf-8")
    (folder / "deep" / "ä.txt").write_text(REPORT.format("zwölf"), encoding="utf-8")
    (folder / "zoo.txt").write_text("Im Zoo lebt ein junges Nashorn.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def printed(command: Command, folder: Path) -> dict[str, str]:
    """What the command prints in every format, in the plainest of locales."""
    runs = {form: command("cluster", folder, "--format", form, environment=PLAIN) for form in FORMS}
    assert {(ran.returncode, ran.stderr) for ran in runs.values()} == {(0, "")}
    return {form: ran.stdout for form, ran in runs.items()}


@pytest.mark.parametrize("form", FORMS)
def test_every_format_has_its_form_whatever_the_locale(printed: dict[str, str], form: str) -> None:
    assert printed[form].startswith(FORMS[form])
    assert "deep/ä.txt" in printed[form]


def test_terminal_is_the_default_and_a_file_gets_the_same(
    command: Command, folder: Path, printed: dict[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "result"
    ran = command("cluster", folder, "-o", target)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", f"wrote {target}\n")
    assert target.read_text(encoding="utf-8") == printed["terminal"]


def test_ids_are_paths_relative_to_the_folder(printed: dict[str, str]) -> None:
    answer = json.loads(printed["json"])
    (cluster,) = answer["clusters"]
    assert [(m["id"], m["path"], m["role"]) for m in cluster["members"]] == [
        ("a.txt", "a.txt", "origin"),
        ("deep/ä.txt", "deep/ä.txt", "copy"),
    ]
    assert (answer["articles"], answer["engine"], answer["singletons"]) == (3, "local", ["zoo.txt"])


def test_csv_names_the_members(printed: dict[str, str]) -> None:
    rows = list(csv.DictReader(printed["csv"].splitlines()))
    assert {row["id"] for row in rows} >= {"a.txt", "deep/ä.txt"}


@pytest.fixture(scope="module")
def kept(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kept") / "result.json"
    ran = command("cluster", SEEDS, "--format", "json", "-o", target, environment={"PYTHONHASHSEED": "1"})
    assert ran.returncode == 0
    return target


def test_every_judged_pair_is_kept_beside_the_result(kept: Path) -> None:
    answer = json.loads(kept.read_text(encoding="utf-8"))
    table = pq.read_table(kept.with_name("result.json.candidates.parquet"))
    assert table.schema.equals(PAIRS)
    rows = {(row["a"], row["b"]): row for row in table.to_pylist()}
    edges = [edge for cluster in answer["clusters"] for edge in cluster["edges"]]
    assert {row["relation"] for row in rows.values()} > {"unrelated"}
    assert len(edges) == sum(row["relation"] != "unrelated" for row in rows.values())
    for edge in edges:
        row = rows[edge["a"], edge["b"]]
        assert (row["from"], row["relation"], row["reason"]) == (
            edge["from"],
            edge["relation"],
            edge["reason"],
        )
        assert row["evidence"] == edge["evidence"]
        assert row["resemblance"] == pytest.approx(edge["resemblance"], abs=1e-3)


@pytest.mark.parametrize(
    "form", ["json", *(pytest.param(f, marks=pytest.mark.slow) for f in ("csv", "terminal"))]
)
def test_grouping_again_prints_what_a_new_run_prints(command: Command, kept: Path, form: str) -> None:
    bars = ["--threshold", "0.9", "--near", "0.8", "--format", form]
    again = command("cluster", "--rethreshold", kept, *bars)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == command("cluster", SEEDS, *bars).stdout


def test_a_page_of_articles_grouped_again_has_its_clusters(command: Command, kept: Path) -> None:
    ran = command("cluster", "--rethreshold", kept, "--format", "html")
    assert ran.stdout.startswith("<!doctype html>")
    assert "de-gipfel-2.txt" in ran.stdout


def test_what_was_grouped_again_can_be_grouped_back(command: Command, kept: Path, tmp_path: Path) -> None:
    strict, back = tmp_path / "strict.json", tmp_path / "back.json"
    for old, new, bar in ((kept, strict, "1"), (strict, back, "0.5")):
        ran = command("cluster", "--rethreshold", old, "--threshold", bar, "--format", "json", "-o", new)
        assert ran.returncode == 0
    assert json.loads(strict.read_text(encoding="utf-8"))["clusters"] == []
    assert back.read_bytes() == kept.read_bytes()


def test_grouping_again_reads_no_article(command: Command, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    command("cluster", folder, "--format", "json", "-o", target)
    moved = folder.rename(folder.with_name("elsewhere"))
    ran = command("cluster", "--rethreshold", target, "--format", "json")
    moved.rename(folder)
    assert ran.stdout == target.read_text(encoding="utf-8")


def test_a_result_without_what_is_kept_beside_is_trouble(
    command: Command, kept: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "alone.json"
    alone.write_bytes(kept.read_bytes())
    ran = command("cluster", "--rethreshold", alone, "--threshold", "0.7")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "alone.json.articles.parquet: there is no such file" in ran.stderr


def test_another_run_gives_the_same_bytes(command: Command, kept: Path) -> None:
    ran = command("cluster", SEEDS, "--format", "json", environment={"PYTHONHASHSEED": "2"})
    assert ran.stdout == kept.read_text(encoding="utf-8")


def test_a_result_that_cannot_be_written_is_trouble(command: Command, folder: Path, tmp_path: Path) -> None:
    ran = command("cluster", folder, "-o", tmp_path / "nowhere" / "x")
    assert ran.returncode == 2
    assert "dedup: cannot write" in ran.stderr


@pytest.fixture
def slow_folder(tmp_path: Path) -> Path:
    """One long report in many versions: every pair of them is judged."""
    words = [f"wort{n}" for n in range(1_000)]
    for n in range(30):
        version = [*words[: 30 * n], f"neu{n}", *words[30 * n + 1 :]]
        (tmp_path / f"{n}.txt").write_text(" ".join(version), encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_is_shown_on_a_terminal(slow_folder: Path) -> None:
    shown = stderr_on_a_terminal(["cluster", str(slow_folder), "--format", "json"])
    assert "verify" in shown
    assert "Traceback" not in shown


def stderr_on_a_terminal(args: list[str]) -> str:
    leader, follower = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [PROGRAM, *args], stdout=subprocess.DEVNULL, stderr=follower, env=environment
    ) as process:
        os.close(follower)
        shown = b""
        while data := read_or_end(leader):
            shown += data
        assert process.wait(60) == 0
    os.close(leader)
    return shown.decode("utf-8")


def read_or_end(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4_096)
    except OSError:  # Linux says so when the last writer of a terminal has gone
        return b""


def test_a_folder_of_more_likenesses_than_are_judged_says_so(command: Command, tmp_path: Path) -> None:
    lines = []
    words = [f"wort{n}" for n in range(60)]
    for n in range(36):
        version = [*words[:n], f"neu{n}", *words[n + 1 :]]
        lines.append(json.dumps({"id": str(n), "text": " ".join(version)}))
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = command("cluster", tmp_path, "--format", "json")
    assert json.loads(ran.stdout)["recipe"]["complete"] is False
    assert "only the pairs with those most like it were judged" in ran.stderr


def test_an_archive_is_clustered_and_stories_are_named(
    command: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.txt", "Der Fluss Lohne trat in Hallstein nach Dauerregen über die Ufer.")
        archive.writestr(
            "b.txt", "Hochwasser in Hallstein: Nach dem Regen steht an der Lohne viel unter Wasser."
        )
    ran = command("cluster", tmp_path / "news.zip", "--stories", "--format", "json")
    assert [story["articles"] for story in json.loads(ran.stdout)["stories"]] == [["a.txt", "b.txt"]]
    for wrong in (["--format", "csv", tmp_path], ["--rethreshold", tmp_path]):
        ran = command("cluster", "--stories", *wrong)
        assert ran.returncode == 2
        assert "--stories needs a path to read" in ran.stderr
