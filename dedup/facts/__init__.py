"""Facts: values inside a link that changed and that an editor must check."""

from __future__ import annotations

from dedup.facts.budget import Budget
from dedup.facts.compare import NO_FACTS, find_facts

__all__ = ["NO_FACTS", "Budget", "find_facts"]
