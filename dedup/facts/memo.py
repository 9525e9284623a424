"""Answers that are kept: asked again, a question is one look-up and no call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

MAX_ANSWERS = 65_536
"""Beyond so many all are forgotten, so that a stream of texts does not fill the memory."""

KeyT = TypeVar("KeyT")
AnswerT = TypeVar("AnswerT")


class Memo(dict[KeyT, AnswerT], Generic[KeyT, AnswerT]):
    """What a function says of its argument, most often a word; a missing answer is found by asking.

    >>> long_words = Memo(lambda word: len(word) > 3)
    >>> [word for word in ("der", "Hafen") if long_words[word]]
    ['Hafen']
    """

    def __init__(self, ask: Callable[[KeyT], AnswerT]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: KeyT) -> AnswerT:
        if len(self) >= MAX_ANSWERS:
            self.clear()
        answer = self[key] = self._ask(key)
        return answer
