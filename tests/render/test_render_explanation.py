from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from dedup.article import Article
from dedup.cluster import Clustering
from dedup.explaining import explain_pair
from dedup.explanation import Explanation
from dedup.render.explanation_display import LEFT_OUT
from dedup.render.explanation_schema import explanation_to_dict
from dedup.render.terminal_explanation import print_explanation
from dedup.settings import Settings

RECIPE = {**Settings().clustering_recipe(), "complete": True}


def shown(explanation: Explanation) -> str:
    console = Console(file=StringIO(), width=200)
    with console.capture() as text:
        print_explanation(explanation, console)
    return text.get()


def test_json_has_the_keys_of_the_schema_in_its_order(clustering: Clustering) -> None:
    answer = explanation_to_dict(explain_pair(replace(clustering, recipe=RECIPE), "a.txt", "b.txt"))
    keys = ["schema_version", "recipe", "a", "b", "together", "outcome", "why", "path", "verdict", "in_place"]
    assert list(answer) == keys
    assert list(answer["a"]) == ["id", "path", "date", "title", "cluster", "role"]
    (edge,) = answer["path"]
    assert edge == answer["verdict"]
    assert (edge["score"], edge["longest_shared_run_words"], edge["evidence"]) == (
        0.95,
        6,
        [{"a": [0, 40], "b": [5, 45]}],
    )


def test_a_verified_pair_is_shown_with_its_edge_alone(clustering: Clustering) -> None:
    text = shown(explain_pair(replace(clustering, recipe=RECIPE), "a.txt", "b.txt"))
    assert "near-duplicate  score 0.9500, at or over the bar of 0.5" in text
    assert "92 % of b stands in a · 99 % of a stands in b · 1 shared passage\n" in text
    assert "The verdict on the two" not in text


def test_a_pair_of_which_others_were_judged_says_so(clustering: Clustering) -> None:
    (edge, *_) = clustering.candidates
    same = replace(edge, b="@d.txt", relation="identical", score=1.0)
    other = replace(edge, b="e.txt", relation="unrelated", score=0.31)
    found = replace(clustering, recipe=RECIPE, candidates=(same, other))
    text = shown(explain_pair(found, "@d.txt", "e.txt"))
    assert text.startswith("Apart  judged, and rejected: score 0.3100, under the bar of 0.5; ")
    assert "Judged in their place: articles with the same words" in text
    assert "a, the older: a.txt\n" in text


def test_a_pair_that_was_never_judged_is_told_the_rules_of_the_run(clustering: Clustering) -> None:
    text = shown(explain_pair(replace(clustering, recipe=RECIPE), "@d.txt", "e.txt"))
    assert "at least 23 % in runs of 4 words" in " ".join(text.split())
    assert LEFT_OUT not in " ".join(text.split())
    partial = replace(clustering, recipe={**RECIPE, "complete": False})
    assert LEFT_OUT in " ".join(shown(explain_pair(partial, "@d.txt", "e.txt")).split())


def test_nothing_in_an_id_steers_the_terminal(clustering: Clustering) -> None:
    odd = replace(clustering, recipe=RECIPE, singletons=(Article("", "\x1b[31m"), Article("", "\u202ex")))
    assert not {"\x1b", "\u202e"} & set(shown(explain_pair(odd, "\x1b[31m", "\u202ex")))
