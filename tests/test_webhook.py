"""A receiver believes only what was signed with its secret, and not long ago."""

from __future__ import annotations

import json

import pytest

from dedup import DedupError, sign_webhook, verify_webhook

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = json.dumps({"id": "evt_1", "type": "hook.test"}).encode()
NOW = 1_700_000_000


def signed(**other: str) -> dict[str, str]:
    headers = {
        "Webhook-Id": "evt_1",
        "Webhook-Timestamp": str(NOW),
        "Webhook-Signature": sign_webhook(SECRET, "evt_1", NOW, BODY),
    }
    return {**headers, **other}


@pytest.mark.parametrize("late", [-299, 0, 299])
def test_what_was_signed_is_believed(late: int) -> None:
    assert verify_webhook(SECRET, signed(), BODY, now=NOW + late)["id"] == "evt_1"


def test_one_of_several_signatures_is_enough() -> None:
    right = sign_webhook(SECRET, "evt_1", NOW, BODY)
    several = signed(**{"Webhook-Signature": f"v1,AAAA v2,BBBB {right}"})
    assert verify_webhook(SECRET, several, BODY, now=NOW)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "missing or malformed"),
        (signed(**{"Webhook-Timestamp": "soon"}), "missing or malformed"),
        (signed(**{"Webhook-Signature": "v1,ä"}), "missing or malformed"),
        (signed(**{"Webhook-Signature": ""}), "no signature"),
        (signed(**{"Webhook-Signature": "v1,AAAA"}), "no signature"),
        (signed(**{"Webhook-Signature": "v1"}), "no signature"),
        (signed(**{"Webhook-Timestamp": str(NOW + 1)}), "no signature"),
        (signed(**{"Webhook-Timestamp": "9" * 4_000}), "too far"),
        (signed(**{"Webhook-Id": "evt_2"}), "no signature"),
    ],
)
def test_what_is_forged_is_not(headers: dict[str, str], words: str) -> None:
    with pytest.raises(DedupError, match=words):
        verify_webhook(SECRET, headers, BODY, now=NOW)


@pytest.mark.parametrize("late", [-301, 301])
def test_what_is_old_or_of_the_future_is_not(late: int) -> None:
    with pytest.raises(DedupError, match="too far"):
        verify_webhook(SECRET, signed(), BODY, now=NOW + late)


def test_the_secret_of_another_hook_does_not_fit() -> None:
    with pytest.raises(DedupError, match="no signature"):
        verify_webhook("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", signed(), BODY, now=NOW)
    with pytest.raises(DedupError, match="not a secret"):
        verify_webhook("whsec_?", signed(), BODY, now=NOW)
