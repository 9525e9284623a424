"""`dedup serve`: the service on this machine."""

from __future__ import annotations

import socket
from errno import EADDRINUSE
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from api.keys import opened, store_option

if TYPE_CHECKING:
    from api.settings import ServiceSettings


@click.command()
@click.option("--host", help="Address to listen on.  [default: DEDUP_HOST, or 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any free one.  [default: DEDUP_PORT, or 8000]",
)
@store_option
def serve(host: str | None, port: int | None, store: str | None) -> None:
    """Answer diffs and clusters over HTTP until interrupted.

    Environment variables DEDUP_… set more, as does the file that DEDUP_SETTINGS names. Without a key (see
    `dedup keys`) only this machine is answered; once there is one, every request needs one.
    """
    # Imported here so that `dedup --help` need not wait for a web framework.
    from api.settings import read_settings

    given = {"host": host, "port": port, "store": store}
    settings = read_settings(**{name: value for name, value in given.items() if value is not None})
    _refuse_strangers(settings)
    _make_folder(settings.data)
    listener = _listen(settings.host, settings.port)
    from api.app import create_app
    from api.server import run

    url = _url(listener)
    click.echo(f"dedup listens on {url} (Ctrl+C stops it)\nDocumentation: {url}/docs")
    Thread(target=_warm_up, daemon=True).start()
    run(create_app(settings), listener, settings)


def _warm_up() -> None:
    """Compile or load what the first request would wait for."""
    from dedup import Article, compare_articles

    compare_articles(Article("Der Rat tagt heute."), Article("Der Rat tagt heute nicht."))


def _refuse_strangers(settings: ServiceSettings) -> None:
    from api.gate import is_loopback
    from api.store.keys import KeyStore

    with opened(settings.store) as database:
        if not is_loopback(settings.host) and not KeyStore(database).all():
            raise click.BadParameter(
                f"{settings.host} can be reached from other machines, and there are no keys yet to protect "
                "the service; make one with `dedup keys create`, or use 127.0.0.1, ::1 or localhost.",
                param_hint="--host",
            )


def _make_folder(data: Path) -> None:
    from dedup import DedupError

    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DedupError(f"the folder that DEDUP_DATA names cannot be used: {error.strerror}") from error


def _listen(host: str, port: int) -> socket.socket:
    """Bind before the server starts: a busy port is then a clear message instead of a log line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
        # Connections take this over. asyncio sees no need for it; an answer in two parts then waits 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        busy = error.errno == EADDRINUSE
        why = "is already in use; choose another one" if busy else f"cannot be used: {error.strerror}"
        raise click.BadParameter(f"port {port} of {host} {why}.", param_hint="--port") from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
