"""The service put together."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api.docs import docs
from api.middleware import BodyLimit, NoSniff
from api.problems import HANDLERS, MEDIA_TYPE
from api.routes import router
from dedup import MAX_REQUEST_BYTES, VERSION

DESCRIPTION = """\
Sentence-level diffs of news texts, and clusters of articles that take text from each other.
In every pair `a` is the older and `b` the newer text; all offsets count code points of the text as given."""


class Service(FastAPI):
    """FastAPI whose OpenAPI document gives errors the media type that they really have."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        document = super().openapi()
        for path in document["paths"].values():
            for operation in path.values():
                _as_problems(operation["responses"])
        return document


def create_app() -> FastAPI:
    """Return the service, ready for an ASGI server."""
    app = Service(
        title="dedup",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,  # FastAPI's own pages load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=HANDLERS,
    )
    app.add_middleware(BodyLimit, limit=MAX_REQUEST_BYTES)
    app.add_middleware(NoSniff)
    app.include_router(router)
    app.add_api_route("/docs", docs, include_in_schema=False)
    return app


def _as_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status >= "400" and "application/json" in response.get("content", {}):
            response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
