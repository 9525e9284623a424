"""What the service tells a receiver, signed as Standard Webhooks has it (https://www.standardwebhooks.com).

>>> secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
>>> headers = {
...     "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
...     "webhook-timestamp": "1614265330",
...     "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
... }
>>> verify_webhook(secret, headers, b'{"test": 2432232314}', now=1614265331)
{'test': 2432232314}
>>> verify_webhook(secret, headers, b'{"test": 2432232315}', now=1614265331)
Traceback (most recent call last):
...
dedup.errors.DedupError: no signature of this body is right
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from dedup.errors import DedupError

SECRET_PREFIX = "whsec_"
SCHEME = "v1"
TOLERANCE_SECONDS = 300.0
MOST_DIGITS = 12
"""Of the seconds since 1970, so that what a stranger sends stays a number that can be reckoned with."""


def verify_webhook(
    secret: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: float | None = None,
    tolerance: float = TOLERANCE_SECONDS,
) -> dict[str, Any]:
    """Return what a receiver was told, if it comes from the service and is not old. Raises DedupError.

    `body` are the bytes as they came. The same may come twice: then its `id` is the same.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        name, stamp, signatures = (given[f"webhook-{part}"] for part in ("id", "timestamp", "signature"))
        (name + signatures).encode("ascii")
        seconds = int(stamp[:MOST_DIGITS])
    except (KeyError, ValueError) as error:
        raise DedupError("the headers of a signature are missing or malformed") from error
    if not abs((time.time() if now is None else now) - seconds) <= tolerance:
        raise DedupError("the time of the signature is too far from now")
    right = sign_webhook(secret, name, seconds, body).encode()
    # All are compared, each in a time that does not depend on how much of it is right.
    if not sum(hmac.compare_digest(right, each.encode()) for each in signatures.split()):
        raise DedupError("no signature of this body is right")
    try:
        found: dict[str, Any] = json.loads(body)
    except ValueError as error:
        raise DedupError("the body is not JSON") from error
    return found


def sign_webhook(secret: str, name: str, seconds: int, body: bytes) -> str:
    """Return the signature of a message by its id (`name`), the time of sending and its body."""
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error as error:
        raise DedupError("this is not a secret of a hook") from error
    digest = hmac.digest(key, f"{name}.{seconds}.".encode() + body, "sha256")
    return f"{SCHEME},{base64.b64encode(digest).decode()}"
