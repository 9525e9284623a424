"""Folders as people keep them."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.errors import ReadError
from dedup.reading import content as module
from dedup.reading.folder import iter_folder
from dedup.reading.formats import READERS


def ids(folder: Path) -> list[str]:
    return [found.id for found in iter_folder(folder) if isinstance(found, Article)]


def skipped(folder: Path) -> dict[str, str]:
    return {found.path: found.why for found in iter_folder(folder) if isinstance(found, Skipped)}


def test_a_folder_is_read_recursively_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.TXT", "b/z.md", "b/a.txt", "a.txt"):
        (tmp_path / name).write_text("Wort", encoding="utf-8")
    assert ids(tmp_path) == ["a.txt", "b/a.txt", "b/z.md", "c.TXT"]


def test_what_is_not_read_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "truth.json").write_text('{"pairs": []}', encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("Wort", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "dashes.txt").write_text("- - -", encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    reasons = {
        "__MACOSX": "hidden or made by the system",
        "truth.json": "no article in it: ",
        ".hidden.txt": "hidden",
        "photo.png": "the ending .png is not known",
        "scan.txt": "looks like a PDF file",
        "empty.txt": "empty file",
        "dashes.txt": "no words",
        "gone.txt": "a link that leads nowhere",
        "loop": "a link to a folder",
        "pipe.txt": "not a regular file",
    }
    found = skipped(tmp_path)
    assert found.keys() == reasons.keys()
    assert all(found[name].startswith(why) for name, why in reasons.items())


def test_a_huge_file_is_skipped_by_its_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert "50,000,000 bytes, the limit is 20,000,000" in skipped(tmp_path)["huge.txt"]


def test_of_json_lines_only_a_line_can_be_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 30)
    lines = '{"text": "Eins."}\n{"text": "' + "lang " * 50 + '"}\n{"text": "Drei."}\n'
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    assert ids(tmp_path) == ["a.jsonl#1", "a.jsonl#3"]
    assert skipped(tmp_path)["a.jsonl"].startswith("line 2 has 263 bytes, the limit is 30; split")


def test_json_lines_in_utf_16_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Brücke"}\n{"text": "Köln"}\n', encoding="utf-16")
    assert ids(tmp_path) == ["a.jsonl#1", "a.jsonl#2"]


def test_an_id_given_twice_is_numbered(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        (tmp_path / name).write_text('{"text": "Wort", "id": "x"}', encoding="utf-8")
    assert ids(tmp_path) == ["x", "x#2", "x#3"]


def test_a_file_that_may_not_be_read_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Wort", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    assert skipped(tmp_path) == {"a.txt": "cannot be read (Permission denied); check its permissions"}


def test_a_file_in_place_of_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "big.jsonl").write_text('{"text": "Wort"}', encoding="utf-8")
    assert ids(tmp_path / "big.jsonl") == ["big.jsonl#1"]


@pytest.mark.parametrize("name", ["nowhere", "photo.png"])
def test_what_cannot_be_a_folder_is_an_error_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "photo.png").touch()
    with pytest.raises(ReadError, match=name):
        iter_folder(tmp_path / name)


@given(st.binary(max_size=200), st.sampled_from(sorted(READERS)))
def test_every_file_gives_an_article_or_a_reason(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"a{suffix}").write_bytes(data)
        assert list(iter_folder(Path(folder)))


def test_a_file_in_place_of_the_folder_may_have_another_name_in_the_results(tmp_path: Path) -> None:
    (tmp_path / "upload.jsonl").write_text('{"text": "Eins."}\n{', encoding="utf-8")
    article, skipped = iter_folder(tmp_path / "upload.jsonl", "News.jsonl")
    assert isinstance(article, Article)
    assert (article.id, article.path, skipped.path) == ("News.jsonl#1", "News.jsonl", "News.jsonl")
