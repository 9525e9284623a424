"""Compiled functions: numba, kept on disk after the first run on a machine.

That first run compiles for some seconds; the logger `dedup.compiled` says so at level INFO.
"""

from __future__ import annotations

import logging

from numba import njit
from numba.core import event

_LOG = logging.getLogger(__name__)


class _Notice(event.Listener):
    """Says once that something is being compiled, rather than loaded."""

    def __init__(self) -> None:
        self._said = False

    def on_start(self, event: object) -> None:
        if not self._said:
            self._said = True
            _LOG.info("compiling the fast parts, once on this machine; it takes some seconds")

    def on_end(self, event: object) -> None:
        """Say nothing."""


event.register("numba:compile", _Notice())  # type: ignore[no-untyped-call]

compiled = njit(cache=True, nogil=True)
"""Decorator of a function of arrays and numbers; the compiled form is kept beside the source.

It runs without the interpreter's lock, so threads can work side by side."""
