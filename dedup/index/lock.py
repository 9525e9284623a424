"""Who may write to a folder: one process at a time, and never one that is dead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import DedupError

LOCK = "lock"
BUSY = (
    "{} is being saved to by another process; wait until it is done, open the index again and repeat what "
    "you added"
)


@contextmanager
def locked(folder: Path, busy: str = BUSY) -> Iterator[None]:
    """Hold the lock of a folder. Raises DedupError, which says `busy`, if another process holds it.

    The system lets go of it when its holder ends, however that happens, so a file left behind bars nobody.
    """
    with (folder / LOCK).open("a+b") as file:
        try:
            _take(file.fileno())
        except OSError:
            raise DedupError(busy.format(folder)) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
