"""Facts: values inside a link that changed and that an editor must check."""

from __future__ import annotations

from dedup.facts.compare import find_facts

__all__ = ["find_facts"]
