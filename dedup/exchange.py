"""Signatures from and to datasketch: the one place where its objects are made and taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dedup.errors import ArticleError, RecipeError
from dedup.sketch import SEED, Signatures

if TYPE_CHECKING:
    from datasketch import MinHash


def to_datasketch(signature: Signatures, scheme: str) -> MinHash:
    """Return one article's signature as a datasketch MinHash.

    >>> to_datasketch(np.array([7, 9], dtype=np.uint32), "affine32").hashvalues.tolist()
    [7, 9]
    """
    from datasketch import MinHash

    return MinHash(num_perm=len(signature), seed=SEED, hashvalues=signature, scheme=scheme)


def from_datasketch(minhash: MinHash, permutations: int, scheme: str) -> Signatures:
    """Return the values of a datasketch MinHash as a signature.

    Raises RecipeError if it was made with another number of permutations, seed or scheme, ArticleError if it
    is empty.

    >>> from_datasketch(to_datasketch(np.array([7, 9], dtype=np.uint32), "affine32"), 2, "affine32").tolist()
    [7, 9]
    """
    made = {"num_perm": len(minhash), "seed": minhash.seed, "scheme": minhash.scheme}
    wanted = {"num_perm": permutations, "seed": SEED, "scheme": scheme}
    if made != wanted:
        settings = ", ".join(f"{name}={value!r}" for name, value in wanted.items())
        differing = next(name for name, value in wanted.items() if made[name] != value)
        raise RecipeError(
            f"the MinHash was made with {differing} {made[differing]!r}; make it again as MinHash({settings})"
        )
    if minhash.is_empty():
        raise ArticleError("the MinHash is empty; update it with the shingles of a text", field="signature")
    return np.asarray(minhash.hashvalues, dtype=np.uint32)
