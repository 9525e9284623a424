"""`dedup serve`: the service on this machine."""

from __future__ import annotations

import socket
from errno import EADDRINUSE
from ipaddress import ip_address
from threading import Thread

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any free one.",
)
def serve(host: str, port: int) -> None:
    """Answer diffs and clusters over HTTP until interrupted."""
    _refuse_outside(host)
    listener = _listen(host, port)
    # Imported here so that `dedup --help` need not wait for a web framework.
    import uvicorn

    from api.app import create_app

    url = _url(listener)
    click.echo(f"dedup listens on {url} (Ctrl+C stops it)\nDocumentation: {url}/docs")
    Thread(target=_warm_up, daemon=True).start()
    uvicorn.Server(uvicorn.Config(create_app(), log_level="warning")).run(sockets=[listener])


def _warm_up() -> None:
    """Compile or load what the first request would wait for."""
    from dedup import Article, compare_articles

    compare_articles(Article("Der Rat tagt heute."), Article("Der Rat tagt heute nicht."))


def _refuse_outside(host: str) -> None:
    if not _is_loopback(host):
        raise click.BadParameter(
            f"{host} can be reached from other machines, and there are no keys yet to protect the service; "
            "use 127.0.0.1, ::1 or localhost.",
            param_hint="--host",
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    """Bind before the server starts: a busy port is then a clear message instead of a log line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        busy = error.errno == EADDRINUSE
        why = "is already in use; choose another one" if busy else f"cannot be used: {error.strerror}"
        raise click.BadParameter(f"port {port} of {host} {why}.", param_hint="--port") from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
