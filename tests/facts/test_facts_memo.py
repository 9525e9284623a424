"""A memo asks once, and does not grow without end."""

from __future__ import annotations

import pytest

from dedup.facts import memo
from dedup.facts.memo import Memo


def test_a_question_is_asked_once() -> None:
    asked: list[str] = []

    def ask(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Memo(ask)
    assert [lengths[word] for word in ("Tor", "Hafen", "Tor")] == [3, 5, 3]
    assert asked == ["Tor", "Hafen"]


def test_it_forgets_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MAX_ANSWERS", 2)
    lengths = Memo(len)
    assert [lengths[word] for word in ("a", "bb", "ccc")] == [1, 2, 3]
    assert list(lengths) == ["ccc"]
