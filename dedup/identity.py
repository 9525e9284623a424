"""What tells one input of a clustering from another."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b


def identity(ids: Iterable[str], digests: Iterable[int]) -> str:
    """Return what tells this input from others: a hash of all ids, ascending, and of their words."""
    hashed = blake2b(digest_size=16)
    for name, digest in zip(ids, digests, strict=True):
        hashed.update(f"{name}\x00{digest}\x00".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()
