"""Editors sign in with their key; the browser then keeps it where no script can read it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from api.gate import KEY_COOKIE, SIGN_IN, is_foreign
from api.pages.frame import Spoken, page

WEEK = 604_800

router = APIRouter(include_in_schema=False)


@router.get(SIGN_IN)
def form(request: Request, tongue: Spoken) -> Response:
    """Ask for a key."""
    return page(request, "sign_in.html.j2", tongue, wrong=False)


@router.post(SIGN_IN)
async def sign_in(
    request: Request, tongue: Spoken, key: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """Keep the key in a cookie if it is a good one."""
    if is_foreign(request.headers) or not await request.app.state.keyring.key(key.strip()):
        return page(request, "sign_in.html.j2", tongue, 401, wrong=True)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(KEY_COOKIE, key.strip(), WEEK, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/sign-out")
def sign_out() -> Response:
    """Forget the key."""
    answer = RedirectResponse(SIGN_IN, 303)
    answer.delete_cookie(KEY_COOKIE)
    return answer
