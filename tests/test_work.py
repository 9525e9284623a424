from __future__ import annotations

from pathlib import Path

import pytest

from dedup.errors import DedupError
from dedup.work import MANIFEST, Work

KEY = "the articles"
RECIPE = {"bar": 0.5}


def begun(folder: Path) -> None:
    """Do the first part of the work, and stop."""
    with Work(folder, KEY) as work:
        assert not work.begin(RECIPE)
        (work.folder / "step").mkdir()
        (work.folder / "step" / "numbers").write_text("1 2 3")


def test_the_same_work_goes_on_where_it_was(tmp_path: Path) -> None:
    begun(tmp_path / "w")
    with Work(tmp_path / "w", KEY) as work:
        assert work.begin(RECIPE)
        assert (work.folder / "step" / "numbers").read_text() == "1 2 3"
        work.remove()
    assert not (tmp_path / "w").exists()


def test_other_work_is_thrown_away(tmp_path: Path) -> None:
    begun(tmp_path / "w")
    with Work(tmp_path / "w", "other articles") as work:
        assert not work.begin(RECIPE)
        assert [path.name for path in work.folder.iterdir()] == [MANIFEST]
    begun(tmp_path / "w")
    with Work(tmp_path / "w", KEY) as work:
        assert not work.begin({"bar": 0.6})


def test_two_runs_do_not_work_in_one_folder(tmp_path: Path) -> None:
    with Work(tmp_path / "w", KEY), pytest.raises(DedupError, match="another run works in"):
        Work(tmp_path / "w", KEY)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Es stürmt.")
    with pytest.raises(DedupError, match="holds something else"):
        Work(tmp_path, KEY)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_work_that_was_killed_while_it_was_thrown_away_can_begin_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "work"
    with Work(folder, KEY) as work:
        work.begin(RECIPE)
        (work.folder / "part").touch()
    with monkeypatch.context() as patched:
        patched.setattr(
            "shutil.rmtree", lambda path, ignore_errors: Path(path, MANIFEST).unlink(missing_ok=True)
        )
        work.remove()
    with Work(folder, KEY) as work:
        assert not work.begin(RECIPE)
    work.remove()
    assert list(tmp_path.iterdir()) == []
