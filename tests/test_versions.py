"""The history of a story over its versions."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.errors import ArticleError
from dedup.history import History
from dedup.link import Value
from dedup.versions import compare_versions


def history(*texts: str, language: str = "de") -> History:
    return compare_versions([Article(text, language=language) for text in texts])


def changes(found: History) -> list[list[str]]:
    return [[step.change for step in thread.steps] for thread in found.threads]


def timelines(found: History) -> list[str]:
    return [" → ".join(saying.value.text for saying in fact.sayings) for fact in found.facts]


def test_a_sentence_appears_changes_leaves_and_returns() -> None:
    found = history(
        "In Kiel brennt eine Lagerhalle. Der Hafen bleibt gesperrt.",
        "In Kiel brennt seit Montag eine Lagerhalle. Zwei Helfer wurden verletzt.",
        "Zwei Helfer wurden verletzt. Der Hafen bleibt gesperrt.",
    )
    assert changes(found) == [
        ["appeared", "reworded", "left"],
        ["appeared", "left", "returned"],
        ["appeared", "unchanged"],
    ]


def test_merged_sentences_lead_into_one_thread_and_split_ones_out_of_it() -> None:
    apart = "Die Brücke über die Oder bleibt gesperrt. Der Grund sind Risse im Beton der Pfeiler."
    joined = "Die Brücke über die Oder bleibt gesperrt, der Grund sind Risse im Beton der Pfeiler."
    found = history(apart, joined, apart)
    assert changes(found) == [["appeared", "merged", "split"], ["appeared", "merged"], ["split"]]
    assert found.threads[1].steps[-1].into == 0
    assert found.threads[2].steps[0].out_of == 0


def test_a_value_that_rests_and_changes_again_is_one_history() -> None:
    found = history(*(f"Bei dem Unglück starben {n} Menschen." for n in (26, 27, 27, 30)))
    assert timelines(found) == ["26 → 27 → 27 → 30"]
    assert [saying.version for saying in found.facts[0].sayings] == [0, 1, 2, 3]


def test_a_value_is_followed_back_to_where_it_was_said_first() -> None:
    found = history(
        "The fire injured 12 people.",
        "The fire injured 12 people.",
        "The fire injured 14 people.",
        language="en",
    )
    assert timelines(found) == ["12 → 12 → 14"]


def test_a_unit_that_changes_continues_the_number() -> None:
    found = history(
        "Der Schaden beträgt 20 Millionen Euro.",
        "Der Schaden beträgt 30 Millionen Euro.",
        "Der Schaden beträgt 30 Milliarden Euro.",
    )
    assert len(found.facts) == 1


def test_values_of_one_sentence_do_not_mix() -> None:
    found = history(
        "Es gab 5 Tote und 20 Verletzte.",
        "Es gab 6 Tote und 20 Verletzte.",
        "Es gab 6 Tote und 25 Verletzte.",
    )
    assert timelines(found) == ["5 → 6 → 6", "20 → 20 → 25"]


def test_one_version_is_no_history() -> None:
    with pytest.raises(ArticleError, match="at least 2 versions, not 1") as caught:
        history("Nur eine.")
    assert caught.value.field == "articles"


def test_a_bad_version_is_named() -> None:
    with pytest.raises(ArticleError) as caught:
        history("Eins.", "...")
    assert caught.value.field == "articles[1].text"


SENTENCES = st.sampled_from(
    [
        *(f"Bei dem Unglück in Kiel starben {n} Menschen." for n in (26, 27, 30)),
        "Der Hafen bleibt bis Montag gesperrt.",
        "Der Hafen bleibt bis Dienstag gesperrt.",
        "Der Hafen bleibt bis Montag gesperrt, bei dem Unglück in Kiel starben 26 Menschen.",
        "Es regnet.",
        "„Wir bleiben“, sagte Anna Berg.",
    ]
)
VERSIONS = st.lists(st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join), min_size=2, max_size=6)


@given(VERSIONS)
@settings(max_examples=60, deadline=None)
def test_what_holds_for_any_versions(texts: list[str]) -> None:
    found = history(*texts)
    every_sentence_is_in_one_step(found)
    for thread in found.threads:
        versions = [step.version for step in thread.steps]
        assert versions == sorted(set(versions))
        assert thread.id == found.threads.index(thread)
    every_fact_is_in_one_history(found)
    for fact in found.facts:
        first = fact.sayings[0].version
        versions = [saying.version for saying in fact.sayings]
        assert versions == list(range(first, first + len(versions)))
        for saying in fact.sayings:
            value = saying.value
            assert texts[saying.version][value.start : value.end] == value.text


def every_sentence_is_in_one_step(found: History) -> None:
    steps = Counter(
        (step.version, sentence)
        for thread in found.threads
        for step in thread.steps
        for sentence in step.sentences
        if step.into is None
    )
    sentences = [(n, s.index) for n, version in enumerate(found.versions) for s in version.sentences]
    assert steps == Counter(sentences)


def every_fact_is_in_one_history(found: History) -> None:
    told: Counter[tuple[int, Value | None, Value | None]] = Counter(
        (old.version, old.value, new.value)
        for fact in found.facts
        for old, new in zip(fact.sayings, fact.sayings[1:], strict=False)
    )
    for n, diff in enumerate(found.diffs):
        for fact in (fact for link in diff.links for fact in link.facts):
            assert told[n, fact.a, fact.b] == (1 if fact.a and fact.b else 0)
