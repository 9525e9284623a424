"""The forms in which a diff is answered: JSON, or a page for a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from api.accepting import best
from dedup import Diff, diff_page, diff_to_dict

JSON, PAGE = "application/json", "text/html"
CONTENT: dict[str, Any] = {PAGE: {"schema": {"type": "string"}}}
"""What the OpenAPI document says besides the model."""


def wanted(request: Request) -> str:
    """Return the form that the client likes best. Raises HTTPException 406 if it likes none."""
    form = best(request.headers.get("accept"), (JSON, PAGE))
    if form is None:
        raise HTTPException(406, f"A diff comes as {JSON} or {PAGE}.")
    return form


DiffForm = Annotated[str, Depends(wanted)]


def answered(diff: Diff, form: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a diff in a form."""
    headers = {"Vary": "Accept", **(headers or {})}
    if form == PAGE:
        return HTMLResponse(diff_page(diff), headers=headers)
    return JSONResponse(diff_to_dict(diff), headers=headers)
