"""The groups of words that mean nearly the same."""

from importlib import import_module

import pytest

from dedup.synonyms import concepts

LISTS = ["english", "french", "german", "spanish"]


@pytest.mark.parametrize("name", LISTS)
def test_every_group_has_two_words_or_more_and_stands_once(name: str) -> None:
    groups = [tuple(group.split()) for group in import_module(f"dedup.synonyms.{name}").GROUPS.split("/")]
    assert all(len(set(group)) == len(group) > 1 for group in groups)
    assert len(set(groups)) == len(groups)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("de", "betrieb", "firma"), ("en", "jail", "prison"), ("de-AT", "feu", "brand")],
)
def test_words_of_a_group_share_a_concept(language: str, one: str, other: str) -> None:
    known = concepts(language)
    assert set(known[one]) & set(known[other])


def test_a_language_without_a_list_has_none() -> None:
    assert not concepts("fi")
    assert not concepts(None)
