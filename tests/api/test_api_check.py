"""`POST /v1/check` and `POST /v1/versions`: policies, verdicts, and what is refused."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import httpx
import pytest

from api.requests import MAX_VERSIONS, PolicyRequest
from dedup import Policy

GOOD = {"text": "Bei einem Brand in Tannrode sind am Montag drei Menschen verletzt worden.", "language": "de"}
CHANGED = {**GOOD, "text": GOOD["text"].replace("drei", "vier")}


def ask(client: httpx.Client, **body: object) -> Any:
    response = client.post("/v1/check", json={"a": GOOD, "b": CHANGED, **body})
    assert response.status_code == 200, response.text
    return response.json()


def error(response: httpx.Response) -> tuple[str, Any, str]:
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    (found,) = response.json()["errors"]
    return found["field"], found.get("limit"), found["detail"]


def test_a_changed_fact_fails(client: httpx.Client) -> None:
    answer = ask(client)
    assert answer["verdict"] == "fail"
    assert answer["reasons"] == [{"threshold": "max_facts_high", "measured": 1, "allowed": 0}]
    assert [claim["value"]["text"] for claim in answer["unsupported"]] == ["vier"]


def test_a_policy_decides(client: httpx.Client) -> None:
    assert ask(client, policy={"max_facts_high": None})["verdict"] == "pass"
    strict = ask(client, policy={"max_facts_high": None, "max_verbatim_share": 0.1})
    assert [reason["threshold"] for reason in strict["reasons"]] == ["max_verbatim_share"]


def test_the_services_policy_is_the_librarys() -> None:
    assert set(PolicyRequest.model_fields) == {field.name for field in fields(Policy)}
    assert PolicyRequest().policy() == Policy()


@pytest.mark.parametrize(
    ("policy", "field", "limit", "words"),
    [
        ({"max_fact_high": 0}, "policy.max_fact_high", None, "did you mean max_facts_high?"),
        ({"max_verbatim_share": 50}, "policy.max_verbatim_share", 1, "at most 1"),
        ({"max_facts_low": -1}, "policy.max_facts_low", 0, "at least 0"),
        ({"max_facts_low": "3"}, "policy.max_facts_low", None, "whole number"),
        ({"max_facts_low": 1.5}, "policy.max_facts_low", None, "whole number"),
        ({"run_words": 0}, "policy.run_words", 1, "at least 1"),
        ([], "policy", None, "JSON object"),
    ],
)
def test_a_wrong_policy_is_refused(
    client: httpx.Client, policy: object, field: str, limit: object, words: str
) -> None:
    found = error(client.post("/v1/check", json={"a": GOOD, "b": GOOD, "policy": policy}))
    assert found[:2] == (field, limit)
    assert words in found[2]


def test_a_history_over_the_wire(client: httpx.Client) -> None:
    texts = [{"text": f"Bei dem Unglück starben {n} Menschen.", "language": "de"} for n in (26, 27, 27, 30)]
    response = client.post("/v1/versions", json={"articles": texts})
    assert response.status_code == 200, response.text
    answer = response.json()
    assert [version["id"] for version in answer["versions"]] == ["1", "2", "3", "4"]
    (fact,) = answer["facts"]
    assert [saying["value"]["text"] for saying in fact["sayings"]] == ["26", "27", "27", "30"]


@pytest.mark.parametrize(
    ("articles", "field", "limit", "words"),
    [
        ([], "articles", 2, "at least 2 item"),
        ([GOOD], "articles", 2, "at least 2 item"),
        ([GOOD] * (MAX_VERSIONS + 1), "articles", MAX_VERSIONS, "at most 200 items"),
        ([GOOD, {"text": "..."}], "articles[1].text", None, "word"),
    ],
)
def test_too_few_and_bad_versions(
    client: httpx.Client, articles: object, field: str, limit: object, words: str
) -> None:
    found = error(client.post("/v1/versions", json={"articles": articles}))
    assert found[:2] == (field, limit)
    assert words in found[2]
