from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import DedupError
from dedup.work import MANIFEST, Work

KEY = "the articles"
RECIPE = {"bar": 0.5}


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=9), max_size=5))
def test_an_array_grows_at_its_end(parts: list[list[int]]) -> None:
    with Work() as work:
        grown = work.grown("numbers", np.uint32)
        for part in parts:
            grown.add(np.array(part, dtype=np.uint32))
        every = [number for part in parts for number in part]
        assert grown.all().tolist() == every
        assert grown.read(1, max(1, len(every))).tolist() == every[1:]


def test_rows_stay_rows() -> None:
    with Work() as work:
        grown = work.grown("rows", np.int64, 3)
        assert grown.all().shape == (0, 3)
        grown.add(np.arange(6).reshape(2, 3))
        assert grown.all().tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_temporary_folder_is_gone_at_the_end() -> None:
    with Work() as work:
        work.save("part", numbers=np.arange(3))
        assert work.folder.exists()
    assert not work.folder.exists()


def begun(folder: Path) -> None:
    """Do the first part of the work, and stop."""
    with Work(folder, KEY) as work:
        assert not work.begin(RECIPE)
        work.grown("numbers", np.int64).add(np.arange(5))
        work.save("intake", done=np.array(1))


def test_the_same_work_goes_on_where_it_was(tmp_path: Path) -> None:
    begun(tmp_path / "w")
    with Work(tmp_path / "w", KEY) as work:
        assert work.begin(RECIPE)
        assert work.grown("numbers", np.int64).all().tolist() == [0, 1, 2, 3, 4]
        work.remove()
    assert not (tmp_path / "w").exists()


def test_without_the_first_part_arrays_begin_anew(tmp_path: Path) -> None:
    begun(tmp_path / "w")
    (tmp_path / "w" / "intake.npz").unlink()
    with Work(tmp_path / "w", KEY) as work:
        assert not work.begin(RECIPE)
        assert not len(work.grown("numbers", np.int64).all())


def test_other_work_is_thrown_away(tmp_path: Path) -> None:
    begun(tmp_path / "w")
    with Work(tmp_path / "w", "other articles") as work:
        assert not work.begin(RECIPE)
    begun(tmp_path / "w")
    with Work(tmp_path / "w", KEY) as work:
        assert not work.begin({"bar": 0.6})


def test_arrays_that_were_cut_off_count_as_not_done(tmp_path: Path) -> None:
    begun(tmp_path / "w")
    os.truncate(tmp_path / "w" / "numbers", 8)
    with Work(tmp_path / "w", KEY) as work:
        assert not work.begin(RECIPE)


@pytest.mark.parametrize("cut", [0, 1, 100])
def test_a_damaged_part_counts_as_not_done(tmp_path: Path, cut: int) -> None:
    begun(tmp_path / "w")
    part = tmp_path / "w" / "intake.npz"
    part.write_bytes(part.read_bytes()[:cut])
    with Work(tmp_path / "w", KEY) as work:
        assert not work.begin(RECIPE)


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
        work.save("part", numbers=np.array([1]))
    with monkeypatch.context() as patched:
        patched.setattr(
            "shutil.rmtree", lambda path, ignore_errors: Path(path, MANIFEST).unlink(missing_ok=True)
        )
        work.remove()
    with Work(folder, KEY) as work:
        assert work.load("part") is None
    work.remove()
    assert list(tmp_path.iterdir()) == []
