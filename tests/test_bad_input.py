"""Bad input through the command: a clear message or a `skipped` row, nothing lost, never a traceback."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Command = Callable[..., CompletedProcess[str]]

GOOD = "Der Rat hat am Montag den Umbau des alten Hafens für zwölf Millionen Euro beschlossen."
LATIN = GOOD.encode("iso-8859-1")
BINARY = bytes(range(256)) * 40
FIFTY_MB = 50_000_000
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

# What a bad file holds, and a part of what is said about it.
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n\t", "no words in its text"),
    "signs.txt": ("… – !".encode(), "no words in its text"),
    "binary.txt": (BINARY, "binary"),
    "binary.json": (BINARY, "binary"),
    "broken.json": (b'{"text": "Es brennt', "not valid JSON"),
    "wrong.json": (b'{"body": "Es brennt."}', '"text"'),
    "number.json": (b'{"text": 5}', 'the field "text" must be a string, not a number'),
    "surrogate.json": (b'{"text": "Es brennt \\ud800."}', "half a character"),
    "huge.txt": (b"Wort " * (FIFTY_MB // 5), "50,000,000 bytes, the limit is 20,000,000"),
    "long.txt": (b"Wort " * 200_001, "1,000,005 characters, the limit for one article is 1,000,000"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    lines = [json.dumps({"id": "row1", "text": GOOD}), "{not json", json.dumps({"id": "row3", "text": "Ja."})]
    (folder / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "latin.txt").write_bytes(LATIN)
    (folder / "one-word.txt").write_bytes(b"Nein")
    (folder / "copy.txt").write_text(GOOD, encoding="utf-8")
    (folder / "crlf.txt").write_bytes(GOOD.replace(" ", "\r\n", 1).encode())
    (folder / "nowhere.txt").symlink_to(folder / "missing.txt")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture(scope="module")
def answer(command: Command, folder: Path) -> Any:
    ran = command("cluster", folder, "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_skipped_row_with_the_reason(answer: Any, name: str) -> None:
    (row,) = [row for row in answer["skipped"] if row["path"] == name]
    assert BAD[name][1] in row["why"]


def test_links_that_lead_nowhere_and_other_files_are_named_too(answer: Any) -> None:
    rows = {row["path"]: row["why"] for row in answer["skipped"]}
    assert "leads nowhere" in rows["nowhere.txt"]
    assert ".png is not known" in rows["picture.png"]


def test_of_a_file_with_one_bad_line_the_others_are_read(answer: Any) -> None:
    (row,) = [row for row in answer["skipped"] if row["path"] == "rows.jsonl"]
    assert row["why"].startswith("line 2: not valid JSON")
    assert "row3" in answer["singletons"]


def test_the_good_ones_among_them_are_clustered_whatever_their_encoding(answer: Any) -> None:
    (cluster,) = answer["clusters"]
    assert {member["id"] for member in cluster["members"]} == {"latin.txt", "copy.txt", "crlf.txt", "row1"}
    assert {edge["relation"] for edge in cluster["edges"]} == {"identical"}


def test_nothing_is_lost(answer: Any, folder: Path) -> None:
    placed = [member["id"] for cluster in answer["clusters"] for member in cluster["members"]]
    placed += answer["singletons"]
    assert len(placed) == len(set(placed)) == answer["articles"] == 6
    named = {row["path"] for row in answer["skipped"]} | set(placed)
    assert named >= {path.name for path in folder.iterdir()}


@pytest.mark.skipif(AS_ROOT, reason="nothing is unreadable for root")
def test_an_unreadable_file_is_skipped(command: Command, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "locked.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "locked.txt").chmod(0)
    ran = command("cluster", tmp_path, "--format", "json")
    assert ran.returncode == 0
    assert "check its permissions" in json.loads(ran.stdout)["skipped"][0]["why"]
    assert command("diff", tmp_path / "good.txt", tmp_path / "locked.txt").returncode == 2


def test_a_folder_that_does_not_exist_is_trouble(command: Command, tmp_path: Path) -> None:
    ran = command("cluster", tmp_path / "missing")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"dedup: {tmp_path / 'missing'}: there is no such folder; check the path\n"


def test_an_empty_folder_is_trouble_but_its_answer_is_still_printed(command: Command, tmp_path: Path) -> None:
    ran = command("cluster", tmp_path, "--format", "json")
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"dedup: no article could be read in {tmp_path}")
    assert json.loads(ran.stdout)["articles"] == 0


def test_a_folder_of_bad_files_alone_is_trouble_and_names_them(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ran = command("cluster", tmp_path, "--format", "json")
    assert ran.returncode == 2
    assert [row["path"] for row in json.loads(ran.stdout)["skipped"]] == ["empty.txt"]


@pytest.mark.parametrize(
    "name",
    ["empty.txt", "binary.txt", "broken.json", "huge.txt", "long.txt", "missing.txt", "rows.jsonl", ""],
)
def test_a_comparison_with_a_bad_file_is_trouble_in_one_line(
    command: Command, folder: Path, name: str
) -> None:
    ran = command("diff", folder / "copy.txt", folder / name)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"dedup: {folder / name}: ")
    assert ran.stderr.count("\n") == 1


def test_a_comparison_with_nothing_on_standard_input_is_trouble(command: Command, folder: Path) -> None:
    ran = command("diff", "-", folder / "copy.txt")
    assert (ran.returncode, ran.stderr) == (2, "dedup: standard input: empty; give one article\n")


def test_encodings_and_line_ends_are_no_difference(command: Command, folder: Path) -> None:
    ran = command("diff", folder / "latin.txt", folder / "copy.txt", "--format", "json")
    assert (ran.returncode, json.loads(ran.stdout)["summary"]["relation"]) == (0, "identical")


def test_one_word_can_be_compared(command: Command, folder: Path) -> None:
    assert command("diff", folder / "one-word.txt", folder / "one-word.txt").returncode == 0
    assert command("diff", folder / "one-word.txt", folder / "copy.txt").returncode == 1
