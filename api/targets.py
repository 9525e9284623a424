"""Where a hook may send to: addresses of the open internet, and networks that the service was told of.

What a name stands for can change at any moment, so the addresses of a name are looked at when something is
sent, and the connection is made to one of those that were looked at.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

MAX_URL_CHARS = 2_000
PORTS = {"http": 80, "https": 443}

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
NOWHERE = "the host has no address that may be told something"

Resolve = Callable[[str, int], Iterable[str]]
"""Gives the addresses of a name, which may be an address itself; raises OSError if there are none."""

_LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_NUMBER = re.compile(r"(.*\.)?([0-9]+|0x[0-9a-f]*)")
"""What some take for an IPv4 address, written in another way."""

_PRINTABLE = re.compile(r"[!-~]+")

_INNER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind the address of a provider
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # what a cloud (Azure) tells its machines
        "169.254.0.0/16",  # link-local; what clouds tell their machines
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocol assignments, among them Teredo
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)
_IPV6_INTERNET = IPv6Network("2000::/3")
"""All other IPv6 addresses are inner ones, or translate to IPv4 ones (mapped, NAT64)."""


class TargetError(ValueError):
    """Nothing may be sent to this; the message says why, without repeating it."""


@dataclass(frozen=True, slots=True)
class Target:
    """The parts of a URL. `path` has the query; `literal` is the address if that stands in the URL itself."""

    scheme: str
    host: str
    port: int
    path: str
    literal: Address | None

    @property
    def authority(self) -> str:
        """Return what the header Host has."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def target_of(url: str) -> Target:
    """Return the parts of a URL. Raises TargetError for what cannot be sent to.

    >>> target_of("https://desk.example:8443/hooks?k=1")
    Target(scheme='https', host='desk.example', port=8443, path='/hooks?k=1', literal=None)
    """
    if len(url) > MAX_URL_CHARS or not _PRINTABLE.fullmatch(url):
        raise TargetError(
            f"must be at most {MAX_URL_CHARS} printable ASCII characters, others encoded (%20, xn--…)"
        )
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
        default = PORTS[scheme]
    except (KeyError, ValueError):
        raise TargetError("must be a URL such as https://desk.example/hooks") from None
    if "@" in parts.netloc or "#" in url:
        raise TargetError("must have no user, password or fragment")
    literal = _literal(host)
    if port == 0 or (literal is None and (not _NAME.fullmatch(host) or _NUMBER.fullmatch(host))):
        raise TargetError("must have the name or the address of a host, and a port that exists if any")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme, host, port or default, path, literal)


def may_be_told(address: Address, allowed: Sequence[Network]) -> bool:
    """Whether something may be sent to an address: to the open internet, or into an allowed network.

    >>> may_be_told(ip_address("192.168.0.7"), ()), may_be_told(ip_address("1.1.1.1"), ())
    (False, True)
    """
    if is_within(address, allowed):
        return True
    if isinstance(address, IPv6Address) and address not in _IPV6_INTERNET:
        return False
    return not is_within(address, _INNER)


def is_within(address: Address, networks: Sequence[Network]) -> bool:
    """Whether an address lies in one of some networks."""
    return any(address in network for network in networks)


def addresses_of(host: str, port: int) -> list[str]:
    """Return the addresses of a name as the system knows them. Raises OSError if there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked(target: Target, allowed: Sequence[Network], resolve: Resolve) -> list[str]:
    """Return the addresses of a target that something may be sent to.

    Raises TargetError if there are none; whether the name is known must not be told to whoever asks.
    """
    try:
        found = [address for address in resolve(target.host, target.port) if _is_fit(address, allowed)]
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise TargetError(NOWHERE)
    return found


def _is_fit(text: str, allowed: Sequence[Network]) -> bool:
    try:
        return may_be_told(ip_address(text), allowed)
    except ValueError:
        return False


def _literal(host: str) -> Address | None:
    if host == "localhost" or host.endswith(".localhost"):
        return IPv4Address("127.0.0.1")
    try:
        return ip_address(host) if "%" not in host else None
    except ValueError:
        return None
