"""Editors sign in with their key; the browser then keeps it where no script can read it."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.gate import HOME, KEY_COOKIE, SIGN_IN, address_of, is_foreign, too_often
from api.pages.frame import Spoken, page

WEEK = 604_800
LOCAL = re.compile(r"/(?:[!-.0-\[\]-~][!-\[\]-~]{0,4000})?")
"""One slash, no second one, and nothing that is no part of an encoded address."""

router = APIRouter(include_in_schema=False)


@router.get(SIGN_IN)
def form(request: Request, tongue: Spoken, wanted: Annotated[str, Query(alias="next")] = HOME) -> Response:
    """Ask for a key."""
    return page(request, "sign_in.html.j2", tongue, wrong=False, wanted=here_only(wanted))


@router.post(SIGN_IN)
async def sign_in(
    request: Request,
    tongue: Spoken,
    key: Annotated[str, Form(max_length=200)] = "",
    wanted: Annotated[str, Form(alias="next")] = HOME,
) -> Response:
    """Keep the key in a cookie if it is a good one, and go where one wanted to."""
    wanted = here_only(wanted)
    if is_foreign(request.scope) or not await request.app.state.keyring.key(key.strip()):
        wait = request.app.state.rates.wait(f"address {address_of(request.scope)}")
        refused = page(request, "sign_in.html.j2", tongue, 401, wrong=True, wanted=wanted)
        return too_often(wait) if wait else refused
    answer = RedirectResponse(wanted, 303)
    secure = request.url.scheme == "https"
    # Lax, not strict: else a link in a mail would lead to this form although one is signed in.
    answer.set_cookie(KEY_COOKIE, key.strip(), WEEK, httponly=True, samesite="lax", secure=secure)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """Forget the key."""
    if is_foreign(request.scope):
        raise HTTPException(403)
    answer = RedirectResponse(SIGN_IN, 303)
    answer.delete_cookie(KEY_COOKIE)
    return answer


def here_only(wanted: str) -> str:
    r"""Return an address of this service, or the start where it could be read as one of another.

    Browsers take a backslash for a slash, and leave out tabs and line breaks.

    >>> [here_only(each) for each in ("/stories?q=a", "//evil.example", "/\\evil.example", "https://a")]
    ['/stories?q=a', '/', '/', '/']
    """
    return wanted if LOCAL.fullmatch(wanted) else HOME
