"""What stands in a folder: at any moment the old index or the new one, whole; and damage is named."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup import Article, DedupError, ReadError, RecipeError
from dedup.index import ExactIndex, Index, SegmentedIndex
from dedup.index.folder import MANIFEST
from dedup.index.lock import LOCK, locked
from tests.index.helpers import KINDS, articles_of, fresh_words

FORK = multiprocessing.get_context("fork")
REPORT = "Der Rat der Stadt hat am Montag den Umbau des alten Hafens beschlossen, sagte ein Sprecher."
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def some(name: str, count: int) -> list[Article]:
    rng = random.Random(name)
    return [Article(" ".join(fresh_words(rng, 40)), id=f"{name}-{n:04}") for n in range(count)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved index with a large and a small segment and a removed article."""
    index = SegmentedIndex()
    index.add([*some("large", 700), Article(REPORT, id="report")])
    index.save(tmp_path / "index")
    index.add(some("small", 200))
    index.remove("large-0003")
    index.save(tmp_path / "index")
    return tmp_path / "index"


def segments(folder: Path) -> dict[str, tuple[int, int]]:
    """Return of every segment file which it is and when it was written."""
    return {f.name: (f.stat().st_ino, f.stat().st_mtime_ns) for f in folder.glob("segment-*")}


def test_a_save_writes_only_what_is_new(folder: Path) -> None:
    before = segments(folder)
    index = SegmentedIndex.open(folder)
    assert len(before) == 2
    index.add(some("new", 20))
    index.remove("small-0000")
    index.save(folder)
    after = segments(folder)
    assert len(after) == 3
    assert before.items() <= after.items()
    index.save(folder)
    assert segments(folder) == after
    assert len(list(folder.glob("removed-*"))) == 2


def test_merged_segments_and_what_a_stopped_save_left_are_removed_by_the_next(folder: Path) -> None:
    left = [folder / "segment-0000.part", folder / "index.json.part", folder / "removed-12"]
    for file in left:
        file.write_bytes(b"half")
    index = SegmentedIndex.open(folder)
    index.add(some("new", 399))
    index.save(folder)
    assert not any(file.exists() for file in left)
    assert len(segments(folder)) == 1
    assert len(SegmentedIndex.open(folder)) == 1_299


def test_an_opened_index_goes_on_when_its_files_are_replaced(folder: Path) -> None:
    reader = SegmentedIndex.open(folder)
    writer = SegmentedIndex.open(folder)
    writer.add(some("new", 900))
    writer.remove("report")
    writer.save(folder)
    assert [hit.id for hit in reader.query(REPORT).hits] == ["report"]
    assert (len(reader), len(SegmentedIndex.open(folder))) == (900, 1_799)


def test_a_thinned_segment_is_written_anew(folder: Path) -> None:
    index = SegmentedIndex.open(folder)
    for n in range(60):
        index.remove(f"small-{n:04}")
    before = segments(folder)
    index.save(folder)
    assert len(segments(folder).keys() & before.keys()) == 1
    assert len(SegmentedIndex.open(folder)) == 840


@every_kind
def test_a_copy_elsewhere_is_whole_and_both_go_on(kind: type[Index], tmp_path: Path) -> None:
    index = kind()
    index.add(some("a", 3))
    index.save(tmp_path / "one")
    index.save(tmp_path / "two")
    index.add(some("b", 2))
    index.save(tmp_path / "two")
    assert [len(kind.open(tmp_path / name)) for name in ("one", "two")] == [3, 5]


@every_kind
def test_another_index_is_never_overwritten(kind: type[Index], tmp_path: Path) -> None:
    first = kind()
    first.add(some("a", 3))
    first.save(tmp_path)
    with pytest.raises(DedupError, match="holds an index that this one does not know"):
        kind().save(tmp_path)
    late = kind.open(tmp_path)
    first.add(some("b", 1))
    first.save(tmp_path)
    with pytest.raises(DedupError, match="saved again by another process since; open it and repeat"):
        late.save(tmp_path)
    assert len(kind.open(tmp_path)) == 4


