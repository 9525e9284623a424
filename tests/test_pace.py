"""The benchmark of speed: what it compares does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import growth, pace
from benchmarks.peers import PEERS, Peer, clusters, shingles

TEXTS = [
    "Der Rat der Stadt hat am Montag den Umbau des alten Hafens beschlossen.",
    "Auf der Autobahn bei Hamm sind in der Nacht zwei Lastwagen zusammengestoßen.",
]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.package)
def test_a_peer_finds_the_same_text(peer: Peer) -> None:
    if not peer.installed:
        pytest.skip("not installed")
    assert peer.sketch(TEXTS) is not None
    if peer.pairs:
        assert peer.pairs([*TEXTS, TEXTS[0]]) == {(0, 2)}


def test_a_short_text_is_one_shingle() -> None:
    assert shingles("Es schneit.") == ["es schneit"]


def test_clusters_are_connected_components() -> None:
    assert clusters([(3, 4), (0, 1), (1, 4)], 6) == [0, 0, 2, 0, 0, 5]


def test_glued_texts_have_their_length() -> None:
    texts = pace.texts_of(iter(["eins zwei drei " * 150] * 10), 3)
    assert [len(text.split()) for text in texts] == [pace.WORDS] * 3


def test_the_limit_reads_every_byte() -> None:
    texts = ["Größe", "東京", "😀 and on"]
    assert pace.limit(texts) == pace.limit(["".join(texts)])
    assert pace.limit(texts) != pace.limit([*texts[:2], "😀 and oo"])


def test_a_clock_notes_steps_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = growth.Clock()
    clock("read", 1, None)
    clock("verify", 1, 1_000)
    assert clock.reached == "verify 1 of 1,000"
    assert "read" in clock.steps
    monkeypatch.setattr(growth, "MOST_SECONDS", -1)
    with pytest.raises(growth.StoppedError):
        clock("verify", 2, 1_000)


def test_a_corpus_from_a_file_is_clustered(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text(f'["{TEXTS[0]}", "a", null]\n["{TEXTS[0]}", "b", null]\n', encoding="utf-8")
    assert "1 pairs verified, 1 clusters; peak" in growth.cluster(file)
