"""Files of many articles without some of them."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.errors import ReadError
from dedup.reading import content, iter_files, write_without
from dedup.reading.cutting import list_without


def cut(tmp_path: Path, name: str, data: bytes, dropped: set[int]) -> bytes:
    (tmp_path / name).write_bytes(data)
    write_without(tmp_path / name, tmp_path / "out", dropped)
    assert (tmp_path / name).read_bytes() == data
    return (tmp_path / "out").read_bytes()


def test_lines_keep_their_bytes(tmp_path: Path) -> None:
    lines = [
        b'\xef\xbb\xbf{"text": "Eins"}\n',
        b"\n",
        b'{"text":  "Br\xfccke"}\r\n',
        b"{broken\n",
        b'{"text": "D"}',
    ]
    kept = [lines[0], lines[1], lines[3]]
    assert cut(tmp_path, "a.jsonl", b"".join(lines), {1, 3}) == b"".join(kept)


def test_a_line_that_is_too_large_is_kept_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_FILE_BYTES", 30)
    large = b'{"text": "' + b"lang " * 50 + b'"}\n'
    data = b'{"text": "Eins."}\n' + large + b'{"text": "Drei."}\n'
    assert cut(tmp_path, "a.ndjson", data, {0, 2}) == large


def test_wide_lines_become_utf_8(tmp_path: Path) -> None:
    data = '{"text": "Brücke"}\n{"text": "Köln\u2028"}\n'.encode("utf-16")
    assert cut(tmp_path, "a.jsonl", data, {0}).decode() == '{"text": "Köln\u2028"}\n'


@pytest.mark.parametrize(
    ("text", "dropped", "left"),
    [
        ("[1, 2, 3]", {0}, "[2, 3]"),
        ("[1, 2, 3]", {1}, "[1, 3]"),
        ("[1, 2, 3]", {2}, "[1, 2]"),
        ("[1, 2, 3]", {0, 2}, "[2]"),
        ("[1, 2, 3]", {1, 2}, "[1]"),
        (' [\n {"a": "]"} ,\n {"b": [2]}\n] ', {0}, ' [\n {"b": [2]}\n] '),
        (
            '{"articles": [9], "articles" : [1,2], "n": 1.50}',
            {0},
            '{"articles": [9], "articles" : [2], "n": 1.50}',
        ),
        (
            '{"x": {"articles": [5, 6]}, "articles": [1, NaN]}',
            {0},
            '{"x": {"articles": [5, 6]}, "articles": [NaN]}',
        ),
    ],
)
def test_items_of_a_list_are_cut_and_all_else_stays(text: str, dropped: set[int], left: str) -> None:
    assert list_without(text, dropped) == left


@given(st.lists(st.text(max_size=9), min_size=1, max_size=6), st.sets(st.integers(0, 5)), st.booleans())
def test_what_is_left_reads_as_before(texts: list[str], dropped: set[int], lines: bool) -> None:
    items = [{"text": f"Wort {text}", "id": str(number)} for number, text in enumerate(texts)]
    kept = [item["id"] for number, item in enumerate(items) if number not in dropped]
    with tempfile.TemporaryDirectory() as name:
        old, new = (Path(name, which, "a.jsonl" if lines else "a.json") for which in ("old", "new"))
        old.parent.mkdir()
        new.parent.mkdir()
        rows = (json.dumps(item, ensure_ascii=False) for item in items)
        old.write_text("\n".join(rows) if lines else json.dumps(items, indent=1), encoding="utf-8")
        if kept:
            write_without(old, new, dropped)
        found = [row for _, rows in iter_files(new.parent) for row in rows if isinstance(row, Article)]
    assert [article.id for article in found] == kept


def test_a_file_that_has_changed_since_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="changed while it was read"):
        cut(tmp_path, "a.json", b'[{"text": "Eins"', {0})
