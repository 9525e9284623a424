"""What a command is given on standard input."""

from __future__ import annotations

import sys
from typing import BinaryIO


def standard_input() -> BinaryIO | None:
    """Return the bytes of standard input, None where it is closed."""
    return sys.stdin.buffer if sys.stdin is not None else None
