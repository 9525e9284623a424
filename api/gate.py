"""Who gets in: a request for `/v1` or `/metrics` that may not go on ends here, before its body is read.

Without any key the service answers to this machine alone, and a page of another site that a browser on this
machine shows is not this machine. As soon as a key was made, every request needs one. What a key allows is
asked in `api.security`, route by route.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.keyring import Keyring
from api.problems import NO_DATABASE, problem_response, unavailable
from api.rates import Rates
from api.store.keys import Key

GUARDED = ("/v1", "/metrics", "/compare", "/stories", "/batch")
SIGN_IN = "/sign-in"
HOME = "/"
"""Open to everyone, but it names the key of who signed in."""
KEY_COOKIE = "dedup-key"
PART = "dedup-part"
"""Header of a request by which the script of a page asks for a part of it."""
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Gate:
    """Lets requests on that bring a good key, or that need none, and not too many of them."""

    def __init__(self, app: ASGIApp, keyring: Keyring, rates: Rates) -> None:
        self.app = app
        self.keyring = keyring
        self.rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its key, or refuse it."""
        if scope["type"] == "http" and (is_guarded(scope["path"]) or scope["path"] == HOME):
            try:
                refusal = await self._refusal(scope)
            except NO_DATABASE:
                refusal = unavailable()
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        """Return why the request may not go on; if it may, note its key (none while there are none)."""
        given = presented(scope)
        if scope["path"] == HOME and not given and not is_local(scope):
            return None
        key = await self.keyring.key(given) if given else None
        if key is None and (given or (await self.keyring.known()).keys):
            wait = self.rates.wait(f"address {address_of(scope)}")
            if wait:
                return too_often(wait)
            return None if scope["path"] == HOME else _no_key(given, scope)
        if key is None and not is_local(scope):
            return problem_response(403, "There are no keys yet, so only this machine is answered.")
        scope.setdefault("state", {})["key"] = key
        wait = self.rates.wait(f"key {key.prefix}") if key else None
        return too_often(wait) if wait else None


def is_guarded(path: str) -> bool:
    """Whether what lies at a path is for those alone who may ask.

    >>> is_guarded("/v1/diff"), is_guarded("/v1"), is_guarded("/healthz")
    (True, True, False)
    """
    return any(path == start or path.startswith(f"{start}/") for start in GUARDED)


def presented(scope: Scope) -> str | None:
    """Return what a request gives as its key, if it gives anything: `Authorization` goes before `X-API-Key`.

    Last comes the cookie of a browser that signed in, unless another site made the browser ask.
    """
    headers = Headers(scope=scope)
    given = headers.get("authorization")
    if given is None:
        return headers.get("x-api-key") or (None if is_foreign(scope) else _cookie(headers))
    kind, _, text = given.partition(" ")
    return text.strip() if kind.lower() == "bearer" else kind


def key_of(scope: Scope) -> Key | None:
    """Return the key that a request was let in with."""
    key = scope.get("state", {}).get("key")
    return key if isinstance(key, Key) else None


def is_let_in(scope: Scope) -> bool:
    """Whether a request was let in, with a key or where none is needed."""
    return "key" in scope.get("state", {})


def is_local(scope: Scope) -> bool:
    """Whether a request was sent on this machine, and not by a page of another site (or under its name)."""
    headers = Headers(scope=scope)
    host = headers.get("host", "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return is_loopback(address_of(scope)) and name in LOCAL_NAMES and not is_foreign(scope)


def is_foreign(scope: Scope) -> bool:
    """Whether a browser says that a page of another site made it ask, other than by a link that was followed.

    Browsers leave out `Sec-Fetch-Site` where the service has no certificate; then `Origin` tells, which comes
    with every form that is sent. A page of no origin is a foreign one.
    """
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is not None:
        return origin == "null" or origin.partition("://")[2].lower() != headers.get("host", "").lower()
    return site in ("cross-site", "same-site") and not _is_followed(scope["method"], headers)


def _is_followed(method: str, headers: Headers) -> bool:
    """Whether a link was followed, as from a mail: the other site neither reads nor changes anything."""
    how = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return method in ("GET", "HEAD") and how == ("navigate", "document")


def _cookie(headers: Headers) -> str | None:
    return cookie_parser(headers.get("cookie", "")).get(KEY_COOKIE)


@lru_cache(maxsize=1_024)
def is_loopback(host: str) -> bool:
    """Whether an address is one of this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def too_often(seconds: int) -> Response:
    """Return the answer to one request too many."""
    return problem_response(
        429, f"Too many requests; go on in {seconds} s.", headers={"Retry-After": str(seconds)}
    )


def _no_key(given: str | None, scope: Scope) -> Response:
    headers = Headers(scope=scope)
    is_page = scope["method"] == "GET" and not scope["path"].startswith(("/v1", "/metrics"))
    if is_page and "text/html" in headers.get("accept", "") and PART not in headers:
        return RedirectResponse(f"{SIGN_IN}?next={quote(_wanted(scope), safe='/')}", 303)
    challenge = 'Bearer realm="dedup"' + (', error="invalid_token"' if given else "")
    why = "This key is not known, or was revoked." if given else "This request needs a key."
    return problem_response(401, why, headers={"WWW-Authenticate": challenge})


def _wanted(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return quote(scope["path"], safe="/%") + (f"?{query}" if query else "")


def address_of(scope: Scope) -> str:
    """Return the address that a request came from."""
    return str((scope.get("client") or ("",))[0])
