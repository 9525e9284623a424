"""Where hooks may point to."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from api.targets import TargetError, addresses_of, checked, may_be_told, target_of

INNER = """
    0.0.0.0 10.0.0.1 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254
    172.16.0.1 172.31.255.254 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1
    203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1
    2001::1 2001:0:4136:e378::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:808:808::1
    3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 ff0e::1
""".split()
OPEN = "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 2606:4700::1111 2a00:1450::1".split()


@pytest.mark.parametrize("text", INNER)
def test_an_inner_address_is_told_nothing(text: str) -> None:
    assert not may_be_told(ip_address(text), ())


@pytest.mark.parametrize("text", OPEN)
def test_an_address_of_the_open_internet_may_be_told(text: str) -> None:
    assert may_be_told(ip_address(text), ())


def test_a_network_that_is_allowed_is_told_and_no_other() -> None:
    allowed = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    told = [text for text in ("10.1.2.3", "10.2.0.1", "fd00::7", "::ffff:10.1.2.3") if _may(text, allowed)]
    assert told == ["10.1.2.3", "fd00::7"]


def _may(text: str, allowed: tuple[object, ...]) -> bool:
    return may_be_told(ip_address(text), allowed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "desk.example",
        "//desk.example/",
        "ftp://desk.example/",
        "file:///etc/passwd",
        "gopher://desk.example/",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "http://me@desk.example/",
        "http://me:secret@desk.example/",
        "http://:@desk.example/",
        "http://desk.example:0/",
        "http://desk.example:65536/",
        "http://desk.example:x/",
        "http://desk.example/#part",
        "http://desk.example/ x",
        "http://desk.example/\r\nX-Evil: 1",
        "http://desk\t.example/",
        "http://dësk.example/",
        "http://desk.example\\@evil.example/",
        "http://desk..example/",
        "http://-desk.example/",
        "http://desk.example./",
        f"http://{'a' * 64}.example/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        f"http://desk.example/{'x' * 2_000}",
    ],
)
def test_what_is_no_plain_url_is_refused(url: str) -> None:
    with pytest.raises(TargetError):
        target_of(url)


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("http://Desk.Example", "desk.example", "/"),
        ("HTTPS://desk.example:443/a?b=c&d", "desk.example", "/a?b=c&d"),
        ("https://desk.example:80?b", "desk.example:80", "/?b"),
        ("http://[2606:4700::1111]:8080/a//b/../c", "[2606:4700::1111]:8080", "/a//b/../c"),
    ],
)
def test_a_url_is_taken_apart(url: str, authority: str, path: str) -> None:
    target = target_of(url)
    assert (target.authority, target.path) == (authority, path)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://localhost:81/", "http://a.localhost"]
)
def test_what_points_to_this_machine_is_seen_in_the_url_itself(url: str) -> None:
    literal = target_of(url).literal
    assert literal is not None
    assert not may_be_told(literal, ())


def test_only_the_addresses_that_may_be_told_are_left() -> None:
    target = target_of("https://desk.example")
    mixed = ["10.0.0.1", "1.1.1.1", "::ffff:1.1.1.1", "nonsense", "fe80::1%eth0"]
    assert checked(target, (), lambda host, port: mixed) == ["1.1.1.1"]


def test_an_inner_name_and_an_unknown_one_are_refused_in_the_same_words() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(f"{host} is not known")

    said = set()
    for resolve in (unknown, lambda host, port: ["10.0.0.1"]):
        with pytest.raises(TargetError) as caught:
            checked(target_of("https://desk.example"), (), resolve)
        said.add(str(caught.value))
    assert said == {"the host has no address that may be told something"}


def test_the_system_knows_this_machine() -> None:
    assert "127.0.0.1" in addresses_of("127.0.0.1", 80)
