"""The step budget, and blocks that must not show."""

import numpy as np
import pytest

from dedup import shared_weight as module
from dedup.features import FeatureKind, Incidence
from dedup.shared_weight import shared_weight


@pytest.fixture
def kind() -> FeatureKind:
    rng = np.random.default_rng(1)
    sides = []
    for sentences in (30, 20):
        keys = np.unique(rng.integers(0, sentences * 12, 150))
        sides.append(Incidence(sentences, keys // 12, keys % 12))
    return FeatureKind(sides[0], sides[1], rng.random(12) + 0.1)


def test_blocks_do_not_show(kind: FeatureKind, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shared_weight(kind)
    monkeypatch.setattr(module, "BLOCK_PAIRS", 45)
    blocks = shared_weight(kind)
    assert np.array_equal(whole.keys, blocks.keys)
    assert np.allclose(whole.weights, blocks.weights)


def test_beyond_the_budget_the_commonest_features_go_and_it_is_said(
    kind: FeatureKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_STEPS", 400)
    shared = shared_weight(kind)
    assert shared.truncated
    assert 0 < shared.weights.sum() < kind.weights.sum() * 400


def test_nothing_shared() -> None:
    side, other = Incidence(1, np.array([0]), np.array([0])), Incidence(1, np.array([0]), np.array([1]))
    shared = shared_weight(FeatureKind(side, other, np.array([1.0, 1.0])))
    assert shared.at(np.array([0])).tolist() == [0.0]
