"""Pairs of sentences of every type and language: about half say the same in other words, and tell nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text("utf-8").splitlines()]
Teller = Callable[..., list[tuple[str, str | None, str | None]]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}-{case['b'][:40]}")
def test_exactly_what_changed_is_told(tell: Teller, case: dict[str, Any]) -> None:
    assert tell(case["a"], case["b"], case["language"]) == [tuple(fact) for fact in case["facts"]]
