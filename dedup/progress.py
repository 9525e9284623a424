"""How a long piece of work says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Called with the name of the step, how much of it is done, and how much there is (None: not known)."""


def silent(_step: str, _done: int, _of: int | None) -> None:
    """Report to nobody."""
