"""Lines of JSON, which schemathesis neither writes nor reads by itself."""

from __future__ import annotations

import json
from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_: object, value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


@schemathesis.deserializer("application/x-ndjson")
def first(_: object, response: Any) -> Any:
    """Return the first line: the schema describes each."""
    return json.loads(response.content.splitlines()[0])
