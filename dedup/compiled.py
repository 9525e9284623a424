"""Compiled functions: numba, kept on disk after the first run on a machine.

That first run compiles for some seconds; the logger `dedup.compiled` says so at level INFO. Loading numba and
what it compiled takes more than a second, too, so it is put off until a function is called that needs it, and
a command that is given a page or two of text does without (`fast_start`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache, update_wrapper
from threading import Lock
from typing import Any, TypeVar, cast

import numpy as np

_LOG = logging.getLogger(__name__)
_LOADING = Lock()
_INTERPRETED: ContextVar[bool] = ContextVar("interpreted", default=False)

SHORT_CHARS = 10_000
"""Texts of at most so many characters are compared by Python before numba is loaded."""

Function = TypeVar("Function", bound=Callable[..., Any])


class _Compiled:
    """A function of arrays and numbers that is compiled, or loaded, when it is first called."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function
        self._dispatcher: Callable[..., object] | None = None
        update_wrapper(self, function)

    def __call__(self, *given: object) -> object:
        return self.function(*given) if _INTERPRETED.get() else self.dispatcher()(*given)

    def dispatcher(self) -> Callable[..., object]:
        """Return numba's form of the function."""
        if self._dispatcher is None:
            jit = _jit()
            with _LOADING:  # two forms of one function would be compiled twice
                self._dispatcher = self._dispatcher or jit(self.function)
        return self._dispatcher


def compiled(function: Function) -> Function:
    """Decorate a function of arrays and numbers; its compiled form is kept beside the source.

    It runs without the interpreter's lock, so threads can work side by side.
    """
    return cast("Function", _Compiled(function))


def fast_start(chars: int) -> AbstractContextManager[None]:
    """Return what to compare texts of so many characters under, in a process that compares them and ends.

    >>> with fast_start(2 * SHORT_CHARS):
    ...     _INTERPRETED.get()
    False
    """
    return interpreted() if chars <= SHORT_CHARS and not _jit.cache_info().currsize else nullcontext()


@contextmanager
def interpreted() -> Iterator[None]:
    """Let Python run compiled functions as they are written: the same results, but much slower."""
    token = _INTERPRETED.set(True)
    try:
        with np.errstate(over="ignore"):  # hashes wrap round
            yield
    finally:
        _INTERPRETED.reset(token)


@cache
def _jit() -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Load numba, and teach it that compiled functions may call each other."""
    from numba import njit, types
    from numba.core import event
    from numba.extending import typeof_impl

    class Notice(event.Listener):
        """Says once that something is being compiled, rather than loaded."""

        said = False

        def on_start(self, event: object) -> None:
            if not self.said:
                self.said = True
                _LOG.info("compiling the fast parts, once on this machine; it takes some seconds")

        def on_end(self, event: object) -> None:
            """Say nothing."""

    event.register("numba:compile", Notice())  # type: ignore[no-untyped-call]
    typeof_impl.register(_Compiled)(lambda value, _: types.Dispatcher(value.dispatcher()))
    return cast("Callable[[Callable[..., object]], Callable[..., object]]", njit(cache=True, nogil=True))
