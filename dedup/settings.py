"""Every number that a result depends on, in one place; a result carries them as its recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from dedup.alignment import AlignmentSettings
from dedup.retrieval import RetrievalSettings
from dedup.verification import VerificationSettings
from dedup.version import VERSION


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all steps.

    >>> Settings().retrieval.shingle
    4
    """

    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    verification: VerificationSettings = field(default_factory=VerificationSettings)
    alignment: AlignmentSettings = field(default_factory=AlignmentSettings)

    def clustering_recipe(self) -> Mapping[str, object]:
        """Return what a clustering depends on."""
        return {
            "version": VERSION,
            "retrieval": asdict(self.retrieval),
            "verification": asdict(self.verification),
        }

    def diff_recipe(self) -> Mapping[str, object]:
        """Return what a diff depends on."""
        return {
            "version": VERSION,
            "alignment": asdict(self.alignment),
            "verification": asdict(self.verification),
        }
