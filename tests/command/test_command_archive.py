from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedup.command import main

REPORT = "Der Rat der Stadt hat am Montag den Umbau des Hafens für zwölf Millionen Euro beschlossen."


def ran(*args: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(main, ["archive", *map(str, args)], input=given)


def lines(file: Path, **texts: str) -> Path:
    file.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))
    return file


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    found = tmp_path / "news"
    first = lines(tmp_path / "first.jsonl", a=REPORT, b="Die Fähre fährt nicht.")
    second = lines(tmp_path / "second.jsonl", a="Ein anderer.", c=f"Kiel: {REPORT}")
    assert ran("add", found, first, "--date", "2025-09-01").exit_code == 0
    shown = ran("add", found, second, "--date", "2025-09-02")
    assert shown.exit_code == 0
    said = " ".join(shown.output.split())
    assert said.startswith(
        "1 new article · 1 of them in 1 cluster · 1 with earlier articles · 1 new related pair · 1 skipped"
    )
    assert "the archive has an article with this id" in said
    return found


def test_what_is_new_and_what_there_is_as_json(archive: Path, tmp_path: Path) -> None:
    third, out = lines(tmp_path / "third.jsonl", d=REPORT), tmp_path / "new.json"
    assert ran("add", archive, third, "--format", "json", "-o", out).exit_code == 0
    news = json.loads(out.read_bytes())
    assert (news["articles"], news["new"], len(news["pairs"])) == (1, ["d"], 1)
    assert {member["id"] for member in news["clusters"][0]["members"]} == {"a", "c", "d"}
    shown = ran("clusters", archive, "--format", "json")
    assert json.loads(shown.stdout)["clusters"] == news["clusters"]
    assert ran("clusters", archive, "--format", "csv").stdout.startswith("cluster_id,id,path")
    assert ran("clusters", archive).stdout.startswith("4 articles · 1 cluster with 3 articles")


def test_articles_are_removed_by_ids_from_a_file_or_by_day(archive: Path) -> None:
    removed = ran("remove", archive, "a", "--from", "-", given="nobody\n\n")
    assert (removed.exit_code, removed.stdout) == (1, "removed 1 article\n")
    assert "no article has the id 'nobody'" in removed.stderr
    assert ran("remove", archive, "--before", "2025-09-02").output == "removed 1 article\n"
    assert ran("compact", archive).exit_code == 0
    assert ran("clusters", archive).stdout.startswith("1 article · 0 clusters")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["remove", "news"], "Give ids"),
        (["compact", "news", "--master", "local[2]"], "add --engine spark"),
    ],
)
def test_what_cannot_be_done_is_said(options: list[str], said: str) -> None:
    refused = ran(*options)
    assert refused.exit_code == 2
    assert said in refused.output
