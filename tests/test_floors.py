"""The floors under the quality figures: nothing lowers one, and nothing passes in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import floors
from benchmarks.floors import Figures, failures, raised, rounded_down, table

FIGURES = st.dictionaries(
    st.sampled_from(["tune", "held", "seeds"]),
    st.dictionaries(st.sampled_from(["F1", "kinds"]), st.floats(0, 1), min_size=1),
)
FLOOR = {"tune": {"F1": 0.8}, "shared": {"F1": 0.7}}


@given(FIGURES, FIGURES)
def test_no_floor_is_lowered_or_lost_and_then_all_are_reached(old: Figures, new: Figures) -> None:
    after = raised(old, new)
    assert all(after[name][figure] >= floor for name in old for figure, floor in old[name].items())
    assert failures(after, after) == []


@given(st.floats(0, 1))
def test_a_figure_is_rounded_down(value: float) -> None:
    assert value - 0.001 <= rounded_down(value) <= value + 2e-8


def test_a_floor_of_three_decimals_is_reached_by_itself() -> None:
    assert [n / 1000 for n in range(1001)] == [rounded_down(n / 1000) for n in range(1001)]


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"tune": {"F1": 0.8}}, []),
        ({"tune": {"F1": 0.7999}}, ["tune F1: 0.7999 is below 0.800"]),
        ({"tune": {"F1": 0.9, "moved": 0.5}}, ["tune moved: has no floor"]),
        ({"tune": {"moved": 0.5}}, ["tune F1: was not measured", "tune moved: has no floor"]),
        ({"new": {"F1": 0.9}}, ["new F1: has no floor"]),
    ],
)
def test_what_is_wrong_is_said(figures: Figures, said: list[str]) -> None:
    assert failures(FLOOR, figures) == said


def test_an_absent_set_is_named_as_such() -> None:
    lines = list(table(FLOOR, {"tune": {"F1": 0.85}}))
    assert [line.split() for line in lines[1:]] == [
        ["shared", "F1", "absent", "0.700"],
        ["tune", "F1", "0.8500", "0.800"],
    ]


def run(monkeypatch: pytest.MonkeyPatch, file: Path, value: float, *options: str) -> int:
    """Run the script as if one figure had been measured; return its exit status."""
    monkeypatch.setattr(floors, "FILE", file)
    monkeypatch.setattr(floors, "measure", lambda: {"tune": {"F1": value}})
    monkeypatch.setattr("sys.argv", ["floors", *options])
    with pytest.raises(SystemExit) as stopped:
        floors.main()
    return int(stopped.value.code or 0)


def test_the_script_raises_and_refuses_to_lower(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floors.json"
    file.write_text(json.dumps(FLOOR), encoding="utf-8")
    assert run(monkeypatch, file, 0.9119) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == FLOOR
    assert run(monkeypatch, file, 0.9119, "--raise") == 0
    assert json.loads(file.read_text(encoding="utf-8")) == {**FLOOR, "tune": {"F1": 0.911}}
    assert run(monkeypatch, file, 0.5, "--raise") == 1
    assert json.loads(file.read_text(encoding="utf-8"))["tune"] == {"F1": 0.911}
    assert "absent, so not measured: shared" in capsys.readouterr().out


def test_the_floors_of_the_project_are_figures_between_none_and_all() -> None:
    given = json.loads(floors.FILE.read_text(encoding="utf-8"))
    assert {"gold/tune", "gold/held", "project seeds", "folder tune"} <= set(given)
    assert all(
        0 < floor <= 1 and floor == rounded_down(floor) for s in given.values() for floor in s.values()
    )
