"""A file of arrays that is written once and then read where it lies, without loading it.

After a mark and the length of the head comes the head, JSON with type, shape and check sum of every array;
then the arrays. The name of a file is made of its head, so equal content has equal names.
"""

from __future__ import annotations

import json
import math
import mmap
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dedup.errors import ReadError

Arrays = Mapping[str, NDArray[Any]]

UNFINISHED = ".part"
"""How the name of a file ends that is being written."""

_MARK = b"dedup\x00\x01\n"
_ALIGN = 64
_START = 16


def write_arrays(folder: Path, kind: str, arrays: Arrays) -> str:
    """Write arrays into a file of a folder and return its name; one that is there is not written again.

    When this returns, the file is whole and on the disk. Raises OSError if it cannot be written.
    """
    head = json.dumps(_described(arrays)).encode()
    name = f"{kind}-{blake2b(head, digest_size=8).hexdigest()}"
    if not (folder / name).exists():
        unfinished = folder / f"{name}{UNFINISHED}"
        with unfinished.open("wb") as out:
            out.write(_MARK + len(head).to_bytes(8, "little") + head)
            for array in arrays.values():
                out.write(bytes(-out.tell() % _ALIGN))
                out.write(_bytes(array))
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(folder / name)
    return name


def map_arrays(file: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file, read from the disk when they are looked at.

    Raises FileNotFoundError if it is not there, ReadError if it is no such file or not whole.
    """
    return {name: array for name, (array, _) in _mapped(file).items()}


def check_arrays(file: Path) -> None:
    """Read a whole file of arrays. Raises ReadError if a byte of it is not what was written."""
    for name, (array, sum_of_it) in _mapped(file).items():
        if crc32(_bytes(array)) != sum_of_it:
            raise damaged(file, f"the check sum of {name} is wrong")


def damaged(file: Path, why: str) -> ReadError:
    """Return the error that a file of an index is not what was written."""
    return ReadError(
        f"{file}: damaged, or no file of an index ({why}); put the folder back from a copy, or add the "
        "articles to a new index"
    )


def _described(arrays: Arrays) -> dict[str, dict[str, object]]:
    return {
        name: {"type": array.dtype.str, "shape": array.shape, "crc": crc32(_bytes(array))}
        for name, array in arrays.items()
    }


def _bytes(array: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _mapped(file: Path) -> dict[str, tuple[NDArray[Any], int]]:
    """Return every array of a file with its check sum."""
    with file.open("rb") as opened:
        try:
            # A private copy of each page that is written to, which none is: numba takes arrays that can be
            # written to and those that cannot for two types, and would compile everything twice.
            return _views(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise damaged(file, str(error)) from None


def _views(data: mmap.mmap) -> dict[str, tuple[NDArray[Any], int]]:
    if data[: len(_MARK)] != _MARK:
        raise ValueError("it does not begin like one")
    at = _START + int.from_bytes(data[len(_MARK) : _START], "little")
    found = {}
    for name, about in json.loads(data[_START:at]).items():
        kind, count = np.dtype(about["type"]), math.prod(about["shape"])
        at += -at % _ALIGN
        array = np.frombuffer(data, kind, count, at) if count else np.empty(0, kind)
        found[name] = (array.reshape(about["shape"]), int(about["crc"]))
        at += array.nbytes
    if at != len(data):
        raise ValueError(f"it has {len(data):,} bytes instead of {at:,}")
    return found
