"""One message sent to one receiver, by a connection to an address that was checked.

Written by hand on purpose: of HTTP no more is needed than a request and the status of its answer. No redirect
is followed and no proxy asked, no more is read than a few kilobytes, and all of it ends in seconds.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from time import monotonic

from api.store.deliveries import Outcome
from api.targets import (
    NOWHERE,
    Network,
    Resolve,
    Target,
    TargetError,
    addresses_of,
    checked,
    is_within,
    target_of,
)
from dedup import VERSION

SECONDS = 10.0
"""How long an attempt may take, from the connection to the status of the answer."""

RESOLVE_SECONDS = 10.0
DRAIN_SECONDS = 1.0
MOST_READ = 16_384

_BEGIN = b"HTTP/1."
_STATUS = re.compile(rb"HTTP/1\.[01] ([2-5][0-9]{2})[ \r\n]")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1[0-9]{2}[ \r\n]")


_context = cache(ssl.create_default_context)


class _NoAnswerError(Exception):
    """What comes back is not an answer of HTTP."""


@dataclass(frozen=True)
class Sending:
    """How messages are sent: where to, despite all, and by which certificates and names."""

    allowed: Sequence[Network] = ()
    resolve: Resolve = addresses_of
    context: Callable[[], ssl.SSLContext] = _context
    seconds: float = SECONDS

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Send a body, and return what became of it; no message in it has a part of the URL."""
        try:
            target = target_of(url)
            began = monotonic()
            addresses = checked(target, self.allowed, self.resolve)
            if monotonic() - began > RESOLVE_SECONDS:
                raise TimeoutError
            return Outcome(self._status(target, addresses, _request(target, headers, body)))
        except TargetError as error:
            return Outcome(None, str(error))
        except TimeoutError:
            return Outcome(None, "the receiver did not answer in time")
        except ssl.SSLError as error:
            return Outcome(None, f"TLS failed: {error.reason or 'the certificate is not good'}"[:200])
        except OSError:
            return Outcome(None, "the connection failed")
        except _NoAnswerError:
            return Outcome(None, "what the receiver answered is not HTTP/1.1")

    def _status(self, target: Target, addresses: Sequence[str], request: bytes) -> int:
        end = monotonic() + self.seconds
        with _connected(target, addresses, end) as plain:
            self._refuse_self(plain)
            if target.scheme == "http":
                return _asked(plain, request, end)
            plain.settimeout(_left(end))
            with self.context().wrap_socket(plain, server_hostname=target.host) as secure:
                return _asked(secure, request, end)

    def _refuse_self(self, connection: socket.socket) -> None:
        """Refuse a connection to this machine under a public address of its own: no firewall sees it."""
        here, there = connection.getsockname()[0], connection.getpeername()[0]
        if here == there and not is_within(ip_address(there), self.allowed):
            raise TargetError(NOWHERE)


def _request(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    all_headers = {
        "Host": target.authority,
        "User-Agent": f"dedup/{VERSION}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Accept": "*/*",
        "Connection": "close",
        **headers,
    }
    lines = (f"POST {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items()))
    return "\r\n".join((*lines, "", "")).encode("ascii") + body


def _connected(target: Target, addresses: Sequence[str], end: float) -> socket.socket:
    """Return a connection to the first of some addresses that can be reached."""
    failure = OSError()
    for n, address in enumerate(addresses):
        try:
            # Each gets its part of what is left, so that a dead address does not take it all.
            wait = _left(end) / (len(addresses) - n)
            return socket.create_connection((address, target.port), timeout=wait)
        except OSError as error:
            failure = error
    raise failure


def _asked(connection: socket.socket, request: bytes, end: float) -> int:
    connection.settimeout(_left(end))
    connection.sendall(request)
    head = b""
    while not (found := _STATUS.match(head)):
        more = _received(connection, end)
        head += more
        while _INTERIM.match(head) and b"\r\n\r\n" in head:
            head = head.partition(b"\r\n\r\n")[2]
        if not more or len(head) > MOST_READ or not head.startswith(_BEGIN[: len(head)]):
            raise _NoAnswerError
    _drain(connection, end)
    return int(found[1])


def _received(connection: socket.socket, end: float) -> bytes:
    connection.settimeout(_left(end))
    return connection.recv(4_096)


def _drain(connection: socket.socket, end: float) -> None:
    """Read a little more, so that a receiver can end its answer before the connection is cut."""
    end, size = min(end, monotonic() + DRAIN_SECONDS), 0
    with suppress(OSError):
        while size < MOST_READ and (more := _received(connection, end)):
            size += len(more)


def _left(end: float) -> float:
    left = end - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