@every_kind
def test_a_folder_with_other_files_is_left_alone(kind: type[Index], tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Nein.")
    with pytest.raises(DedupError, match=r"holds other files \(article.txt\); choose an empty"):
        kind().save(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} <= {"article.txt", LOCK}
    with pytest.raises(DedupError, match=r"cannot save to .*; make room or choose another folder"):
        kind().save(tmp_path / "article.txt")


def hold(folder: Path, ready: multiprocessing.synchronize.Event) -> None:
    with locked(folder):
        ready.set()
        time.sleep(60)


@every_kind
def test_of_two_that_save_at_once_the_second_is_refused_and_a_dead_one_bars_nobody(
    kind: type[Index], tmp_path: Path
) -> None:
    index = kind()
    index.add(some("a", 1))
    index.save(tmp_path)
    ready = FORK.Event()
    other = FORK.Process(target=hold, args=(tmp_path, ready))
    other.start()
    assert ready.wait(120)
    index.add(some("b", 1))
    with pytest.raises(DedupError, match="being saved to by another process; wait until it is done"):
        index.save(tmp_path)
    assert len(kind.open(tmp_path)) == 1
    other.kill()
    other.join()
    assert (tmp_path / LOCK).exists()
    index.save(tmp_path)
    assert len(kind.open(tmp_path)) == 2


def keep_saving(folder: Path, start: int, saved: multiprocessing.synchronize.Semaphore) -> None:
    """Add and remove articles and save, again and again, each time by a whole step."""
    index = SegmentedIndex.open(folder)
    for step in range(start, start + 10_000):
        index.add(some(f"step{step:05}", 30))
        if step % 3 == 0:
            index.remove(f"step{step:05}-0000")
        index.save(folder)
        saved.release()


@pytest.mark.fault
def test_an_index_survives_kill_9_at_any_moment(folder: Path) -> None:
    rng = random.Random(5)
    steps = 0
    for _ in range(15):
        saved = FORK.Semaphore(0)
        process = FORK.Process(target=keep_saving, args=(folder, steps, saved))
        process.start()
        assert all(saved.acquire(timeout=120) for _ in range(rng.randrange(4)))
        time.sleep(rng.uniform(0.0, 0.1))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        index = SegmentedIndex.open(folder)
        index.check()
        ids = [name for name in index.ids() if name.startswith("step")]
        steps = len({name.split("-")[0] for name in ids})
        expected = [
            article.id for step in range(steps) for article in some(f"step{step:05}", 30)[step % 3 == 0 :]
        ]
        assert ids == expected
        assert len(index) == 900 + len(ids)
        assert [hit.id for hit in index.query(REPORT).hits] == ["report"]
    assert steps


Damage = Callable[[Path], object]


def largest(folder: Path) -> Path:
    return max(folder.glob("segment-*"), key=lambda file: file.stat().st_size)


def flip(file: Path, at: float) -> None:
    data = bytearray(file.read_bytes())
    data[int(len(data) * at)] ^= 0x40
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), r"there is no index \(index.json is missing\); check"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "damaged, or no file of an index"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "damaged, or no file of an index"),
        (lambda folder: (folder / MANIFEST).write_text('{"format": 1, "crc": 1}'), "damaged"),
        (lambda folder: flip(folder / MANIFEST, 0.6), "index.json: damaged"),
        (lambda folder: (folder / MANIFEST).write_bytes(b""), "index.json: damaged"),
        (lambda folder: largest(folder).unlink(), r"segment-.*: damaged.*it is missing"),
        (lambda folder: largest(folder).write_bytes(b""), "segment-.*: damaged"),
        (lambda folder: os.truncate(largest(folder), 70_000), "segment-.*: damaged"),
        (lambda folder: os.truncate(largest(folder), 12), "segment-.*: damaged"),
        (lambda folder: largest(folder).open("ab").write(b"more"), "segment-.*: damaged.*bytes instead of"),
        *(
            (lambda folder, at=at: flip(largest(folder), at), "segment-.*: damaged")
            for at in (0, 0.0005, 0.1, 0.5, 0.9)
        ),
    ],
)
def test_a_damaged_folder_is_refused_with_what_to_do(folder: Path, damage: Damage, said: str) -> None:
    damage(folder)
    with pytest.raises(ReadError, match=said):
        SegmentedIndex.open(folder)


def test_a_removed_file_that_is_missing_or_damaged_is_named(folder: Path) -> None:
    (file,) = folder.glob("removed-*")
    flip(file, 0.99)
    with pytest.raises(ReadError, match=r"removed-.*: damaged"):
        SegmentedIndex.open(folder)
    file.unlink()
    with pytest.raises(ReadError, match=r"removed-.*: damaged.*it is missing"):
        SegmentedIndex.open(folder)


def test_damage_in_a_large_file_is_found_by_a_check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedup.index.store.CHECKED_BYTES", 0)
    flip(largest(folder), 0.5)
    index = SegmentedIndex.open(folder)
    with pytest.raises(ReadError, match=r"the check sum of .* is wrong"):
        index.check()


@every_kind
def test_no_folder_and_a_foreign_folder_are_refused(kind: type[Index], tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(ReadError, match=r"there is no index .*; check the path, or save one there first"):
            kind.open(path)


def test_an_index_of_another_kind_is_refused(tmp_path: Path) -> None:
    ExactIndex().save(tmp_path)
    with pytest.raises(ReadError, match=r"an index of another kind; open it with ExactIndex.open"):
        SegmentedIndex.open(tmp_path)


def rewrite(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    from dedup.index.folder import _sum

    manifest = json.loads((folder / MANIFEST).read_text())
    change(manifest)
    (folder / MANIFEST).write_text(json.dumps({**manifest, "crc": _sum(manifest)}))


@every_kind
def test_another_version_or_unknown_settings_are_refused(kind: type[Index], tmp_path: Path) -> None:
    index = kind()
    index.add(articles_of([["eins", "zwei", "drei"]]))
    index.save(tmp_path)
    rewrite(tmp_path, lambda manifest: manifest["recipe"].update(version="0.0.9"))  # type: ignore[attr-defined]
    with pytest.raises(RecipeError, match=r"made with version '0.0.9', not .*; add its articles"):
        kind.open(tmp_path)
    rewrite(tmp_path, lambda manifest: manifest["recipe"]["retrieval"].update(colour=1))  # type: ignore[index]
    with pytest.raises(RecipeError, match="settings that this dedup does not know"):
        kind.open(tmp_path)
    rewrite(tmp_path, lambda manifest: manifest.update(schema_version=2))
    with pytest.raises(ReadError, match="written in version 2 of the form, this dedup reads version 1"):
        kind.open(tmp_path)
