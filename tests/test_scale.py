from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import scale

REPORT = "Der Stadtrat hat am Montag den Umbau des alten Speichers für zwölf Millionen Euro beschlossen."


def test_every_dataset_of_a_clustering_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.jsonl"
    rows = [{"id": "x", "text": REPORT}, {"id": "y", "text": f"{REPORT} Die Opposition war dagegen."}]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    scale.measure("local", file)
    *table, total = capsys.readouterr().out.splitlines()
    assert total.startswith("local: 2 articles, 1 pairs, 1 clusters, ")
    rows_of = {line.split(" | ")[0].strip("| "): line.split(" | ")[1] for line in table[2:]}
    assert rows_of["articles"] == "2"
    assert rows_of["verdicts"] == rows_of["verdicts (result)"] == "1"


def test_a_corpus_is_generated(tmp_path: Path) -> None:
    file = tmp_path / "made.jsonl"
    scale.write(5, file)
    made = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(made) == 5
    assert all(row["text"] and row["id"] for row in made)
