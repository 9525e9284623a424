"""The two sides of a comparison."""

import io
from pathlib import Path

import pytest

from dedup.errors import ReadError
from dedup.reading.source import read_article

NOTHING = io.BytesIO()


def test_a_path_gives_its_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Die Brücke".encode("cp1252"))
    article = read_article(str(path), NOTHING)
    assert (article.text, article.id) == ("Die Brücke", str(path))


def test_a_path_without_a_known_ending_may_hold_text(tmp_path: Path) -> None:
    (tmp_path / "draft").write_text("Wort", encoding="utf-8")
    assert read_article(str(tmp_path / "draft"), NOTHING).text == "Wort"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"text": "Eins."}', "Eins."),
        (b' [{"text": "Eins."}]', "Eins."),
        (b"[Update] Eins.", "[Update] Eins."),
        (b"Eins.", "Eins."),
    ],
)
def test_standard_input_holds_json_or_text(data: bytes, text: str) -> None:
    assert read_article("-", io.BytesIO(data)).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "standard input: empty"),
        (b'[{"text": "a"}, {"text": "b"}]', "standard input: 2 articles in it, but exactly one"),
        (b'[{"text": 1}]', 'standard input: article 1: the field "text"'),
        (b"%PDF-1.4", "standard input: looks like a PDF"),
    ],
)
def test_anything_but_one_article_is_an_error(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_article("-", io.BytesIO(data))


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_article(str(tmp_path / "a.txt"), NOTHING)
    with pytest.raises(ReadError, match="a folder, not an article"):
        read_article(str(tmp_path), NOTHING)
