"""One message sent over a real connection, to receivers of all kinds."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from api.sending import MOST_READ, Sending
from tests.api.receiver import Receiver, receiving

HERE = (ip_network("127.0.0.0/8"),)
SHORT = 0.3


@pytest.fixture(scope="module")
def shared() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def receiver(shared: Receiver) -> Receiver:
    shared.got.clear()
    shared.statuses.clear()
    return shared


@contextmanager
def answering(*pieces: bytes, pause: float = 0.0) -> Iterator[str]:
    """A receiver that says some bytes, whatever it was asked, and then keeps the connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65_536)
            for piece in pieces:
                try:
                    connection.sendall(piece)
                except OSError:
                    return
                if pause and over.wait(pause):
                    return
            over.wait(30)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    over.set()
    listener.close()
    thread.join()


def test_a_message_comes_as_it_was_sent(receiver: Receiver) -> None:
    outcome = Sending(HERE).post(f"{receiver.url}/hooks?k=1", {"webhook-id": "evt_1"}, "ä".encode())
    assert outcome.is_good
    (got,) = receiver.got
    assert (got.path, got.body, got.headers["webhook-id"]) == ("/hooks?k=1", "ä".encode(), "evt_1")
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert got.headers["content-type"] == "application/json"


def test_the_name_is_sent_to_the_address_that_was_checked(receiver: Receiver) -> None:
    sending = Sending(HERE, lambda host, port: ["127.0.0.1"])
    assert sending.post(f"http://desk.example:{receiver.port}/", {}, b"{}").is_good
    assert receiver.got[0].headers["host"] == f"desk.example:{receiver.port}"


def test_a_name_is_looked_up_once_so_it_cannot_change_between_check_and_connection(
    receiver: Receiver,
) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["192.0.2.1" if len(asked) == 1 else "127.0.0.1"]

    outcome = Sending((), rebinding).post(f"http://desk.example:{receiver.port}/", {}, b"{}")
    assert (outcome.status, outcome.error) == (None, "the host has no address that may be told something")
    allowed = (ip_network("192.0.2.0/24"),)
    asked.clear()
    outcome = Sending(allowed, rebinding, seconds=SHORT).post(
        f"http://desk.example:{receiver.port}/", {}, b"{}"
    )
    assert not outcome.is_good
    assert asked == ["desk.example"]
    assert not receiver.got


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_told_nothing_unless_it_is_allowed(receiver: Receiver, host: str) -> None:
    assert Sending().post(f"http://{host}:{receiver.port}/", {}, b"{}").status is None
    assert not receiver.got


def test_a_public_address_of_this_machine_is_told_nothing(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.sending.checked", lambda *_: ["127.0.0.1"])  # as if it were one
    outcome = Sending().post(f"http://desk.example:{receiver.port}/", {}, b"{}")
    assert outcome.error == "the host has no address that may be told something"
    assert not receiver.got


def test_an_address_that_is_dead_is_not_the_last_one_tried(receiver: Receiver) -> None:
    sending = Sending(HERE, lambda host, port: ["127.0.0.2", "127.0.0.1"])
    with socket.create_server(("127.0.0.3", 0)):
        assert sending.post(f"http://desk.example:{receiver.port}/", {}, b"{}").is_good


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    receiver.statuses.append(status)
    outcome = Sending(HERE).post(receiver.url, {}, b"{}")
    assert (outcome.status, outcome.is_good) == (status, False)
    assert [got.path for got in receiver.got] == ["/"]


def test_no_proxy_of_the_environment_is_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert Sending(HERE).post(receiver.url, {}, b"{}").is_good


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "what the receiver answered is not HTTP/1.1"),
        (b"HTTP/2 200\r\n\r\n", "what the receiver answered is not HTTP/1.1"),
        (b"HTTP/1.1 20", "the receiver did not answer in time"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", "the receiver did not answer in time"),
        (b"HTTP/1.1 100 " + b"x" * 2 * MOST_READ, "what the receiver answered is not HTTP/1.1"),
        (b"", "the receiver did not answer in time"),
    ],
)
def test_what_is_no_answer_is_a_failure_soon(said: bytes, error: str) -> None:
    seconds = SHORT if error.endswith("in time") else 60.0
    with answering(said) as url:
        outcome = Sending(HERE, seconds=seconds).post(url, {}, b"{}")
    assert (outcome.status, outcome.error) == (None, error)


@pytest.mark.parametrize(
    "said",
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 204\r\n", b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 201 \r\n"],
)
def test_the_status_is_enough_of_an_answer(said: bytes) -> None:
    with answering(said) as url:
        assert Sending(HERE, seconds=60.0).post(url, {}, b"{}").is_good


def test_an_answer_that_comes_drop_by_drop_ends_in_time() -> None:
    began = monotonic()
    with answering(*(b"HTTP/1.1 100 Continue\r\n\r\n",) * 2_000, pause=0.05) as url:
        outcome = Sending(HERE, seconds=SHORT).post(url, {}, b"{}")
    assert outcome.error == "the receiver did not answer in time"
    assert monotonic() - began < 60  # it would go on for 100 s


def test_an_answer_without_end_is_not_read() -> None:
    began = monotonic()
    with answering(b"HTTP/1.1 200 OK\r\n\r\n", *(b"x" * 65_536,) * 10_000) as url:
        assert Sending(HERE).post(url, {}, b"{}").is_good
    assert monotonic() - began < 60


def test_nobody_there_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert Sending(HERE).post(f"http://127.0.0.1:{port}/", {}, b"{}").error == "the connection failed"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of desk.example with its key, made by the system's openssl."""
    file = tmp_path_factory.mktemp("tls") / "desk.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=desk.example"
        f" -addext subjectAltName=DNS:desk.example -keyout {file}.key -out {file}.crt"
    )
    try:
        subprocess.run(command.split(), check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no openssl to make a certificate with")
    file.write_text(Path(f"{file}.key").read_text() + Path(f"{file}.crt").read_text())
    return file


def trusting(certificate: Path) -> Callable[[], ssl.SSLContext]:
    return lambda: ssl.create_default_context(cafile=str(certificate))


def test_the_certificate_must_be_that_of_the_name(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    named: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: named.append(name)

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with receiving(context) as receiver:
        trusts = Sending(HERE, resolve, trusting(certificate))
        assert trusts.post(f"https://desk.example:{receiver.port}/", {}, b"{}").is_good
        other = trusts.post(f"https://other.example:{receiver.port}/", {}, b"{}")
        stranger = Sending(HERE, resolve).post(f"https://desk.example:{receiver.port}/", {}, b"{}")
    assert named == ["desk.example", "other.example", "desk.example"]
    assert [outcome.error for outcome in (other, stranger)] == ["TLS failed: CERTIFICATE_VERIFY_FAILED"] * 2
    assert len(receiver.got) == 1
