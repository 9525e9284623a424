"""Facts: values inside a link that changed and that an editor must check."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.document import Document
from dedup.link import Edit, Fact


def find_facts(
    a: Document, b: Document, in_a: Sequence[int], in_b: Sequence[int], edits: Sequence[Edit]
) -> tuple[Fact, ...]:
    """Return the values that changed between the sentences `in_a` of a and `in_b` of b, in the order of b."""
    return ()
