from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from dedup.article import Article
from dedup.clustering import cluster_articles
from dedup.comparison import compare_articles
from dedup.retrieval import RetrievalSettings
from dedup.settings import Settings
from dedup.verification import VerificationSettings
from dedup.version import VERSION

A = Article("Der Rat hat am Montag den Umbau des alten Hafens beschlossen.", id="a")
B = Article("Der Rat hat am Montag den Umbau des alten Hafens abgelehnt.", id="b")


def test_settings_cannot_be_changed_by_accident() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().retrieval.shingle = 3  # type: ignore[misc]


def test_a_recipe_names_the_version_and_every_number() -> None:
    recipe = Settings().clustering_recipe()
    assert recipe["version"] == VERSION
    retrieval, verification = recipe["retrieval"], recipe["verification"]
    assert isinstance(retrieval, dict)
    assert isinstance(verification, dict)
    assert set(retrieval) == {field.name for field in fields(RetrievalSettings)}
    assert set(verification) == {field.name for field in fields(VerificationSettings)}


@pytest.mark.parametrize("recipe", [Settings().clustering_recipe(), Settings().diff_recipe()])
def test_recipes_are_plain_json(recipe: dict[str, object]) -> None:
    assert set(json.loads(json.dumps(recipe))) == set(recipe)


def test_results_carry_the_recipe_they_were_made_with() -> None:
    settings = replace(Settings(), retrieval=replace(RetrievalSettings(), shingle=4))
    clustering = cluster_articles([A, B], settings)
    given = {"input": clustering.recipe["input"], "complete": True}
    assert clustering.recipe == {**settings.clustering_recipe(), **given}
    assert compare_articles(A, B, settings).recipe == {**settings.diff_recipe(), "complete": True}


def test_a_bar_on_the_score_decides_what_is_related() -> None:
    strict = replace(Settings(), verification=replace(VerificationSettings(), derived=1.0))
    assert cluster_articles([A, B], strict).clusters == ()
    generous = replace(Settings(), verification=replace(VerificationSettings(), derived=0.0))
    assert len(cluster_articles([A, B], generous).clusters) == 1
