from __future__ import annotations

import json
from typing import Any

from dedup.cluster import Clustering
from dedup.diff import Diff
from dedup.render.schema import clustering_json, clustering_to_dict, diff_to_dict, to_json


def test_diff_has_the_keys_of_the_schema_in_its_order(diff: Diff) -> None:
    result = diff_to_dict(diff)
    assert list(result) == ["schema_version", "recipe", "a", "b", "links", "dropped", "added", "summary"]
    assert list(result["a"]) == ["id", "title", "date", "language", "text", "sentences", "metadata"]
    assert list(result["links"][0]) == ["a", "b", "kind", "moved", "similarity", "edits", "facts"]
    assert list(result["summary"]) == [
        "relation",
        "resemblance",
        "containment_a_in_b",
        "containment_b_in_a",
        "counts",
        "longest_shared_run_words",
    ]


def test_offsets_slice_the_text_by_code_points(diff: Diff) -> None:
    result = diff_to_dict(diff)
    last = result["a"]["sentences"][-1]
    assert last == {"index": 10, "start": last["start"], "end": last["end"], "kind": "sentence"}
    assert result["a"]["text"][last["start"] : last["end"]] == "Am Abend 🌉 kamen viele Schaulustige."
    assert result["a"]["metadata"] == [{"start": 0, "end": 13, "kind": "dateline"}]


def test_equal_edits_say_the_same_on_both_sides(diff: Diff) -> None:
    result = diff_to_dict(diff)
    a, b = result["a"]["text"], result["b"]["text"]
    for edit in (edit for link in result["links"] for edit in link["edits"]):
        old, new = a[slice(*edit["a"])], b[slice(*edit["b"])]
        assert (old == new) == (edit["op"] == "equal")


def test_facts_of_one_side_have_null_on_the_other(diff: Diff) -> None:
    (fact,) = diff_to_dict(diff)["links"][4]["facts"]
    assert list(fact) == ["type", "severity", "reason", "a", "b"]
    assert fact["a"]["text"] == "nicht"
    assert fact["b"] is None


def test_floats_have_four_places(diff: Diff) -> None:
    result = diff_to_dict(diff)
    assert result["summary"]["resemblance"] == 0.3512
    assert result["links"][1]["similarity"] == 0.1235


def test_clustering_has_the_keys_of_the_schema_in_its_order(clustering: Clustering) -> None:
    result = clustering_to_dict(clustering)
    assert list(result) == [
        "schema_version",
        "recipe",
        "engine",
        "articles",
        "skipped",
        "clusters",
        "connections",
        "singletons",
        "stock_phrases",
        "stories",
    ]
    assert result["stock_phrases"] == [{"text": "Alle Angaben ohne Gewähr", "articles": 60}]
    (cluster,) = result["clusters"]
    assert cluster["members"][0] == {
        "id": "a.txt",
        "path": "x/a.txt",
        "date": "2025-09-04",
        "title": "Brücke <gesperrt>",
        "role": "origin",
    }
    assert list(cluster["edges"][0]) == [
        "a",
        "b",
        "from",
        "relation",
        "reason",
        "resemblance",
        "containment_a_in_b",
        "containment_b_in_a",
        "evidence",
    ]
    assert cluster["edges"][0]["evidence"] == [{"a": [0, 40], "b": [5, 45]}]
    assert result["skipped"] == [{"path": "bild.png", "why": "no text"}]


def test_json_is_utf8_and_comes_back_the_same(diff: Diff, clustering: Clustering) -> None:
    results: list[dict[str, Any]] = [diff_to_dict(diff), clustering_to_dict(clustering)]
    for result in results:
        text = to_json(result)
        assert "Brücke" in text
        assert json.loads(text.encode().decode()) == result


def test_json_of_a_broken_file_name_is_still_utf8() -> None:
    result = {"path": "Br\udcfccke.txt"}
    assert json.loads(to_json(result).encode()) == result


def test_a_clustering_is_written_bit_by_bit_as_it_is_in_one(clustering: Clustering) -> None:
    for found in (clustering, Clustering({}, "local", 0, (), (), (), (), (), ())):
        assert "".join(clustering_json(found)) == to_json(clustering_to_dict(found))
