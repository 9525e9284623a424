"""Every number that a result depends on, in one place; a result carries them as its recipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from dedup.alignment import AlignmentSettings
from dedup.errors import RecipeError
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

    def with_bars(self, threshold: float | None = None, near: float | None = None) -> Settings:
        """Return the same settings with other bars of verification; one that is not given stays.

        >>> Settings().with_bars(threshold=0.7).verification.derived
        0.7
        """
        bars = self.verification
        derived = bars.derived if threshold is None else threshold
        near_duplicate = bars.near_duplicate if near is None else near
        return replace(self, verification=replace(bars, derived=derived, near_duplicate=near_duplicate))

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

    @classmethod
    def of_clustering(cls, recipe: Mapping[str, Any]) -> Settings:
        """Return the settings that a clustering was made with. Raises RecipeError if they are not known here.

        >>> Settings.of_clustering(Settings().clustering_recipe()) == Settings()
        True
        """
        try:
            verification = {**recipe["verification"], "weights": tuple(recipe["verification"]["weights"])}
            return cls(RetrievalSettings(**recipe["retrieval"]), VerificationSettings(**verification))
        except (KeyError, TypeError):
            raise RecipeError(
                "the recipe of the result has other settings than this dedup; cluster the articles again"
            ) from None
