"""What every page has around it: language, navigation, style and script, and the policy of the browser."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Annotated

from babel import negotiate_locale
from fastapi import Depends, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.gate import KEY_COOKIE, key_of
from api.pages.assets import asset_url
from api.pages.moments import clock, day, minute
from api.pages.places import chosen, collection_of, collections_of, place
from dedup import Tongue, percent, printable, speech

TEMPLATES = Path(__file__).parent / "templates"
COOKIE = "dedup-language"
YEAR = 31_536_000
SECTIONS = ("stories", "batch")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def tongue_of(request: Request) -> Tongue:
    """Return the language of a page: that of its address, the one chosen before, or the one liked best."""
    liked = [part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    chosen = (request.query_params.get("lang"), request.cookies.get(COOKIE))
    for asked in chosen:
        if asked in list(Tongue):
            return Tongue(asked)
    return Tongue(negotiate_locale(liked, list(Tongue), sep="-") or Tongue.EN)


Spoken = Annotated[Tongue, Depends(tongue_of)]


def fragment(request: Request, template: str, tongue: Tongue, **values: object) -> str:
    """Return a part of a page."""
    shown = _environment(tongue).get_template(template)
    return shown.render(at=partial(place, request), may_write=may_write(request), **values)


def page(
    request: Request, template: str, tongue: Tongue, status: int = 200, **values: object
) -> HTMLResponse:
    """Return a page in a language, which is then remembered if the address asked for it."""
    around = {
        "path": request.url.path,
        "tongue_url": partial(_in_tongue, request),
        "signed_in": _signed_in(request),
        "collections": collections_of(request),
        "collection": collection_of(request),
        "chosen": chosen(request),
        "section": section_of(request),
    }
    text = fragment(request, template, tongue, **around, **values)
    headers = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, no-store",
        "Vary": "Cookie",
        "Referrer-Policy": "same-origin",  # else a browser would not say of a form where it comes from
    }
    answer = HTMLResponse(text, status, headers)
    if request.query_params.get("lang") == tongue:
        answer.set_cookie(COOKIE, tongue, max_age=YEAR, samesite="lax", httponly=True)
    return answer


def may_write(request: Request) -> bool:
    """Whether who asks may also store and decide."""
    key = key_of(request.scope)
    return key is None or key.allows("write")


def _signed_in(request: Request) -> str | None:
    """Return the name of the key that the browser keeps."""
    key = key_of(request.scope) if KEY_COOKIE in request.cookies else None
    return key.name if key else None


def _in_tongue(request: Request, tongue: Tongue) -> str:
    """Return where the same page is in another language; what was posted has no address of its own."""
    if request.method not in ("GET", "HEAD"):
        return place(request, section_of(request), lang=tongue)
    return f"?{request.url.include_query_params(lang=tongue).query}"


def section_of(request: Request) -> str:
    """Return where the part of the service begins that a page belongs to."""
    section = request.url.path.split("/")[1]
    return f"/{section if section in SECTIONS else ''}"


@cache
def _environment(tongue: Tongue) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    say = speech(tongue)
    environment.globals.update(
        _=say.text,
        say=say,
        asset=asset_url,
        tongues=list(Tongue),
        clock=clock,
        day=day,
        minute=minute,
        percent=partial(percent, say=say),
    )
    environment.filters["printable"] = printable
    return environment
