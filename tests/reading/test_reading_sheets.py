"""CSV and TSV files of articles."""

from __future__ import annotations

import csv
import gzip
import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.cluster import Skipped
from dedup.reading import iter_folder, read_article, sheets


def found(tmp_path: Path, data: bytes | str, name: str = "a.csv") -> list[Article | Skipped]:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return list(iter_folder(tmp_path / name))


def texts(rows: list[Article | Skipped]) -> list[str]:
    return [row.text for row in rows if isinstance(row, Article)]


def whys(rows: list[Article | Skipped]) -> list[str]:
    return [row.why for row in rows if isinstance(row, Skipped)]


def test_every_column_of_an_article_is_read(tmp_path: Path) -> None:
    rows = found(
        tmp_path,
        "views,ID, text ,Title,date,source,language\n"
        '9,7,"Die Sonne scheint,\nsagte ""sie"".",Sonne,2025-09-04,dpa,de\n'
        "9,,Es regnet.,,,,\n",
    )
    text = 'Die Sonne scheint,\nsagte "sie".'
    assert rows[0] == Article(text, "7", "Sonne", "2025-09-04", "dpa", "de", "a.csv")
    assert rows[1] == Article("Es regnet.", "a.csv#4", path="a.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_header_tells_the_delimiter(tmp_path: Path, delimiter: str, end: str, name: str) -> None:
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=delimiter, lineterminator=end).writerows(
        [["a,b;c", "id", "text"], ["", "1", "Eins, zwei;\tdrei."], [], ["", "", ""], ["", "2", "Zwei."]]
    )
    rows = found(tmp_path, table.getvalue(), name)
    assert [(row.id, row.text) for row in rows if isinstance(row, Article)] == [
        ("1", "Eins, zwei;\tdrei."),
        ("2", "Zwei."),
    ]
    assert not whys(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_encodings_are_those_of_every_text(tmp_path: Path, encoding: str) -> None:
    said = "Die Brücke über die Örtze ist gesperrt,\nheißt es – für „lange Zeit“."
    rows = found(tmp_path, f'id;text\n1;"{said}"\n2;Früh übt sich.\n'.encode(encoding))
    if encoding == "utf-16-le":
        assert "without a byte order mark" in whys(rows)[0]
    else:
        assert texts(rows) == [said, "Früh übt sich."]


def test_rows_of_two_encodings_are_read_each_in_its_own(tmp_path: Path) -> None:
    data = "text\nDie Brücke ist schön.\n".encode() + "Die Straße führt über Köln.\n".encode("cp1252")
    assert texts(found(tmp_path, data)) == ["Die Brücke ist schön.", "Die Straße führt über Köln."]


def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = found(
        tmp_path,
        'id,text\n1,"Er sagte "ja"."\n2,Zwei, drei.\n3\n4,\n5,Fünf.\n6,"Offen\n7,Sieben.\n8,Acht.\n',
    )
    assert texts(rows) == ["Fünf.", "Sieben.", "Acht."]
    starts = [
        "line 2: not valid CSV",
        "line 3: 3 fields",
        "line 4: 1 field",
        "line 5: no words",
        "line 7: a quo",
    ]
    assert [why[: len(start)] for why, start in zip(whys(rows), starts, strict=True)] == starts


def test_cells_left_empty_behind_the_last_column_do_not_count(tmp_path: Path) -> None:
    assert texts(found(tmp_path, "id,text\n1,Eins.,,\n")) == ["Eins."]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("id;body\n1;Wort\n", 'no column "text" among its columns ("id", "body"); an article needs one'),
        ("text\n\n", "no article in it: there is no row below the header; remove it or fill it"),
        ("\n \n", "no article in it: no line holds anything; remove it or fill it"),
        ("id,text\n1,\0\n", "not text, it holds NUL bytes"),
    ],
)
def test_a_sheet_without_texts_is_named_once(tmp_path: Path, data: str, why: str) -> None:
    (said,) = whys(found(tmp_path, data))
    assert said.startswith(why)


def test_a_long_field_is_read(tmp_path: Path) -> None:
    long = "Wort " * 100_000
    assert texts(found(tmp_path, f'text\n"{long}"\n{long}\n')) == [long, long]


def test_a_row_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROW_BYTES", 50)
    long, many = "lang " * 50, "Zeile\n" * 20
    rows = found(tmp_path, f'text\n{long}\n"{many}"\nEins.\n')
    assert whys(rows)[0] == "line 2: more than 50 bytes in a row; split it into its articles"
    assert texts(rows)[-1] == "Eins."


def test_what_broken_rows_swallowed_is_read_again_only_so_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MAX_ROW_BYTES", 1_000)
    rows = found(tmp_path, "text,id\n" + 'x","\n' * 150)
    assert 1 < len(rows) < 10


def test_sheets_in_archives_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("deep/a.csv", "text\nEins.\n")
    (tmp_path / "c.tsv.gz").write_bytes(gzip.compress(b"text\nZwei.\n"))
    assert [row.id for row in iter_folder(tmp_path) if isinstance(row, Article)] == [
        "b.zip/deep/a.csv#2",
        "c.tsv.gz#2",
    ]


def test_a_sheet_of_one_article_can_be_compared(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nEins.\n")
    assert read_article(str(tmp_path / "a.csv"), None).text == "Eins."


class _Endless(io.RawIOBase):
    """A sheet that is made while it is read."""

    def __init__(self, rows: int) -> None:
        self.left, self._rest = rows, b"text,id\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest and self.left:
            self.left -= 1
            self._rest = b'"Wort",1\n'
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def test_rows_come_before_the_file_is_at_its_end() -> None:
    endless = _Endless(100_000)
    rows = sheets.iter_sheet(io.BufferedReader(endless), "a.csv")
    assert isinstance(next(rows), Article)
    assert endless.left > 90_000


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('\n",;\t'), max_size=20
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_what_was_written_is_read(rows: list[tuple[str, str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(
        [["title", "text"], *((one, f"Wort {other}") for one, other in rows)]
    )
    with tempfile.TemporaryDirectory() as folder:
        read = found(Path(folder), out.getvalue())
    assert texts(read) == [f"Wort {other}" for _, other in rows]


@given(st.binary(max_size=200))
def test_no_bytes_raise(junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert found(Path(folder), b"text,id\n" + junk)
