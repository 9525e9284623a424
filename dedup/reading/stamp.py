"""Whether what a path holds is still the same, told without reading it."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path


def stamp(path: Path) -> str:
    """Return what changes when a file is added, removed or written to: a hash of names, sizes and times.

    What cannot be looked at counts as empty.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     before = stamp(Path(name))
    ...     _ = Path(name, "a.txt").write_text("Es stürmt.")
    ...     before == stamp(Path(name))
    False
    """
    hashed = blake2b(digest_size=16)
    hashed.update(_line(path.resolve()))
    for folder, below, files in os.walk(path):
        below.sort()
        for name in sorted(files):
            hashed.update(_line(Path(folder, name)))
    return hashed.hexdigest()


def _line(path: Path) -> bytes:
    try:
        status = path.stat()
        return repr((os.fspath(path), status.st_size, status.st_mtime_ns)).encode()
    except OSError:
        return repr(os.fspath(path)).encode()
